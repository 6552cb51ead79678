"""The figures of the newsroom: each as a chart, with its numbers in a table beside it and as a file to take along."""

import csv
import io
from collections.abc import Callable, Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from claims.desk.commands import SEE_FIGURES
from claims.desk.page import DeskRequest, at_desk, show
from claims.publication.cells import safe_cell
from claims.review.agreement import agreement_by_rating, agreement_by_topic
from claims.review.figures import (
    Cell,
    Figure,
    Words,
    error_reports,
    inflow,
    open_work,
    ratings_by_speaker_kind,
    ratings_by_topic,
    reader_requests,
    selection,
    time_to_verdict,
)
from factcheck.languages import as_recorded

PERIODS = {
    7: gettext_lazy("7 days"),
    28: gettext_lazy("4 weeks"),
    90: gettext_lazy("90 days"),
    365: gettext_lazy("A year"),
}
PERIOD = 28  # days, unless another is asked for
PARTS = {"work": gettext_lazy("What is done"), "quality": gettext_lazy("How well it is done")}
QUALITY = ("agreement-topics", "agreement-ratings", "error-reports")
# Heading, what is counted, how; and whether it is of the period alone.
FIGURES: dict[str, tuple[Words, Words, Callable[..., Figure], bool]] = {
    "inflow": (
        gettext_lazy("What comes in"),
        gettext_lazy("Claims that the machine found, by the day their article came."),
        inflow,
        True,
    ),
    "time-to-verdict": (
        gettext_lazy("From claim to verdict"),
        gettext_lazy("First verdicts, by the time since the claim’s article came."),
        time_to_verdict,
        True,
    ),
    "open": (
        gettext_lazy("What is open now"),
        gettext_lazy("Unfinished work, by the time since the claim’s article came."),
        open_work,
        False,
    ),
    "selection": (
        gettext_lazy("What was chosen and what was dropped"),
        gettext_lazy("Claims found in the period, by what became of them."),
        selection,
        True,
    ),
    "requests": (
        gettext_lazy("What readers asked us to check"),
        gettext_lazy("Requests that came in the period, by what became of them."),
        reader_requests,
        True,
    ),
    "speakers": (
        gettext_lazy("Ratings by kind of speaker"),
        gettext_lazy("Verdicts that readers see now. A claim with speakers of two kinds counts for both."),
        ratings_by_speaker_kind,
        False,
    ),
    "topics": (
        gettext_lazy("Ratings by topic"),
        gettext_lazy("Verdicts that readers see now. A claim on two topics counts for both."),
        ratings_by_topic,
        False,
    ),
    "agreement-topics": (
        gettext_lazy("How far two editors agree, by topic"),
        gettext_lazy("Published verdicts that a second editor rated before they saw the first rating."),
        agreement_by_topic,
        False,
    ),
    "agreement-ratings": (
        gettext_lazy("How far two editors agree, by rating"),
        gettext_lazy(
            "The same verdicts; agreed where both gave the rating, disagreed where one of the two did."
        ),
        agreement_by_rating,
        False,
    ),
    "error-reports": (
        gettext_lazy("Errors that readers reported"),
        gettext_lazy("Reports that came in the period, by what became of them."),
        error_reports,
        True,
    ),
}


@require_safe
@at_desk
def show_figures(request: DeskRequest) -> HttpResponse:
    """All figures of a part, for a period of one's choice."""
    days = _period(request)
    part = request.GET.get("part", "work")
    if part not in PARTS:
        raise Http404(_("There is no such part of the figures. Choose one at the top of the page."))
    shown = [
        {
            "name": name,
            "heading": heading,
            "lede": lede,
            "is_of_period": is_of_period,
            "figure": (figure := _figure(name, request, days)),
            "is_over_time": name == "inflow",
            "bars": bars(figure),
        }
        for name, (heading, lede, _, is_of_period) in FIGURES.items()
        if (name in QUALITY) == (part == "quality")
    ]
    return show(request, "figures.html", figures=shown, days=days, periods=PERIODS, part=part, parts=PARTS)


@require_safe
@at_desk
def export_figures(request: DeskRequest, name: str) -> HttpResponse:
    """The numbers of one figure for a spreadsheet."""
    if name not in FIGURES:
        raise Http404(_("There is no such figure. They are all named on the page of figures."))
    days = _period(request)
    with as_recorded():
        numbers = csv_of(_figure(name, request, days))
    response = HttpResponse(numbers, content_type="text/csv; charset=utf-8")
    of_period = f"-{days}-days" if FIGURES[name][3] else ""
    today = f"{timezone.localdate():%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="{name}{of_period}-{today}.csv"'
    return response


def csv_of(figure: Figure) -> str:
    """The table in CSV (RFC 4180); no cell of it is taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(safe_cell(str(heading)) for heading in figure.headings)
    writer.writerows([safe_cell(str(name)), *numbers] for name, numbers in figure.rows)
    return file.getvalue()


def bars(figure: Figure) -> list[dict]:
    """Each row with its total, and its parts as pieces of a bar in hundredths of the longest."""
    counts = [_counts(figure, cells) for _, cells in figure.rows]
    longest = max(map(sum, counts), default=0) or 1
    return [
        {"name": name, "numbers": cells, "total": sum(numbers), "pieces": _pieces(figure, numbers, longest)}
        for (name, cells), numbers in zip(figure.rows, counts, strict=True)
    ]


def _counts(figure: Figure, cells: Sequence[Cell]) -> list[int]:
    """What the chart shows of a row; nothing where no number is given."""
    return [cell if isinstance(cell, int) else 0 for cell in cells[: len(figure.series)]]


def _pieces(figure: Figure, numbers: Sequence[int], longest: int) -> list[dict]:
    scaled = [100 * number / longest for number in numbers]
    return [
        {
            "start": round(sum(scaled[:at]), 2),
            "length": round(length, 2),
            "above": round(100 - length, 2),
            "shade": at % 8 + 1,
            "name": figure.headings[at + 1],
            "number": numbers[at],
        }
        for at, length in enumerate(scaled)
        if length
    ]


def _figure(name: str, request: DeskRequest, days: int) -> Figure:
    make, now = FIGURES[name][2], timezone.now()
    if name == "open":
        return make(now=now)
    return make(days=days, now=now) if FIGURES[name][3] else make()


def _period(request: DeskRequest) -> int:
    """The days asked for. Raises PermissionDenied for who may not see figures at all."""
    if not request.user.has_perm(SEE_FIGURES):
        raise PermissionDenied(
            _("The figures are for editors. Ask an administrator for the right to approve.")
        )
    asked = request.GET.get("days", str(PERIOD))
    days = next((days for days in PERIODS if str(days) == asked), None)
    if days is None:
        raise Http404(
            _("There are no figures for this time. Choose one of the times at the top of the page.")
        )
    return days
