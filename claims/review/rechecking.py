"""When a verdict is to be checked again, and what is said when it was."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Review, Revision
from claims.review.move_words import verb
from claims.review.moves import MoveNotAllowed, check_move
from claims.review.revising import lock_revision, record_move

FURTHEST = timedelta(days=5 * 365)
OTHERWISE = "otherwise"  # in settings.RECHECK_AFTER_DAYS


def usual_recheck(revision: Revision, today: date) -> date:
    """The day on which a verdict of this rating and this evidence status is usually checked again."""
    days = settings.RECHECK_AFTER_DAYS
    named = [revision.rating.slug if revision.rating else "", revision.evidence_status]
    return today + timedelta(days=min([days[name] for name in named if name in days] or [days[OTHERWISE]]))


def begin_to_age(revision: Revision, now: datetime) -> None:
    """A verdict comes before the readers: it holds today, and is checked again when planned, or else as usual."""
    planned, today = revision.review.recheck_on, timezone.localdate(now)
    if planned is None or planned <= today:
        planned = usual_recheck(revision, today)
    Review.objects.filter(pk=revision.review_id).update(recheck_on=planned, checked_at=now)


@transaction.atomic
def plan_recheck(
    *, revision_id: int, editor: User, version: int, recheck_on: date, now: datetime
) -> Revision:
    """Say by when a verdict is to be checked again. The same day again changes nothing."""
    revision = lock_revision(revision_id)
    check_move("plan_recheck", revision, editor, version=version)
    review = revision.review
    if recheck_on != review.recheck_on:
        _refuse_other_days("plan_recheck", recheck_on, now)
        _put_off("plan_recheck", revision, editor, recheck_on, now)
    return revision


@transaction.atomic
def say_it_still_holds(
    *, revision_id: int, editor: User, version: int, recheck_on: date, reason: str, now: datetime
) -> Revision:
    """A public verdict was checked again and stands: until another day, for a reason that the desk reads."""
    revision = lock_revision(revision_id)
    check_move("still_holds", revision, editor, version=version, reason=reason)
    _refuse_other_days("still_holds", recheck_on, now)
    revision.review.checked_at = now
    _put_off("still_holds", revision, editor, recheck_on, now, reason.strip())
    return revision


@transaction.atomic
def note_new_evidence(*, revision_id: int, editor: User, reason: str, now: datetime) -> Revision:
    """Say that evidence has come up after the verdict: it stands among the stale ones until it was looked at."""
    revision = lock_revision(revision_id)
    check_move("note_evidence", revision, editor, version=None, reason=reason)
    record_move("note_evidence", revision, editor, now, before=revision.state, reason=reason.strip())
    return revision


def _put_off(
    move: str, revision: Revision, editor: User, recheck_on: date, now: datetime, reason: str = ""
) -> None:
    review = revision.review
    before, review.recheck_on = review.recheck_on, recheck_on
    review.version += 1
    review.save(update_fields=["recheck_on", "checked_at", "version"])
    detail = {"check again by": [before.isoformat() if before else None, recheck_on.isoformat()]}
    record_move(move, revision, editor, now, before=revision.state, reason=reason, detail=detail)


def _refuse_other_days(move: str, day: date, now: datetime) -> None:
    today = timezone.localdate(now)
    if not today < day <= today + FURTHEST:
        raise MoveNotAllowed(
            _("Cannot %(act)s: the day must lie between tomorrow and five years from now.")
            % {"act": verb(move)}
        )
