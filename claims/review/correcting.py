"""What becomes of a verdict after its publication: a correction beside it, its retraction, its restoration."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_noop

from claims.models import AuditEntry, Evidence, Review, Revision, RevisionState
from claims.publication.ledger import append_restoration, append_tombstone
from claims.review.actions import RevisionContent, written_content
from claims.review.hearing import writers_since
from claims.review.linking import put_back_links
from claims.review.moves import check_move
from claims.review.rechecking import begin_to_age
from claims.review.revising import announce, lock_revision, make_move, open_revision, record_edit, record_move
from claims.review.scheduling import take_off_schedule
from claims.review.triage import put_back_claim

RETRACTED_MEANWHILE = gettext_noop(
    "The verdict it corrects was retracted. Schedule it anew if it should still appear."
)


@transaction.atomic
def correct_revision(
    *, revision_id: int, editor: User, version: int, now: datetime, note: str = ""
) -> Revision:
    """Begin a correction or an update as a copy of the live revision, which readers go on seeing.

    It holds the replies that came since; whoever wrote them down is one of its editors too.
    Gives the one that is open already. Raises MoveNotAllowed for a revision that readers do not know.
    """
    live = lock_revision(revision_id)
    if (begun := open_revision(live.review.claim)) and begun != live:
        return begun
    check_move("correct", live, editor, version=version)
    revision = _copy(live, written_content(live), editor, now)
    revision.correction_note = note
    assert live.published_at is not None
    for writer in writers_since(live.review, live.published_at):
        record_edit(revision, editor=writer, now=now)
    record_edit(revision, editor=editor, now=now)
    record_move("correct", revision, editor, now, before="")
    return revision


@transaction.atomic
def cancel_correction(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Give a correction up; the claim gets the words back that readers see. For readers nothing changes."""
    revision = lock_revision(revision_id)
    move = check_move("cancel", revision, editor, version=version)
    opening = AuditEntry.objects.get(revision=revision, move="correct")
    put_back_claim(revision.review.claim, changed_since=opening)
    put_back_links(revision.review.claim)
    revision.approvals.filter(voided_at=None).update(voided_at=now)
    return make_move(move, revision, editor, now)


@transaction.atomic
def retract_revision(
    *,
    revision_id: int,
    editor: User,
    version: int,
    reason: str,
    now: datetime,
    keeps_words: bool = False,
) -> Revision:
    """Take a verdict back: its address answers with the reason from now on, and a waiting correction waits.

    Beneath the reason readers may still read what was written, if it `keeps_words`; else nothing of it remains.
    """
    revision = lock_revision(revision_id)
    move = check_move("retract", revision, editor, version=version, reason=reason)
    reason = reason.strip()
    Review.objects.filter(pk=revision.review_id).update(retracted_at=now, retraction_reason=reason)
    detail = {"what was written": ["", "readers may still read it"]} if keeps_words else None
    make_move(move, revision, editor, now, reason=reason, detail=detail)
    announce(append_tombstone(revision=revision, reason=reason, keeps_words=keeps_words, now=now))
    waiting = open_revision(revision.review.claim)
    if waiting and waiting.publish_at:
        take_off_schedule(waiting, editor=editor, reason=RETRACTED_MEANWHILE, now=now)
    return revision


@transaction.atomic
def restore_revision(*, revision_id: int, editor: User, version: int, reason: str, now: datetime) -> Revision:
    """Put a retracted verdict before the readers again, word for word, and tell them why."""
    revision = lock_revision(revision_id)
    move = check_move("restore", revision, editor, version=version, reason=reason)
    reason = reason.strip()
    Review.objects.filter(pk=revision.review_id).update(retracted_at=None, retraction_reason="")
    begin_to_age(revision, now)
    make_move(move, revision, editor, now, reason=reason)
    announce(append_restoration(revision=revision, reason=reason, now=now))
    return revision


def _copy(live: Revision, content: RevisionContent, editor: User, now: datetime) -> Revision:
    """A new draft with the words and the evidence of the live revision, without its note."""
    words = {name: value for name, value in vars(content).items() if name not in ("evidence", "raised_to")}
    last = Revision.objects.filter(review=live.review).order_by("-number").values_list("number", flat=True)[0]
    revision = Revision(review=live.review, number=last + 1, version=0, state=RevisionState.DRAFT, **words)
    revision.correction_note = ""
    revision.created_by, revision.created_at, revision.updated_at = editor, now, now
    revision.save()
    for use in live.evidence.order_by("position"):
        Evidence.objects.create(
            revision=revision,
            source_id=use.source_id,
            copy_id=use.copy_id,
            stance=use.stance,
            excerpt=use.excerpt,
            note=use.note,
            accessed_on=use.accessed_on,
            unavailable=use.unavailable,
            position=use.position,
        )
    return revision
