"""What administrators have sent to see that a webhook works, or to fill a gap: a test, and what was sent before."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.models import DeliveryState, WebhookDelivery, WebhookEndpoint
from claims.webhooks.acts import WebhookRefused, about, hint, lock_endpoint, record

REPLAYED_FOR = timedelta(days=30)  # how long deliveries are kept, and may be sent again


@transaction.atomic
def send_test(*, endpoint_id: int, editor: User, now: datetime) -> WebhookDelivery:
    """Send a message that is about no claim, so that whoever runs the receiver sees that it works."""
    endpoint = _lock(endpoint_id, editor)
    if endpoint.deliveries.filter(record=None, state=DeliveryState.WAITING).exists():
        raise WebhookRefused(_("A test is on its way already. See in the log what comes of it."))
    delivery = WebhookDelivery.objects.create(endpoint=endpoint, due_at=now, made_at=now)
    _let_go(endpoint, now)
    return delivery


@transaction.atomic
def replay(
    *,
    endpoint_id: int,
    editor: User,
    now: datetime,
    message_ids: Collection[str] | None = None,
    since: datetime | None = None,
) -> int:
    """Send again, under the same ids and in the order of old, what was told and what was given up; count it.

    Which: these messages; or all from a moment on; or, with neither, all that was given up. What waits, waits on.
    """
    endpoint = _lock(endpoint_id, editor)
    again = _wanted(endpoint, message_ids, since, now).update(
        state=DeliveryState.WAITING, tries=0, due_at=now
    )
    if again:
        said = about(endpoint)
        reason = f"{again} {'message' if again == 1 else 'messages'}"
        record("replay_webhook", endpoint, editor, now, before=said, after=said, reason=reason)
        _let_go(endpoint, now)
    return again


def _wanted(
    endpoint: WebhookEndpoint, message_ids: Collection[str] | None, since: datetime | None, now: datetime
) -> QuerySet[WebhookDelivery]:
    ended = endpoint.deliveries.filter(record__isnull=False, made_at__gt=now - REPLAYED_FOR)
    ended = ended.exclude(state=DeliveryState.WAITING)
    if message_ids is not None:
        return ended.filter(message_id__in=message_ids)
    if since is not None:
        return ended.filter(made_at__gte=since)
    return ended.filter(state=DeliveryState.FAILED)


def _lock(endpoint_id: int, editor: User) -> WebhookEndpoint:
    endpoint = lock_endpoint(endpoint_id, editor)
    if not endpoint.is_on:
        raise WebhookRefused(_("This webhook is switched off. Switch it on first."))
    return endpoint


def _let_go(endpoint: WebhookEndpoint, now: datetime) -> None:
    """Send at once, though the receiver failed a moment ago: somebody may just have mended it."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(rests_until=now)
    hint(endpoint)
