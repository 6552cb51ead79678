"""Which deliveries are sent next, and what comes of each try. Each step is one transaction.

A receiver is leased, not a delivery: one sender at a time keeps the order of what it is told. A sender that dies loses
its lease by time, and whatever it has not written down is sent again under the same id.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import (
    DeliveryState,
    PublicRecord,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookSecret,
)
from claims.models.webhook import event_of
from claims.publication.ledger import last_sequence
from claims.webhooks.outcomes import Outcome
from claims.webhooks.queries import LEFT_OUT, with_numbers
from claims.webhooks.resending import REPLAYED_FOR
from claims.webhooks.resting import note_health

LEASED_FOR = timedelta(seconds=30)  # longer than a batch may take
BATCH = 10  # deliveries sent to one receiver together
QUEUED_AT_ONCE = 1_000  # versions of the ledger
# Before the second try, the third, and so on up to the tenth: together a little more than three days.
WAITS = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]
TRIES = len(WAITS) + 1
JITTER = 0.1


@dataclass(frozen=True)
class Batch:
    """What one sender may send to one receiver now: at most one delivery for each claim, none out of order."""

    endpoint: WebhookEndpoint
    secrets: Sequence[WebhookSecret]
    deliveries: Sequence[WebhookDelivery]


def ready_endpoints(now: datetime) -> list[int]:
    """The receivers that nobody is sending to and for whom there is something to do."""
    due = WebhookDelivery.objects.filter(
        endpoint=OuterRef("pk"), state=DeliveryState.WAITING, due_at__lte=now
    )
    ready = WebhookEndpoint.objects.filter(Q(told_to__lt=last_sequence()) | Exists(due), **_free(now))
    return list(ready.order_by("leased_until", "pk").values_list("pk", flat=True))


@transaction.atomic
def take_batch(endpoint_id: int, now: datetime) -> Batch | None:
    """Lease a receiver and what it is to be sent next; None if nothing is, or somebody else has it."""
    free = WebhookEndpoint.objects.filter(pk=endpoint_id, **_free(now))
    endpoint = free.select_for_update(skip_locked=True).first()
    if endpoint is None:
        return None
    _queue(endpoint, now)
    if deliveries := list(_next(endpoint, now)[:BATCH]):
        endpoint.lease, endpoint.leased_until = endpoint.lease + 1, now + LEASED_FOR
    endpoint.save(update_fields=["told_to", "lease", "leased_until"])
    return Batch(endpoint, list(endpoint.secrets.order_by("-pk")), deliveries) if deliveries else None


@transaction.atomic
def note_outcomes(batch: Batch, outcomes: Sequence[Outcome], now: datetime) -> bool:
    """Write down what came of a batch, and free the receiver; True if it may be sent more at once."""
    endpoint = WebhookEndpoint.objects.select_for_update().filter(pk=batch.endpoint.pk).first()
    if endpoint is None:  # removed meanwhile
        return False
    for outcome in outcomes:
        _note(outcome, now)
    if endpoint.lease != batch.endpoint.lease:  # lost: whoever has it now says how the receiver does
        return False
    endpoint.leased_until = now
    return note_health(endpoint, outcomes, now)


def forget_deliveries(*, now: datetime) -> int:
    """Remove deliveries that ended and are too old to be sent again, and count them."""
    old = WebhookDelivery.objects.filter(made_at__lte=now - REPLAYED_FOR).exclude(state=DeliveryState.WAITING)
    return old.delete()[1].get("claims.WebhookDelivery", 0)


def _free(now: datetime) -> dict[str, object]:
    return {"is_on": True, "leased_until__lte": now, "rests_until__lte": now}


def _queue(endpoint: WebhookEndpoint, now: datetime) -> None:
    """Make deliveries of what has come into the ledger: its numbers have no gaps, so nothing is passed over."""
    news = PublicRecord.objects.filter(sequence__gt=endpoint.told_to).defer(*LEFT_OUT)
    found = list(news.order_by("sequence")[:QUEUED_AT_ONCE])
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(endpoint=endpoint, record=record, due_at=now, made_at=now)
        for record in found
        if event_of(record.state, record.change) in endpoint.events
    )
    if found:
        endpoint.told_to = found[-1].sequence


def _next(endpoint: WebhookEndpoint, now: datetime) -> QuerySet[WebhookDelivery]:
    """What is due, of each claim only the oldest that waits."""
    waiting = WebhookDelivery.objects.filter(endpoint=endpoint, state=DeliveryState.WAITING)
    earlier = waiting.filter(record__claim=OuterRef("record__claim"), pk__lt=OuterRef("pk"))
    return with_numbers(waiting.filter(~Exists(earlier), due_at__lte=now)).order_by("pk")


def _note(outcome: Outcome, now: datetime) -> None:
    """Write a try into the log; and what became of the delivery, unless somebody else has tried it since."""
    delivery = outcome.delivery
    said = {"status": outcome.status, "said": outcome.said[:300], "took_ms": outcome.took_ms}
    WebhookAttempt.objects.create(delivery=delivery, tried_at=outcome.tried_at, **said)
    tries = delivery.tries + 1
    changes: dict[str, object] = {"tries": tries}
    if outcome.is_delivered:
        changes["state"] = DeliveryState.DELIVERED
    elif tries >= TRIES:
        changes["state"] = DeliveryState.FAILED
    else:
        wait = WAITS[tries - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
        changes["due_at"] = now + max(wait, outcome.pause)
    held = WebhookDelivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING, tries=delivery.tries)
    held.update(**changes)
