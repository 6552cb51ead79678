"""Read the ledger for programs: which records, as of when, in the very words in which they are stored.

The JSON of a record is passed through as PostgreSQL keeps it, so that no row of a list is taken apart in Python.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Func, Max, Q, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from claims.models import PublicRecord, Rating, RecordState
from claims.publication.ledger import current_records

PUBLICATION = "publication"  # what a first version is among the changes
_CHANGES = """
SELECT string_agg(entry, ', ' ORDER BY sequence), max(sequence) FROM (
    SELECT sequence, format(
        '{"sequence": %%s, "id": "%%s", "version": %%s, "change": "%%s", "at": %%s, "record": %%s}',
        sequence, public_id, version, coalesce(nullif(change, ''), %(first)s), to_json(from_at),
        CASE WHEN state <> 'retracted' AND public_id IN (
            SELECT public_id FROM claims_publicrecord WHERE until_at IS NULL AND state = 'retracted'
        ) THEN 'null' ELSE record::text END
    ) AS entry
    FROM claims_publicrecord WHERE sequence > %(after)s ORDER BY sequence LIMIT %(size)s
) AS page
"""
_FOUND = """
SELECT version, state, record::text, {asked} FROM claims_publicrecord
WHERE public_id = %(public_id)s AND ({asked} OR until_at IS NULL) ORDER BY version DESC
"""
_SOME_FIELDS = "(SELECT json_object_agg(key, value)::text FROM json_each(%(expressions)s))"


@dataclass(frozen=True)
class Standing:
    """The number of the ledger's newest row, none while it is empty, and the slugs of the scale."""

    version: int
    ratings: list[str]


@dataclass(frozen=True)
class Selection:
    """Which records are asked for; what is empty narrows nothing. Of each of `facets` a record has one."""

    facets: tuple[tuple[str, ...], ...] = ()
    words: str = ""
    updated_since: datetime | None = None
    published_from: date | None = None
    published_to: date | None = None
    as_of: datetime | None = None


def ledger_standing() -> Standing:
    """How far the ledger has come, and which ratings there are, by one question."""
    newest = PublicRecord.objects.order_by("-sequence").values("sequence")[:1]
    found = Rating.objects.aggregate(
        version=Max(Subquery(newest)), ratings=ArrayAgg("slug", order_by="position")
    )
    return Standing(found["version"] or 0, found["ratings"])


def selected_records(selection: Selection) -> QuerySet[PublicRecord]:
    """The verdicts that readers may see, or could at a moment, of those selected; in no order."""
    rows = _records_as_of(selection.as_of) if selection.as_of else current_records()
    for facets in selection.facets:
        rows = rows.filter(facets__overlap=list(facets))
    if selection.words:
        rows = rows.filter(search=SearchQuery(selection.words, config="english"))
    if selection.updated_since:
        rows = rows.filter(from_at__gte=selection.updated_since)
    if selection.published_from:
        rows = rows.filter(published_at__gte=selection.published_from.isoformat())
    if selection.published_to:
        rows = rows.filter(published_at__lt=(selection.published_to + timedelta(days=1)).isoformat())
    return rows.order_by()


def has_facet(facet: str) -> bool:
    """Whether a verdict that readers may see has it."""
    return current_records().filter(facets__contains=[facet]).exists()


@dataclass(frozen=True)
class Found:
    """A version of a claim: its number, its state, and its record as text."""

    version: int
    state: str
    json: str


def find_json(public_id: str, *, moment: datetime | None = None, version: int | None = None) -> Found | None:
    """The current version of a claim; or that of a moment, or of a number. What was taken back is only a tombstone.

    None if readers may not know of the claim, or could not then.
    """
    asked = "until_at IS NULL"
    if moment:
        asked = "from_at <= %(moment)s AND (until_at IS NULL OR until_at > %(moment)s)"
    if version:
        asked = "version = %(version)s"
    given = {"public_id": public_id, "moment": moment, "version": version}
    with connection.cursor() as cursor:  # to have it put together by Django takes longer than the answer
        cursor.execute(_FOUND.format(asked=asked), given)
        found = cursor.fetchall()
    then = next((row for row in found if row[3]), None)
    if then and found[0][1] == RecordState.RETRACTED:
        then = found[0]
    return Found(*then[:3]) if then else None


def versions_of(public_id: str) -> list[PublicRecord]:
    """All versions of a claim, the newest first, without their records."""
    rows = PublicRecord.objects.filter(public_id=public_id).order_by("-version")
    return list(rows.only("version", "sequence", "state", "change", "from_at", "until_at"))


@dataclass(frozen=True)
class Changes:
    """Rows of the ledger as JSON, with commas between them, and the number of the last."""

    json: str
    last: int


def changes_after(sequence: int, *, at_most: int) -> Changes:
    """The rows of the ledger behind a number, each around its record; of verdicts taken back since, there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, {"after": sequence, "size": at_most, "first": PUBLICATION})
        text, last = cursor.fetchone()
    return Changes(text or "", last or sequence)


def json_of_record(fields: tuple[str, ...] = ()) -> Combinable:
    """The record as text, whole or with some of its fields."""
    if not fields:
        return Cast("record", TextField())
    names = Value(list(fields), output_field=ArrayField(TextField()))
    return Func(
        "record", names, template=_SOME_FIELDS, arg_joiner=") WHERE key = ANY(", output_field=TextField()
    )


def _records_as_of(moment: datetime) -> QuerySet[PublicRecord]:
    """What was public at a moment and has not been taken back since: that is gone from every door."""
    then = Q(until_at=None) | Q(until_at__gt=moment)
    rows = PublicRecord.objects.filter(then, from_at__lte=moment).exclude(state=RecordState.RETRACTED)
    return rows.exclude(public_id__in=_taken_back())


def _taken_back() -> QuerySet:
    return PublicRecord.objects.filter(until_at=None, state=RecordState.RETRACTED).values("public_id")
