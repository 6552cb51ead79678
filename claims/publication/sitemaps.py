"""Which addresses search engines are told of, and since when each reads as it does (sitemaps.org/protocol.html).

A sitemap holds a range of the ledger's numbers, so that its addresses are found by key however long the ledger grows.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models.fields.json import KeyTextTransform

from claims.publication.ledger import current_records
from claims.publication.verdict import title_of

SIZE = 10_000  # numbers of the ledger in one sitemap; the protocol allows 50,000 addresses
NEWS_FOR = timedelta(days=2)
NEWS_AT_MOST = 1_000

# One probe of an index for each sitemap. A sitemap whose verdicts have all moved on to newer ones is left out.
_NEWEST_OF_EACH = """
    SELECT part, newest.from_at
    FROM generate_series(1, (%(last)s + %(size)s - 1) / %(size)s) AS part
    CROSS JOIN LATERAL (
        SELECT from_at FROM claims_publicrecord
        WHERE until_at IS NULL AND state <> 'retracted'
            AND sequence > (part - 1) * %(size)s AND sequence <= part * %(size)s
        ORDER BY sequence DESC LIMIT 1
    ) AS newest
    ORDER BY part
"""


class Address(NamedTuple):
    """A page, and since when it reads as it does, where the ledger knows."""

    url: str
    changed_at: datetime | None


class News(NamedTuple):
    """A verdict that is new."""

    url: str
    title: str
    published_at: str


def sitemap_parts(last: int) -> list[tuple[int, datetime]]:
    """The numbers of the sitemaps of a ledger that ends with `last`, each with the day of its newest verdict."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST_OF_EACH, {"last": last, "size": SIZE})
        return cursor.fetchall()


def addresses_of(part: int) -> list[Address]:
    """The pages of one sitemap, at most SIZE."""
    records = (
        current_records()
        .filter(sequence__gt=(part - 1) * SIZE, sequence__lte=part * SIZE)
        .annotate(url=KeyTextTransform("url", "record"))
        .values_list("url", "from_at")
    )
    return [Address(*found) for found in records]


def news(now: datetime) -> list[News]:
    """The verdicts that were first published within the last two days, as Google's news sitemaps want them."""
    since = now - NEWS_FOR
    recent = current_records().filter(from_at__gt=since).order_by("-from_at")
    found = recent[:NEWS_AT_MOST].values_list("record", flat=True)
    return [
        News(record["url"], title_of(record), record["published_at"])
        for record in found
        if datetime.fromisoformat(record["published_at"]) > since
    ]
