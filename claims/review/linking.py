"""What one claim has to do with another: it repeats, contradicts or answers it, or is a part of it.

A link is a part of what readers see of the claim that it begins at, so it is approved and published with it, and leads
to verdicts that readers know. The verdict that it leads to finds it in the ledger and shows it, too.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from claims.models import AuditEntry, Claim, ClaimLink, LinkKind
from claims.publication.ledger import current_records, public_verdict
from claims.review.merging import lock_claims
from claims.review.moves import Move, MoveNotAllowed, check_move
from claims.review.revising import open_revision, record_edit, void_approvals
from claims.review.triage import refuse_if_public


@transaction.atomic
def link_claim(*, claim_id: int, relation: str, to: str, editor: User, version: int, now: datetime) -> Claim:
    """Say that a claim bears on another, named by its public id; voids approvals of the claim's open revision.

    Raises MoveNotAllowed where readers could not follow the link, or already see the claim as it is.
    """
    claim, other = _lock(claim_id, to)
    move = check_move("link", claim, editor, version=version)
    refuse_if_public("link", claim)
    _refuse_unfit(claim, other, relation)
    ClaimLink.objects.create(claim=claim, kind=relation, other=other)
    return _change(move, claim, LinkKind(relation), other, editor, now)


@transaction.atomic
def unlink_claim(
    *, claim_id: int, relation: str, to: str, editor: User, version: int, now: datetime
) -> Claim:
    """Take a link back: its undo. Raises MoveNotAllowed as `link_claim` does, and where there is none."""
    claim, other = _lock(claim_id, to)
    move = check_move("unlink", claim, editor, version=version)
    refuse_if_public("unlink", claim)
    removed, _each = ClaimLink.objects.filter(claim=claim, kind=relation, other=other).delete()
    if not removed:
        raise MoveNotAllowed(_("Cannot remove this link: it is not there any more. Look at the claim again."))
    return _change(move, claim, LinkKind(relation), other, editor, now)


def put_back_links(claim: Claim) -> None:
    """Give a claim the links that readers see: a correction that may have changed them is given up."""
    seen = (public_verdict(claim) or {}).get("links", [])
    wanted = {(each["kind"], each["claim"]) for each in seen}
    held = {(link.kind, link.other.public_id): link for link in claim.links.select_related("other")}
    if wanted == set(held):
        return
    for name in set(held) - wanted:
        held[name].delete()
    for kind, public_id in wanted - set(held):
        ClaimLink.objects.create(claim=claim, kind=kind, other=Claim.objects.get(public_id=public_id))
    Claim.objects.filter(pk=claim.pk).update(version=F("version") + 1)


def links_of(claim: Claim) -> QuerySet[ClaimLink]:
    """What a claim is linked to, and what is linked to it, with both claims."""
    either = Q(claim=claim) | Q(other=claim)
    return ClaimLink.objects.filter(either).select_related("claim", "other").order_by("kind", "pk")


def _lock(claim_id: int, to: str) -> tuple[Claim, Claim]:
    """Both held still, in the order of their keys. Raises MoveNotAllowed if there is no other."""
    other_id = Claim.objects.filter(public_id=to).values_list("pk", flat=True).first()
    if other_id is None:
        raise MoveNotAllowed(_("Cannot link: the other claim is not there. Search for it again."))
    claim, other = lock_claims(claim_id, other_id)
    return claim, other


def _refuse_unfit(claim: Claim, other: Claim, relation: str) -> None:
    if relation not in LinkKind:
        raise MoveNotAllowed(
            _("Cannot link: choose from the list what this claim has to do with the other one.")
        )
    if other == claim:
        raise MoveNotAllowed(_("Cannot link a claim to itself. Search for another one."))
    if not current_records().filter(claim=other).exists():
        raise MoveNotAllowed(
            _(
                "Cannot link to this claim: readers know no verdict on it. "
                "Once it has one, link it here; or publish this one first, and link from there."
            )
        )
    between = ClaimLink.objects.filter(kind=relation)
    if between.filter(Q(claim=claim, other=other) | Q(claim=other, other=claim)).exists():
        raise MoveNotAllowed(_("Cannot link: these two claims are linked so already."))


def _change(move: Move, claim: Claim, kind: LinkKind, other: Claim, editor: User, now: datetime) -> Claim:
    """Give the claim its next version, void what was approved without or with the link, and write it down."""
    claim.version += 1
    claim.save(update_fields=["version"])
    if revision := open_revision(claim):
        void_approvals(revision, now=now)
        record_edit(revision, editor=editor, now=now)
    words = [kind.label, f"{other.public_id}: {other.text}"]
    is_new = move.name == "link"
    AuditEntry.record(
        actor=editor,
        claim=claim,
        move=move.name,
        start_state=claim.status,
        end_state=claim.status,
        detail={
            name: ["", each] if is_new else [each, ""]
            for name, each in zip(("relation", "with"), words, strict=True)
        },
        happened_at=now,
    )
    return claim
