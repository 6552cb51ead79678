"""What webhooks told, for programs of administrators: the log, a test, and messages once more."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from claims.api.desk import person_of
from claims.api.desk_webhooks import OF_A_WRITE, WebhookDoor, find, write
from claims.api.once import Answer
from claims.api.pages import Order, read_listing
from claims.api.parameters import OF_PAGES, read_parameters
from claims.api.schema import CURSOR, IDEMPOTENCY_KEY, PAGE_SIZE, problems
from claims.api.webhook_serializers import (
    DeliveryPageSerializer,
    ReplaySerializer,
    SentAgainSerializer,
    TestSerializer,
)
from claims.models import DeliveryState, WebhookAttempt, WebhookDelivery
from claims.models.webhook import event_of
from claims.webhooks.resending import replay, send_test

COLUMNS = {
    "pk": "pk",
    "message": "message_id",
    "record_state": "record__state",
    "change": "record__change",
    "claim": "record__public_id",
    "version": "record__version",
    "state": "state",
    "tries": "tries",
    "due_at": "due_at",
    "made_at": "made_at",
}
OF_A_TRY = ("tried_at", "status", "said", "took_ms")


class Test(WebhookDoor):
    """A try of a webhook."""

    @extend_schema(
        operation_id="test_webhook",
        summary="Send a test message",
        parameters=[IDEMPOTENCY_KEY],
        request=None,
        responses={200: TestSerializer, **problems(*OF_A_WRITE)},
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        """Send a message of the type `test`, about no claim. What came of it is among the deliveries."""
        read_parameters(request.query_params, ())
        find(pk)

        def send() -> Answer:
            sent = send_test(endpoint_id=pk, editor=person_of(request), now=timezone.now())
            return Answer(200, {"message": sent.message_id})

        return write(request, send)


class Replay(WebhookDoor):
    """Messages once more."""

    @extend_schema(
        operation_id="replay_webhook",
        summary="Send messages again",
        parameters=[IDEMPOTENCY_KEY],
        request=ReplaySerializer,
        responses={200: SentAgainSerializer, **problems(*OF_A_WRITE)},
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        """Send again, under the same ids, what was told or given up in the last 30 days. What waits, waits on."""
        read_parameters(request.query_params, ())
        find(pk)
        asked = ReplaySerializer(data=request.data)
        asked.is_valid(raise_exception=True)

        def send() -> Answer:
            count = replay(
                endpoint_id=pk,
                editor=person_of(request),
                now=timezone.now(),
                message_ids=asked.validated_data.get("messages"),
                since=asked.validated_data.get("since"),
            )
            return Answer(200, {"count": count})

        return write(request, send)


class DeliveryList(WebhookDoor):
    """What receivers were told."""

    @extend_schema(
        operation_id="list_deliveries",
        summary="List what webhooks told, with every try",
        parameters=[
            OpenApiParameter("webhook", {"type": "integer", "minimum": 1}, description="The id of one."),
            OpenApiParameter("state", str, enum=DeliveryState.values),
            CURSOR,
            PAGE_SIZE,
        ],
        responses={200: DeliveryPageSerializer, **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Messages of the last 30 days, the newest first."""
        given = read_parameters(request.query_params, {"webhook", "state", *OF_PAGES})
        wanted = {column: read(given[name]) for name, (column, read) in _NARROWED_BY.items() if name in given}
        listing = read_listing("api:desk-deliveries", given)
        page = listing.read(WebhookDelivery.objects.filter(**wanted), tuple(COLUMNS.values()), Order(("pk",)))
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in page.rows]
        tries = _tries([row["pk"] for row in rows])
        results = (json.dumps(_delivery(row, tries), cls=DjangoJSONEncoder) for row in rows)
        return HttpResponse(listing.body(page, results), content_type="application/json")


def _read_webhook(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) < 19):
        raise ValidationError({"webhook": ["Give the id of a webhook."]})
    return int(words)


def _read_state(words: str) -> str:
    if words not in DeliveryState.values:
        raise ValidationError({"state": [f"Choose one of: {', '.join(DeliveryState.values)}."]})
    return words


_NARROWED_BY: dict[str, tuple[str, Callable[[str], object]]] = {
    "webhook": ("endpoint", _read_webhook),
    "state": ("state", _read_state),
}


def _tries(deliveries: list[int]) -> dict[int, list[dict]]:
    found: dict[int, list[dict]] = defaultdict(list)
    for each in WebhookAttempt.objects.filter(delivery__in=deliveries).order_by("pk"):
        found[each.delivery_id].append({name: getattr(each, name) for name in OF_A_TRY})
    return found


def _delivery(row: dict[str, Any], tries: dict[int, list[dict]]) -> dict[str, Any]:
    event = event_of(row.pop("record_state"), row.pop("change"))
    return {"event": event, "attempts": tries[row.pop("pk")]} | row
