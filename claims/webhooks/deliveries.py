"""Which deliveries are sent next, and what comes of each try. Each step is one transaction.

A receiver is leased, not a delivery: one sender at a time keeps the order of what it is told. A sender that dies loses
its lease by time, and whatever it has not written down is sent again under the same id.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from claims.models import (
    DeliveryState,
    NotificationKind,
    PublicRecord,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
)
from claims.notifications.telling import notify
from claims.publication.ledger import last_sequence
from claims.webhooks.endpoints import REPLAYED_FOR, record_switched_off
from claims.webhooks.messages import event_of

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
FIRST_REST = timedelta(seconds=4)  # of a receiver that took nothing; doubled each time, and shorter than any wait
LONGEST_REST = timedelta(minutes=4)
OFF_AFTER = timedelta(days=5)
GONE = 410  # the receiver wants no more
FAILED_FOR_DAYS = f"Nothing has arrived for {OFF_AFTER.days} days."
WANTS_NO_MORE = "The receiver answered that it wants no more (410)."


@dataclass(frozen=True)
class Batch:
    """What one sender may send to one receiver now: at most one delivery for each claim, none out of order."""

    endpoint: WebhookEndpoint
    lease: int
    deliveries: Sequence[WebhookDelivery]


@dataclass(frozen=True)
class Outcome:
    """What came of one try: a status, or the sentence why there was none."""

    delivery: WebhookDelivery
    tried_at: datetime
    took_ms: int
    status: int | None = None
    said: str = ""

    @property
    def is_delivered(self) -> bool:
        """Whether the receiver has taken it."""
        return self.status is not None and 200 <= self.status < 300


def ready_endpoints(now: datetime) -> list[int]:
    """The receivers that nobody is sending to and for whom there is something to do."""
    due = WebhookDelivery.objects.filter(
        endpoint=OuterRef("pk"), state=DeliveryState.WAITING, due_at__lte=now
    )
    ready = WebhookEndpoint.objects.filter(
        Q(told_to__lt=last_sequence()) | Exists(due), is_on=True, free_at__lte=now
    )
    return list(ready.order_by("free_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def take_batch(endpoint_id: int, now: datetime, *, lease: int | None = None) -> Batch | None:
    """Lease a receiver and what it is to be sent next; None if nothing is, or somebody else has it.

    With the number of a lease, go on under it: refused if it was lost.
    """
    endpoint = (
        WebhookEndpoint.objects.select_for_update(skip_locked=True).filter(pk=endpoint_id, is_on=True).first()
    )
    if endpoint is None or (endpoint.free_at > now if lease is None else endpoint.lease != lease):
        return None
    _queue(endpoint, now)
    deliveries = list(_next(endpoint, now)[:BATCH])
    if deliveries and lease is None:
        endpoint.lease += 1
    endpoint.free_at = now + LEASED_FOR if deliveries else now
    endpoint.save(update_fields=["told_to", "lease", "free_at"])
    return Batch(endpoint, endpoint.lease, deliveries) if deliveries else None


def _queue(endpoint: WebhookEndpoint, now: datetime) -> None:
    """Make deliveries of what has come into the ledger: its numbers have no gaps, so nothing is passed over."""
    news = PublicRecord.objects.filter(sequence__gt=endpoint.told_to).defer("record", "search", "facets")
    for_now = list(news.order_by("sequence")[:QUEUED_AT_ONCE])
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(endpoint=endpoint, record=record, due_at=now, made_at=now)
        for record in for_now
        if event_of(record) in endpoint.events
    )
    if for_now:
        endpoint.told_to = for_now[-1].sequence


def _next(endpoint: WebhookEndpoint, now: datetime) -> QuerySet[WebhookDelivery]:
    """What is due, of each claim only the oldest that waits."""
    waiting = WebhookDelivery.objects.filter(endpoint=endpoint, state=DeliveryState.WAITING)
    earlier = waiting.filter(record__claim=OuterRef("record__claim"), pk__lt=OuterRef("pk"))
    due = waiting.filter(~Exists(earlier), due_at__lte=now).select_related("record")
    return due.defer("record__record", "record__search", "record__facets").order_by("pk")


@transaction.atomic
def note_outcomes(batch: Batch, outcomes: Sequence[Outcome], now: datetime) -> bool:
    """Write down what came of a batch; True if the receiver may be sent more at once."""
    endpoint = WebhookEndpoint.objects.select_for_update().filter(pk=batch.endpoint.pk).first()
    if endpoint is None:  # removed meanwhile
        return False
    for outcome in outcomes:
        _note(outcome, now)
    if endpoint.lease != batch.lease:
        return False
    has_arrived = any(outcome.is_delivered for outcome in outcomes)
    if has_arrived:
        endpoint.failures, endpoint.failing_since = 0, None
    else:
        rest = min(FIRST_REST * 2 ** min(endpoint.failures, 10), LONGEST_REST)
        endpoint.failures, endpoint.free_at = endpoint.failures + 1, now + rest
        endpoint.failing_since = endpoint.failing_since or now
        _switch_off_if_hopeless(endpoint, outcomes, now)
    endpoint.save()
    return has_arrived


def _note(outcome: Outcome, now: datetime) -> None:
    delivery = outcome.delivery
    WebhookAttempt.objects.create(
        delivery=delivery,
        tried_at=outcome.tried_at,
        status=outcome.status,
        said=outcome.said[:300],
        took_ms=outcome.took_ms,
    )
    tries = delivery.tries + 1
    changes: dict[str, object] = {"tries": tries}
    if outcome.is_delivered:
        changes["state"] = DeliveryState.DELIVERED
    elif tries >= TRIES:
        changes["state"] = DeliveryState.FAILED
    else:
        changes["due_at"] = now + WAITS[tries - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
    held = WebhookDelivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING, tries=delivery.tries)
    held.update(**changes)


def _switch_off_if_hopeless(endpoint: WebhookEndpoint, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Stop telling who has taken nothing for days, or wants no more, and tell whoever made it."""
    is_unwanted = any(outcome.status == GONE for outcome in outcomes)
    assert endpoint.failing_since is not None
    if not is_unwanted and endpoint.failing_since > now - OFF_AFTER:
        return
    endpoint.is_on, endpoint.why_off = False, WANTS_NO_MORE if is_unwanted else FAILED_FOR_DAYS
    entry = record_switched_off(endpoint, endpoint.why_off, now)
    record = next((each.delivery.record for each in outcomes if each.delivery.record), None)
    if record is None:  # a test: whoever asked for it sees what came of it
        return
    notify(
        NotificationKind.WEBHOOK_OFF,
        {endpoint.made_by_id},
        event=f"audit:{entry.pk}",
        claim=record.claim,
        entry=entry,
        now=now,
    )


def forget_deliveries(*, now: datetime) -> int:
    """Remove deliveries that ended and are too old to be sent again, and count them."""
    old = WebhookDelivery.objects.filter(made_at__lte=now - REPLAYED_FOR).exclude(state=DeliveryState.WAITING)
    return old.delete()[1].get("claims.WebhookDelivery", 0)


def last_attempts() -> Subquery:
    """The key of a delivery's newest attempt, for lists."""
    newest = WebhookAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
    return Subquery(newest.values("pk")[:1])
