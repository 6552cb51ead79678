"""Publication at a time: an approved revision is held back until then, and then publishes itself."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from claims.models import Review, Revision, RevisionState
from claims.review.actions import publish_revision, refuse_missing_approvals
from claims.review.approvals import waits_for_another
from claims.review.moves import MOVES, MoveNotAllowed, check_move
from claims.review.passing import check_gates, refuse_open_gates
from claims.review.revising import lock_revision, make_move

log = logging.getLogger(__name__)
FURTHEST = timedelta(days=5 * 365)
AT_MOST = 50  # publications a sweep


@transaction.atomic
def schedule_revision(
    *, revision_id: int, editor: User, version: int, publish_at: datetime, now: datetime
) -> Revision:
    """Hold an approved revision back until `publish_at`; then it is published in the name of `editor`.

    Raises MoveNotAllowed for a time that has passed or is more than five years away, and while a hard gate is open.
    """
    revision = lock_revision(revision_id)
    move = check_move("schedule", revision, editor, version=version)
    if publish_at <= now:
        raise MoveNotAllowed(
            _("Cannot schedule: that time has passed. Choose one to come, or publish it now.")
        )
    if publish_at > now + FURTHEST:
        raise MoveNotAllowed(_("Cannot schedule: that is more than five years away. Choose a nearer day."))
    refuse_missing_approvals("schedule", revision)
    refuse_open_gates("schedule", revision, now=now)
    before = revision.publish_at
    revision.publish_at, revision.scheduled_by, revision.publish_failure = publish_at, editor, ""
    detail = {"publish at": [before.isoformat() if before else None, publish_at.isoformat()]}
    return make_move(move, revision, editor, now, detail=detail)


@transaction.atomic
def unschedule_revision(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Take a revision off the schedule; it stays approved, if its topic was not called sensitive since."""
    revision = lock_revision(revision_id)
    check_move("unschedule", revision, editor, version=version)
    return take_off_schedule(revision, editor=editor, reason="", now=now)


def take_off_schedule(revision: Revision, *, editor: User, reason: str, now: datetime) -> Revision:
    """Forget the time of a locked revision; the desk reads the reason, if there is one, on its page.

    Where one more editor must approve it by now, it goes back to where they can.
    """
    assert revision.publish_at is not None
    detail = {"publish at": [revision.publish_at.isoformat(), None]}
    revision.publish_at = revision.scheduled_by = None
    revision.publish_failure = reason
    move = MOVES["unschedule"]
    if waits_for_another(revision):
        move = replace(move, end=RevisionState.IN_REVIEW)
    return make_move(move, revision, editor, now, reason=reason, detail=detail)


def publish_due_revisions(*, now: datetime) -> int:
    """Publish what is due by the database's clock and count it: first what was never tried, the oldest first.

    What was tried goes behind the others before it is tried, so that nothing that fails, however hard, keeps them
    waiting.
    """
    order = (F("review__publish_tried_at").asc(nulls_first=True), "publish_at", "pk")
    due = Revision.objects.filter(publish_at__lte=Now()).order_by(*order).values_list("pk", "review_id")
    published = 0
    for pk, review_id in list(due[:AT_MOST]):
        Review.objects.filter(pk=review_id).update(publish_tried_at=Now())
        try:
            published += publish_due(revision_id=pk, now=now)
        except Exception:
            log.exception("revision %s is due and could not be published; a later sweep tries again", pk)
    return published


@transaction.atomic
def publish_due(*, revision_id: int, now: datetime) -> bool:
    """Publish a revision whose time has come, in the name of whoever scheduled it; False if there is nothing to do.

    What may not be published any more is taken off the schedule with the reason. Running it again changes nothing.
    """
    revision = lock_revision(revision_id)
    if revision.state != RevisionState.APPROVED or not revision.publish_at or revision.publish_at > now:
        return False
    editor = revision.scheduled_by
    assert editor is not None
    try:
        with transaction.atomic():
            publish_revision(revision_id=revision.pk, editor=editor, version=revision.version, now=now)
    except MoveNotAllowed as refusal:
        check_gates(revision, now=now)  # the desk sees what has opened meanwhile
        take_off_schedule(
            revision,
            editor=editor,
            reason=_("It was not published at its time. %(refusal)s") % {"refusal": refusal},
            now=now,
        )
        return False
    return True
