"""What the desk does with what readers ask us to check: look at it, take it as a claim, or say why not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from claims.models import (
    REQUEST_OPEN,
    AuditEntry,
    Claim,
    ClaimStatus,
    DeclineReason,
    ReaderMail,
    ReaderRequest,
    RequestState,
)
from claims.publication.error_reports import REMEMBERED
from claims.publication.requests import REQUEST_MAIL_DAYS
from claims.review.asked_claims import AskedClaim, store_asked_claim
from claims.review.moves import Move, MoveNotAllowed, check_move
from factcheck.languages import as_recorded

BY_AGE = ("received_at", "pk")
LATEST_DECISIONS = ("-decided_at", "-pk")


@dataclass(frozen=True)
class RequestFilter:
    """Which requests to list; None leaves everything. `state` is a RequestState."""

    state: str = RequestState.RECEIVED
    assignee: User | None = None


def reader_requests(wanted: RequestFilter) -> QuerySet[ReaderRequest]:
    """The requests that match, to be put into `request_order`."""
    requests = ReaderRequest.objects.filter(state=wanted.state).select_related(
        "assignee", "decided_by", "claim"
    )
    return requests.filter(assignee=wanted.assignee) if wanted.assignee else requests


def request_order(state: str) -> tuple[str, ...]:
    """Open requests by their age, the others by when they were decided, the latest first."""
    return BY_AGE if state in REQUEST_OPEN else LATEST_DECISIONS


@transaction.atomic
def take_request(*, request_id: int, editor: User, version: int, now: datetime) -> ReaderRequest:
    """Somebody looks at it, and its sender sees so; taking it again, or from somebody else, is allowed."""
    request = _lock(request_id)
    move = check_move("take_request", request, editor, version=version)
    if request.assignee != editor:
        before, request.state, request.assignee = request.state, move.end, editor
        _record(move, request, editor, now, before)
    return request


@transaction.atomic
def accept_request(
    *, request_id: int, editor: User, version: int, asked: AskedClaim, now: datetime
) -> ReaderRequest:
    """Make it a candidate in triage. Raises MoveNotAllowed where these very words are held already."""
    request = _lock(request_id)
    move = check_move("accept_request", request, editor, version=version)
    request.claim = store_asked_claim(asked, editor=editor, now=now)
    return _decide(move, request, editor, now)


@transaction.atomic
def attach_request(
    *, request_id: int, editor: User, version: int, public_id: str, now: datetime
) -> ReaderRequest:
    """We hold the claim already; where it was merged, the one that it was merged into."""
    request = _lock(request_id)
    move = check_move("attach_request", request, editor, version=version)
    claim = Claim.objects.select_related("merged_into").filter(public_id=public_id).first()
    if claim is None:
        raise MoveNotAllowed(
            _("Cannot join the request to a claim: there is none with this id. Look for it again.")
        )
    request.claim = claim.merged_into or claim
    if request.claim.status == ClaimStatus.DISMISSED:
        raise MoveNotAllowed(
            _(
                "Cannot join the request to this claim: it was dismissed. Decline the request, "
                "or reconsider the claim."
            )
        )
    return _decide(move, request, editor, now)


@transaction.atomic
def decline_request(
    *, request_id: int, editor: User, version: int, why: DeclineReason, answer: str = "", now: datetime
) -> ReaderRequest:
    """We do not check it; its sender reads why, in the words of the list and in the editor's own."""
    request = _lock(request_id)
    move = check_move("decline_request", request, editor, version=version)
    request.decline_reason, request.answer = why, answer.strip()
    with as_recorded():
        reason = f"{why.label}. {request.answer}".strip()
    return _decide(move, request, editor, now, reason=reason)


@transaction.atomic
def join_request(*, request_id: int, editor: User, version: int, to: int, now: datetime) -> ReaderRequest:
    """Another request asks for the same, and both are answered together."""
    request = _lock(request_id, to)
    move = check_move("join_request", request, editor, version=version)
    other = ReaderRequest.objects.filter(pk=to).exclude(pk=request.pk).first()
    if other is None:
        raise MoveNotAllowed(_("Cannot join the requests: there is no other request with this number."))
    if other.state == RequestState.JOINED:
        raise MoveNotAllowed(
            _(
                "Cannot join the requests: request %(number)s is joined to request %(other)s. Give that number."
            )
            % {"number": other.pk, "other": other.joined_to_id}
        )
    if request.joined.exists():
        raise MoveNotAllowed(
            _(
                "Cannot join the requests: others are joined to this one. Decide this one, or reopen those first."
            )
        )
    request.joined_to = other
    return _decide(move, request, editor, now, detail={"asked before in": ["", f"request {other.pk}"]})


@transaction.atomic
def reopen_request(
    *, request_id: int, editor: User, version: int, reason: str, now: datetime
) -> ReaderRequest:
    """It was decided too soon; a claim that it became stays where it is."""
    request = _lock(request_id)
    move = check_move("reopen_request", request, editor, version=version, reason=reason)
    before, request.state = request.state, move.end
    request.decided_by = request.decided_at = request.claim = request.joined_to = request.assignee = None
    request.decline_reason = request.answer = ""
    _record(move, request, editor, now, before, reason=reason.strip())
    return request


def forget_networks(*, now: datetime) -> int:
    """Remove the networks of requests of yesterday, and count them. Running it again removes nothing."""
    old = ReaderRequest.objects.filter(received_at__lte=now - REMEMBERED).exclude(network="")
    return old.update(network="")


def forget_askers(*, now: datetime) -> int:
    """Remove the mail addresses of requests answered long enough ago, and of very old ones; count them.

    Running it again removes nothing.
    """
    answered = ReaderMail.objects.filter(
        asked=OuterRef("pk"), created_at__lte=now - timedelta(days=settings.REPORT_MAIL_DAYS)
    )
    is_old = Q(received_at__lte=now - timedelta(days=REQUEST_MAIL_DAYS))
    return ReaderRequest.objects.exclude(mail="").filter(Exists(answered) | is_old).update(mail="")


def _lock(*ids: int) -> ReaderRequest:
    """The first of these requests, all held still; taken in the order of their keys, so that nobody waits in a ring."""
    held = ReaderRequest.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return {request.pk: request for request in held}[ids[0]]


def _decide(
    move: Move,
    request: ReaderRequest,
    editor: User,
    now: datetime,
    *,
    reason: str = "",
    detail: dict[str, list[str]] | None = None,
) -> ReaderRequest:
    before, request.state = request.state, move.end
    request.decided_by, request.decided_at = editor, now
    _record(move, request, editor, now, before, reason=reason, detail=detail)
    return request


def _record(
    move: Move,
    request: ReaderRequest,
    editor: User,
    now: datetime,
    before: str,
    *,
    reason: str = "",
    detail: dict[str, list[str]] | None = None,
) -> None:
    """Save a changed request, and write it down; what its sender wrote is not repeated in the audit."""
    request.version += 1
    request.save()
    AuditEntry.record(
        actor=editor,
        asked=request,
        claim=request.claim,
        move=move.name,
        start_state=before,
        end_state=request.state,
        reason=reason,
        detail=detail or {},
        happened_at=now,
    )
