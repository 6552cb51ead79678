"""Find the verdicts that stand now: by their words, by who said it, by what they are about, by their day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchQueryCombinable, SearchRank
from django.db.models import Count, F, IntegerField, Q, QuerySet, Value, Window
from django.db.models.functions import Cast
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from claims.models import EvidenceStatus, PublicRecord, PublicVerdict
from claims.publication.days import start_of

CANDIDATES = (
    500  # the newest that match; only they are ranked, so that the commonest word is as quick as a rare one
)
NAMES_AT_MOST = 12  # words of a name
SPEAKERS = "B"  # part of PublicVerdict.search
EVIDENCE_STATUSES = EvidenceStatus.choices
_START, _STOP = "\ue000", "\ue001"  # around words that match; no readable text holds them
_FRAGMENTS = {"max_fragments": 2, "max_words": 24, "min_words": 8, "fragment_delimiter": " … "}
_MATCH = re.compile(f"{_START}([^{_START}{_STOP}]*){_STOP}")
_CURSOR = re.compile("([0-9]{1,9})[.]([0-9]{1,18})")
_MILLION = 1_000_000  # ranks are compared as whole numbers, which read back as they were written


@dataclass(frozen=True)
class Wanted:
    """What verdicts are looked for by; what is left empty narrows nothing. Of a name any of its words will do."""

    words: str = ""
    speaker: str = ""
    topic: str = ""
    rating: str = ""
    evidence: str = ""
    outlet: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != Wanted()


@dataclass(frozen=True)
class Place:
    """Where a page of results goes on: below a verdict of this rank and sequence."""

    rank: int
    sequence: int


class Lexeme(SearchQuery):
    """One word as the index has it, whatever it is made of; it must hold no quotation mark and no backslash."""

    def __init__(self, lexeme: str):
        super().__init__(Value(f"'{lexeme}'"))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> Any:
        """A cast, since the functions that make queries would take the word apart."""
        return super().as_sql(compiler, connection, template="CAST(%(expressions)s AS tsquery)")


class OutletWords(SearchQuery):
    """All these words among the names of the outlets in which the claim stood, whole and unstemmed."""

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> Any:
        """The database takes the name apart as it did with the outlets'."""
        return super().as_sql(compiler, connection, template="claims_outlet_wanted(%(expressions)s)")


def find_verdicts(wanted: Wanted, *, below: Place | None, size: int) -> list[PublicVerdict]:
    """The verdicts of a page and one more if there is one, each with its `record`, `rank` and marked words.

    With words the best of the newest CANDIDATES come first, else the newest. `found` counts those that match on the
    first page, up to one more than CANDIDATES.
    """
    matching = _matching(wanted).order_by("-from_at", "-sequence")
    if wanted.words:
        found = PublicVerdict.objects.filter(pk__in=matching.values("pk")[: CANDIDATES + 1])
        rank = SearchRank(F("search"), _words(wanted)) * _MILLION
        found = found.annotate(rank=Cast(rank, IntegerField()))
        found = found if below else found.annotate(found=Window(Count("*")))
    else:
        found = matching.annotate(rank=Value(0))
    if below:
        found = found.filter(_below(below))
    ordered = found.order_by(*(["-rank"] if wanted.words else []), "-from_at", "-sequence")
    return list(_marked(ordered, wanted).select_related("record").defer("search")[: size + 1])


def read_place(text: str) -> Place | None:
    """The place that `write_place` wrote; none if it did not."""
    match = _CURSOR.fullmatch(text)
    return Place(int(match[1]), int(match[2])) if match else None


def write_place(verdict: PublicVerdict) -> str:
    """Where the page after this verdict begins, for an address."""
    return f"{verdict.rank}.{verdict.sequence}"  # type: ignore[attr-defined]


def matching_words(verdict: PublicVerdict) -> dict[str, SafeString]:
    """What of a verdict matches, with the words marked; the claim always, the other parts only if they do."""
    parts = {part: getattr(verdict, f"marked_{part}", "") for part in ("speakers", "answer", "places")}
    claim = getattr(verdict, "marked_claim_reviewed", verdict.claim_reviewed)
    return {"claim": _html(claim)} | {part: _html(text) for part, text in parts.items() if _START in text}


def _matching(wanted: Wanted) -> QuerySet[PublicVerdict]:
    found = PublicVerdict.objects.all()
    if wanted.words:
        found = found.filter(search=_words(wanted))
    if wanted.speaker:
        found = found.filter(search=_named(wanted.speaker))
    for label, value in (("topic", wanted.topic), ("rating", wanted.rating), ("status", wanted.evidence)):
        if value:
            found = found.filter(search=Lexeme(f"{label}:{value}"))
    if wanted.outlet:
        found = found.filter(search=OutletWords(wanted.outlet))
    if wanted.since:
        found = found.filter(from_at__gte=start_of(wanted.since))
    if wanted.until:
        found = found.filter(from_at__lt=start_of(wanted.until + timedelta(days=1)))
    return found


def _words(wanted: Wanted) -> SearchQueryCombinable:
    return SearchQuery(wanted.words, config="english", search_type="websearch")


def _plain(text: str) -> SearchQueryCombinable:
    return SearchQuery(text, config="english")


def _named(text: str) -> SearchQuery:
    """All these words among the names of who said it. Whole words: of how many begin so, PostgreSQL has no idea."""
    words = text.replace("'", " ").replace("\\", " ").split()[:NAMES_AT_MOST]
    wanted = " & ".join(f"'{word}':{SPEAKERS}" for word in words)
    return SearchQuery(wanted, config="simple", search_type="raw")


def _below(place: Place) -> Q:
    at = PublicRecord.objects.filter(sequence=place.sequence).values("from_at")[:1]
    later = Q(from_at__lt=at) | Q(from_at=at, sequence__lt=place.sequence)
    return Q(rank__lt=place.rank) | Q(rank=place.rank) & later


def _marked(found: QuerySet[PublicVerdict], wanted: Wanted) -> QuerySet[PublicVerdict]:
    """The same with what matches marked; PostgreSQL does so for the rows of the page alone."""
    queries = [_words(wanted)] if wanted.words else []
    marks: dict[str, SearchHeadline] = {}
    if queries:
        marks["marked_claim_reviewed"] = _headline("claim_reviewed", queries[0])
        marks["marked_answer"] = _headline("answer", queries[0], **_FRAGMENTS)
    if in_places := [*queries, *([_plain(wanted.outlet)] if wanted.outlet else [])]:
        marks["marked_places"] = _headline("places", reduce(or_, in_places), **_FRAGMENTS)
    if named := [*queries, *([_named(wanted.speaker)] if wanted.speaker else [])]:
        marks["marked_speakers"] = _headline("speakers", reduce(or_, named))
    return found.annotate(**marks)


def _headline(part: str, query: SearchQueryCombinable, **cut: Any) -> SearchHeadline:
    """A part with what matches between marks: the whole, or of a long one some pieces around it."""
    how = cut or {"highlight_all": True}
    return SearchHeadline(part, query, config="english", start_sel=_START, stop_sel=_STOP, **how)


def _html(text: str) -> SafeString:
    marked = _MATCH.sub(r"<mark>\1</mark>", escape(text))
    return mark_safe(marked)  # noqa: S308 - escaped; the marks are ours
