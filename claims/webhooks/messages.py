"""What a receiver is sent: a small public payload, signed by Standard Webhooks 1.0.

It says that there is something to fetch, and nothing of what; so a message that comes late tells nothing that was taken
back meanwhile.
"""

import json
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from standardwebhooks import Webhook

from claims.models import (
    ChangeKind,
    PublicRecord,
    RecordState,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)

TEST = "test"
EVENTS = {
    "": WebhookEvent.PUBLISHED,
    ChangeKind.MINOR: WebhookEvent.UPDATED,
    ChangeKind.UPDATE: WebhookEvent.UPDATED,
    ChangeKind.CORRECTION: WebhookEvent.CORRECTED,
    ChangeKind.RETRACTION: WebhookEvent.RETRACTED,
    ChangeKind.RESTORATION: WebhookEvent.RESTORED,
}


def event_of(record: PublicRecord) -> WebhookEvent:
    """What a version of the ledger is to those who are told of it."""
    if record.state == RecordState.RETRACTED:
        return WebhookEvent.RETRACTED
    return EVENTS[record.change]


def payload_of(delivery: WebhookDelivery) -> str:
    """The body of a message: the same at each try."""
    record = delivery.record
    if record is None:
        said: dict[str, object] = {"type": TEST, "timestamp": _iso(delivery.made_at), "data": {}}
    else:
        url = settings.SITE_URL + reverse("public:claim", args=[record.public_id])
        data = {
            "id": record.public_id,
            "url": url,
            "version": record.version,
            "sequence": record.sequence,
            "kind": record.change or "publication",
            "at": _iso(record.from_at),
        }
        said = {"type": event_of(record).value, "timestamp": _iso(record.from_at), "data": data}
    return json.dumps(said, separators=(",", ":"))


def signed_headers(
    endpoint: WebhookEndpoint, delivery: WebhookDelivery, payload: str, now: datetime
) -> dict[str, str]:
    """The headers that prove a message ours; while a secret is being renewed, by the new one and the old."""
    keys = [endpoint.secret]
    if endpoint.previous_until and endpoint.previous_until > now:
        keys.append(endpoint.previous_secret)
    at = now.astimezone(UTC)
    return {
        "Content-Type": "application/json",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(key).sign(delivery.message_id, at, payload) for key in keys),
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
