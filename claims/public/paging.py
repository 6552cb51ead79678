"""Lists page by page, each continued below the last row of the one before."""

import hashlib
import re

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

ROWS_PER_PAGE = 30
_SEQUENCE = re.compile("[0-9]{1,18}")  # ASCII digits that fit the column; anything else was not written by us


def page_of(request: HttpRequest, records: QuerySet) -> tuple[list, str, int | None]:
    """The rows of a page, the number it was asked to begin below, and the one that the next page begins below."""
    if before := _asked_below(request):
        records = records.filter(sequence__lt=int(before))
    found = list(records[: ROWS_PER_PAGE + 1])
    shown = found[:ROWS_PER_PAGE]
    return shown, before, shown[-1].sequence if len(found) > len(shown) else None


def version_of_page(request: HttpRequest, sequence: int) -> str:
    """What a page of such a list shows: the ledger up to a number, from one of its numbers down."""
    before = _asked_below(request)
    return f"ledger.{sequence}.{before}" if before else f"ledger.{sequence}"


def fingerprint(parts: list) -> str:
    """What the parts are, in a few letters."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _asked_below(request: HttpRequest) -> str:
    before = request.GET.get("before", "")
    if before and not _SEQUENCE.fullmatch(before):
        raise Http404
    return before
