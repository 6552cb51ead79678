"""No message of a webhook is lost, however often its sender is killed and however often its receiver fails.

`MESSAGES=10000 KILLS=20 python -m pytest -q -n0 tests/scenarios/test_lost_senders.py` is the long run (`make soak`).
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict

import pytest
from django.conf import settings as site
from django.utils import timezone

from claims.models import DeliveryState, WebhookDelivery, WebhookEvent
from claims.webhooks.endpoints import add_endpoint
from tests.factories import UserFactory, published
from tests.scenarios.conftest import database_of_test
from tests.webhooks.hook import hooked
from tests.webhooks.ledger import fill_ledger

pytestmark = pytest.mark.django_db(transaction=True)
MESSAGES, KILLS = int(os.environ.get("MESSAGES", "90")), int(os.environ.get("KILLS", "2"))
LONG = 60 + MESSAGES / 5  # seconds
VERSIONS = 3  # of each claim
FAILS = 0.3

# Sends like the worker's task until nothing waits; while nothing is due, its clock jumps to when something is.
SENDER = """
import django
django.setup()
from datetime import timedelta
from django.db.models import Min
from django.db.models.functions import Greatest
from django.utils import timezone
from claims.models import WebhookDelivery
from claims.webhooks.sending import send_webhooks
ahead = timedelta()
def clock():
    return timezone.now() + ahead
waiting = WebhookDelivery.objects.filter(state="waiting").annotate(
    free_at=Greatest("due_at", "endpoint__rests_until", "endpoint__leased_until")
)
while True:
    send_webhooks(clock=clock)
    if not waiting.exists():
        break
    later = waiting.filter(free_at__gt=clock()).aggregate(first=Min("free_at"))["first"]
    if later:
        ahead = later - timezone.now()
"""


def start_sender() -> subprocess.Popen:
    environment = os.environ | database_of_test() | {"DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    environment["CONNECT_ALSO_TO"] = ",".join(site.CONNECT_ALSO_TO)
    return subprocess.Popen([sys.executable, "-c", SENDER], cwd=site.BASE_DIR, env=environment)


def wait_until_more_came(hook, number):
    """Return once so many messages more have come than now, or nothing waits any more."""
    wanted, end = len(hook.came) + number, time.monotonic() + 120
    while len(hook.came) < wanted and WebhookDelivery.objects.exclude(state="delivered").exists():
        assert time.monotonic() < end, f"{len(hook.came)} of {wanted} came"
        time.sleep(0.02)


def test_every_message_arrives_in_order_though_senders_die_and_the_receiver_fails(settings):
    chances = random.Random(7)
    first = published(
        UserFactory(role="Editor"), UserFactory(role="Editor")
    ).review.claim.public_records.get()
    with hooked(lambda message: 500 if chances.random() < FAILS else 200) as hook:
        settings.CONNECT_ALSO_TO = [hook.place]
        said = {"url": hook.url, "name": "Flaky", "events": WebhookEvent.values}
        add_endpoint(**said, editor=UserFactory(role="Administrator"), now=timezone.now())
        fill_ledger(first, claims=MESSAGES // VERSIONS, versions=VERSIONS)
        killed = 0
        for _ in range(KILLS):
            sender = start_sender()
            wait_until_more_came(hook, chances.randint(1, MESSAGES // KILLS))
            sender.send_signal(signal.SIGKILL)
            killed += sender.wait() == -signal.SIGKILL
        assert start_sender().wait(timeout=LONG) == 0

    first_taken = defaultdict(list)
    for message in hook.took:
        of_claim = first_taken[message["data"]["id"]]
        if message["data"]["version"] not in of_claim:
            of_claim.append(message["data"]["version"])
    assert killed == KILLS
    assert len(first_taken) == MESSAGES // VERSIONS
    assert {tuple(versions) for versions in first_taken.values()} == {tuple(range(1, VERSIONS + 1))}
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {DeliveryState.DELIVERED}
