"""What administrators do with webhooks, and what a receiver that fails has done to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from claims.models import AuditEntry, DeliveryState, Notification, WebhookEndpoint, WebhookSecret
from claims.webhooks.acts import AddressRefused, WebhookChanged, WebhookRefused
from claims.webhooks.endpoints import (
    AT_MOST,
    SECRETS_AT_MOST,
    add_endpoint,
    change_endpoint,
    remove_endpoint,
    renew_secret,
)
from claims.webhooks.resending import replay, send_test
from tests.factories import NINE, UserFactory
from tests.webhooks.hook import told

pytestmark = pytest.mark.django_db
NEW = {"url": "https://courier.example/hook", "name": "The Courier", "events": ["claim.published"]}


def moves():
    return list(
        AuditEntry.objects.filter(move__contains="webhook").order_by("pk").values_list("move", flat=True)
    )


class TestAdd:
    def test_keeps_no_secret_that_can_be_read(self, keeper):
        endpoint, secret = add_endpoint(**NEW, editor=keeper, now=NINE)

        assert secret not in WebhookSecret.objects.get().sealed
        entry = AuditEntry.objects.latest("pk")
        assert (entry.move, entry.detail["address"]) == ("add_webhook", ["", endpoint.url])
        assert "whsec" not in str(entry.detail)

    @pytest.mark.parametrize(
        "url",
        [
            "http://courier.example/",
            "https://courier.example/ x",
            "https://user:word@courier.example/",
            "ftp://courier.example/",
            "http://127.0.0.1:8000/api/v1/claims/",
            "",
        ],
    )
    def test_takes_only_what_may_be_asked(self, keeper, url):
        with pytest.raises(AddressRefused):
            add_endpoint(**NEW | {"url": url}, editor=keeper, now=NINE)

    def test_is_for_administrators(self, db):
        with pytest.raises(WebhookRefused, match="administrators"):
            add_endpoint(**NEW, editor=UserFactory(role="Standards editor"), now=NINE)

    def test_has_a_limit(self, keeper, endpoint):
        for number in range(AT_MOST - 1):
            row = WebhookEndpoint.objects.get(pk=endpoint.pk)
            row.pk, row.name = None, f"{number}"
            row.save()

        with pytest.raises(WebhookRefused, match="the limit"):
            add_endpoint(**NEW, editor=keeper, now=NINE)


class TestChange:
    def test_goes_on_where_it_was_paused(self, endpoint, act, publish, sweep, hook):
        act(change_endpoint, is_on=False)
        publish()
        assert sweep() == 0

        act(change_endpoint, is_on=True)

        assert sweep() == 1
        assert moves() == ["add_webhook", "change_webhook", "change_webhook"]

    def test_of_the_same_changes_nothing(self, endpoint, act):
        act(change_endpoint, name=endpoint.name, is_on=True)

        assert moves() == ["add_webhook"]

    @pytest.mark.parametrize("action", [change_endpoint, renew_secret, remove_endpoint])
    def test_of_what_somebody_changed_meanwhile_is_refused(self, act, action):
        act(change_endpoint, name="The Lorn Courier")

        with pytest.raises(WebhookChanged, match="meanwhile"):
            act(action, version=1)

    def test_removes_the_log_with_it(self, endpoint, act, publish, sweep):
        publish()
        sweep()

        act(remove_endpoint)

        assert not WebhookEndpoint.objects.exists()
        assert moves()[-1] == "remove_webhook"

    def test_renews_no_secret_without_end(self, act):
        for _ in range(SECRETS_AT_MOST - 1):
            act(renew_secret)

        with pytest.raises(WebhookRefused, match="several times"):
            act(renew_secret)
        act(renew_secret, at_once=True)
        assert WebhookSecret.objects.count() == 1


class TestSendAgain:
    def test_sends_a_test_that_is_about_no_claim(self, act, sweep, hook):
        act(send_test)
        with pytest.raises(WebhookRefused, match="on its way"):
            act(send_test)

        sweep()

        assert [(message["type"], message["data"]) for message in hook.took] == [("test", {})]

    def test_sends_a_test_to_who_failed_a_moment_ago(self, act, publish, sweep, hook):
        hook.answer = lambda message: 500
        publish()
        sweep()
        hook.answer = lambda message: 200

        act(send_test)

        assert sweep() == 1
        assert hook.took[0]["type"] == "test"

    def test_sends_all_since_a_moment_in_their_order(self, act, publish, sweep, hook, clock):
        first = publish().review.claim.public_id
        sweep()
        clock.wait(hours=1)
        since = clock.now
        others = [publish().review.claim.public_id for _ in range(2)]
        sweep()
        ids = [message["headers"]["webhook-id"] for message in hook.took]
        hook.took.clear()

        assert act(replay, since=since) == 2
        sweep()

        assert sorted(told(hook.took)) == sorted((claim, 1) for claim in others)
        assert {message["headers"]["webhook-id"] for message in hook.took} == set(ids[1:])
        assert first not in [claim for claim, _ in told(hook.took)]

    def test_sends_nothing_older_than_a_month(self, act, publish, sweep, clock):
        publish()
        sweep()
        clock.wait(days=31)

        assert act(replay, since=NINE) == 0

    def test_waits_until_it_is_switched_on(self, act):
        act(change_endpoint, is_on=False)

        with pytest.raises(WebhookRefused, match="Switch it on"):
            act(replay)


class TestFailing:
    def test_is_switched_off_after_five_days_and_its_keepers_are_told(
        self, endpoint, keeper, publish, sweep, hook, clock
    ):
        hook.answer = lambda message: 500
        publish()
        sweep()
        clock.wait(days=5, seconds=1)
        sweep()

        endpoint.refresh_from_db()
        assert (endpoint.is_on, endpoint.why_off) == (False, "Nothing has arrived for 5 days.")
        assert moves()[-1] == "stop_webhook"
        assert Notification.objects.get(kind="webhook_off").person == keeper
        clock.wait(days=5)
        assert sweep() == 0

    def test_is_switched_off_at_once_if_the_receiver_wants_no_more(self, endpoint, publish, sweep, hook):
        hook.answer = lambda message: 410
        publish()

        sweep()

        endpoint.refresh_from_db()
        assert (endpoint.is_on, "410" in endpoint.why_off) == (False, True)

    def test_is_forgiven_once_something_arrives(self, endpoint, publish, sweep, hook, clock):
        hook.answer = lambda message: 500
        publish()
        sweep()
        clock.wait(days=4)
        hook.answer = lambda message: 200
        sweep()

        endpoint.refresh_from_db()
        assert (endpoint.failing_since, endpoint.failures) == (None, 0)


class TestDatabase:
    """No right and no shell stores what must not be."""

    @pytest.mark.parametrize(
        "change",
        [{"events": []}, {"events": ["claim.deleted"]}, {"why_off": "x"}],
    )
    def test_refuses_a_webhook_that_cannot_be(self, endpoint, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            WebhookEndpoint.objects.update(**change)

    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT INTO claims_webhooksecret (endpoint_id, sealed, made_at) SELECT id, 'x', now() FROM {}endpoint",
            "INSERT INTO {}delivery (endpoint_id, record_id, message_id, state, tries, due_at, made_at) "
            "SELECT endpoint_id, record_id, 'x', state, tries, due_at, made_at FROM {}delivery",
            "UPDATE {}delivery SET tries = 0",
            "UPDATE {}attempt SET said = 'x'",
            "UPDATE {}attempt SET status = NULL",
        ],
    )
    def test_refuses_a_log_that_cannot_be(self, endpoint, publish, sweep, statement):
        publish()
        sweep()
        assert endpoint.deliveries.get().state == DeliveryState.DELIVERED

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.replace("{}", "claims_webhook"))
