"""What the desk does with the errors that readers report: one person handles each, and it is answered in time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.models import AuditEntry, Claim, ErrorReport, ReportState, name_of
from claims.publication.error_reports import REMEMBERED
from claims.review.correcting import correct_revision
from claims.review.moves import Move, MoveNotAllowed, check_move
from claims.review.revising import live_revision

BY_DEADLINE = ("due_on", "pk")
LATEST_DECISIONS = ("-decided_at", "-pk")


@dataclass(frozen=True)
class ReportFilter:
    """Which reports to list; "" and None leave everything. `state` is a ReportState."""

    state: str = ReportState.OPEN
    assignee: User | None = None
    late_on: date | None = None
    claim: str = ""


def error_reports(wanted: ReportFilter) -> QuerySet[ErrorReport]:
    """The reports that match, to be put into `report_order`."""
    reports = ErrorReport.objects.filter(state=wanted.state).select_related(
        "claim__review", "assignee", "decided_by"
    )
    if wanted.assignee:
        reports = reports.filter(assignee=wanted.assignee)
    if wanted.late_on:
        reports = reports.filter(due_on__lt=wanted.late_on)
    if wanted.claim:
        reports = reports.filter(claim__public_id=wanted.claim)
    return reports


def report_order(state: str) -> tuple[str, ...]:
    """Open reports by their deadline, the others by when they were decided, the latest first."""
    return BY_DEADLINE if state == ReportState.OPEN else LATEST_DECISIONS


@transaction.atomic
def assign_report(
    *, report_id: int, editor: User, version: int, assignee_id: int, now: datetime
) -> ErrorReport:
    """Give a report to somebody, who alone sees its sender's mail address then."""
    report = _lock(report_id)
    check_move("assign_report", report, editor, version=version)
    assignee = User.objects.filter(pk=assignee_id, is_active=True).first()
    if assignee is None or not assignee.has_perm("claims.write_revision"):
        raise MoveNotAllowed(_("Cannot assign: this person may not write reviews. Choose somebody who may."))
    if report.assignee != assignee:
        before, report.assignee = report.assignee, assignee
        names = [name_of(before) if before else "", name_of(assignee)]
        _record("assign_report", report, editor, now, detail={"assigned to": names})
    return report


@transaction.atomic
def uphold_report(
    *, report_id: int, editor: User, version: int, reason: str = "", now: datetime
) -> ErrorReport:
    """The reader is right: a correction is opened, or the one that is open taken, and the report leads there."""
    report = _lock(report_id)
    move = check_move("uphold_report", report, editor, version=version)
    live = live_revision(report.claim)
    if live is None:
        raise MoveNotAllowed(
            _("Cannot uphold: this claim has no verdict that readers see. Reject the report instead.")
        )
    report.correction = correct_revision(revision_id=live.pk, editor=editor, version=live.version, now=now)
    return _decide(
        move, report, editor, now, reason, {"correction": ["", f"revision {report.correction.number}"]}
    )


@transaction.atomic
def reject_report(*, report_id: int, editor: User, version: int, reason: str, now: datetime) -> ErrorReport:
    """The verdict stands as it is, for a reason."""
    report = _lock(report_id)
    return _decide(
        check_move("reject_report", report, editor, version=version, reason=reason),
        report,
        editor,
        now,
        reason,
    )


@transaction.atomic
def call_report_duplicate(
    *, report_id: int, editor: User, version: int, of: int, reason: str = "", now: datetime
) -> ErrorReport:
    """Another report says the same of the same verdict, and is answered for both."""
    report = _lock(report_id)
    move = check_move("duplicate_report", report, editor, version=version)
    other = ErrorReport.objects.filter(pk=of, claim=report.claim_id).exclude(pk=report.pk).first()
    if other is None:
        raise MoveNotAllowed(
            _(
                "Cannot call the report a repeat: there is no other report with this number on the same verdict."
            )
        )
    if other.state == ReportState.DUPLICATE:
        raise MoveNotAllowed(
            _(
                "Cannot call the report a repeat: report %(number)s is one itself, of report %(other)s. "
                "Give that number."
            )
            % {"number": other.pk, "other": other.duplicate_of_id}
        )
    if report.duplicates.exists():
        raise MoveNotAllowed(
            _(
                "Cannot call the report a repeat: others are repeats of it. Decide this one, "
                "or reopen those first."
            )
        )
    report.duplicate_of = other
    return _decide(move, report, editor, now, reason, {"repeat of": ["", f"report {other.pk}"]})


@transaction.atomic
def reopen_report(*, report_id: int, editor: User, version: int, reason: str, now: datetime) -> ErrorReport:
    """A report was rejected or set aside too soon: it is open again, with the deadline it had."""
    report = _lock(report_id)
    move = check_move("reopen_report", report, editor, version=version, reason=reason)
    before, report.state = report.state, move.end
    report.decided_by = report.decided_at = report.duplicate_of = None
    report.reason = ""
    _record(move.name, report, editor, now, before=before, reason=reason.strip())
    return report


def forget_reporters(*, now: datetime) -> int:
    """Remove the mail addresses of reports answered long enough ago, and networks of yesterday; count the addresses.

    Running it again removes nothing.
    """
    answered = now - timedelta(days=settings.REPORT_MAIL_DAYS)
    ErrorReport.objects.filter(received_at__lte=now - REMEMBERED).exclude(network="").update(network="")
    return ErrorReport.objects.filter(decided_at__lte=answered).exclude(mail="").update(mail="")


def _lock(report_id: int) -> ErrorReport:
    """The report held still, and its claim before it, as every action that takes both does."""
    claim_id = ErrorReport.objects.values_list("claim_id", flat=True).get(pk=report_id)
    Claim.objects.select_for_update().get(pk=claim_id)
    return ErrorReport.objects.select_for_update(of=("self",)).select_related("claim").get(pk=report_id)


def _decide(
    move: Move,
    report: ErrorReport,
    editor: User,
    now: datetime,
    reason: str,
    detail: dict[str, list[str]] | None = None,
) -> ErrorReport:
    before, report.state = report.state, move.end
    report.reason, report.decided_by, report.decided_at = reason.strip(), editor, now
    _record(move.name, report, editor, now, before=before, reason=report.reason, detail=detail)
    return report


def _record(
    move: str,
    report: ErrorReport,
    editor: User,
    now: datetime,
    *,
    before: str = "",
    reason: str = "",
    detail: dict[str, list[str]] | None = None,
) -> None:
    """Save a changed report, and write it down."""
    report.version += 1
    report.save()
    AuditEntry.record(
        actor=editor,
        claim=report.claim,
        move=move,
        start_state=before or report.state,
        end_state=report.state,
        reason=reason,
        detail={"report": ["", f"report {report.pk}"]} | (detail or {}),
        happened_at=now,
    )
