"""Programs of administrators keep webhooks."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import AnsweredRequest, AuditEntry, WebhookDelivery, WebhookEndpoint, WebhookEvent
from claims.webhooks.endpoints import add_endpoint
from tests.factories import UserFactory, retracted

pytestmark = pytest.mark.django_db
WEBHOOKS, DELIVERIES = "/api/v1/desk/webhooks/", "/api/v1/desk/deliveries/"
NEW = {"name": "The Courier", "url": "https://courier.example/hook"}


@pytest.fixture
def keeper(db):
    return UserFactory(role="Administrator")


@pytest.fixture
def program(bearer, keeper):
    return bearer(keeper, "webhooks")


@pytest.fixture
def webhook(keeper):
    return add_endpoint(**NEW, events=["claim.published"], editor=keeper, now=timezone.now())[0]


@pytest.fixture
def address(webhook):
    return f"{WEBHOOKS}{webhook.pk}/"


@pytest.fixture
def delivery(webhook):
    """A verdict that was published, of which the receiver was told."""
    record = retracted(
        UserFactory(role="Editor"), UserFactory(role="Editor")
    ).review.claim.public_records.first()
    times = {"made_at": timezone.now(), "due_at": timezone.now()}
    made = WebhookDelivery.objects.create(
        endpoint=webhook, record=record, state="delivered", tries=1, **times
    )
    made.attempts.create(tried_at=timezone.now(), status=200, took_ms=12)
    return made


def send(program, method, address, body=None, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(program, method)(
        address, json.dumps(body or {}), content_type="application/json", headers=named
    )


class TestWebhooks:
    def test_are_added_and_tell_their_secret_once(self, program, errors):
        answer = send(program, "post", WEBHOOKS, NEW, idempotency_key="1")

        assert (answer.status_code, answer["ETag"]) == (201, '"1"')
        assert answer.json()["secret"].startswith("whsec_")
        assert answer.json()["events"] == sorted(WebhookEvent.values)
        assert errors("SecretWebhook", answer.json()) == []
        again = send(program, "post", WEBHOOKS, NEW, idempotency_key="1")
        assert (again.status_code, again.json()) == (
            201,
            {k: v for k, v in answer.json().items() if k != "secret"},
        )
        assert "whsec_" not in AnsweredRequest.objects.get().body
        assert "secret" not in json.dumps(program.get(WEBHOOKS).json())

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"url": "http://courier.example/"}, "url"),
            ({"url": "https://courier.example:22/ x"}, "url"),
            ({"url": 7}, "url"),
            ({"name": ""}, "name"),
            ({"name": "x" * 81}, "name"),
            ({"events": []}, "events"),
            ({"events": ["claim.deleted"]}, "events"),
            ({"secret": "whsec_AAAA"}, "secret"),
        ],
    )
    def test_are_not_added_with_what_cannot_be(self, program, change, field):
        answer = send(program, "post", WEBHOOKS, NEW | change)

        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
        assert not WebhookEndpoint.objects.exists()

    def test_are_changed_as_they_were_seen(self, program, address, webhook):
        seen = program.get(address)["ETag"]

        first = send(program, "patch", address, {"is_on": False}, if_match=seen)
        second = send(program, "patch", address, {"is_on": True}, if_match=seen)

        assert (first.status_code, first.json()["is_on"], second.status_code) == (200, False, 412)
        assert send(program, "patch", address, {"is_on": True}).status_code == 428
        assert AuditEntry.objects.get(move="change_webhook").detail["switched"] == ["on", "off"]

    def test_renew_their_secret(self, program, address):
        answer = send(program, "post", f"{address}secret/", {"at_once": True}, if_match='"1"')

        assert answer.json()["secret"].startswith("whsec_")
        assert answer["ETag"] == '"2"'

    def test_are_removed(self, program, address, delivery):
        answer = send(program, "delete", address, if_match='"1"')

        assert (answer.status_code, answer.json()["name"]) == (200, "The Courier")
        assert program.get(address).status_code == 404
        assert not WebhookDelivery.objects.exists()

    def test_are_for_their_keepers_and_their_tokens(self, bearer, keeper, editor, address):
        assert bearer(editor, "webhooks").get(address).status_code == 403
        assert bearer(keeper, "read", "move").get(address).status_code == 403
        assert bearer(keeper, "webhooks").get(address).status_code == 200


class TestDeliveries:
    def test_are_listed_with_every_try(self, program, delivery, webhook, errors, django_assert_num_queries):
        page = program.get(DELIVERIES, {"webhook": webhook.pk, "state": "delivered"}).json()

        (found,) = page["results"]
        assert (found["event"], found["claim"]) == ("claim.published", delivery.record.public_id)
        assert found["attempts"][0]["status"] == 200
        assert errors("DeliveryPage", page) == []
        assert program.get(DELIVERIES, {"webhook": webhook.pk + 1}).json()["results"] == []

    @pytest.mark.parametrize(
        "query", ["webhook=x", "webhook=٣", "state=gone", "claim=1", "webhook=" + "9" * 40]
    )
    def test_are_not_listed_by_what_nobody_knows(self, program, query):
        assert program.get(f"{DELIVERIES}?{query}").status_code == 400

    @pytest.mark.parametrize("sent", ["messages", "since"])
    def test_are_sent_again(self, program, address, delivery, sent):
        hour_ago = (timezone.now() - timedelta(hours=1)).isoformat()
        body = {"messages": [delivery.message_id]} if sent == "messages" else {"since": hour_ago}

        assert send(program, "post", f"{address}replay/", body).json() == {"count": 1}
        assert send(program, "post", f"{address}replay/", body).json() == {"count": 0}
        delivery.refresh_from_db()
        assert (delivery.state, delivery.tries) == ("waiting", 0)

    def test_are_sent_again_by_one_rule_at_a_time(self, program, address):
        both = {"messages": [f"msg_{0:032}"], "since": timezone.now().isoformat()}

        assert list(send(program, "post", f"{address}replay/", both).json()["errors"]) == ["since"]

    def test_have_a_test_among_them(self, program, address, errors):
        answer = send(program, "post", f"{address}test/")

        assert answer.json() == {"message": WebhookDelivery.objects.get().message_id}
        again = send(program, "post", f"{address}test/")
        assert (again.status_code, "on its way" in again.json()["detail"]) == (409, True)
        assert errors("DeliveryPage", program.get(DELIVERIES).json()) == []


class TestDocument:
    def test_describes_the_message(self, schema):
        told = schema["webhooks"]["claim.changed"]["post"]

        assert told["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/Message")
