"""A page of a list, by key and not by count: the thousandth page costs what the first does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet

from claims.api.parameters import Place, make_cursor


@dataclass(frozen=True)
class Order:
    """How a list runs: by these columns, the last of which is no two rows' the same."""

    keys: tuple[str, ...] = ("sequence",)
    is_descending: bool = True


@dataclass(frozen=True)
class Page:
    """Rows, with the keys of the places before and behind them where there is more."""

    rows: list[tuple]
    next: tuple | None
    previous: tuple | None


@dataclass(frozen=True)
class Listing:
    """A list that is read page by page: where it stands, what it was asked for, and what its cursors are bound to."""

    address: str
    scope: str
    given: Mapping[str, str] = field(default_factory=dict)

    def link(self, direction: str, key: tuple | None) -> str | None:
        """Where the page next to a key is; it does not depend on the host that a request claims to be for."""
        if key is None:
            return None
        asked = {name: value for name, value in self.given.items() if name != "cursor"}
        cursor = make_cursor(self.scope, direction, key)
        return f"{settings.SITE_URL}{self.address}?{urlencode({'cursor': cursor} | asked)}"


def read_page(
    rows: QuerySet, columns: tuple[str, ...], *, order: Order, place: Place | None, size: int
) -> Page:
    """The `size` rows at a place: the columns named, after the keys of the order."""
    is_back = place is not None and place.direction == "previous"
    is_descending = order.is_descending != is_back
    if place:
        rows = rows.filter(_beyond(order.keys, place.key, is_descending))
    running = [f"-{key}" if is_descending else key for key in order.keys]
    found = list(rows.order_by(*running).values_list(*order.keys, *columns)[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()
    has_next, has_previous = (True, has_more) if is_back else (has_more, place is not None)
    count = len(order.keys)
    return Page(
        rows=[row[count:] for row in found],
        next=found[-1][:count] if found and has_next else None,
        previous=found[0][:count] if found and has_previous else None,
    )


def _beyond(keys: tuple[str, ...], values: tuple, is_descending: bool) -> Q:
    """The rows behind a key. The first column bounds it once more on its own, since that is what an index can read."""
    sign = "lt" if is_descending else "gt"
    (first, *rest), (value, *others) = keys, values
    if not rest:
        return Q((f"{first}__{sign}", value))
    behind = Q((f"{first}__{sign}", value)) | Q((first, value)) & _beyond(
        tuple(rest), tuple(others), is_descending
    )
    return Q((f"{first}__{sign}e", value)) & behind
