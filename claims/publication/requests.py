"""What readers ask us to check, on its way to the desk, and what they may know of it afterwards."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from claims.models import (
    REQUEST_OPEN,
    Claim,
    ClaimStatus,
    DeclineReason,
    DismissalReason,
    PublicRecord,
    ReaderRequest,
    RequestState,
)
from claims.models.audit import lock_for_this_transaction
from claims.publication.error_reports import SAME_WITHIN, digest_of

REQUEST_MAIL_DAYS = 365  # for which an address is kept of a request that is not settled
VERDICT = "verdict"  # the state of a request of which readers can read the verdict
DISMISSED_AS = {
    DismissalReason.NOT_CHECKABLE: DeclineReason.NO_CLAIM,
    DismissalReason.OPINION: DeclineReason.OPINION,
    DismissalReason.TRIVIAL: DeclineReason.NOT_PUBLIC,
}


@dataclass(frozen=True)
class RequestStatus:
    """What became of a request: nothing of who sent it, and nothing of a verdict that is not public.

    `state` is a RequestState, or VERDICT; a request that was asked before has the state of the one before it.
    """

    received_at: datetime
    state: str
    was_asked_before: bool = False
    decided_at: datetime | None = None
    reason: str = ""
    answer: str = ""
    claim: str = ""
    path: str = ""

    @property
    def is_final(self) -> bool:
        """Whether nothing more is to come of it."""
        return self.state in (VERDICT, RequestState.DECLINED)


@transaction.atomic
def receive_request(
    *,
    words: str,
    link: str = "",
    outlet: str = "",
    why: str = "",
    mail: str = "",
    language: str = "",
    address: str,
    now: datetime,
) -> ReaderRequest:
    """Store what a reader asks us to check; the same sent twice is one request."""
    given = {"words": words, "link": link, "outlet": outlet, "why": why, "mail": mail}
    network = digest_of(address)
    lock_for_this_transaction(f"requests {network}")
    recent = ReaderRequest.objects.filter(network=network, received_at__gt=now - SAME_WITHIN)
    if sent_before := recent.filter(**given, state__in=REQUEST_OPEN).first():
        return sent_before
    return ReaderRequest.objects.create(**given, language=language, network=network, received_at=now)


def find_status(key: str) -> RequestStatus | None:
    """What became of the request with this key; None if there is none."""
    found = ReaderRequest.objects.select_related("joined_to__claim", "claim").filter(key=key).first()
    return status_of(found) if found else None


def status_of(request: ReaderRequest) -> RequestStatus:
    """The same of a request at hand."""
    answered = request.joined_to or request
    told = RequestStatus(request.received_at, answered.state, answered != request, answered.decided_at)
    if answered.claim:
        return replace(told, **_of_claim(answered.claim))
    reason = answered.get_decline_reason_display() if answered.decline_reason else ""
    return replace(told, reason=reason, answer=answered.answer)


def _of_claim(claim: Claim) -> dict[str, Any]:
    """The verdict, if readers have it; else only that there is a claim, or that it was put aside, and why."""
    held = claim.merged_into_id or claim.pk
    found = PublicRecord.objects.filter(claim=held, until_at=None).only("record").first()
    if found:
        path = urlsplit(found.record["url"]).path
        return {"state": VERDICT, "claim": found.record.get("claim_reviewed", ""), "path": path}
    if claim.status == ClaimStatus.DISMISSED:
        reason = DISMISSED_AS.get(DismissalReason(claim.dismissal_reason))
        return {"state": RequestState.DECLINED, "reason": str(reason.label) if reason else ""}
    return {"state": RequestState.CLAIM}
