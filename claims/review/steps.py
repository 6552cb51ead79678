"""Several decisions on claims in one act, and the steps that take decisions back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction

from claims.models import Claim, ClaimStatus, DismissalReason
from claims.review.linking import link_claim, unlink_claim
from claims.review.merging import lock_claims, unmerge_claim
from claims.review.moves import MoveNotAllowed
from claims.review.triage import accept_claim, dismiss_claim, reconsider_claim

STEPS_AT_MOST = 100  # in one act
STEPS: dict[str, Callable[..., Claim]] = {
    "accept": accept_claim,
    "dismiss": dismiss_claim,
    "reconsider": reconsider_claim,
    "unmerge": unmerge_claim,
    "link": link_claim,
    "unlink": unlink_claim,
}
LINKING = ("link", "unlink")
# The move that brings a claim back to where it was.
BACK = {
    ClaimStatus.CANDIDATE: "reconsider",
    ClaimStatus.ACCEPTED: "accept",
    ClaimStatus.DISMISSED: "dismiss",
}


@dataclass(frozen=True)
class Step:
    """One decision on one claim as somebody saw it.

    `reason` is a DismissalReason where the move needs one; of a link it is "repeats:" and the id of the other claim.
    """

    public_id: str
    version: int
    move: str
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of some steps: the claims that moved, how to undo it, and who was refused with which sentence."""

    done: list[Claim]
    undo: list[Step]
    refused: list[tuple[Claim, str]]


def way_back(before: Claim, after: Claim) -> Step | None:
    """The step that undoes a decision; None if somebody came between the two."""
    if after.version != before.version + 1 or after.status == before.status:
        return None
    if after.status == ClaimStatus.MERGED:
        return Step(after.public_id, after.version, "unmerge")
    move = BACK.get(ClaimStatus(before.status))
    return Step(after.public_id, after.version, move, before.dismissal_reason) if move else None


@transaction.atomic
def take_steps(*, steps: Sequence[Step], editor: User, now: datetime) -> Outcome:
    """Take each step that is allowed, in the order given; a refused one does not hold up the others."""
    held = _hold(steps)
    outcome = Outcome([], [], [])
    for step in steps:
        before = held.get(step.public_id)
        if before is None or step.move not in STEPS:
            continue
        try:
            after = _action(step)(claim_id=before.pk, editor=editor, version=step.version, now=now)
        except MoveNotAllowed as refusal:
            outcome.refused.append((before, str(refusal)))
            continue
        outcome.done.append(after)
        if back := way_back(before, after):
            outcome.undo.append(back)
    return outcome


def _hold(steps: Sequence[Step]) -> dict[str, Claim]:
    """Lock all claims before the first audit entry: nobody may hold the audit while waiting for a claim."""
    linked = [_link(step)["to"] for step in steps if step.move in LINKING]
    named = Claim.objects.filter(public_id__in=[*linked, *(step.public_id for step in steps)])
    ids = {pk for row in named.values_list("pk", "merged_into") for pk in row if pk}
    return {claim.public_id: claim for claim in lock_claims(*ids)}


def _action(step: Step) -> Callable[..., Claim]:
    action = STEPS[step.move]
    if step.move in LINKING:
        return partial(action, **_link(step))
    return partial(action, reason=DismissalReason(step.reason)) if step.move == "dismiss" else action


def link_step(claim: Claim, move: str, relation: str, to: str) -> Step:
    """The step that makes a link of a claim as it stands now, or takes it back."""
    return Step(claim.public_id, claim.version, move, f"{relation}:{to}")


def _link(step: Step) -> dict[str, str]:
    relation, _, to = step.reason.partition(":")
    return {"relation": relation, "to": to}
