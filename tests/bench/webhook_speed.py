"""One receiver of ten that hangs must not slow the others: `python -m pytest -q -n0 -s tests/bench/webhook_speed.py`.

Two workers answer the hints, as in `make run`; verdicts come in meanwhile. Ratios of one run.
"""

import statistics
import time
from queue import SimpleQueue
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from claims.models import PublicRecord, WebhookEndpoint
from claims.webhooks.endpoints import add_endpoint
from claims.webhooks.sending import send_webhooks
from tests.factories import UserFactory, published
from tests.webhooks.hook import hooked
from tests.webhooks.ledger import fill_ledger

pytestmark = pytest.mark.django_db(transaction=True)
RECEIVERS, VERDICTS, WORKERS = 10, 60, 2
EVERY = 0.25  # seconds between verdicts
SLOWED_AT_MOST = 1.2


def hang(message):
    time.sleep(30)
    return 200


def work(hints):
    """What a worker does: look whenever it is asked to."""
    while hints.get():
        send_webhooks()
    connection.close()


def delays(first, begin, answers, settings, keeper):
    """Tell receivers that answer like this of new verdicts; give how long each message took to those that answer."""
    hooks = [hooked(answer) for answer in answers]
    receivers = [hook.__enter__() for hook in hooks]
    settings.CONNECT_ALSO_TO = [receiver.place for receiver in receivers]
    for receiver in receivers:
        said = {"url": receiver.url, "name": "One of ten", "events": ["claim.published"]}
        add_endpoint(**said, editor=keeper, now=timezone.now())
    hints, published_at = SimpleQueue(), {}
    workers = [Thread(target=work, args=(hints,)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for number in range(VERDICTS):
        (row,) = fill_ledger(first, claims=1, begin=begin + number)
        published_at[row.public_id] = time.monotonic()
        hints.put(True)
        time.sleep(EVERY)
    for _ in workers:
        hints.put(False)
    for worker in workers:
        worker.join()
    for hook in hooks:
        hook.__exit__(None, None, None)
    WebhookEndpoint.objects.all().delete()
    others = [each for each in receivers if each.server and each.answer is not hang]
    assert all(len(each.took) == VERDICTS for each in others)
    return [message["at"] - published_at[message["data"]["id"]] for each in others for message in each.took]


def p95(values):
    return statistics.quantiles(values, n=20)[-1]


def test_one_that_hangs_slows_nobody(settings):
    keeper = UserFactory(role="Administrator")
    first = published(
        UserFactory(role="Editor"), UserFactory(role="Editor")
    ).review.claim.public_records.get()
    well, quick = [lambda message: 200] * (RECEIVERS - 1), [lambda message: 200]

    without = delays(first, 0, well + quick, settings, keeper)
    beside = delays(first, VERDICTS, [*well, hang], settings, keeper)

    ratio = p95(beside) / p95(without)
    print(f"\np95 of {len(without)} messages: {p95(without) * 1000:.0f} ms", end="")
    print(f"; of {len(beside)} beside one that hangs: {p95(beside) * 1000:.0f} ms; ratio {ratio:.2f}")
    assert PublicRecord.objects.count() == 1 + 2 * VERDICTS
    assert ratio < SLOWED_AT_MOST
