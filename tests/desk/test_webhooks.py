"""Webhooks at the desk."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import AuditEntry, WebhookDelivery, WebhookEndpoint
from claims.webhooks.endpoints import add_endpoint
from tests.factories import UserFactory, published

LIST = reverse("desk:webhooks")
NEW = {"name": "The Courier", "url": "https://courier.example/hook", "events": ["claim.published"]}


@pytest.fixture
def keeper(db):
    return UserFactory(role="Administrator")


@pytest.fixture
def desk(keeper, sign_in):
    return sign_in(keeper)


@pytest.fixture
def webhook(keeper):
    return add_endpoint(**NEW, editor=keeper, now=timezone.now())[0]


@pytest.fixture
def page(webhook):
    return reverse("desk:webhook", args=[webhook.pk])


@pytest.fixture
def delivered(webhook):
    """Call it for so many messages that arrived."""

    def deliver(count):
        record = published(
            UserFactory(role="Editor"), UserFactory(role="Editor")
        ).review.claim.public_records.get()
        now = timezone.now()
        for number in range(count):
            made = WebhookDelivery.objects.create(
                endpoint=webhook,
                record=None if number else record,
                state="delivered",
                tries=2,
                due_at=now,
                made_at=now,
            )
            made.attempts.create(tried_at=now, status=None, said="It does not take connections.", took_ms=3)
            made.attempts.create(tried_at=now, status=200, took_ms=12)

    return deliver


def act(desk, name, webhook, **fields):
    return desk.post(reverse(f"desk:{name}", args=[webhook.pk]), fields, follow=True)


class TestList:
    def test_shows_the_secret_of_a_new_one_once(self, desk):
        answer = desk.post(LIST, NEW)

        assert re.search(r"<code>whsec_[\w+/=]{44}</code>", answer.content.decode())
        assert "whsec_" not in desk.get(LIST).content.decode()
        assert "The Courier" in desk.get(LIST).content.decode()

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"url": "http://courier.example/"}, "begins with https://"),
            ({"url": "https://a b/"}, "without blanks"),
            ({"url": "\0"}, "required"),
            ({"name": "x" * 200_000}, "at most 80 characters"),
            ({"events": ["claim.deleted"]}, "not one of the available"),
            ({"events": []}, "required"),
        ],
    )
    def test_says_what_cannot_be_and_keeps_what_was_typed(self, desk, change, words):
        answer = desk.post(LIST, NEW | change)

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "The Courier" in answer.content.decode() or "name" in change
        assert not WebhookEndpoint.objects.exists()

    def test_is_for_administrators(self, reporter, sign_in, page):
        assert sign_in(reporter).get(LIST).status_code == 403
        assert sign_in(reporter).get(page).status_code == 403


class TestPage:
    def test_shows_each_message_with_its_tries(self, desk, page, delivered):
        delivered(1)

        words = " ".join(desk.get(page).content.decode().split())

        assert "claim.published" in words
        assert "It does not take connections." in words
        assert "answered 200 in 12 ms" in words

    @pytest.mark.parametrize("count", [1, 60])
    def test_asks_the_same_number_of_questions(
        self, desk, page, delivered, count, django_assert_max_num_queries
    ):
        delivered(count)

        with django_assert_max_num_queries(12):
            shown = desk.get(page)

        assert len(shown.context["rows"]) == min(count, 50)
        if further := shown.context["further"]:
            assert len(desk.get(page, {"before": further}).context["rows"]) == 10

    def test_is_changed_paused_and_resumed(self, desk, page, webhook):
        desk.post(page, NEW | {"name": "The Lorn Courier", "version": 1})
        act(desk, "switch-webhook", webhook, off=1, version=2)

        webhook.refresh_from_db()
        assert (webhook.name, webhook.is_on) == ("The Lorn Courier", False)
        assert "Switch on" in desk.get(page).content.decode()

    @pytest.mark.parametrize("version", [7, "", "x", "9" * 30])
    def test_keeps_what_was_typed_into_a_stale_form(self, desk, page, webhook, version):
        answer = desk.post(page, NEW | {"name": "The Lorn Courier", "version": version})

        assert answer.status_code == 409
        assert "Somebody changed this webhook meanwhile" in answer.content.decode()
        assert 'value="The Lorn Courier"' in answer.content.decode()
        webhook.refresh_from_db()
        assert webhook.name == "The Courier"

    def test_renews_the_secret_and_shows_it_once(self, desk, webhook):
        answer = act(desk, "renew-webhook", webhook, version=1)

        assert "whsec_" in answer.content.decode()
        assert "A former secret, until" in answer.content.decode()

    def test_sends_again(self, desk, webhook, delivered):
        delivered(2)
        one = WebhookDelivery.objects.get(record__isnull=False)

        assert (
            "Sending 1 message again"
            in act(desk, "replay-webhook", webhook, message=one.message_id).content.decode()
        )
        assert "nothing to send again" in act(desk, "replay-webhook", webhook).content.decode()
        one.refresh_from_db()
        assert one.state == "waiting"

    @pytest.mark.parametrize("since", ["", "soon", "9999-99-99T00:00"])
    def test_asks_since_when(self, desk, webhook, since):
        assert act(desk, "replay-webhook", webhook, since=since).status_code == 422

    def test_sends_a_test_once_at_a_time(self, desk, webhook):
        assert "A test is on its way" in act(desk, "test-webhook", webhook).content.decode()
        assert act(desk, "test-webhook", webhook).status_code == 409

    def test_is_removed(self, desk, webhook):
        answer = act(desk, "remove-webhook", webhook, version=1)

        assert "Removed the webhook" in answer.content.decode()
        assert AuditEntry.objects.latest("pk").move == "remove_webhook"
