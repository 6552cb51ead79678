"""The words of mails: short, plain, and of the claim nothing but its own words; what is drafted stays at the desk."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Mail, Notification, language_of
from claims.notifications.kinds import words_of
from factcheck.languages import CODES

SUBJECT_AT_MOST = 120  # characters
CLAIM_AT_MOST = 300
LISTED_AT_MOST = 50  # in a daily mail


def write_mail(mail: Mail, said: Sequence[Notification]) -> EmailMessage:
    """The mail that says these notifications, at least one, the oldest first, in the language of its reader."""
    host = urlsplit(settings.SITE_URL).hostname
    with translation.override(CODES.get(language_of(mail.person), settings.LANGUAGE_CODE)):
        subject, body = _subject(mail, said), _body(mail, said)
    return EmailMessage(
        subject=subject,
        body=body,
        to=[mail.person.email],
        headers={"Message-ID": f"<mail-{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def _subject(mail: Mail, said: Sequence[Notification]) -> str:
    if mail.digest_on:
        subject = ngettext(
            "%(newsroom)s: %(number)s thing at your desk",
            "%(newsroom)s: %(number)s things at your desk",
            len(said),
        )
        return subject % {"newsroom": settings.NEWSROOM_NAME, "number": len(said)}
    subject = _("%(says)s “%(claim)s”") % {"says": words_of(said[0]), "claim": _claim(said[0])}
    return Truncator(subject).chars(SUBJECT_AT_MOST)


def _body(mail: Mail, said: Sequence[Notification]) -> str:
    parts = [_part(each) for each in said[:LISTED_AT_MOST]]
    if len(said) > LISTED_AT_MOST:
        further = {"number": len(said) - LISTED_AT_MOST, "address": _address("desk:notifications")}
        parts.append(_("And %(number)s more: %(address)s") % further)
    chosen = (
        _("You chose to hear of this in a daily mail. Change it: %(address)s")
        if mail.digest_on
        else _("You chose to hear of this by mail at once. Change it: %(address)s")
    )
    parts.append("--\n" + chosen % {"address": _address("desk:notification-settings")})
    return "\n\n".join(parts) + "\n"


def _part(notification: Notification) -> str:
    claim = _("“%(claim)s”") % {"claim": _claim(notification)}
    return f"{words_of(notification)}\n{claim}\n{_address('desk:open-notification', notification.pk)}"


def _claim(notification: Notification) -> str:
    """The claim on one line, which a header and a plain mail can hold."""
    return Truncator(" ".join(notification.claim.text.split())).chars(CLAIM_AT_MOST)


def _address(name: str, *parts: int) -> str:
    return settings.SITE_URL + reverse(name, args=parts)
