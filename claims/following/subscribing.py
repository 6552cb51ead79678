"""Begin, confirm, change and stop following. Nothing tells whoever asks whether an address was known before."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from claims.following.links import CONFIRMED_WITHIN
from claims.models import Follower, Following, ReaderMail, ReaderMailKind
from claims.models.audit import lock_for_this_transaction
from claims.models.mail import MAIL_OPEN
from claims.outbox.messages import enqueue

CONFIRMATIONS_A_DAY = 3  # mails that somebody may cause at an address that is perhaps not theirs
MAILS_KEPT_FOR = timedelta(days=30)  # what was sent, without its words


@transaction.atomic
def ask_to_follow(*, kind: str, key: str, mail: str, rhythm: str, language: str = "", now: datetime) -> None:
    """Ask the owner of an address, by mail, whether they want to follow something.

    Whoever follows it already is told so in the same mail. Beyond three such mails a day none is sent.
    """
    address = mail.lower()
    lock_for_this_transaction(f"follower {address}")
    new = {"language": language, "created_at": now}
    follower, _ = Follower.objects.get_or_create(mail=address, defaults=new)
    wish = {"rhythm": rhythm, "asked_at": now}
    following, is_new = Following.objects.get_or_create(follower=follower, kind=kind, key=key, defaults=wish)
    if not (is_new or following.confirmed_at):
        Following.objects.filter(pk=following.pk).update(**wish)
    since = now - timedelta(days=1)
    asked = ReaderMail.objects.filter(follower=follower, kind=ReaderMailKind.CONFIRM, created_at__gt=since)
    if asked.count() < CONFIRMATIONS_A_DAY:
        question = ReaderMail.objects.create(
            kind=ReaderMailKind.CONFIRM, follower=follower, following=following, created_at=now, due_at=now
        )
        enqueue("reader_mail.waiting", key=f"reader mail:{question.pk}")


def find_following(pk: int) -> Following | None:
    """What somebody follows, or was said to; None if they do not any more, or have not confirmed it in time."""
    return Following.objects.select_related("follower").filter(pk=pk).first()


def confirm(*, following_id: int, now: datetime) -> Following | None:
    """Begin to follow, from the next version of the ledger on; None where there is nothing to confirm any more."""
    Following.objects.filter(pk=following_id, confirmed_at=None, asked_at__gt=now - CONFIRMED_WITHIN).update(
        confirmed_at=now
    )
    return Following.objects.filter(pk=following_id).exclude(confirmed_at=None).first()


@transaction.atomic
def stop(*, following_id: int) -> None:
    """Follow something no longer. Doing so again changes nothing."""
    Following.objects.filter(pk=following_id).delete()
    _forget_idle()


@transaction.atomic
def stop_all(*, follower_id: int) -> None:
    """Follow nothing any more, and be forgotten. Doing so again changes nothing."""
    Follower.objects.filter(pk=follower_id).delete()


def followed_by(follower_id: int) -> QuerySet[Following]:
    """What a follower has confirmed."""
    return Following.objects.filter(follower=follower_id).exclude(confirmed_at=None).order_by("confirmed_at")


def choose_rhythm(*, follower_id: int, rhythm: str) -> None:
    """Be told of everything in this rhythm from now on."""
    Following.objects.filter(follower=follower_id).update(rhythm=rhythm)


@transaction.atomic
def forget_unconfirmed(*, now: datetime) -> int:
    """Remove what nobody confirmed in time, whoever follows nothing, and old mails; count them.

    Running it again removes nothing.
    """
    late = Following.objects.filter(confirmed_at=None, asked_at__lte=now - CONFIRMED_WITHIN)
    old = ReaderMail.objects.filter(created_at__lte=now - MAILS_KEPT_FOR, asked=None)
    return late.delete()[0] + old.exclude(state__in=MAIL_OPEN).delete()[0] + _forget_idle()


def _forget_idle() -> int:
    return Follower.objects.filter(followings=None).delete()[0]
