"""Send the mails of people of the desk: gathered once a day or at once, and never sent twice (see `delivery`)."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import DIGEST_HOUR, Channel, Mail, Notification, NotificationKind
from claims.notifications.choices import channel_of
from claims.notifications.delivery import NEWS_FOR, Delivery, is_address
from claims.notifications.kinds import KINDS
from claims.notifications.letters import write_mail


def send_mails(*, now: datetime) -> int:
    """Gather the daily mails that are due, send all that wait, and count these; running it again sends none twice."""
    gather_digests(now=now)
    return DELIVERY.send_waiting(now=now)


def gather_digests(*, now: datetime) -> int:
    """Make the daily mail of everybody whose hour has come in the newsroom's time zone; count them."""
    local = timezone.localtime(now)
    waiting = Notification.objects.filter(
        person=OuterRef("pk"),
        channel=Channel.DIGEST,
        mail=None,
        read_at=None,
        created_at__gt=now - NEWS_FOR,
    )
    made = Mail.objects.filter(person=OuterRef("pk"), digest_on=local.date())
    hour = Coalesce("notification_settings__digest_hour", Value(DIGEST_HOUR))
    people = User.objects.filter(Exists(waiting), ~Exists(made), is_active=True).alias(hour=hour)
    gathered = 0
    for person in people.filter(hour__lte=local.hour).order_by("pk"):
        gathered += _gather(person, now)
    return gathered


@transaction.atomic
def _gather(person: User, now: datetime) -> bool:
    """One person's mail of the day; False if another worker has made it meanwhile."""
    mail, is_new = Mail.objects.get_or_create(
        person=person,
        digest_on=timezone.localdate(now),
        defaults={"created_at": now, "due_at": now},
    )
    if is_new:
        waiting = Notification.objects.filter(person=person, channel=Channel.DIGEST, mail=None, read_at=None)
        waiting.filter(created_at__gt=now - NEWS_FOR).update(mail=mail)
    return is_new


def _write(mail: Mail) -> EmailMessage | None:
    said = _still_to_say(mail)
    return write_mail(mail, said) if said else None


def _still_to_say(mail: Mail) -> list[Notification]:
    """What of a mail its person has not read, may still know and still wants by mail; nothing to a closed account."""
    person = User.objects.select_related("notification_settings").get(pk=mail.person_id)
    if not person.is_active or not is_address(person.email):
        return []
    unread = mail.notifications.filter(read_at=None).select_related("claim", "entry__actor").order_by("pk")
    return [
        each
        for each in unread
        if channel_of(person, each.kind) == each.channel
        and person.has_perm(KINDS[NotificationKind(each.kind)].right)
    ]


DELIVERY = Delivery(Mail, _write)
