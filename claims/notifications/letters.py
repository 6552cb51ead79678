"""The words of mails: short, plain, and of the claim nothing but its own words; what is drafted stays at the desk."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.text import Truncator

from claims.models import Mail, Notification
from claims.notifications.kinds import words_of

SUBJECT_AT_MOST = 120  # characters
CLAIM_AT_MOST = 300
LISTED_AT_MOST = 50  # in a daily mail


def write_mail(mail: Mail, said: Sequence[Notification]) -> EmailMessage:
    """The mail that says these notifications, at least one, the oldest first."""
    host = urlsplit(settings.SITE_URL).hostname
    return EmailMessage(
        subject=_subject(mail, said),
        body=_body(mail, said),
        to=[mail.person.email],
        headers={"Message-ID": f"<mail-{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def _subject(mail: Mail, said: Sequence[Notification]) -> str:
    if mail.digest_on:
        number = len(said)
        return f"{settings.NEWSROOM_NAME}: {number} thing{'' if number == 1 else 's'} at your desk"
    return Truncator(f"{words_of(said[0])} “{_claim(said[0])}”").chars(SUBJECT_AT_MOST)


def _body(mail: Mail, said: Sequence[Notification]) -> str:
    parts = [
        f"{words_of(each)}\n“{_claim(each)}”\n{_address('desk:open-notification', each.pk)}"
        for each in said[:LISTED_AT_MOST]
    ]
    if len(said) > LISTED_AT_MOST:
        parts.append(f"And {len(said) - LISTED_AT_MOST} more: {_address('desk:notifications')}")
    how = "in a daily mail" if mail.digest_on else "by mail at once"
    parts.append(f"--\nYou chose to hear of this {how}. Change it: {_address('desk:notification-settings')}")
    return "\n\n".join(parts) + "\n"


def _claim(notification: Notification) -> str:
    """The claim on one line, which a header and a plain mail can hold."""
    return Truncator(" ".join(notification.claim.text.split())).chars(CLAIM_AT_MOST)


def _address(name: str, *parts: int) -> str:
    return settings.SITE_URL + reverse(name, args=parts)
