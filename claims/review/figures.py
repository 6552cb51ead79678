"""What the newsroom's work comes to, in tables: what comes in, how long it takes, what is open, what was dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import TruncDay, TruncWeek
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.models import (
    Claim,
    ClaimStatus,
    DeclineReason,
    DismissalReason,
    ErrorReport,
    HopRole,
    PublicRecord,
    Rating,
    ReaderRequest,
    ReportState,
    RequestState,
    Revision,
    RevisionState,
    SpeakerKind,
)
from claims.models.review import UNPUBLISHED
from factcheck.labels import within

WEEKS_FROM = 91  # days; from here on a bar is a week
DAY = timedelta(days=1)
# Up to how old, and what that is called; the last has no end.
AGES = [
    (DAY, gettext_lazy("Up to a day")),
    (3 * DAY, gettext_lazy("1 to 3 days")),
    (7 * DAY, gettext_lazy("3 to 7 days")),
    (30 * DAY, gettext_lazy("7 to 30 days")),
]
OLDEST = gettext_lazy("More than 30 days")
AGE_NAMES = [*(name for _, name in AGES), OLDEST]


Words = str | Promise
Cell = int | float | str  # a text where there is no number to give


@dataclass(frozen=True)
class Figure:
    """A table: a heading for each column, and rows of a name with as many numbers as there are further columns.

    The chart shows the first columns after the name, as many as are `charted`: counts, which add up. None is all.
    """

    headings: Sequence[Words]
    rows: Sequence[tuple[Words, Sequence[Cell]]]
    note: str = ""
    charted: int | None = None

    @property
    def series(self) -> Sequence[Words]:
        """The headings of what the chart shows."""
        return self.headings[1:] if self.charted is None else self.headings[1 : self.charted + 1]


class Median(Aggregate):
    """The middle of a column."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def inflow(*, days: int, now: datetime) -> Figure:
    """Claims found on each day up to now, or in each week where the time is long; days without any are there too."""
    trunc, step = (TruncDay, DAY) if days < WEEKS_FROM else (TruncWeek, 7 * DAY)
    found = Claim.objects.filter(created_at__gte=_since(days, now)).annotate(part=trunc("created_at"))
    counts = {row["part"].date(): row["count"] for row in found.values("part").annotate(count=Count("pk"))}
    last = timezone.localdate(now)
    first = timezone.localdate(_since(days, now))
    if trunc is TruncWeek:
        first -= timedelta(days=first.weekday())
    length = (last - first) // step + 1
    rows = [(_day(first + number * step), [counts.get(first + number * step, 0)]) for number in range(length)]
    return Figure([_("Day") if trunc is TruncDay else _("Week from"), _("Claims found")], rows)


def time_to_verdict(*, days: int, now: datetime) -> Figure:
    """How long it took from finding a claim to its first verdict, for verdicts of these days."""
    first = PublicRecord.objects.filter(version=1, from_at__gte=_since(days, now))
    took = first.annotate(took=F("from_at") - F("claim__created_at"))
    figures = took.aggregate(median=Median("took"), **_by_age("took"))
    note = (
        _("Half of them took no longer than %(duration)s.") % {"duration": _duration(figures["median"])}
        if figures["median"]
        else ""
    )
    return Figure(
        [_("Time"), _("Verdicts")], [(name, [figures[f"age{n}"]]) for n, name in enumerate(AGE_NAMES)], note
    )


def open_work(*, now: datetime) -> Figure:
    """What is not finished, by how long ago its claim was found."""
    claims = Claim.objects.filter(
        Q(status=ClaimStatus.CANDIDATE) | Q(status=ClaimStatus.ACCEPTED, review=None)
    ).annotate(age=_age(now, "created_at"), state=F("status"))
    revisions = Revision.objects.filter(state__in=UNPUBLISHED)
    revisions = revisions.annotate(age=_age(now, "review__claim__created_at"))
    counted = [
        rows.order_by().values("state").annotate(**_by_age("age")).values_list("state", *_by_age("age"))
        for rows in (claims, revisions)
    ]
    found = {state: counts for state, *counts in counted[0].union(counted[1], all=True)}
    states = {
        ClaimStatus.CANDIDATE: _("To triage"),
        ClaimStatus.ACCEPTED: _("Accepted, no review yet"),
        RevisionState.DRAFT: _("Being written"),
        RevisionState.IN_REVIEW: _("Waiting for approval"),
        RevisionState.APPROVED: _("Approved, to be published"),
    }
    none = [0] * len(AGE_NAMES)
    return Figure(
        [_("State"), *AGE_NAMES], [(name, found.get(state, none)) for state, name in states.items()]
    )


def ratings_by_speaker_kind() -> Figure:
    """Live verdicts by rating and by what kind of speaker made the claim; joint speakers of one kind count once."""
    made = "revision__review__claim__appearances__attributions"
    said = Q(**{f"{made}__role": HopRole.ORIGINATOR})
    kinds = {kind.value: str(kind.label) for kind in SpeakerKind}
    return _ratings(_("Speaker"), f"{made}__speaker__kind", said, kinds)


def ratings_by_topic() -> Figure:
    """Live verdicts by rating and topic; one on several topics counts for each."""
    topic = "revision__review__claim__topics__name"
    return _ratings(_("Topic"), topic, Q(**{f"{topic}__isnull": False}))


def selection(*, days: int, now: datetime) -> Figure:
    """What became of the claims found in these days: what was taken on, and what was dropped and why."""
    found = Claim.objects.filter(created_at__gte=_since(days, now)).values("status", "dismissal_reason")
    counts = {
        (row["status"], row["dismissal_reason"]): row["count"] for row in found.annotate(count=Count("pk"))
    }
    kept = {
        ClaimStatus.CANDIDATE: _("Still to triage"),
        ClaimStatus.ACCEPTED: _("Accepted"),
        ClaimStatus.MERGED: _("Merged into a claim already held"),
    }
    rows = [(name, [counts.get((status, ""), 0)]) for status, name in kept.items()]
    rows += [
        (
            _("Dismissed: %(reason)s") % {"reason": within(label)},
            [counts.get((ClaimStatus.DISMISSED, reason), 0)],
        )
        for reason, label in DismissalReason.choices
    ]
    return Figure([_("What became of it"), _("Claims")], rows)


def error_reports(*, days: int, now: datetime) -> Figure:
    """What readers reported in these days, by what became of it, and how much of it is past its deadline."""
    came = ErrorReport.objects.filter(received_at__gte=_since(days, now))
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate(now)))
    counts = {row["state"]: row for row in came.values("state").annotate(all=Count("pk"), late=late)}
    is_open = counts.get(ReportState.OPEN, {"all": 0, "late": 0})
    rows: list[tuple[str, Sequence[Cell]]] = [
        (_("Open, in time"), [is_open["all"] - is_open["late"]]),
        (_("Open, past the deadline"), [is_open["late"]]),
    ]
    rows += [
        (str(label), [counts.get(state, {"all": 0})["all"]])
        for state, label in ReportState.choices
        if state != ReportState.OPEN
    ]
    return Figure([_("What became of it"), _("Reports")], rows)


def reader_requests(*, days: int, now: datetime) -> Figure:
    """What readers asked us to check in these days, by what became of it."""
    came = ReaderRequest.objects.filter(received_at__gte=_since(days, now))
    states = came.values_list("state").annotate(count=Count("pk"))
    reasons = came.filter(state=RequestState.DECLINED).values_list("decline_reason")
    counts = dict(states.union(reasons.annotate(count=Count("pk")), all=True))
    rows: list[tuple[str, Sequence[Cell]]] = [
        (str(label), [counts.get(state, 0)])
        for state, label in RequestState.choices
        if state != RequestState.DECLINED
    ]
    rows += [
        (_("Not checked: %(reason)s") % {"reason": label}, [counts.get(reason, 0)])
        for reason, label in DeclineReason.choices
    ]
    return Figure([_("What became of it"), _("Requests")], rows)


def _ratings(heading: str, by: str, which: Q, names: dict[str, str] | None = None) -> Figure:
    """A column for each rating of the scale, a row for each of `names`, or else for each value that there is."""
    live = Q(revision__state=RevisionState.PUBLISHED)
    count = Count("revision__review", distinct=True, filter=live & which)
    found = list(Rating.objects.order_by("position").values_list("name", by).annotate(count=count))
    counts = {(rating, key): number for rating, key, number in found}
    ratings = list(dict.fromkeys(rating for rating, _, _ in found))
    names = names or {key: key for key in sorted({key for _, key, number in found if number})}
    rows = [(str(name), [counts.get((rating, key), 0) for rating in ratings]) for key, name in names.items()]
    return Figure([heading, *map(_, ratings)], rows)


def _by_age(field: str) -> dict[str, Count]:
    """A count for each of AGE_NAMES, as `age0`, `age1` and so on."""
    ends: list[timedelta | None] = [None, *(end for end, _ in AGES), None]
    return {
        f"age{number}": Count("pk", filter=_between(field, over, up_to), distinct=True)
        for number, (over, up_to) in enumerate(zip(ends, ends[1:], strict=False))
    }


def _between(field: str, over: timedelta | None, up_to: timedelta | None) -> Q:
    bounds: dict[str, Any] = {f"{field}__gt": over, f"{field}__lte": up_to}
    return Q(**{name: bound for name, bound in bounds.items() if bound is not None})


def _age(now: datetime, field: str) -> Any:
    return ExpressionWrapper(Value(now) - F(field), output_field=DurationField())


def _since(days: int, now: datetime) -> datetime:
    """Midnight of the first of these days, today being the last."""
    first = timezone.localdate(now) - timedelta(days=days - 1)
    return datetime.combine(first, time.min, tzinfo=timezone.get_current_timezone())


def _day(day: date) -> str:
    return date_format(day)


def _duration(took: timedelta) -> str:
    hours = round(took / timedelta(hours=1))
    if hours < 48:
        return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    return _("%(number)s days") % {"number": round(took / DAY)}
