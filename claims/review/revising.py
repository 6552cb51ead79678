"""What the moves of a revision have in common: the lock, the hash of its words, its edits, its record in the audit."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils.translation import gettext as _

from claims.models import AuditEntry, Claim, PublicRecord, Revision, RevisionEdit, RevisionState
from claims.models.review import LIVE, UNPUBLISHED
from claims.outbox.messages import enqueue
from claims.publication.ledger import public_verdict
from claims.publication.origin import Origin
from claims.publication.record import content_hash, content_of
from claims.review.corrections import class_of_change, heavier
from claims.review.judged import Judged, judged
from claims.review.moves import Move, MoveNotAllowed
from claims.review.notices import tell
from claims.review.passing import check_gates

MOMENT = timedelta(microseconds=1)  # the shortest that the database tells apart


def lock_revision(revision_id: int) -> Revision:
    """The revision, its review and claim held still: the claim first, as every action that takes both does."""
    # Without their keys: what only refers to them, such as an unsaved text, is stored meanwhile.
    Claim.objects.select_for_update(no_key=True, of=("self",)).get(review__revisions=revision_id)
    known = Revision.objects.select_related("review__claim", "rating")
    return known.select_for_update(no_key=True, of=("self",)).get(pk=revision_id)


def open_revision(claim: Claim) -> Revision | None:
    """The claim's revision that is not yet published, locked; None if there is none."""
    return Revision.objects.select_for_update().filter(review__claim=claim, state__in=UNPUBLISHED).first()


def live_revision(claim: Claim) -> Revision | None:
    """The claim's revision that readers know, locked, also when it is retracted; None if there is none."""
    return Revision.objects.select_for_update().filter(review__claim=claim, state__in=LIVE).first()


def latest_revision(claim: Claim) -> Revision | None:
    """The claim's revision that is worked on, else the one that readers know, locked; None if there is neither."""
    held = Revision.objects.select_for_update().filter(review__claim=claim, state__in=[*UNPUBLISHED, *LIVE])
    return held.order_by("-number").first()


def void_approvals(revision: Revision, *, now: datetime) -> None:
    """Make an approved revision a draft again before its content changes: it was approved in other words.

    Its waivers were granted for other words, too.
    """
    if revision.state == RevisionState.APPROVED:
        again = {"state": RevisionState.DRAFT, "publish_at": None, "scheduled_by": None}
        Revision.objects.filter(pk=revision.pk).update(**again)
        for name, value in again.items():
            setattr(revision, name, value)
    revision.approvals.filter(voided_at=None).update(voided_at=now)
    revision.waivers.filter(voided_at=None).update(voided_at=now)


def record_edit(revision: Revision, *, editor: User, now: datetime, origin: Origin | None = None) -> dict:
    """Save a changed revision under the hash of its new content; `editor` is one of its editors from now on.

    Gives the new content. `origin` is given where it has been read already and is the same still.
    """
    work = judged(revision, origin)
    if revision.is_correction:
        classify(revision, work.content)
        if not (revision.correction_class and revision.correction_note):
            revision.state = RevisionState.DRAFT  # nobody can judge what it is for
        work.content = content_of(revision, origin=work.origin, evidence=work.evidence)
    revision.content_hash = content_hash(work.content)
    revision.version += 1
    revision.updated_at = now
    revision.save()
    RevisionEdit.objects.create(
        revision=revision,
        editor=editor,
        content_hash=revision.content_hash,
        edited_at=_after_approvals(revision, now),
    )
    check_gates(revision, now=now, work=work)
    return work.content


def _after_approvals(revision: Revision, now: datetime) -> datetime:
    """The time of an edit: a request that waited for an approval comes after it, though its own time is before."""
    latest = revision.approvals.aggregate(at=Max("approved_at"))["at"]
    return max(now, latest + MOMENT) if latest else now


def classify(revision: Revision, content: dict) -> None:
    """Give a correction the class that its content has, or the one it was raised to; none while nothing differs."""
    before = public_verdict(revision.review.claim)
    computed = class_of_change(before, content) if before else None
    revision.correction_class = heavier(computed, revision.raised_to) if computed else ""


def refuse_other_words(revision: Revision) -> Judged:
    """Refuse to judge or print what reads otherwise than it was saved; else give it as it stands."""
    work = judged(revision)
    if content_hash(work.content) != revision.content_hash:
        raise MoveNotAllowed(
            _(
                "Something this revision shows, such as a name or a rating, has changed since it was saved. "
                "Return it, save it once more and have it approved as readers will see it."
            )
        )
    return work


def make_move(
    move: Move,
    revision: Revision,
    editor: User,
    now: datetime,
    *,
    reason: str = "",
    detail: dict | None = None,
) -> Revision:
    """Bring a revision to where the move ends, and write it down; only what is approved keeps its schedule."""
    before, revision.state = revision.state, move.end or revision.state
    if revision.state != RevisionState.APPROVED:
        revision.publish_at = revision.scheduled_by = None
    revision.version += 1
    revision.updated_at = now
    changed = ["state", "version", "updated_at"]
    if before in UNPUBLISHED:
        changed += [
            "content_hash",
            "published_at",
            "return_reason",
            "publish_at",
            "scheduled_by",
            "publish_failure",
        ]
    revision.save(update_fields=changed)
    record_move(move.name, revision, editor, now, before=before, reason=reason, detail=detail)
    return revision


def record_move(
    move: str,
    revision: Revision,
    editor: User,
    now: datetime,
    *,
    before: str,
    reason: str = "",
    detail: dict | None = None,
) -> AuditEntry:
    """Write a move down in the audit, and tell whom it concerns."""
    entry = AuditEntry.record(
        actor=editor,
        claim=revision.review.claim,
        revision=revision,
        move=move,
        start_state=before,
        end_state=revision.state,
        reason=reason,
        detail=detail or {},
        content_hash=revision.content_hash,
        happened_at=now,
    )
    tell(entry, revision)
    return entry


def announce(record: PublicRecord) -> None:
    """Let whoever tells the outside of the ledger look at once."""
    enqueue("ledger.grown", key=f"ledger:{record.sequence}")
