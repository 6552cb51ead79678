"""What administrators do with webhooks: add, change and pause them, renew secrets, remove them. All is audited."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.models import WebhookEndpoint, WebhookSecret
from claims.outward.asking import check_address
from claims.outward.connecting import NotAllowed
from claims.publication.ledger import last_sequence
from claims.webhooks.acts import (
    AddressRefused,
    WebhookRefused,
    about,
    check_right,
    hint,
    lock_endpoint,
    record,
)
from claims.webhooks.signing import new_secret, sealed

AT_MOST = 50  # webhooks of a newsroom
BOTH_SECRETS_FOR = timedelta(hours=24)
SECRETS_AT_MOST = 5  # that sign at the same time


@transaction.atomic
def add_endpoint(
    *, url: str, name: str, events: Iterable[str], editor: User, now: datetime
) -> tuple[WebhookEndpoint, str]:
    """Tell a receiver of what happens from now on; give its secret, this once.

    Raises WebhookRefused for an address that we do not speak to.
    """
    check_right(editor)
    _check_url(url)
    if WebhookEndpoint.objects.count() >= AT_MOST:
        raise WebhookRefused(
            _("There are %(limit)s webhooks, which is the limit. Remove one not in use.") % {"limit": AT_MOST}
        )
    times = {"made_at": now, "rests_until": now, "leased_until": now}
    said = {"url": url, "name": name, "events": sorted(set(events))}
    endpoint = WebhookEndpoint.objects.create(made_by=editor, told_to=last_sequence(), **said, **times)
    secret = new_secret()
    WebhookSecret.objects.create(endpoint=endpoint, sealed=sealed(secret), made_at=now)
    record("add_webhook", endpoint, editor, now, before={}, after=about(endpoint))
    return endpoint, secret


@transaction.atomic
def change_endpoint(
    *,
    endpoint_id: int,
    editor: User,
    version: int,
    now: datetime,
    url: str | None = None,
    name: str | None = None,
    events: Iterable[str] | None = None,
    is_on: bool | None = None,
) -> WebhookEndpoint:
    """Say anew where to, who it is for, of what, and whether: it holds for what waits too. None leaves it as it is.

    What happens while a webhook is off is told when it is on again. Saying the same changes nothing.
    """
    endpoint = lock_endpoint(endpoint_id, editor, version)
    before = about(endpoint)
    if url is not None and url != endpoint.url:
        _check_url(url)
        endpoint.url = url
    endpoint.name = endpoint.name if name is None else name
    endpoint.events = endpoint.events if events is None else sorted(set(events))
    if is_on is not None and is_on != endpoint.is_on:
        _switch(endpoint, is_on, now)
    if about(endpoint) == before:
        return endpoint
    endpoint.version += 1
    endpoint.save()
    record("change_webhook", endpoint, editor, now, before=before, after=about(endpoint))
    hint(endpoint)
    return endpoint


@transaction.atomic
def renew_secret(
    *, endpoint_id: int, editor: User, version: int, now: datetime, at_once: bool = False
) -> tuple[WebhookEndpoint, str]:
    """Make another secret and give it, this once.

    For a day the ones before it sign too, so that the receiver can change over; not if they leaked (`at_once`).
    """
    endpoint = lock_endpoint(endpoint_id, editor, version)
    holding = endpoint.secrets.filter(Q(signs_until=None) | Q(signs_until__gt=now))
    if at_once:
        holding.update(signs_until=now)
    elif holding.count() >= SECRETS_AT_MOST:
        raise WebhookRefused(
            _("It was renewed several times today. Wait, or let the former ones stop at once.")
        )
    endpoint.secrets.filter(signs_until=None).update(signs_until=now + BOTH_SECRETS_FOR)
    endpoint.secrets.filter(signs_until__lte=now).delete()
    secret = new_secret()
    WebhookSecret.objects.create(endpoint=endpoint, sealed=sealed(secret), made_at=now)
    endpoint.version += 1
    endpoint.save(update_fields=["version"])
    reason = gettext_noop("The former ones stopped at once.") if at_once else ""
    said = about(endpoint)
    record("renew_webhook_secret", endpoint, editor, now, before=said, after=said, reason=reason)
    return endpoint, secret


@transaction.atomic
def remove_endpoint(*, endpoint_id: int, editor: User, version: int, now: datetime) -> None:
    """Forget a receiver and its log."""
    endpoint = lock_endpoint(endpoint_id, editor, version)
    endpoint.delete()
    record("remove_webhook", endpoint, editor, now, before=about(endpoint), after={})


def _switch(endpoint: WebhookEndpoint, is_on: bool, now: datetime) -> None:
    endpoint.is_on, endpoint.why_off = is_on, ""
    endpoint.failing_since, endpoint.failures, endpoint.rests_until = None, 0, now


def _check_url(url: str) -> None:
    """Refuse what can be seen to be wrong with an address before anybody is asked."""
    try:
        check_address(url)
    except NotAllowed as refusal:
        raise AddressRefused(str(refusal)) from refusal
    parts = urlsplit(url)
    if parts.netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower():
        raise AddressRefused(_("This is the address of this site itself. Give that of the receiver."))
    if parts.scheme != "https" and parts.netloc not in settings.CONNECT_ALSO_TO:
        raise AddressRefused(_("Give an address that begins with https://, so that nobody reads along."))
