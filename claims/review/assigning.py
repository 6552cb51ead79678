"""Who does a review, until when, how urgently, who follows it, and what is said beside it."""

from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Priority, Review, Revision, name_of
from claims.review.mentions import MENTIONED, called_in
from claims.review.move_words import verb
from claims.review.moves import MoveNotAllowed, check_move
from claims.review.revising import lock_revision, open_revision, record_move
from claims.review.second_rating import note_that_they_know
from factcheck.languages import as_recorded

FURTHEST = timedelta(days=5 * 365)


@transaction.atomic
def assign_review(
    *, revision_id: int, editor: User, version: int, assignee_id: int, now: datetime
) -> Revision:
    """Give a review to somebody who may write it. Raises MoveNotAllowed for whoever has approved it as it stands."""
    revision = lock_revision(revision_id)
    check_move("assign", revision, editor, version=version)
    assignee = User.objects.filter(pk=assignee_id).first()
    if assignee is None or not assignee.has_perm("claims.write_revision"):
        raise MoveNotAllowed(_("Cannot assign: this person may not write reviews. Choose somebody who may."))
    return _hand_over("assign", revision, editor, assignee, now)


@transaction.atomic
def take_review(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Say “I'm on it”: the review is assigned to `editor`."""
    revision = lock_revision(revision_id)
    check_move("take", revision, editor, version=version)
    return _hand_over("take", revision, editor, editor, now)


@transaction.atomic
def plan_review(
    *, revision_id: int, editor: User, version: int, due_on: date | None, priority: int, now: datetime
) -> Revision:
    """Say until when a review is wanted, and how urgently. Raises MoveNotAllowed for a day that has passed."""
    revision = lock_revision(revision_id)
    check_move("plan", revision, editor, version=version)
    review = revision.review
    if due_on and due_on != review.due_on and not now.date() <= due_on <= now.date() + FURTHEST:
        raise MoveNotAllowed(_("Cannot plan: the day must lie between today and five years from now."))
    detail: dict[str, list] = {
        "due": [_day(review.due_on), _day(due_on)],
        "priority": [_label(review.priority), _label(priority)],
    }
    changed = {name: values for name, values in detail.items() if values[0] != values[1]}
    if changed:
        review.due_on, review.priority = due_on, priority
        _save(review)
        record_move("plan", revision, editor, now, before=revision.state, detail=changed)
    return revision


@transaction.atomic
def follow_review(*, revision_id: int, editor: User, now: datetime) -> Revision:
    """Keep a review among those that `editor` follows."""
    revision = lock_revision(revision_id)
    check_move("follow", revision, editor, version=None)
    if not revision.review.followers.filter(pk=editor.pk).exists():
        revision.review.followers.add(editor)
        record_move("follow", revision, editor, now, before=revision.state)
    return revision


@transaction.atomic
def unfollow_review(*, revision_id: int, editor: User, now: datetime) -> Revision:
    """Follow a review no longer."""
    revision = lock_revision(revision_id)
    check_move("unfollow", revision, editor, version=None)
    if revision.review.followers.filter(pk=editor.pk).exists():
        revision.review.followers.remove(editor)
        record_move("unfollow", revision, editor, now, before=revision.state)
    return revision


@transaction.atomic
def comment_on_review(*, revision_id: int, editor: User, comment: str, now: datetime) -> Revision:
    """Say something to the desk beside a review, without a decision; it stands in the history.

    Whoever is called in it by an @ and the name of their account is told.
    """
    revision = lock_revision(revision_id)
    check_move("comment", revision, editor, version=None, reason=comment)
    names = " ".join(f"@{person.username}" for person in called_in(comment).people)
    record_move(
        "comment",
        revision,
        editor,
        now,
        before=revision.state,
        reason=comment.strip(),
        detail={MENTIONED: ["", names]} if names else {},
    )
    return revision


def _hand_over(move: str, revision: Revision, editor: User, assignee: User, now: datetime) -> Revision:
    review = revision.review
    if review.assignee_id == assignee.pk:
        return revision
    waiting = open_revision(review.claim)
    if waiting and waiting.approvals.filter(approver=assignee, voided_at=None).exists():
        raise MoveNotAllowed(
            _(
                "Cannot %(act)s: %(person)s has approved it, and nobody judges their own work. "
                "Choose somebody else, or have it returned first."
            )
            % {"act": verb(move), "person": name_of(assignee)}
        )
    detail = {"assigned to": [name_of(review.assignee), name_of(assignee)]}
    note_that_they_know(waiting, review.assignee, now)
    review.assignee = assignee
    _save(review)
    record_move(move, revision, editor, now, before=revision.state, detail=detail)
    return revision


def _save(review: Review) -> None:
    review.version += 1
    review.save(update_fields=["assignee", "due_on", "priority", "version"])


def _label(priority: int) -> str:
    with as_recorded():
        return str(Priority(priority).label)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
