"""Send mails: gathered once a day or at once, tried again while the server says so, and never sent twice.

A mail is marked as being sent, and that committed, before its first word leaves. What the server refuses for now is
tried again. Where nobody can know whether it went out (the connection broke, the worker died), it is not sent again:
what it says stands at the desk too.
"""

import logging
import time
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import DIGEST_HOUR, MAIL_OPEN, Channel, Mail, MailState, Notification, NotificationKind
from claims.notifications.choices import channel_of
from claims.notifications.kinds import KINDS
from claims.notifications.letters import write_mail

log = logging.getLogger(__name__)
NEWS_FOR = timedelta(days=3)  # what is older is no news: it stands at the desk, and no mail carries it
SENDS_FOR = timedelta(minutes=10)  # longer than any task runs
FIRST_WAIT = timedelta(minutes=1)  # doubled from one try to the next
BATCH = 50  # mails a sweep
SWEEP_AT_MOST = 20.0  # seconds after which a sweep begins no other mail


def send_mails(*, now: datetime) -> int:
    """Gather the daily mails that are due, send all that wait, and count these; running it again sends none twice."""
    gather_digests(now=now)
    give_up_late_mails(now=now)
    due = Mail.objects.filter(state=MailState.WAITING, due_at__lte=now).order_by("due_at", "pk")
    sent, began = 0, time.monotonic()
    for pk in list(due.values_list("pk", flat=True)[:BATCH]):
        if time.monotonic() - began > SWEEP_AT_MOST:
            break
        connection = get_connection()
        try:
            connection.open()
        except OSError as error:
            log.warning("the mail server cannot be reached, so all mails wait: %s", error)
            break
        try:
            sent += send_mail(mail_id=pk, connection=connection, now=now)
        finally:
            connection.close()
    return sent


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


def give_up_late_mails(*, now: datetime) -> int:
    """End what waits for so long that it is no news any more, and what a worker began to send and died; count it."""
    late = Mail.objects.filter(state=MailState.WAITING, created_at__lte=now - NEWS_FOR)
    lost = Mail.objects.filter(state=MailState.SENDING, began_at__lte=now - SENDS_FOR)
    given_up = late.update(state=MailState.FAILED, failure="It could not be sent while it was news.")
    given_up += lost.update(
        state=MailState.FAILED, failure="Whoever sent it died. It may have gone out, so it is not sent again."
    )
    if given_up:
        log.warning("%s mails were given up; what they say stands at the desk", given_up)
    return given_up


def send_mail(*, mail_id: int, connection: BaseEmailBackend, now: datetime) -> bool:
    """Send a mail that waits; False if it does not wait any more, or was refused."""
    message = _begin(mail_id, now)
    if message is None:
        return False
    try:
        connection.send_messages([message])
    except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
        _refused(mail_id, refusal, now)
        return False
    except Exception as error:
        _end(mail_id, MailState.FAILED, f"It may have gone out, so it is not sent again: {error}")
        return False
    _end(mail_id, MailState.SENT)
    return True


@transaction.atomic
def _begin(mail_id: int, now: datetime) -> EmailMessage | None:
    """Mark a mail as being sent and give its words; None if another has it, or if nothing is left to say."""
    waiting = Mail.objects.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    mail = waiting.filter(pk=mail_id, state=MailState.WAITING).first()
    if mail is None:
        return None
    said = _still_to_say(mail)
    mail.state = MailState.SENDING if said else MailState.DROPPED
    if said:
        mail.attempts, mail.began_at = mail.attempts + 1, now
    mail.save(update_fields=["state", "attempts", "began_at"])
    return write_mail(mail, said) if said else None


def _still_to_say(mail: Mail) -> list[Notification]:
    """What of a mail its person has not read, may still know and still wants by mail; nothing to a closed account."""
    person = User.objects.select_related("notification_settings").get(pk=mail.person_id)
    if not person.is_active or not _is_address(person.email):
        return []
    unread = mail.notifications.filter(read_at=None).select_related("claim", "entry__actor").order_by("pk")
    return [
        each
        for each in unread
        if channel_of(person, each.kind) == each.channel
        and person.has_perm(KINDS[NotificationKind(each.kind)].right)
    ]


def _is_address(text: str) -> bool:
    """Whether a mail can be sent there, and no more than one header can be made of it."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _refused(mail_id: int, refusal: SMTPRecipientsRefused | SMTPResponseException, now: datetime) -> None:
    """Wait twice as long as before where the server may take it later; else that was it."""
    codes = (
        [code for code, _ in refusal.recipients.values()]
        if isinstance(refusal, SMTPRecipientsRefused)
        else [refusal.smtp_code]
    )
    if not all(400 <= code < 500 for code in codes):
        _end(mail_id, MailState.FAILED, f"The mail server refused it: {refusal}")
        return
    mail = Mail.objects.get(pk=mail_id)
    wait = FIRST_WAIT * 2 ** min(mail.attempts - 1, 10)
    Mail.objects.filter(pk=mail_id, state=MailState.SENDING).update(
        state=MailState.WAITING, due_at=now + wait, failure=str(refusal)
    )


def _end(mail_id: int, state: MailState, failure: str = "") -> None:
    Mail.objects.filter(pk=mail_id, state__in=MAIL_OPEN).update(state=state, failure=failure)
    if state == MailState.FAILED:
        log.warning("mail %s was not delivered: %s", mail_id, failure)
