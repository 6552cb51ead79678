"""Merging a candidate into a claim already held, which then has its appearances; and the way back."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Appearance, AuditEntry, Claim, Review
from claims.review.move_words import state_words
from claims.review.moves import Move, MoveNotAllowed, check_move
from claims.review.queues import HELD
from claims.review.revising import open_revision, record_edit, void_approvals


@transaction.atomic
def merge_claim(*, claim_id: int, into_id: int, editor: User, version: int, now: datetime) -> Claim:
    """Give a candidate's appearances to a claim already held; its own address leads there from now on.

    Voids approvals of the other claim's open revision, since readers will see one more appearance.
    Raises MoveNotAllowed where the two do not fit, StaleSave if the candidate has changed since `version`.
    """
    claim, other = lock_claims(claim_id, into_id)
    move = check_move("merge", claim, editor, version=version)
    _refuse_unfit(claim, other)
    claim.appearances.update(claim=other, merged_from=claim)
    _point(claim, other, move.end, into=other)
    _revise(other, editor, now)
    _record(move, claim, other, editor, now)
    return claim


@transaction.atomic
def unmerge_claim(*, claim_id: int, editor: User, version: int, now: datetime) -> Claim:
    """Make a merged claim a candidate again, with the appearances it came with: the undo of a merge."""
    into_id = Claim.objects.values_list("merged_into", flat=True).get(pk=claim_id)
    claim, other = lock_claims(claim_id, into_id or claim_id)
    move = check_move("unmerge", claim, editor, version=version)
    _point(claim, other, move.end, into=None)
    Appearance.objects.filter(merged_from=claim).update(claim=claim, merged_from=None)
    _revise(other, editor, now)
    _record(move, claim, other, editor, now)
    return claim


def lock_claims(*ids: int) -> list[Claim]:
    """These claims held still, as asked for; taken in the order of their keys, so that nobody waits in a ring."""
    held = {claim.pk: claim for claim in Claim.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return [held[pk] for pk in ids]


def _refuse_unfit(claim: Claim, other: Claim) -> None:
    if other == claim:
        raise MoveNotAllowed(
            _("Cannot merge a claim with itself. Search for the claim that was held before it.")
        )
    if other.status not in HELD:
        raise MoveNotAllowed(
            _("Cannot merge into this claim: it is %(state)s. Choose one that is in triage or accepted.")
            % {"state": state_words(other.status)}
        )
    if Review.objects.filter(claim=claim).exists():
        raise MoveNotAllowed(_("Cannot merge: this claim has a review. Merge the other claim into this one."))
    if Claim.objects.filter(merged_into=claim).exists():
        raise MoveNotAllowed(
            _(
                "Cannot merge: other claims were merged into this one. "
                "Merge the other claim into this one instead."
            )
        )


def _point(claim: Claim, other: Claim, end: str, *, into: Claim | None) -> None:
    """Change both: whoever has the other one open is to see first that it has other appearances now."""
    claim.status, claim.merged_into = end, into
    for each in (claim, other):
        each.version += 1
    other.save(update_fields=["version"])
    claim.save(update_fields=["status", "merged_into", "version"])


def _revise(claim: Claim, editor: User, now: datetime) -> None:
    """Void what was approved: readers would see other appearances."""
    if revision := open_revision(claim):
        void_approvals(revision, now=now)
        record_edit(revision, editor=editor, now=now)


def _record(move: Move, claim: Claim, other: Claim, editor: User, now: datetime) -> None:
    """Write it into the history of both."""
    stays = (other.status, other.status)
    for each, (start, end), partner in ((claim, (move.starts[0], move.end), other), (other, stays, claim)):
        AuditEntry.record(
            actor=editor,
            claim=each,
            move=move.name,
            start_state=start,
            end_state=end,
            detail={"with": ["", f"{partner.public_id}: {partner.text}"]},
            happened_at=now,
        )
