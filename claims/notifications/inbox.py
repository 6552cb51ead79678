"""What somebody was told, newest first, and what of it they have read."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet

from claims.models import Notification

NEWEST = ("-pk",)


def inbox(person: User, *, only_unread: bool = False) -> QuerySet[Notification]:
    """Somebody's notifications with what they are about, to be ordered by NEWEST."""
    found = Notification.objects.filter(person=person).select_related("claim", "revision", "entry__actor")
    return found.filter(read_at=None) if only_unread else found


def unread_of(person: OuterRef, at_most: int) -> QuerySet[Notification, Any]:
    """The keys of what somebody has not read yet, for a query around it."""
    return Notification.objects.filter(person=person, read_at=None).values_list("pk")[:at_most]


def mark_read(*, person: User, pk: int, now: datetime) -> Notification | None:
    """Note that somebody has read one of theirs; None if it is not theirs. Reading it again changes nothing."""
    Notification.objects.filter(person=person, pk=pk, read_at=None).update(read_at=now)
    return inbox(person).filter(pk=pk).first()


def mark_all_read(*, person: User, up_to: int, now: datetime) -> int:
    """Note that somebody has read all theirs up to the one they saw at the top; give how many that were new."""
    return Notification.objects.filter(person=person, pk__lte=up_to, read_at=None).update(read_at=now)
