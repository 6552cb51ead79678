"""Send what readers are to be told: noted first, then sent, at most once (see `notifications.delivery`)."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Max
from django.urls import reverse

from claims.following import letters
from claims.following.followed import find_followed
from claims.following.telling import gather_answers, gather_digests, gather_news
from claims.models import (
    ANNOUNCED_CHANGES,
    FollowedKind,
    Following,
    PublicRecord,
    ReaderMail,
    ReaderMailKind,
    RecordState,
)
from claims.notifications.delivery import Delivery, is_address
from claims.publication.requests import status_of

MAILS = 500  # a sweep, as far as its time reaches: many follow the same


def send_reader_mails(*, now: datetime) -> int:
    """Note what has come true, send what waits, and count what was sent; running it again sends nothing twice."""
    gather_news(now=now)
    gather_digests(now=now)
    gather_answers(now=now)
    return DELIVERY.send_waiting(now=now)


def _write(mail: ReaderMail) -> EmailMessage | None:
    """The mail as things stand now; none where there is nothing left to say."""
    reader = mail.asked or mail.follower
    if reader is None or not is_address(reader.mail):
        return None
    with letters.in_language(reader.language):
        letter = _letter(mail)
        return (
            letters.written(letter, to=reader.mail, mail=mail, language=reader.language) if letter else None
        )


def _letter(mail: ReaderMail) -> letters.Letter | None:
    if mail.asked:
        status = status_of(mail.asked)
        page = settings.SITE_URL + reverse("public:request", args=[mail.asked.key])
        return letters.answer(status, page) if status.is_final else None
    if mail.following:
        followed = find_followed(mail.following.kind, mail.following.key)
        return letters.question(mail.following, followed) if followed else None
    told = _still_to_say(mail)
    if told and mail.kind == ReaderMailKind.NEWS:
        following, record = told[0]
        return letters.news(following, record, find_followed(following.kind, following.key))
    return letters.digest(told) if told else None


def _still_to_say(mail: ReaderMail) -> Sequence[tuple[Following, PublicRecord]]:
    """What of a mail is news still, in the words that stand now: each verdict once, none that was taken back."""
    news = list(mail.news.select_related("record", "following").order_by("record__sequence"))
    ids = [each.record.public_id for each in news]
    current = {row.public_id: row for row in PublicRecord.objects.filter(until_at=None, public_id__in=ids)}
    changes = PublicRecord.objects.filter(public_id__in=ids, change__in=ANNOUNCED_CHANGES)
    latest = dict(changes.values_list("public_id").annotate(Max("sequence")))
    said = {}
    for each in news:
        now_stands = current.get(each.record.public_id)
        is_change = each.following.kind == FollowedKind.CLAIM
        if is_change and latest.get(each.record.public_id) == each.record.sequence:
            said[each.record.public_id] = (each.following, each.record)
        elif not is_change and now_stands and now_stands.state != RecordState.RETRACTED:
            said.setdefault(each.record.public_id, (each.following, now_stands))
    return list(said.values())


DELIVERY = Delivery(ReaderMail, _write, batch=MAILS)
