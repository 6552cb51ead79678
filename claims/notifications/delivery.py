"""Send what waits in a table of mails: tried again while the server says so, and never sent twice.

A mail is marked as being sent, and that committed, before its first word leaves. What the server refuses for now is
tried again. Where nobody can know whether it went out (the connection broke, the worker died), it is not sent again:
what it says stands on our pages too.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction

from claims.models import MAIL_OPEN, MailState, QueuedMail

log = logging.getLogger(__name__)
NEWS_FOR = timedelta(days=3)  # what is older is no news: it stands on our pages, and no mail carries it
SENDS_FOR = timedelta(minutes=10)  # longer than any task runs
FIRST_WAIT = timedelta(minutes=1)  # doubled from one try to the next
BATCH = 50  # mails a sweep
SWEEP_AT_MOST = 20.0  # seconds after which a sweep begins no other mail

AnyMail = TypeVar("AnyMail", bound=QueuedMail)


class Delivery(Generic[AnyMail]):
    """How the mails of one table are sent, so many a sweep.

    `write` makes the words of one, or none if nothing is left to say.
    """

    def __init__(
        self, mails: type[AnyMail], write: Callable[[AnyMail], EmailMessage | None], *, batch: int = BATCH
    ):
        self.mails, self.write, self.batch = mails, write, batch

    def send_waiting(self, *, now: datetime) -> int:
        """Send those that are due, and count them; running it again sends none twice."""
        self.give_up_late(now=now)
        due = self._rows(state=MailState.WAITING, due_at__lte=now).order_by("due_at", "pk")
        sent, began = 0, time.monotonic()
        for pk in list(due.values_list("pk", flat=True)[: self.batch]):
            if time.monotonic() - began > SWEEP_AT_MOST:
                break
            connection = get_connection()
            try:
                connection.open()
            except OSError as error:
                log.warning("the mail server cannot be reached, so all mails wait: %s", error)
                break
            try:
                sent += self.send_one(pk, connection, now)
            finally:
                connection.close()
        return sent

    def give_up_late(self, *, now: datetime) -> int:
        """End what waits for so long that it is no news any more, and what a worker began and died of; count it."""
        late = self._rows(state=MailState.WAITING, created_at__lte=now - NEWS_FOR)
        lost = self._rows(state=MailState.SENDING, began_at__lte=now - SENDS_FOR)
        given_up = late.update(state=MailState.FAILED, failure="It could not be sent while it was news.")
        given_up += lost.update(
            state=MailState.FAILED,
            failure="Whoever sent it died. It may have gone out, so it is not sent again.",
        )
        if given_up:
            log.warning("%s mails were given up; what they say stands on our pages", given_up)
        return given_up

    def send_one(self, pk: int, connection: BaseEmailBackend, now: datetime) -> bool:
        """Send a mail that waits; False if it does not wait any more, or was refused."""
        message = self._begin(pk, now)
        if message is None:
            return False
        try:
            connection.send_messages([message])
        except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
            self._refused(pk, refusal, now)
            return False
        except Exception as error:
            self._end(pk, MailState.FAILED, f"It may have gone out, so it is not sent again: {error}")
            return False
        self._end(pk, MailState.SENT)
        return True

    @transaction.atomic
    def _begin(self, pk: int, now: datetime) -> EmailMessage | None:
        """Mark a mail as being sent and give its words; None if another has it, or if nothing is left to say."""
        waiting = self._rows(pk=pk, state=MailState.WAITING)
        mail = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if mail is None:
            return None
        message = self.write(mail)
        mail.state = MailState.SENDING if message else MailState.DROPPED
        if message:
            mail.attempts, mail.began_at = mail.attempts + 1, now
        mail.save(update_fields=["state", "attempts", "began_at"])
        return message

    def _refused(
        self, pk: int, refusal: SMTPRecipientsRefused | SMTPResponseException, now: datetime
    ) -> None:
        """Wait twice as long as before where the server may take it later; else that was it."""
        codes = (
            [code for code, _ in refusal.recipients.values()]
            if isinstance(refusal, SMTPRecipientsRefused)
            else [refusal.smtp_code]
        )
        if not all(400 <= code < 500 for code in codes):
            self._end(pk, MailState.FAILED, f"The mail server refused it: {refusal}")
            return
        attempts = self._rows(pk=pk).values_list("attempts", flat=True).get()
        wait = FIRST_WAIT * 2 ** min(attempts - 1, 10)
        self._rows(pk=pk, state=MailState.SENDING).update(
            state=MailState.WAITING, due_at=now + wait, failure=str(refusal)
        )

    def _end(self, pk: int, state: MailState, failure: str = "") -> None:
        self._rows(pk=pk, state__in=MAIL_OPEN).update(state=state, failure=failure)
        if state == MailState.FAILED:
            log.warning("%s %s was not delivered: %s", self.mails._meta.verbose_name, pk, failure)

    def _rows(self, **wanted):
        return self.mails._default_manager.filter(**wanted)


def is_address(text: str) -> bool:
    """Whether a mail can be sent there, and no more than one header can be made of it."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
