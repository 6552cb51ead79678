"""What the moves of the right of reply have in common: whom they are about, and what they do to open revisions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from claims.models import AuditEntry, ContactAttempt, Review, Revision, Speaker
from claims.models.review import UNPUBLISHED
from claims.review.awaited import speakers_of
from claims.review.move_words import verb
from claims.review.moves import MoveNotAllowed, StaleSave
from claims.review.revising import open_revision, record_edit, void_approvals

TELLING = ("record_contact", "record_answer", "withdraw_contact", "propose_excerpt", "leave_unasked")


@contextmanager
def told_anew(revision: Revision, *, writer: User, now: datetime, is_told: bool = True) -> Iterator[Revision]:
    """Around a change of what readers are told: approvals are void, and the writer is one of the editors.

    Gives the revision that is worked on, else the one at hand; what is public changes with the next revision only.
    """
    waiting = revision if revision.state in UNPUBLISHED else open_revision(revision.review.claim)
    if waiting and is_told:
        void_approvals(waiting, now=now)
    yield waiting or revision
    if waiting and is_told:
        record_edit(waiting, editor=writer, now=now)


def drop_excerpt(attempt: ContactAttempt) -> None:
    attempt.excerpt, attempt.excerpt_by = "", None
    attempt.excerpt_approved_by = attempt.excerpt_approved_at = None


def save_attempt(attempt: ContactAttempt) -> None:
    attempt.version += 1
    attempt.save()


def speaker_of(revision: Revision, speaker_id: int, move: str) -> Speaker:
    speaker = speakers_of(revision.review.claim).filter(pk=speaker_id).first()
    if speaker is None:
        raise MoveNotAllowed(
            _("Cannot %(act)s: this is no speaker of the claim any more. Choose one who is.")
            % {"act": verb(move)}
        )
    return speaker


def attempt_of(revision: Revision, attempt_id: int, move: str) -> ContactAttempt:
    attempts = revision.review.contact_attempts.select_related("speaker", "excerpt_by")
    attempt = attempts.filter(pk=attempt_id, withdrawn_at=None).first()
    if attempt is None:
        raise MoveNotAllowed(
            _("Cannot %(act)s: this attempt has been withdrawn. Write down the right one.")
            % {"act": verb(move)}
        )
    return attempt


def refuse_stale(attempt: ContactAttempt, version: int, move: str) -> None:
    if attempt.version != version:
        raise StaleSave(
            _("Cannot %(act)s: somebody has changed this since you opened it. Read it again first.")
            % {"act": verb(move)}
        )


def writers_since(review: Review, moment: datetime) -> QuerySet[User]:
    """The people who wrote what readers are to be told of replies, and were not told by that moment."""
    wrote = AuditEntry.objects.filter(
        revision__review=review, move__in=TELLING, happened_at__gte=moment
    ).values("actor")
    chose = review.contact_attempts.filter(excerpt_approved_at__gte=moment).values("excerpt_by")
    return User.objects.filter(Q(pk__in=wrote) | Q(pk__in=chose)).order_by("pk")
