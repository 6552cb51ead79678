"""What a receiver is told: that there is something to fetch, and nothing of what.

So a message that comes late tells nothing that was taken back meanwhile.
"""

import json
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse

from claims.models import PublicRecord, WebhookDelivery


def payload_of(delivery: WebhookDelivery) -> str:
    """The body of a message: the same at each try."""
    record = delivery.record
    told = {
        "type": delivery.event,
        "timestamp": _iso(record.from_at if record else delivery.made_at),
        "data": _data(record) if record else {},
    }
    return json.dumps(told, separators=(",", ":"))


def _data(record: PublicRecord) -> dict[str, object]:
    return {
        "id": record.public_id,
        "version": record.version,
        "sequence": record.sequence,
        "url": settings.SITE_URL + reverse("public:claim", args=[record.public_id]),
        "record": settings.SITE_URL + reverse("api:claim", args=[record.public_id]),
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
