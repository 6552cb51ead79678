"""What administrators do with webhooks: add, change and switch them, renew secrets, send again. Changes are audited."""

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from claims.models import AuditEntry, DeliveryState, WebhookDelivery, WebhookEndpoint
from claims.outbox.messages import enqueue
from claims.outward.asking import check_address
from claims.outward.connecting import NotAllowed
from claims.publication.ledger import last_sequence

KEEPS_WEBHOOKS = "claims.change_webhookendpoint"
AT_MOST = 50  # webhooks of a newsroom
BOTH_SECRETS_FOR = timedelta(hours=24)
REPLAYED_FOR = timedelta(days=30)  # how long deliveries are kept, and may be sent again
SECRET_BYTES = 32


class WebhookRefused(Exception):
    """A refused act; its text is a sentence that says why, and what would help."""


@transaction.atomic
def add_endpoint(
    *, url: str, name: str, events: Iterable[str], editor: User, now: datetime
) -> WebhookEndpoint:
    """Tell a receiver of what happens from now on. Raises WebhookRefused for an address that we do not speak to."""
    _check(editor)
    _check_url(url)
    if WebhookEndpoint.objects.count() >= AT_MOST:
        raise WebhookRefused(f"There are {AT_MOST} webhooks, which is the limit. Remove one not in use.")
    endpoint = WebhookEndpoint.objects.create(
        url=url,
        name=name,
        events=sorted(set(events)),
        secret=_new_secret(),
        made_by=editor,
        made_at=now,
        free_at=now,
        told_to=last_sequence(),
    )
    _record("add_webhook", endpoint, editor, now, before={})
    return endpoint


@transaction.atomic
def change_endpoint(
    *, endpoint_id: int, url: str, name: str, events: Iterable[str], editor: User, now: datetime
) -> None:
    """Say anew where to, what it is for, and of what; it holds for what happens from now on, and for what waits."""
    endpoint = _lock(endpoint_id, editor)
    _check_url(url)
    before = _about(endpoint)
    endpoint.url, endpoint.name, endpoint.events = url, name, sorted(set(events))
    endpoint.save(update_fields=["url", "name", "events"])
    if _about(endpoint) != before:
        _record("change_webhook", endpoint, editor, now, before=before)


@transaction.atomic
def switch_endpoint(*, endpoint_id: int, is_on: bool, editor: User, now: datetime) -> None:
    """Stop telling a receiver, or go on where it was stopped: what happened meanwhile is told it then."""
    endpoint = _lock(endpoint_id, editor)
    if endpoint.is_on == is_on:
        return
    before = _about(endpoint)
    endpoint.is_on, endpoint.why_off = is_on, ""
    endpoint.failing_since, endpoint.failures, endpoint.free_at = None, 0, now
    endpoint.save(update_fields=["is_on", "why_off", "failing_since", "failures", "free_at"])
    _record("switch_webhook", endpoint, editor, now, before=before)
    _hint(endpoint)


@transaction.atomic
def renew_secret(*, endpoint_id: int, editor: User, now: datetime) -> str:
    """Make another secret and give it, this once; for a day messages carry the signatures of both."""
    endpoint = _lock(endpoint_id, editor)
    endpoint.previous_secret, endpoint.previous_until = endpoint.secret, now + BOTH_SECRETS_FOR
    endpoint.secret = _new_secret()
    endpoint.save(update_fields=["secret", "previous_secret", "previous_until"])
    _record("renew_webhook_secret", endpoint, editor, now, before=_about(endpoint))
    return endpoint.secret


@transaction.atomic
def remove_endpoint(*, endpoint_id: int, editor: User, now: datetime) -> None:
    """Forget a receiver and its log."""
    endpoint = _lock(endpoint_id, editor)
    _record("remove_webhook", endpoint, editor, now, before=_about(endpoint), is_gone=True)
    endpoint.delete()


@transaction.atomic
def send_test(*, endpoint_id: int, editor: User, now: datetime) -> WebhookDelivery:
    """Send a message that is about no claim, so that whoever runs the receiver sees that it works."""
    endpoint = _lock(endpoint_id, editor)
    if not endpoint.is_on:
        raise WebhookRefused("This webhook is switched off. Switch it on first.")
    if endpoint.deliveries.filter(record=None, state=DeliveryState.WAITING).exists():
        raise WebhookRefused("A test is on its way already. See below what comes of it.")
    delivery = WebhookDelivery.objects.create(endpoint=endpoint, due_at=now, made_at=now)
    WebhookEndpoint.objects.filter(pk=endpoint.pk, failures__gt=0).update(free_at=now)
    _hint(endpoint)
    return delivery


@transaction.atomic
def replay(*, endpoint_id: int, delivery_ids: Iterable[int] | None, editor: User, now: datetime) -> int:
    """Send again what was delivered or given up, under the same id; None: all that was given up. Count them."""
    endpoint = _lock(endpoint_id, editor)
    ended = endpoint.deliveries.filter(made_at__gt=now - REPLAYED_FOR)
    if delivery_ids is None:
        ended = ended.filter(state=DeliveryState.FAILED)
    else:
        ended = ended.filter(pk__in=delivery_ids).exclude(state=DeliveryState.WAITING)
    again = ended.update(state=DeliveryState.WAITING, tries=0, due_at=now)
    if again:
        _hint(endpoint)
    return again


def _lock(endpoint_id: int, editor: User) -> WebhookEndpoint:
    _check(editor)
    endpoint = WebhookEndpoint.objects.select_for_update().filter(pk=endpoint_id).first()
    if endpoint is None:
        raise WebhookRefused("This webhook was removed meanwhile.")
    return endpoint


def _check(editor: User) -> None:
    if not editor.has_perm(KEEPS_WEBHOOKS):
        raise WebhookRefused("Webhooks are the administrators’ business. Ask one of them.")


def _check_url(url: str) -> None:
    try:
        check_address(url)
    except NotAllowed as refusal:
        raise WebhookRefused(str(refusal)) from refusal
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.netloc not in settings.CONNECT_ALSO_TO:
        raise WebhookRefused("Give an address that begins with https://, so that nobody reads along.")


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _about(endpoint: WebhookEndpoint) -> dict[str, str]:
    """What the audit tells of a webhook; never a secret."""
    return {
        "webhook": endpoint.name,
        "address": endpoint.url,
        "events": ", ".join(endpoint.events),
        "switched": "on" if endpoint.is_on else "off",
    }


def _record(
    move: str,
    endpoint: WebhookEndpoint,
    editor: User,
    now: datetime,
    *,
    before: dict[str, str],
    is_gone: bool = False,
    reason: str = "",
) -> AuditEntry:
    after = {} if is_gone else _about(endpoint)
    changed = {name: [before.get(name, ""), after.get(name, "")] for name in before | after}
    if before and after:
        changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1] or name == "webhook"}
    return AuditEntry.record(
        actor=editor, person=endpoint.made_by, move=move, reason=reason, detail=changed, happened_at=now
    )


def record_switched_off(endpoint: WebhookEndpoint, reason: str, now: datetime) -> AuditEntry:
    """Write down that a webhook switched itself off, in the name of whoever made it: nobody else did it."""
    before = _about(endpoint) | {"switched": "on"}
    return _record("stop_webhook", endpoint, endpoint.made_by, now, before=before, reason=reason)


def _hint(endpoint: WebhookEndpoint) -> None:
    """Let the workers look at once, in place of at the next sweep."""
    enqueue("ledger.grown", key=f"webhook:{endpoint.pk}:{secrets.token_hex(8)}")
