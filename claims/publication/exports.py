"""The whole public record in one piece: as JSON Lines, as a table (CSV, Parquet), and as a feed of ClaimReview markup.

Rows come from a cursor of the database, from one moment, and go out as they come: a million cost no more memory than a
thousand.
"""

import csv
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from claims.publication.cells import safe_cell
from claims.publication.claimreview import claim_review
from claims.publication.ledger import current_records
from claims.publication.parquet import DAY, MOMENT, NUMBER, TEXT, Kind, parquet

ROWS_AT_ONCE = 500
COLUMNS: dict[str, Callable[[dict], Any]] = {
    "id": lambda record: record["id"],
    "url": lambda record: record["url"],
    "version": lambda record: record["version"],
    "state": lambda record: record["state"],
    "claim_reviewed": lambda record: record["claim_reviewed"],
    "kind": lambda record: record["kind"],
    "topics": lambda record: _joined(topic["slug"] for topic in record["topics"]),
    "speakers": lambda record: _joined(speaker["name"] for speaker in record["speakers"]),
    "speakers_same_as": lambda record: _joined(each["same_as"] or "" for each in record["speakers"]),
    "relayed_by": lambda record: _joined(speaker["name"] for speaker in record["relayed_by"]),
    "outlets": lambda record: _joined(each["article"]["outlet"] for each in record["appearances"]),
    "first_appeared_at": lambda record: _first(record).get("published_at"),
    "first_appearance": lambda record: _first(record).get("url"),
    "evidence_status": lambda record: record["evidence_status"]["status"],
    "evidence_status_as_of": lambda record: record["evidence_status"]["as_of"],
    "rating": lambda record: record["rating"]["name"],
    "rating_slug": lambda record: record["rating"]["slug"],
    "rating_value": lambda record: record["rating"]["value"],
    "rating_worst": lambda record: record["rating"]["worst"],
    "rating_best": lambda record: record["rating"]["best"],
    "headline": lambda record: record["headline"],
    "short_answer": lambda record: record["short_answer"],
    "corrections": lambda record: len(record.get("corrections", [])),
    "published_at": lambda record: record["published_at"],
    "updated_at": lambda record: record["updated_at"],
}
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("version", "rating_value", "rating_worst", "rating_best", "corrections"), NUMBER),
    **dict.fromkeys(("first_appeared_at", "published_at", "updated_at"), MOMENT),
    "evidence_status_as_of": DAY,
}  # all else is text


class Line:
    """A file that gives back what is written into it."""

    def write(self, text: str) -> str:
        """The text."""
        return text


def json_lines() -> Iterator[str]:
    """A record a line, exactly as the API answers it."""
    for text in _texts():
        yield text + "\n"


def csv_lines() -> Iterator[str]:
    """A record a row (RFC 4180), lists joined by semicolons; no cell is taken for a formula."""
    writer = csv.writer(Line(), quoting=csv.QUOTE_ALL)
    yield writer.writerow(COLUMNS)
    for text in _texts():
        record = json.loads(text)
        yield writer.writerow(_cell(value(record)) for value in COLUMNS.values())


def parquet_file() -> Iterator[bytes]:
    """The columns of the table with their kinds, and texts as they are, since nothing computes these cells."""
    records = (json.loads(text) for text in _texts())
    rows = ([value(record) for value in COLUMNS.values()] for record in records)
    yield from parquet({name: KINDS.get(name, TEXT) for name in COLUMNS}, rows)


def data_feed() -> Iterator[str]:
    """The markup of every verdict as a DataFeed, the shape of Data Commons' file of fact-checks."""
    head = {"@context": "https://schema.org", "@type": "DataFeed", "name": settings.NEWSROOM_NAME}
    yield json.dumps(head)[:-1] + ', "dataFeedElement": ['
    for number, text in enumerate(_texts()):
        record = json.loads(text)
        item = {
            "@type": "DataFeedItem",
            "dateCreated": record["published_at"],
            "dateModified": record["updated_at"],
        }
        yield ("," if number else "") + "\n" + json.dumps(item | {"item": [claim_review(record)]})
    yield "\n]}\n"


FORMATS: dict[str, Callable[[], Iterator[str] | Iterator[bytes]]] = {
    "jsonl": json_lines,
    "csv": csv_lines,
    "parquet": parquet_file,
    "datafeed.json": data_feed,
}


def _texts() -> Iterator[str]:
    """The records that readers may see now, the newest first; in a transaction, so that nothing is collected before."""
    with transaction.atomic():
        rows = current_records().annotate(json=Cast("record", TextField())).values_list("json", flat=True)
        yield from rows.iterator(chunk_size=ROWS_AT_ONCE)


def _cell(value: object) -> object:
    return safe_cell(value) if isinstance(value, str) else value


def _joined(parts: Iterator[str]) -> str:
    return "; ".join(part for part in dict.fromkeys(parts) if part)


def _first(record: dict) -> dict:
    return record["appearances"][0]["article"] if record["appearances"] else {}
