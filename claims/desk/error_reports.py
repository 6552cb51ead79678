"""What readers reported to be wrong: the list with its deadlines, and the page where one report is answered."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from claims.desk.moving import typed_reason
from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, show
from claims.desk.rows import continued_after, number_in, version_seen
from claims.models import ErrorReport, ReportState
from claims.publication.marked_words import reveal
from claims.review.error_reports import (
    ReportFilter,
    assign_report,
    call_report_duplicate,
    error_reports,
    reject_report,
    reopen_report,
    report_order,
    uphold_report,
)
from claims.review.moves import MoveNotAllowed, allowed_moves
from claims.review.queries import rows_after
from claims.review.revision_queries import possible_assignees

FILTERS = ("state", "mine", "late", "claim")
NO_SUCH_LIST = gettext_lazy("There is no such list of reports. Begin with those that are open.")
NO_NUMBER = gettext_lazy(
    "Give the number of the other report, as it stands in the list: a number such as 12."
)


@require_safe
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """The reports of a state, through filters; `?after=` one continues below it."""
    asked = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    wanted = _filter(request, asked)
    rows = error_reports(wanted)
    last = continued_after(rows, request.GET.get("after", ""))
    found = list(rows_after(rows, report_order(wanted.state), last)[: ROWS + 1])
    today = timezone.localdate()
    return show(
        request,
        "error_reports.html",
        rows=[
            {"report": each, "words": reveal(each.what), "is_late": _is_late(each, today)}
            for each in found[:ROWS]
        ],
        states=_states(asked, wanted),
        state=wanted.state,
        asked=asked,
        top=urlencode(asked),
        further=urlencode(asked | {"after": str(found[ROWS - 1].pk)}) if len(found) > ROWS else "",
        is_first=last is None,
    )


@require_safe
@at_desk
def show_report(request: DeskRequest, pk: int) -> HttpResponse:
    """One report, what may be done with it, and what became of it."""
    return _page(request, pk)


@require_POST
@at_desk
def assign(request: DeskRequest, pk: int) -> HttpResponse:
    """Give it to somebody."""
    field = forms.ModelChoiceField(possible_assignees())
    try:
        person = field.clean(request.POST.get("assignee", "").replace("\0", ""))
    except ValidationError:
        return _page(request, pk, refusal=_("Cannot assign: choose somebody from the list."))
    return _act(request, pk, assign_report, _("Assigned."), assignee_id=person.pk)


@require_POST
@at_desk
def uphold(request: DeskRequest, pk: int) -> HttpResponse:
    """The reader is right."""
    return _act(request, pk, uphold_report, _("Upheld. The correction is open."), field="upheld")


@require_POST
@at_desk
def reject(request: DeskRequest, pk: int) -> HttpResponse:
    """The verdict stands."""
    return _act(request, pk, reject_report, _("Rejected. The verdict stands."), field="rejected")


@require_POST
@at_desk
def repeat(request: DeskRequest, pk: int) -> HttpResponse:
    """Another report says the same."""
    if not (number := number_in(request.POST.get("of"))):
        return _page(request, pk, refusal=str(NO_NUMBER))
    return _act(request, pk, call_report_duplicate, _("Set aside as a repeat."), of=number)


@require_POST
@at_desk
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """It was decided too soon."""
    return _act(request, pk, reopen_report, _("Open again."), field="reopened")


def _filter(request: DeskRequest, asked: dict[str, str]) -> ReportFilter:
    """What an address asks for. Raises Http404 for what no link of ours says."""
    state = asked.get("state", str(ReportState.OPEN))
    ticks = {asked.get("mine", "1"), asked.get("late", "1")}
    if state not in ReportState or ticks != {"1"} or "\0" in asked.get("claim", ""):
        raise Http404(NO_SUCH_LIST)
    return ReportFilter(
        state=state,
        assignee=request.user if "mine" in asked else None,
        late_on=timezone.localdate() if "late" in asked else None,
        claim=asked.get("claim", ""),
    )


def _states(asked: dict[str, str], wanted: ReportFilter) -> list[dict]:
    """A tab for each state, with the same filters."""
    others = {name: value for name, value in asked.items() if name not in ("state", "late")}
    return [
        {"name": label, "query": urlencode(others | {"state": state}), "is_current": state == wanted.state}
        for state, label in ReportState.choices
    ]


def _is_late(report: ErrorReport, today: Any) -> bool:
    return report.state == ReportState.OPEN and report.due_on < today


def _act(
    request: DeskRequest, pk: int, action: Callable[..., ErrorReport], done: str, field: str = "", **more: Any
) -> HttpResponse:
    """Make a move on what the form has seen, for the reason in its `field`; a refusal keeps what was typed."""
    _report(pk)
    try:
        if field:
            more["reason"] = typed_reason(request, field)
        report = action(
            report_id=pk,
            editor=request.user,
            version=version_seen(request.POST),
            now=timezone.now(),
            **more,
        )
    except ValidationError as error:
        return _page(request, pk, refusal=" ".join(error.messages))
    except MoveNotAllowed as refusal:
        return _page(request, pk, refusal=str(refusal))
    leave_note(request, done)
    if report.state == ReportState.UPHELD:
        return redirect("desk:revision", report.correction_id)
    return redirect("desk:error-report", pk)


def _page(request: DeskRequest, pk: int, refusal: str = "") -> HttpResponse:
    report = _report(pk)
    return show(
        request,
        "error_report.html",
        status=409 if refusal else 200,
        report=report,
        words=reveal(report.what),
        where=reveal(report.where_said),
        is_late=_is_late(report, timezone.localdate()),
        is_mine=report.assignee_id == request.user.pk,
        moves=allowed_moves(report, request.user),
        people=possible_assignees(),
        typed={name: request.POST.get(name, "") for name in ("upheld", "rejected", "reopened", "of")},
        refusal=refusal,
    )


def _report(pk: int) -> ErrorReport:
    related = ("claim__review", "assignee", "decided_by", "duplicate_of", "correction")
    found = ErrorReport.objects.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such report. Its number may have been typed wrongly."))
    return found
