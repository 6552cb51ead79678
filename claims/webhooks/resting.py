"""How a receiver does: for how long it is left alone after a failure, and when it is told nothing any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from claims.models import NotificationKind, WebhookEndpoint
from claims.notifications.telling import notify
from claims.webhooks.acts import about, record
from claims.webhooks.outcomes import Outcome

FIRST_REST = timedelta(
    seconds=4
)  # of a receiver that took nothing; doubled each time, and shorter than any wait
LONGEST_REST = timedelta(minutes=4)
OFF_AFTER = timedelta(days=5)  # as FAILED_FOR_DAYS says
GONE = 410  # the receiver wants no more
FAILED_FOR_DAYS = gettext_noop("Nothing has arrived for 5 days.")
WANTS_NO_MORE = gettext_noop("The receiver answered that it wants no more (410).")


def note_health(endpoint: WebhookEndpoint, outcomes: Sequence[Outcome], now: datetime) -> bool:
    """Say what the tries of one round tell of a receiver; True if it may be sent more at once."""
    has_arrived = any(outcome.is_delivered for outcome in outcomes)
    rest = max((outcome.pause for outcome in outcomes), default=timedelta())
    if has_arrived:
        endpoint.failures, endpoint.failing_since = 0, None
    else:
        rest = max(rest, min(FIRST_REST * 2 ** min(endpoint.failures, 10), LONGEST_REST))
        endpoint.failures, endpoint.failing_since = endpoint.failures + 1, endpoint.failing_since or now
    endpoint.rests_until = now + rest
    if why := _why_hopeless(endpoint, outcomes, now):
        endpoint.is_on, endpoint.why_off, endpoint.version = False, why, endpoint.version + 1
    endpoint.save()
    if why:
        _tell(endpoint, outcomes, why, now)
    return not rest and endpoint.is_on


def _why_hopeless(endpoint: WebhookEndpoint, outcomes: Sequence[Outcome], now: datetime) -> str:
    if not endpoint.is_on:  # somebody has paused it meanwhile
        return ""
    if any(outcome.status == GONE for outcome in outcomes):
        return WANTS_NO_MORE
    since = endpoint.failing_since
    return FAILED_FOR_DAYS if since and since <= now - OFF_AFTER else ""


def _tell(endpoint: WebhookEndpoint, outcomes: Sequence[Outcome], why: str, now: datetime) -> None:
    """Write down that it was switched off, in the name of whoever made it, as nobody did it; and tell its keepers."""
    said = about(endpoint)
    entry = record(
        "stop_webhook",
        endpoint,
        endpoint.made_by,
        now,
        before=said | {"switched": "on"},
        after=said,
        reason=why,
    )
    untold = next((outcome.delivery.record for outcome in outcomes if outcome.delivery.record), None)
    if untold is None:  # a test: whoever asked for it sees what came of it
        return
    notify(
        NotificationKind.WEBHOOK_OFF,
        None,
        event=f"audit:{entry.pk}",
        claim=untold.claim,
        entry=entry,
        now=now,
    )
