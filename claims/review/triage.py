"""What the desk does with claims before and beside their review: accept, dismiss, reconsider, edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from claims.matching.speakers import find_speakers
from claims.models import Attribution, AuditEntry, Claim, DismissalReason, Review, Topic
from claims.review.move_words import verb
from claims.review.moves import MoveNotAllowed, check_move
from claims.review.queries import OWN_FIRST
from claims.review.revising import live_revision, open_revision, record_edit, void_approvals


@dataclass(frozen=True)
class SpeakerEntry:
    """One line of who said or relayed a claim, as an editor gives it; `role` is a HopRole."""

    name: str
    kind: str
    role: str
    title: str = ""


@dataclass(frozen=True)
class ClaimContent:
    """What an editor may change of a claim; `topics` are primary keys."""

    text: str
    kind: str
    evidence_status: str
    evidence_status_on: date
    topics: Sequence[int]
    speakers: Sequence[SpeakerEntry]


def written_claim(claim: Claim) -> ClaimContent:
    """What editors have written of a claim so far, in the form that they save it in."""
    return ClaimContent(
        text=claim.text,
        kind=claim.kind,
        evidence_status=claim.evidence_status,
        evidence_status_on=claim.evidence_status_on,
        topics=tuple(claim.topics.order_by("pk").values_list("pk", flat=True)),
        speakers=tuple(
            SpeakerEntry(hop.speaker.name, hop.speaker.kind, hop.role, hop.title)
            for hop in _edited_hops(claim).select_related("speaker")
        ),
    )


def accept_claim(*, claim_id: int, editor: User, version: int, now: datetime) -> Claim:
    """Take a claim on. Raises MoveNotAllowed."""
    return _decide("accept", claim_id, editor, version, now)


def dismiss_claim(
    *, claim_id: int, editor: User, version: int, reason: DismissalReason, now: datetime
) -> Claim:
    """Put a claim aside, for a reason; not while it has a review. Raises MoveNotAllowed."""
    return _decide("dismiss", claim_id, editor, version, now, reason=reason)


def reconsider_claim(*, claim_id: int, editor: User, version: int, now: datetime) -> Claim:
    """Make a decided claim a candidate again: the undo of accept and dismiss. Raises MoveNotAllowed."""
    return _decide("reconsider", claim_id, editor, version, now)


@transaction.atomic
def _decide(name: str, claim_id: int, editor: User, version: int, now: datetime, reason: str = "") -> Claim:
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    move = check_move(name, claim, editor, version=version, reason=reason)
    if Review.objects.filter(claim=claim).exists():
        raise MoveNotAllowed(
            _("Cannot %(act)s: this claim has a review. Work on the review instead.") % {"act": verb(name)}
        )
    before, claim.status, claim.dismissal_reason = claim.status, move.end, reason
    claim.version += 1
    claim.save(update_fields=["status", "dismissal_reason", "version"])
    AuditEntry.record(
        actor=editor,
        claim=claim,
        move=name,
        start_state=before,
        end_state=claim.status,
        reason=reason,
        happened_at=now,
    )
    return claim


@transaction.atomic
def edit_claim(*, claim_id: int, editor: User, version: int, content: ClaimContent, now: datetime) -> Claim:
    """Change a claim's words, kind, topics, evidence status and speakers; voids approvals of its open revision.

    Raises StaleSave if somebody was faster, MoveNotAllowed if the verdict is public and no correction of it is open.
    """
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    check_move("edit_claim", claim, editor, version=version)
    refuse_if_public("edit_claim", claim)
    before, untouched = _as_audited(claim), transaction.savepoint()
    _change(claim, content)
    if before == _as_audited(claim):
        transaction.savepoint_rollback(untouched)  # its hops were written anew
        return claim
    Claim.objects.filter(pk=claim.pk).update(version=F("version") + 1)
    claim.version += 1
    if revision := open_revision(claim):
        void_approvals(revision, now=now)
        record_edit(revision, editor=editor, now=now)
    AuditEntry.record(
        actor=editor,
        claim=claim,
        move="edit_claim",
        start_state=claim.status,
        end_state=claim.status,
        detail={"before": before, "after": _as_audited(claim)},
        happened_at=now,
    )
    return claim


def put_back_claim(claim: Claim, *, changed_since: AuditEntry) -> None:
    """Give a claim the words it had before the first edit after an entry of the audit; none, and it stays."""
    edits = AuditEntry.objects.filter(claim=claim, move="edit_claim", pk__gt=changed_since.pk)
    first = edits.order_by("pk").first()
    if first is None:
        return
    before = first.detail["before"]
    content = ClaimContent(
        text=before["text"],
        kind=before["kind"],
        evidence_status=before["evidence_status"],
        evidence_status_on=date.fromisoformat(before["evidence_status_on"]),
        topics=list(Topic.objects.filter(slug__in=before["topics"]).values_list("pk", flat=True)),
        speakers=[SpeakerEntry(name, kind, role, title) for role, name, kind, title in before["speakers"]],
    )
    _change(claim, content)
    Claim.objects.filter(pk=claim.pk).update(version=F("version") + 1)


def refuse_if_public(act: str, claim: Claim) -> None:
    """Refuse a move that would change what readers see, while no correction is open that they would see it in."""
    if live_revision(claim) and not open_revision(claim):
        raise MoveNotAllowed(
            _(
                "Cannot %(act)s: readers already see its verdict as it is. "
                "Open a correction of the verdict first."
            )
            % {"act": verb(act)}
        )


def _change(claim: Claim, content: ClaimContent) -> None:
    claim.text, claim.kind = content.text, content.kind
    claim.evidence_status, claim.evidence_status_on = content.evidence_status, content.evidence_status_on
    claim.save(update_fields=["text", "kind", "evidence_status", "evidence_status_on"])
    claim.topics.set(content.topics)
    _change_speakers(claim, content.speakers)


def _change_speakers(claim: Claim, entries: Sequence[SpeakerEntry]) -> None:
    """Make these the hops of the claim's first appearance; the words found in the article stay with their speaker."""
    appearance = claim.appearances.order_by(*OWN_FIRST).first()
    if appearance is None:
        return
    found = {(hop.role, hop.speaker_id): hop for hop in appearance.attributions.all()}
    speakers = find_speakers((entry.name, entry.kind) for entry in entries)
    appearance.attributions.all().delete()
    wanted = {(entry.role, speakers[entry.name, entry.kind].pk): entry for entry in entries}
    for number, ((role, speaker_id), entry) in enumerate(wanted.items(), start=1):
        hop = found.get((role, speaker_id)) or Attribution(
            appearance=appearance, role=role, speaker_id=speaker_id
        )
        hop.pk, hop.hop, hop.title = None, number, entry.title
        hop.save(force_insert=True)


def _edited_hops(claim: Claim) -> QuerySet[Attribution]:
    """The hops that _change_speakers changes."""
    first = claim.appearances.order_by(*OWN_FIRST).first()
    return Attribution.objects.filter(appearance=first).order_by("hop")


def _as_audited(claim: Claim) -> dict:
    hops = _edited_hops(claim)
    return {
        "text": claim.text,
        "kind": claim.kind,
        "evidence_status": claim.evidence_status,
        "evidence_status_on": claim.evidence_status_on.isoformat(),
        "topics": list(claim.topics.order_by("slug").values_list("slug", flat=True)),
        "speakers": [
            list(row) for row in hops.values_list("role", "speaker__name", "speaker__kind", "title")
        ],
    }
