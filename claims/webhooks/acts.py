"""What all acts on webhooks share: who may, what stops them, and how they are written down."""

import secrets
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import AuditEntry, WebhookEndpoint
from claims.outbox.messages import enqueue

KEEPS_WEBHOOKS = "claims.change_webhookendpoint"
NOT_YOURS = gettext_lazy("Webhooks are the administrators’ business. Ask one of them.")


class WebhookRefused(Exception):
    """A refused act; its text is a sentence that says why, and what would help."""


class AddressRefused(WebhookRefused):
    """It is the address that cannot be."""


class WebhookChanged(WebhookRefused):
    """Somebody was faster."""


def check_right(editor: User) -> None:
    """Raise WebhookRefused for whoever may not keep webhooks."""
    if not editor.has_perm(KEEPS_WEBHOOKS):
        raise WebhookRefused(NOT_YOURS)


def lock_endpoint(endpoint_id: int, editor: User, version: int | None = None) -> WebhookEndpoint:
    """The webhook, held still, for somebody who may do this.

    Raises WebhookChanged if its version is not the one that was seen; None is for what holds for any version.
    """
    check_right(editor)
    endpoint = WebhookEndpoint.objects.select_for_update().filter(pk=endpoint_id).first()
    if endpoint is None:
        raise WebhookRefused(_("This webhook was removed meanwhile. Add it anew if it is still wanted."))
    if version not in (None, endpoint.version):
        raise WebhookChanged(
            _("Somebody changed this webhook meanwhile. Look at it as it is now, then decide.")
        )
    return endpoint


def about(endpoint: WebhookEndpoint) -> dict[str, str]:
    """What the audit tells of a webhook; never a secret."""
    return {
        "webhook": endpoint.name,
        "address": endpoint.url,
        "events": ", ".join(endpoint.events),
        "switched": "on" if endpoint.is_on else "off",
    }


def record(
    move: str,
    endpoint: WebhookEndpoint,
    actor: User,
    now: datetime,
    *,
    before: dict[str, str],
    after: dict[str, str],
    reason: str = "",
) -> AuditEntry:
    """Write down what became of a webhook: its name always, and what changed."""
    changed = {name: [before.get(name, ""), after.get(name, "")] for name in before | after}
    told = {name: pair for name, pair in changed.items() if name == "webhook" or pair[0] != pair[1]}
    who = {"actor": actor, "person": endpoint.made_by}
    return AuditEntry.record(**who, move=move, reason=reason, detail=told, happened_at=now)


def hint(endpoint: WebhookEndpoint) -> None:
    """Let the workers look at once, in place of at the next sweep."""
    enqueue("ledger.grown", key=f"webhook:{endpoint.pk}:{secrets.token_hex(8)}")
