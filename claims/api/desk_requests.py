"""What readers ask us to check, for programs of the desk."""

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.desk import person_of
from claims.api.desk_reports import TICKED
from claims.api.from_readers import FromReaders, read_choices
from claims.api.move_serializers import RequestMoveSerializer
from claims.api.reader_serializers import (
    DeskReaderRequestSerializer,
    ReaderRequestPageSerializer,
    ReaderRequestSerializer,
)
from claims.api.schema import CURSOR, IDEMPOTENCY_KEY, IF_MATCH, PAGE_SIZE, problems
from claims.models import ReaderRequest, RequestState
from claims.review.requests import RequestFilter, reader_requests, request_order


class Asked(FromReaders):
    """What programs are told of a request."""

    model, route, argument, asked_by = ReaderRequest, "api:desk-request", "request_id", RequestMoveSerializer
    columns = {
        "id": "pk",
        "words": "words",
        "link": "link",
        "outlet": "outlet",
        "why": "why",
        "received_at": "received_at",
        "state": "state",
        "assignee": "assignee__username",
        "claim": "claim__public_id",
        "decline_reason": "decline_reason",
        "answer": "answer",
        "joined_to": "joined_to_id",
        "decided_by": "decided_by__username",
        "decided_at": "decided_at",
        "version": "version",
    }


class RequestList(Asked):
    """The requests, state by state."""

    @extend_schema(
        operation_id="list_requests",
        summary="List what readers ask us to check",
        parameters=[
            OpenApiParameter("state", str, enum=RequestState.values, default=RequestState.RECEIVED.value),
            OpenApiParameter("mine", str, enum=TICKED, description="`true` for those that you look at."),
            CURSOR,
            PAGE_SIZE,
        ],
        responses={200: ReaderRequestPageSerializer, **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Open requests by their age; those of another state by when they were decided, the latest first."""
        given = read_choices(request, {"state": RequestState.values, "mine": TICKED})
        state = given.get("state", RequestState.RECEIVED)
        assignee = person_of(request) if given.get("mine") == "true" else None
        rows = reader_requests(RequestFilter(state, assignee)).select_related(None)
        return self.page(request, rows, request_order(state), "api:desk-requests", given)


class RequestDetail(Asked):
    """One request."""

    @extend_schema(
        operation_id="read_request",
        summary="Read what a reader asks us to check",
        responses={200: DeskReaderRequestSerializer, **problems(400, 401, 403, 404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """What is asked, what became of it, and what you may do. Send its ETag as If-Match with a move."""
        return self.read(request, pk)


class RequestMoves(Asked):
    """What becomes of a request."""

    @extend_schema(
        operation_id="move_request",
        summary="Take, accept, attach, decline, join or reopen a request",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=RequestMoveSerializer,
        responses={
            200: ReaderRequestSerializer,
            **problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428),
        },
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        """Make a move on the request as you have seen it. Its sender sees on their page what became of it."""
        return self.move(request, pk)
