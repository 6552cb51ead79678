"""The right of reply: a speaker is asked, and what comes of it is written down."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import ContactAttempt, ContactChannel, ReplyOutcome, Revision
from claims.review.awaited import clock
from claims.review.contact_details import refuse_contact_details
from claims.review.hearing import (
    attempt_of,
    drop_excerpt,
    refuse_stale,
    save_attempt,
    speaker_of,
    told_anew,
)
from claims.review.move_words import verb
from claims.review.moves import MoveNotAllowed, check_move
from claims.review.revising import lock_revision, record_move
from factcheck.languages import as_recorded

LONGEST = timedelta(days=365)  # from asking to the deadline
LONGEST_AGO = timedelta(days=5 * 365)


@dataclass(frozen=True)
class ContactEntry:
    """How a speaker was asked; `contact` and `question` never leave the desk."""

    speaker_id: int
    channel: str
    contacted_at: datetime
    deadline: datetime
    question: str
    asked: str = ""
    contact: str = ""


@dataclass(frozen=True)
class AnswerEntry:
    """What came of asking; `outcome` is a ReplyOutcome."""

    outcome: str
    answer: str = ""
    answered_at: datetime | None = None


@transaction.atomic
def record_contact(*, revision_id: int, editor: User, entry: ContactEntry, now: datetime) -> Revision:
    """Write down that a speaker was asked; it takes the place of a reason for not asking. Twice is once."""
    revision = lock_revision(revision_id)
    check_move("record_contact", revision, editor, version=None)
    speaker = speaker_of(revision, entry.speaker_id, "record_contact")
    _refuse_impossible(entry, now)
    refuse_contact_details(entry.asked, act=verb("record_contact"))
    review = revision.review
    known = {name: getattr(entry, name) for name in ("speaker_id", "asked", "channel", "contacted_at")}
    if same := review.contact_attempts.filter(**known, withdrawn_at=None).first():
        return _already(same, entry, revision)
    state = revision.state
    with told_anew(revision, writer=editor, now=now) as told:
        review.unasked_speakers.filter(speaker=speaker).delete()
        ContactAttempt.objects.create(review=review, recorded_by=editor, recorded_at=now, **asdict(entry))
    with as_recorded():
        how = f"{entry.asked or speaker.name}, {ContactChannel(entry.channel).label}, {clock(entry.contacted_at)}"
        detail = {"speaker": ["", speaker.name], "asked": ["", how], "deadline": ["", clock(entry.deadline)]}
    record_move("record_contact", told, editor, now, before=state, detail=detail)
    return told


@transaction.atomic
def record_answer(
    *, revision_id: int, attempt_id: int, editor: User, version: int, entry: AnswerEntry, now: datetime
) -> Revision:
    """Write down what came of asking; another answer takes the excerpt of the one before with it.

    The audit keeps only the SHA-256 of the words. Raises StaleSave if somebody was faster with another answer.
    """
    revision = lock_revision(revision_id)
    check_move("record_answer", revision, editor, version=None)
    attempt = attempt_of(revision, attempt_id, "record_answer")
    if entry == AnswerEntry(attempt.outcome, attempt.answer, attempt.answered_at):
        return revision
    refuse_stale(attempt, version, "record_answer")
    _refuse_unfit(attempt, entry, now)
    detail = {
        "speaker": ["", attempt.speaker.name],
        "outcome": [ReplyOutcome(attempt.outcome).label, ReplyOutcome(entry.outcome).label],
        "SHA-256 of the answer": [_sha256(attempt.answer), _sha256(entry.answer)],
    }
    state = revision.state
    with told_anew(revision, writer=editor, now=now) as told:
        if entry.answer != attempt.answer:
            drop_excerpt(attempt)
        attempt.outcome, attempt.answer, attempt.answered_at = entry.outcome, entry.answer, entry.answered_at
        attempt.answer_by = editor
        save_attempt(attempt)
    record_move("record_answer", told, editor, now, before=state, detail=detail)
    return told


@transaction.atomic
def withdraw_contact(
    *, revision_id: int, attempt_id: int, editor: User, version: int, reason: str, now: datetime
) -> Revision:
    """Take back what was written down wrongly; it is kept, and readers are not told of it."""
    revision = lock_revision(revision_id)
    check_move("withdraw_contact", revision, editor, version=None, reason=reason)
    refuse_contact_details(reason, act=verb("withdraw_contact"))
    attempt = attempt_of(revision, attempt_id, "withdraw_contact")
    refuse_stale(attempt, version, "withdraw_contact")
    state = revision.state
    with told_anew(revision, writer=editor, now=now) as told:
        attempt.withdrawn_at = now
        save_attempt(attempt)
    with as_recorded():
        whom, by = attempt.asked or attempt.speaker.name, attempt.get_channel_display()
        detail = {
            "speaker": ["", attempt.speaker.name],
            "asked": [f"{whom}, {by}, {clock(attempt.contacted_at)}", ""],
        }
    record_move("withdraw_contact", told, editor, now, before=state, reason=reason.strip(), detail=detail)
    return told


def _already(attempt: ContactAttempt, entry: ContactEntry, revision: Revision) -> Revision:
    """Nothing to do for a form that was sent twice; other words in it are not lost in silence."""
    if all(getattr(attempt, name) == value for name, value in asdict(entry).items()):
        return revision
    raise MoveNotAllowed(
        _(
            "Cannot write down that somebody was asked: this is written down already, in other words. "
            "Withdraw that first if it is wrong."
        )
    )


def _refuse_impossible(entry: ContactEntry, now: datetime) -> None:
    if not now - LONGEST_AGO <= entry.contacted_at <= now:
        raise MoveNotAllowed(
            _(
                "Cannot write down that somebody was asked: the time lies in the future or years ago. "
                "Give the time when you asked."
            )
        )
    if not entry.contacted_at < entry.deadline <= entry.contacted_at + LONGEST:
        raise MoveNotAllowed(
            _(
                "Cannot write down that somebody was asked: the deadline must come after asking, and within a year."
            )
        )
    if not entry.question.strip():
        raise MoveNotAllowed(_("Cannot write down that somebody was asked: say what was asked."))


def _refuse_unfit(attempt: ContactAttempt, entry: AnswerEntry, now: datetime) -> None:
    if entry.outcome in (ReplyOutcome.NONE, ReplyOutcome.AWAITED):
        if entry.answer or entry.answered_at:
            raise MoveNotAllowed(
                _(
                    "Cannot write down what came back: there are words of an answer. Say that it was answered, "
                    "or clear them."
                )
            )
        if entry.outcome == ReplyOutcome.NONE and now < attempt.deadline:
            raise MoveNotAllowed(
                _(
                    "Cannot write down what came back: the deadline, %(deadline)s, has not passed. Until then an "
                    "answer is awaited."
                )
                % {"deadline": clock(attempt.deadline)}
            )
        return
    if entry.answered_at is None or not attempt.contacted_at <= entry.answered_at <= now:
        raise MoveNotAllowed(
            _(
                "Cannot write down what came back: give the time when the answer came, after asking and not in the "
                "future."
            )
        )
    if entry.outcome == ReplyOutcome.ANSWERED and not entry.answer.strip():
        raise MoveNotAllowed(_("Cannot write down what came back: the words of the answer are missing."))


def _sha256(answer: str) -> str:
    return hashlib.sha256(answer.encode()).hexdigest() if answer else ""
