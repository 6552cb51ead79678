"""Read the ledger for programs: which records, as of when, in the very words in which they are stored.

The JSON of a record is passed through as PostgreSQL keeps it, so that no row of a list is taken apart in Python.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from claims.models import PublicRecord, RecordState
from claims.publication.ledger import current_records, last_sequence

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
_RECORDS = """
SELECT (SELECT max(sequence) FROM claims_publicrecord), {keys}, {json} FROM claims_publicrecord
WHERE {conditions} ORDER BY {order} LIMIT %(at_most)s OFFSET %(skipped)s
"""
_SOME_FIELDS = "(SELECT json_object_agg(key, value)::text FROM json_each(record) WHERE key = ANY(%(fields)s))"
_PUBLIC_NOW = "state <> 'retracted' AND until_at IS NULL"
# What has been taken back since is gone from every door.
_PUBLIC_THEN = """
state <> 'retracted' AND from_at <= %(as_of)s AND (until_at IS NULL OR until_at > %(as_of)s) AND public_id NOT IN (
    SELECT public_id FROM claims_publicrecord WHERE until_at IS NULL AND state = 'retracted'
)
"""


@dataclass(frozen=True)
class Selection:
    """Which records are asked for; what is empty narrows nothing. Of each of `facets` a record has one."""

    facets: tuple[tuple[str, ...], ...] = ()
    words: str = ""
    updated_since: datetime | None = None
    published_from: date | None = None
    published_to: date | None = None
    as_of: datetime | None = None
    public_id: str = ""


@dataclass(frozen=True)
class Records:
    """Records as they were asked for: of each its keys, then its JSON; and the number of the ledger's last row then."""

    rows: list[tuple]
    version: int


def read_records(
    selection: Selection,
    *,
    keys: tuple[str, ...] = ("sequence",),
    is_descending: bool = True,
    after: tuple | None = None,
    at_most: int,
    skipped: int = 0,
    fields: tuple[str, ...] = (),
) -> Records:
    """The selected verdicts that readers may see, or could at a moment, in the order of `keys`, behind a row's keys.

    Whole, or with some of their fields.
    """
    conditions, given = _where(selection)
    if after:
        places = ", ".join(f"%(after_{key})s" for key in keys)
        conditions.append(f"({', '.join(keys)}) {'<' if is_descending else '>'} ({places})")
        given |= {f"after_{key}": value for key, value in zip(keys, after, strict=True)}
    question = _RECORDS.format(
        keys=", ".join(keys),
        json=_SOME_FIELDS if fields else "record::text",
        conditions=" AND ".join(conditions),
        order=", ".join(f"{key} {'DESC' if is_descending else 'ASC'}" for key in keys),
    )
    given |= {"at_most": at_most, "skipped": skipped, "fields": list(fields)}
    with connection.cursor() as cursor:  # to have it put together by Django takes longer than the answer
        cursor.execute(question, given)
        rows = cursor.fetchall()
    return Records([row[1:] for row in rows], rows[0][0] if rows else last_sequence())


def _where(selection: Selection) -> tuple[list[str], dict[str, Any]]:
    """What holds for the selected records, and what is put into it."""
    conditions = [_PUBLIC_THEN if selection.as_of else _PUBLIC_NOW]
    given: dict[str, Any] = {"as_of": selection.as_of}
    for number, facets in enumerate(selection.facets):
        conditions.append(f"facets && %(facets_{number})s")
        given[f"facets_{number}"] = list(facets)
    if selection.words:
        conditions.append("search @@ plainto_tsquery('english', %(words)s)")
        given["words"] = selection.words
    if selection.updated_since:
        conditions.append("from_at >= %(updated_since)s")
        given["updated_since"] = selection.updated_since
    if selection.published_from:
        conditions.append("published_at >= %(published_from)s")
        given["published_from"] = selection.published_from.isoformat()
    if selection.published_to:
        conditions.append("published_at < %(published_before)s")
        given["published_before"] = (selection.published_to + timedelta(days=1)).isoformat()
    if selection.public_id:
        conditions.append("public_id = %(public_id)s")
        given["public_id"] = selection.public_id
    return conditions, given


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
