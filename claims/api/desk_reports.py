"""What readers report to be wrong, for programs of the desk."""

import re
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.desk import person_of
from claims.api.from_readers import FromReaders, read_choices
from claims.api.move_serializers import ReportMoveSerializer
from claims.api.reader_serializers import (
    DeskErrorReportSerializer,
    ErrorReportPageSerializer,
    ErrorReportSerializer,
)
from claims.api.schema import CURSOR, IDEMPOTENCY_KEY, IF_MATCH, PAGE_SIZE, problems
from claims.models import ErrorReport, ReportState
from claims.review.error_reports import ReportFilter, error_reports, report_order

TICKED = ("true", "false")
PUBLIC_ID = re.compile("[a-z0-9]{1,16}")
CLAIM = {"type": "string", "pattern": f"^{PUBLIC_ID.pattern}$"}


class Report(FromReaders):
    """What programs are told of a report."""

    model, route, argument, asked_by = ErrorReport, "api:desk-error-report", "report_id", ReportMoveSerializer
    columns = {
        "id": "pk",
        "claim": "claim__public_id",
        "public_version": "public_version",
        "what": "what",
        "where_said": "where_said",
        "received_at": "received_at",
        "due_on": "due_on",
        "state": "state",
        "assignee": "assignee__username",
        "reason": "reason",
        "decided_by": "decided_by__username",
        "decided_at": "decided_at",
        "duplicate_of": "duplicate_of_id",
        "correction": "correction_id",
        "version": "version",
    }

    def more(self, found: ErrorReport, person: User) -> dict[str, Any]:
        """The mail address, for whoever handles the report alone; answers that are kept for a key never have it."""
        return {"mail": found.mail if found.assignee_id == person.pk else None}


class ErrorReportList(Report):
    """The reports, state by state."""

    @extend_schema(
        operation_id="list_error_reports",
        summary="List what readers report to be wrong",
        parameters=[
            OpenApiParameter("state", str, enum=ReportState.values, default=ReportState.OPEN.value),
            OpenApiParameter("mine", str, enum=TICKED, description="`true` for those assigned to you."),
            OpenApiParameter("late", str, enum=TICKED, description="`true` for those whose day has passed."),
            OpenApiParameter("claim", CLAIM, description="The id of a claim."),
            CURSOR,
            PAGE_SIZE,
        ],
        responses={200: ErrorReportPageSerializer, **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Open reports by their deadline; those of another state by when they were decided, the latest first."""
        given = read_choices(request, {"state": ReportState.values, "mine": TICKED, "late": TICKED}, "claim")
        if not PUBLIC_ID.fullmatch(given.get("claim", "0")):
            raise ValidationError({"claim": ["Give the id of a claim, such as 7f3a9c."]})
        state = given.get("state", ReportState.OPEN)
        wanted = ReportFilter(
            state=state,
            assignee=person_of(request) if given.get("mine") == "true" else None,
            late_on=timezone.localdate() if given.get("late") == "true" else None,
            claim=given.get("claim", ""),
        )
        rows = error_reports(wanted).select_related(None)
        return self.page(request, rows, report_order(state), "api:desk-error-reports", given)


class ErrorReportDetail(Report):
    """One report."""

    @extend_schema(
        operation_id="read_error_report",
        summary="Read what a reader reports to be wrong",
        responses={200: DeskErrorReportSerializer, **problems(400, 401, 403, 404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """What is wrong, what became of it, and what you may do. Send its ETag as If-Match with a move."""
        return self.read(request, pk)


class ErrorReportMoves(Report):
    """What becomes of a report."""

    @extend_schema(
        operation_id="move_error_report",
        summary="Assign, uphold, reject, set aside or reopen an error report",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=ReportMoveSerializer,
        responses={200: ErrorReportSerializer, **problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428)},
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        """Make a move on the report as you have seen it. Upholding it opens a correction, which the answer names."""
        return self.move(request, pk)
