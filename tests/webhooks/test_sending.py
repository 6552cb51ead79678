"""What is new is told: signed, in order for each claim, again after a failure, and by whoever comes after a crash."""

import json
import os
import re
import subprocess
from datetime import timedelta
from html import unescape
from threading import Event

import pytest
from django.conf import settings as site
from django.urls import reverse

from claims.models import DeliveryState, OutboxMessage, PublicRecord, WebhookAttempt, WebhookDelivery
from claims.outward.asking import NotReached
from claims.review.correcting import restore_revision
from claims.tasks import send_webhooks as send_webhooks_task
from claims.webhooks import sending
from claims.webhooks.deliveries import TRIES, WAITS, forget_deliveries, note_outcomes, take_batch
from claims.webhooks.endpoints import add_endpoint, renew_secret
from claims.webhooks.outcomes import Outcome, read_retry_after
from tests.factories import NINE, corrected, retracted
from tests.webhooks.hook import hooked, is_signed_by, told

pytestmark = pytest.mark.django_db


def restored(author, approver):
    """A verdict that was taken back, and is public again."""
    live = retracted(author, approver)
    return restore_revision(
        revision_id=live.pk, editor=approver, version=live.version, reason="It was no forgery.", now=NINE
    )


def states():
    return list(WebhookDelivery.objects.order_by("pk").values_list("state", flat=True))


class TestTell:
    def test_says_little_and_signs_it(self, added, publish, sweep, hook):
        claim = publish().review.claim

        assert sweep() == 1

        (message,) = hook.took
        record = PublicRecord.objects.get()
        assert json.loads(message["body"]) == {
            "type": "claim.published",
            "timestamp": "2026-03-04T09:02:00.000Z",
            "data": {
                "id": claim.public_id,
                "version": 1,
                "sequence": record.sequence,
                "url": f"{site.SITE_URL}/claims/{claim.public_id}/",
                "record": f"{site.SITE_URL}/api/v1/claims/{claim.public_id}/",
            },
        }
        assert is_signed_by(added[1], message)
        assert not is_signed_by("whsec_AAAA", message)

    @pytest.mark.parametrize(
        ("make", "events"),
        [
            (corrected, ["claim.published", "claim.corrected"]),
            (retracted, ["claim.published", "claim.retracted"]),
            (restored, ["claim.published", "claim.retracted", "claim.restored"]),
        ],
    )
    def test_tells_each_change_in_order(self, endpoint, people, sweep, hook, make, events):
        make(*people)

        sweep()

        assert [message["type"] for message in hook.took] == events

    def test_tells_what_was_chosen_and_nothing_that_was_before(
        self, keeper, people, publish, hook, clock, sweep
    ):
        publish()
        said = {"url": hook.url, "name": "Corrections", "events": ["claim.corrected"]}
        add_endpoint(**said, editor=keeper, now=clock.now)
        corrected(*people)

        assert sweep() == 1
        assert [message["type"] for message in hook.took] == ["claim.corrected"]

    def test_is_a_task_that_may_run_twice(self, endpoint, publish, hook):
        publish()

        send_webhooks_task()
        send_webhooks_task()

        assert len(hook.came) == 1

    def test_is_asked_for_in_the_transaction_that_publishes(self, people):
        live = retracted(*people)

        keys = OutboxMessage.objects.filter(kind="ledger.grown").values_list("key", flat=True)
        assert list(keys) == ["ledger:1", "ledger:2"]
        assert live.review.claim.public_records.count() == 2

    def test_signs_by_both_secrets_while_one_is_renewed(self, added, act, publish, sweep, hook, clock):
        _, new = act(renew_secret)
        publish()
        sweep()

        assert [is_signed_by(secret, hook.took[0]) for secret in (added[1], new)] == [True, True]

        _, newest = act(renew_secret, at_once=True)
        publish()
        sweep()

        signed = [is_signed_by(secret, hook.took[1]) for secret in (added[1], new, newest)]
        assert signed == [False, False, True]

    def test_says_what_to_do_if_its_secret_cannot_be_read(self, endpoint, publish, sweep, hook, settings):
        publish()
        settings.SECRET_KEY = "another"

        sweep()

        assert not hook.came
        assert "Renew the secret" in WebhookAttempt.objects.get().said


class TestTryAgain:
    def test_tries_ten_times_over_three_days_and_gives_up(self, endpoint, publish, sweep, hook, clock):
        hook.answer = lambda message: 500
        publish()

        for wait in WAITS:
            assert sweep() == 1
            clock.wait(seconds=wait.total_seconds() * 0.89)
            assert sweep() == 0  # not before its time
            clock.wait(seconds=wait.total_seconds() * 0.22)
        assert sweep() == 1
        clock.wait(days=2)

        assert sweep() == 0
        assert sum(WAITS, timedelta()) == timedelta(hours=75, minutes=35, seconds=5)
        assert states() == [DeliveryState.FAILED]
        assert len({message["headers"]["webhook-id"] for message in hook.came}) == 1
        assert list(WebhookAttempt.objects.values_list("status", flat=True)) == [500] * TRIES

    @pytest.mark.parametrize("status", [199, 301, 307, 400, 401, 404, 429, 500, 503])
    def test_takes_only_success_for_success(self, endpoint, publish, sweep, hook, status):
        hook.answer = lambda message: (status, {"Location": "/elsewhere"})
        publish()

        sweep()

        assert states() == [DeliveryState.WAITING]
        assert len(hook.came) == 1

    @pytest.mark.parametrize(
        ("words", "seconds"),
        [
            ("120", 120),
            ("9" * 30, 86_400),
            ("-5", 0),
            ("٣", 0),
            ("soon", 0),
            ("", 0),
            ("Wed, 04 Mar 2026 09:10:00 GMT", 600),
            ("Wed, 04 Mar 2020 09:10:00 GMT", 0),
        ],
    )
    def test_reads_how_long_it_shall_wait(self, words, seconds):
        assert read_retry_after(words, NINE) == timedelta(seconds=seconds)

    def test_leaves_alone_whoever_asks_for_a_pause(self, endpoint, publish, sweep, hook, clock):
        hook.answer = lambda message: (429, {"Retry-After": "3600"})
        publish()
        sweep()
        hook.answer = lambda message: 200
        publish()

        clock.wait(minutes=59)
        assert sweep() == 0
        clock.wait(minutes=1)
        assert sweep() == 2

    def test_goes_on_with_the_others_after_a_fault_of_ours(self, endpoint, publish, sweep, hook, monkeypatch):
        first, second = publish(), publish()
        whole = sending.payload_of

        def broken(delivery):
            if delivery.record.claim_id == first.review.claim_id:
                raise RuntimeError("broken")
            return whole(delivery)

        monkeypatch.setattr(sending, "payload_of", broken)

        sweep()

        assert told(hook.took) == [(second.review.claim.public_id, 1)]
        assert "fault of ours" in WebhookAttempt.objects.get(status=None).said


class TestOrder:
    def test_lets_a_later_event_of_a_claim_wait_for_the_former(
        self, endpoint, people, publish, sweep, hook, clock
    ):
        other = publish()
        claim = corrected(*people).review.claim
        hook.answer = lambda message: 503 if told([message]) == [(claim.public_id, 1)] else 200

        sweep()

        assert told(hook.took) == [(other.review.claim.public_id, 1)]
        hook.answer = lambda message: 200
        clock.wait(seconds=6)
        sweep()
        assert told(hook.took)[1:] == [(claim.public_id, 1), (claim.public_id, 2)]

    def test_lets_one_sender_at_a_time_have_a_receiver(self, endpoint, publish, clock):
        publish()

        assert take_batch(endpoint.pk, clock.now)
        assert take_batch(endpoint.pk, clock.now) is None

    def test_sends_again_under_the_same_id_what_a_dead_sender_had(
        self, endpoint, publish, sweep, hook, clock
    ):
        publish()
        dead = take_batch(endpoint.pk, clock.now)

        assert sweep() == 0
        clock.wait(seconds=31)
        assert sweep() == 1

        assert hook.took[0]["headers"]["webhook-id"] == dead.deliveries[0].message_id

    def test_takes_no_word_of_how_it_does_from_who_lost_it(self, endpoint, publish, sweep, clock):
        publish()
        frozen = take_batch(endpoint.pk, clock.now)
        clock.wait(seconds=31)
        sweep()

        late = Outcome(
            frozen.deliveries[0], tried_at=clock.now, took_ms=1, said="It broke the connection off."
        )

        assert note_outcomes(frozen, [late], clock.now) is False
        endpoint.refresh_from_db()
        assert (states(), endpoint.failures) == ([DeliveryState.DELIVERED], 0)


class TestReceiversBesideEachOther:
    def test_do_not_wait_for_one_that_hangs(
        self, endpoint, keeper, publish, sweep, hook, clock, monkeypatch, settings
    ):
        whole = sending.ask

        async def hang(method, url, **more):
            if "/slow" in url:
                assert await sending.anyio.to_thread.run_sync(lambda: waited.wait(10))
                raise NotReached("It broke the connection off.")
            answer = await whole(method, url, **more)
            waited.set()
            return answer

        waited = Event()
        monkeypatch.setattr(sending, "ask", hang)
        with hooked() as slow:
            settings.CONNECT_ALSO_TO = [hook.place, slow.place]
            said = {"url": f"http://{slow.place}/slow", "name": "Slow", "events": ["claim.published"]}
            add_endpoint(**said, editor=keeper, now=clock.now)
            publish()

            assert sweep() == 2

        assert len(hook.took) == 1


class TestForget:
    def test_forgets_what_ended_a_month_ago(self, endpoint, publish, sweep, hook, clock):
        publish()
        sweep()
        hook.answer = lambda message: 500
        publish()
        clock.wait(seconds=1)
        sweep()

        assert forget_deliveries(now=clock.now + timedelta(days=29)) == 0
        assert forget_deliveries(now=clock.now + timedelta(days=31)) == 1
        assert states() == [DeliveryState.WAITING]


class TestDocumentedShell:
    """What the documentation tells a receiver to do in the shell finds our signature."""

    def test_signs_as_we_do(self, added, publish, sweep, hook, client):
        publish()
        sweep()
        page = unescape(client.get(reverse("api:docs")).content.decode())
        key, signed = re.search(r"^(key=.*)\n(printf .* base64)$", page, re.M).groups()
        (message,) = hook.took
        told = {
            "SECRET": added[1],
            "ID": message["headers"]["webhook-id"],
            "TIMESTAMP": message["headers"]["webhook-timestamp"],
            "BODY": message["body"].decode(),
        }

        shell = subprocess.run(
            ["sh", "-c", f"{key}\n{signed}"], env=os.environ | told, capture_output=True, text=True
        )

        assert f"v1,{shell.stdout.strip()}" == message["headers"]["webhook-signature"]
