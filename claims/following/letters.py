"""The words of mails to readers: nothing in them but what is public, and nothing that loads or runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.following.followed import Followed
from claims.following.links import CONFIRM, MANAGE, STOP, STOP_ALL, address_for
from claims.models import Following, PublicRecord, ReaderMail
from claims.publication.requests import VERDICT, RequestStatus
from claims.publication.verdict import correction_row, is_retracted, verdict_row

SUBJECT_AT_MOST = 120  # characters
CLAIM_AT_MOST = 300
LISTED_AT_MOST = 50  # in a daily mail


@dataclass(frozen=True)
class Item:
    """One verdict: its word, or what became of it; the claim; what to know of it first."""

    word: str
    claim: str
    more: str
    address: str


@dataclass(frozen=True)
class Letter:
    """A mail before it is written down: the same for its plain and its HTML part. Links are a label and an address."""

    subject: str
    lines: Sequence[str]
    items: Sequence[Item] = ()
    button: tuple[str, str] | None = None
    foot: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    stop: str = ""


def question(following: Following, followed: Followed) -> Letter:
    """Whether the owner of an address wants to follow something; to whoever does already, that they do."""
    name = _line(followed.name)
    if following.confirmed_at:
        return Letter(
            subject=_("You follow this already: “%(name)s”") % {"name": name},
            lines=[
                _("Somebody, probably you, asked us to send you news of “%(name)s” by mail.")
                % {"name": name},
                _("You follow it already, so there is nothing to confirm."),
            ],
            links=[(_("See and change what you follow"), address_for(MANAGE, following.follower_id))],
        )
    return Letter(
        subject=_("Do you want to follow “%(name)s”?") % {"name": name},
        lines=[
            _("Somebody, probably you, asked us to send you news of “%(name)s” by mail.") % {"name": name},
            _(
                "We begin once you have confirmed it. The link opens a page with a button; it holds for two days."
            ),
        ],
        button=(_("Confirm that you want to follow it"), address_for(CONFIRM, following.pk)),
        foot=[
            _(
                "If it was not you, do nothing: nothing more comes, and your address is removed after two days."
            )
        ],
    )


def news(following: Following, record: PublicRecord, followed: Followed | None) -> Letter:
    """One version of the ledger, to somebody who wants to know at once."""
    item = _item(record, is_change=following.kind == "claim")
    return Letter(
        subject=f"{item.word}: {item.claim}",
        lines=[],
        items=[item],
        foot=[_("You follow “%(name)s”.") % {"name": _line(followed.name)}] if followed else [],
        links=_ways_out(following, _("Follow this no longer")),
        stop=address_for(STOP, following.pk),
    )


def digest(told: Sequence[tuple[Following, PublicRecord]]) -> Letter:
    """The versions of a day; its one-click way out ends all that its reader follows."""
    number = len(told)
    first = told[0][0]
    return Letter(
        subject=ngettext(
            "%(newsroom)s: %(number)s piece of news", "%(newsroom)s: %(number)s pieces of news", number
        )
        % {"newsroom": settings.NEWSROOM_NAME, "number": number},
        lines=[_("News of what you follow:")],
        items=[
            _item(record, is_change=following.kind == "claim") for following, record in told[:LISTED_AT_MOST]
        ],
        links=[(_("See and change what you follow"), address_for(MANAGE, first.follower_id))],
        stop=address_for(STOP_ALL, first.follower_id),
    )


def answer(status: RequestStatus, address: str) -> Letter:
    """What became of a request; nothing of what its sender typed, who may be somebody else than this address."""
    if status.state == VERDICT:
        lines = [_("You asked us to check a claim. We have a verdict on it.")]
        items = [Item("", _line(status.claim), "", settings.SITE_URL + status.path)] if status.claim else []
    else:
        lines = [_("You asked us to check a claim. We do not check it.")]
        lines += [_("The reason: %(reason)s.") % {"reason": status.reason}] if status.reason else []
        lines += [status.answer] if status.answer else []
        items = []
    return Letter(
        subject=_("What became of the claim that you asked us to check"),
        lines=lines,
        items=items,
        button=(_("See your request"), address),
        foot=[
            _("This is the only mail that we send you about it. Your address is removed after %(days)s days.")
            % {"days": settings.REPORT_MAIL_DAYS}
        ],
    )


def written(letter: Letter, *, to: str, mail: ReaderMail, language: str) -> EmailMultiAlternatives:
    """The letter as plain text and as HTML, with the headers by which mail programs let go of it (RFC 8058)."""
    host = urlsplit(settings.SITE_URL).hostname
    headers = {"Message-ID": f"<reader-{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    if letter.stop:
        headers |= {
            "List-Unsubscribe": f"<{letter.stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Precedence": "bulk",
        }
    context = {"letter": letter, "newsroom": settings.NEWSROOM_NAME, "site": settings.SITE_URL}
    context["language"] = language
    message = EmailMultiAlternatives(
        subject=Truncator(_line(letter.subject)).chars(SUBJECT_AT_MOST),
        body=render_to_string("mail/letter.txt", context).strip() + "\n",
        to=[to],
        headers=headers,
    )
    message.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    return message


def in_language(language: str) -> translation.override:
    """Write in the language in which somebody read our pages."""
    return translation.override(language or settings.LANGUAGE_CODE)


def _item(record: PublicRecord, *, is_change: bool) -> Item:
    """What a version says: the word of the verdict, or what became of the one before it."""
    said = record.record
    address, claim = said["url"], _line(said["claim_reviewed"])
    if is_retracted(said):
        change = correction_row(said)
        word = change["name"]
        return Item(_(word), claim, change["note"], address)
    row = verdict_row(said)
    word = row["rating"]["name"]
    if not is_change or not record.change:
        return Item(_(word), claim, row["short_answer"], address)
    change = correction_row(said)
    verdict = _("Our verdict is now: %(word)s.") % {"word": _(word)}
    became = change["name"]
    return Item(_(became), claim, f"{change['note']} {verdict}".strip(), address)


def _ways_out(following: Following, label: str) -> list[tuple[str, str]]:
    return [
        (label, address_for(STOP, following.pk)),
        (_("See and change what you follow"), address_for(MANAGE, following.follower_id)),
    ]


def _line(text: str) -> str:
    """Words on one line, as a header and a plain mail can hold them."""
    return Truncator(" ".join(text.split())).chars(CLAIM_AT_MOST)
