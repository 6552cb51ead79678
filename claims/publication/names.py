"""Who and what the public verdicts are about: their speakers and topics, each with the number of its claims."""

from dataclasses import dataclass

from django.db import connection

LISTED_IN = {"speaker": "speakers", "topic": "topics"}
KEYS = {"speaker": "name", "topic": "slug"}

# Counts what the facets say; only for the names of one page is a record opened, the newest that has the name.
_NAMES = """
WITH named AS (
    SELECT facet, count(*) AS claims, max(record.id) AS newest
    FROM claims_publicrecord AS record, unnest(facets) AS facet
    WHERE until_at IS NULL AND state <> 'retracted'
      AND starts_with(facet, %(kind)s) AND facet COLLATE "C" > %(after)s
    GROUP BY facet ORDER BY facet COLLATE "C" LIMIT %(size)s
)
SELECT facet, claims, record -> %(part)s FROM named JOIN claims_publicrecord AS record ON record.id = newest
ORDER BY facet COLLATE "C"
"""


@dataclass(frozen=True)
class Named:
    """A speaker or topic as its newest record has it, and how many claims there are."""

    key: str
    said: dict
    claims: int


def names_in_ledger(kind: str, *, after: str, size: int) -> list[Named]:
    """The names of a kind (`speaker`, `topic`) behind a key, in the order of their characters."""
    prefix = f"{kind}:"
    given: dict[str, str | int] = {
        "kind": prefix,
        "after": prefix + after,
        "size": size,
        "part": LISTED_IN[kind],
    }
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, given)
        rows = cursor.fetchall()
    return [_named(facet.removeprefix(prefix), claims, parts, KEYS[kind]) for facet, claims, parts in rows]


def _named(key: str, claims: int, parts: list[dict], name: str) -> Named:
    return Named(key, next(part for part in parts if part[name] == key), claims)
