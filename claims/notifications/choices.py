"""How each person wants to hear of what."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_noop

from claims.models import AuditEntry, Channel, NotificationKind, NotificationSettings
from claims.models.audit import lock_for_this_transaction
from claims.notifications.kinds import KINDS
from factcheck.languages import as_recorded


def settings_of(person: User) -> NotificationSettings:
    """What somebody has chosen, or the defaults, not stored."""
    found = getattr(person, "notification_settings", None)
    return found or NotificationSettings(person=person)


def channel_of(person: User, kind: str) -> Channel:
    """How somebody hears of a kind of thing; never by mail without an address."""
    kind = NotificationKind(kind)
    channel = Channel(settings_of(person).channels.get(kind, KINDS[kind].default))
    return Channel.DESK if channel in (Channel.AT_ONCE, Channel.DIGEST) and not person.email else channel


def kinds_for(person: User) -> list[NotificationKind]:
    """What somebody may be told of with the rights that they have."""
    return [kind for kind in KINDS if not KINDS[kind].right or person.has_perm(KINDS[kind].right)]


@transaction.atomic
def choose_notifications(
    *, person: User, channels: Mapping[str, str], digest_hour: int, now: datetime
) -> NotificationSettings:
    """Keep how somebody wants to hear of these kinds; choosing the same again changes nothing."""
    lock_for_this_transaction(f"notification settings {person.pk}")
    kept, _ = NotificationSettings.objects.get_or_create(person=person)
    person.notification_settings = kept
    before = {kind: channel_of(person, kind) for kind in channels}
    chosen = {kind: Channel(channel) for kind, channel in channels.items() if before[kind] != channel}
    with as_recorded():
        changed = {
            str(NotificationKind(kind).label): [str(before[kind].label), str(chosen[kind].label)]
            for kind in chosen
        }
    if kept.digest_hour != digest_hour:
        changed[gettext_noop("hour of the daily mail")] = [
            f"{hour:02}:00" for hour in (kept.digest_hour, digest_hour)
        ]
    if changed:
        kept.channels, kept.digest_hour = kept.channels | chosen, digest_hour
        kept.save(update_fields=["channels", "digest_hour"])
        AuditEntry.record(
            actor=person, person=person, move="choose_notifications", detail=changed, happened_at=now
        )
    return kept
