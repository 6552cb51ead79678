"""A page of the ledger, by key and not by count: the thousandth page costs what the first does."""

from dataclasses import dataclass

from django.db.models import QuerySet

from claims.api.parameters import make_cursor


@dataclass(frozen=True)
class Page:
    """Records of the ledger, newest first, with the cursors of the pages around it."""

    records: list[dict]
    next: str | None
    previous: str | None


def read_page(ledger: QuerySet, *, direction: str, sequence: int | None, size: int) -> Page:
    """The `size` records next to `sequence` in a direction: `before` is older, `after` is newer."""
    if direction == "after":
        rows = list(ledger.filter(sequence__gt=sequence).order_by("sequence")[: size + 1])
        has_newer, has_older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        older = ledger if sequence is None else ledger.filter(sequence__lt=sequence)
        rows = list(older[: size + 1])
        has_newer, has_older = sequence is not None, len(rows) > size
        rows = rows[:size]
    return Page(
        records=[row.record for row in rows],
        next=make_cursor("before", rows[-1].sequence) if rows and has_older else None,
        previous=make_cursor("after", rows[0].sequence) if rows and has_newer else None,
    )
