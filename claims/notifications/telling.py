"""Tell people of an event, in the transaction that made it true."""

from collections.abc import Collection
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from claims.models import AuditEntry, Channel, Claim, Mail, Notification, NotificationKind, Revision
from claims.models.audit import lock_for_this_transaction
from claims.notifications.choices import channel_of
from claims.notifications.kinds import KINDS
from claims.outbox.messages import enqueue

RIGHTS_OF = "django.contrib.auth.backends.ModelBackend"


@transaction.atomic(savepoint=False)
def notify(
    kind: NotificationKind,
    people: Collection[int] | None,
    *,
    event: str,
    claim: Claim,
    now: datetime,
    revision: Revision | None = None,
    entry: AuditEntry | None = None,
    day: date | None = None,
    but: Collection[int] = (),
) -> int:
    """Tell these people (None: everybody who has the kind's right) but some; give how many were told.

    Left out are those whose account is closed, who lack the right, or who want to hear nothing of it. `event` names
    what happened: nobody is told of it twice, however often this is called.
    """
    lock_for_this_transaction(f"notify {event}")
    told = [
        Notification(
            person=person,
            kind=kind,
            event=event,
            entry=entry,
            claim=claim,
            revision=revision,
            day=day,
            channel=channel,
            created_at=now,
        )
        for person in _hearers(kind, people, event).exclude(pk__in=but)
        if (channel := channel_of(person, kind)) != Channel.OFF
    ]
    at_once = [each for each in told if each.channel == Channel.AT_ONCE]
    mails = Mail.objects.bulk_create(Mail(person=each.person, created_at=now, due_at=now) for each in at_once)
    for each, mail in zip(at_once, mails, strict=True):
        each.mail = mail
    Notification.objects.bulk_create(told)
    if mails:
        enqueue("mail.waiting", key=f"mail:{event}")
    return len(told)


def _hearers(kind: NotificationKind, people: Collection[int] | None, event: str) -> QuerySet[User]:
    right = KINDS[kind].right
    able = User.objects.with_perm(right, backend=RIGHTS_OF) if right else User.objects.filter(is_active=True)
    if people is not None:
        able = able.filter(pk__in=people)
    told = Notification.objects.filter(event=event).values("person")
    return able.exclude(pk__in=told).select_related("notification_settings").order_by("pk")
