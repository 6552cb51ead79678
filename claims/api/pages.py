"""A page of a list, by key and not by count: the thousandth page costs what the first does."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from claims.api.parameters import (
    DEFAULT_PAGE_SIZE,
    MAX_PAGE_SIZE,
    Place,
    make_cursor,
    read_cursor,
    read_page_size,
    scope_of,
)
from claims.publication.reading import Selection, read_records


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
    """A list that is read page by page: where it stands, what it was asked for, and what its cursors are bound to.

    The page asked for begins at `place`, with the first row if that is none, and has `size` rows.
    """

    address: str
    scope: str
    given: Mapping[str, str]
    place: Place | None
    size: int

    def read(self, rows: QuerySet, columns: tuple[str, ...], order: Order) -> Page:
        """The page that is asked for."""
        return read_page(rows, columns, order=order, place=self.place, size=self.size)

    def body(self, page: Page, results: Iterable[str]) -> str:
        """The page as it is answered, with what leads to those around it."""
        links = {"next": self.link("next", page.next), "previous": self.link("previous", page.previous)}
        return page_body(results, **links)

    def link(self, direction: str, key: tuple | None) -> str | None:
        """Where the page next to a key is; it does not depend on the host that a request claims to be for."""
        if key is None:
            return None
        asked = {name: value for name, value in self.given.items() if name != "cursor"}
        cursor = make_cursor(self.scope, direction, key)
        return f"{settings.SITE_URL}{self.address}?{urlencode({'cursor': cursor} | asked)}"


def read_listing(
    route: str,
    given: Mapping[str, str],
    *,
    args: tuple = (),
    of: object = "",
    usual: int = DEFAULT_PAGE_SIZE,
    most: int = MAX_PAGE_SIZE,
) -> Listing:
    """The list at an address, as the parameters ask for it; `of` is whose it is, where everybody has another."""
    address = reverse(route, args=args)
    scope = scope_of(f"{address}{of}", given)
    size = read_page_size(given.get("page_size"), usual=usual, most=most)
    return Listing(address, scope, given, read_cursor(given.get("cursor"), scope), size)


def page_body(results: Iterable[str], **around: object) -> str:
    """A page whose results are JSON already, between what leads to other pages."""
    before = json.dumps(around)[:-1]
    return f'{before}, "results": [{",".join(results)}]}}'


def read_page(
    rows: QuerySet, columns: tuple[str, ...], *, order: Order, place: Place | None, size: int
) -> Page:
    """The `size` rows at a place: the columns named, after the keys of the order."""
    is_descending = runs_down(order, place)
    if place:
        rows = rows.filter(_beyond(order.keys, place.key, is_descending))
    running = [f"-{key}" if is_descending else key for key in order.keys]
    found = list(rows.order_by(*running).values_list(*order.keys, *columns)[: size + 1])
    return page_of(found, order=order, place=place, size=size)


def read_records_page(
    selection: Selection, fields: tuple[str, ...] = (), *, order: Order, place: Place | None, size: int
) -> tuple[Page, int]:
    """The `size` records at a place as JSON, and the number of the ledger's last row."""
    found = read_records(
        selection,
        keys=order.keys,
        is_descending=runs_down(order, place),
        after=place.key if place else None,
        at_most=size + 1,
        fields=fields,
    )
    return page_of(found.rows, order=order, place=place, size=size), found.version


def runs_down(order: Order, place: Place | None) -> bool:
    """Whether rows are read from the greatest key to the least: what is before a place is read backwards."""
    return order.is_descending != _is_back(place)


def page_of(found: list[tuple], *, order: Order, place: Place | None, size: int) -> Page:
    """The page that rows make, each beginning with its keys; they are one more than its size where there is more."""
    has_more, found = len(found) > size, found[:size]
    if _is_back(place):
        found.reverse()
    has_next, has_previous = (True, has_more) if _is_back(place) else (has_more, place is not None)
    count = len(order.keys)
    return Page(
        rows=[row[count:] for row in found],
        next=found[-1][:count] if found and has_next else None,
        previous=found[0][:count] if found and has_previous else None,
    )


def _is_back(place: Place | None) -> bool:
    return place is not None and place.direction == "previous"


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
