"""What a list of claims may be narrowed and ordered by."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone
from rest_framework.exceptions import NotFound, ValidationError

from claims.api.pages import Order
from claims.api.serializers import RecordSerializer
from claims.api.times import read_day, read_moment
from claims.models import ClaimKind, EvidenceStatus
from claims.publication.reading import Selection, has_facet

ORDERS = {
    "-sequence": Order(("sequence",), True),
    "sequence": Order(("sequence",), False),
    "-published_at": Order(("published_at", "sequence"), True),
    "published_at": Order(("published_at", "sequence"), False),
}
CHOSEN = ("kind", "rating", "evidence_status")  # from a list that is known; several with commas between them
NAMED = ("topic", "speaker", "outlet", "linked_to")
FILTERS = (*CHOSEN, *NAMED, "text", "updated_since", "published_from", "published_to", "as_of")
FIELDS = tuple(RecordSerializer().fields)
SLUG = re.compile("[-a-z0-9_]{1,64}")
LONGEST = 300  # characters of a name or of the words looked for


def read_selection(given: Mapping[str, str], ratings: list[str]) -> Selection:
    """What the parameters select.

    Raises ValidationError with a sentence for each that cannot be understood, NotFound for a rating that there is not.
    """
    choices = {"kind": ClaimKind.values, "rating": ratings, "evidence_status": EvidenceStatus.values}
    errors: dict[str, list[str]] = {}

    def read(name: str, reader: Callable[[str], Any], otherwise: Any = None) -> Any:
        try:
            return reader(given[name]) if name in given else otherwise
        except ValueError as error:
            errors[name] = [str(error)]
            return otherwise

    chosen = [read(name, partial(_choices, name, choices[name])) for name in CHOSEN]
    named = [read(name, partial(_name, name)) for name in NAMED]
    selection = Selection(
        facets=tuple(facets for facets in (*chosen, *named) if facets),
        words=read("text", _words, ""),
        updated_since=read("updated_since", read_moment),
        published_from=read("published_from", read_day),
        published_to=read("published_to", read_day),
        as_of=read("as_of", read_past),
    )
    if errors:
        raise ValidationError(errors)
    return selection


def read_order(value: str | None) -> Order:
    """The order that a list is to run in; the newest change first if nothing is said."""
    if value is not None and value not in ORDERS:
        raise ValidationError({"order": [f"Choose one of: {', '.join(ORDERS)}."]})
    return ORDERS[value or "-sequence"]


def read_fields(value: str | None) -> tuple[str, ...]:
    """The fields of a record that are asked for; none are all."""
    if value is None:
        return ()
    fields = tuple(value.split(","))
    if unknown := [field for field in fields if field not in FIELDS]:
        raise ValidationError({"fields": [f"There is no {unknown[0]!r:.80}. Known: {', '.join(FIELDS)}."]})
    return fields


def read_past(value: str) -> datetime:
    """A moment that is over. Raises ValueError with a sentence."""
    if (moment := read_moment(value)) > timezone.now():
        raise ValueError("This moment is still to come; ask for one that is over.")
    return moment


def read_as_of(given: Mapping[str, str]) -> datetime | None:
    """The moment as of which something is asked for, if any."""
    try:
        return read_past(given["as_of"]) if "as_of" in given else None
    except ValueError as error:
        raise ValidationError({"as_of": [str(error)]}) from None


def refuse_unknown_topic(given: Mapping[str, str], topics: str) -> None:
    """Say so, with 404, where nothing was found because no public verdict has the topic at all."""
    if "topic" in given and not any(has_facet(facet) for facet in _name("topic", given["topic"])):
        raise NotFound(f"No public verdict has this topic. {topics} lists the topics that there are.")


def _choices(name: str, known: Iterable[str], value: str) -> tuple[str, ...]:
    chosen = value.split(",")
    if unknown := [each for each in chosen if each not in known]:
        if name == "rating" and all(SLUG.fullmatch(each) for each in unknown):
            raise NotFound(f"There is no rating {unknown[0]!r}. Known: {', '.join(known)}.")
        raise ValueError(f"There is no {unknown[0]!r:.80}. Known: {', '.join(known)}.")
    return tuple(f"{name}:{each}" for each in chosen)


def _name(name: str, value: str) -> tuple[str, ...]:
    if not 0 < len(value) <= LONGEST:
        raise ValueError(f"Give a name of at most {LONGEST} characters.")
    return (f"{name}:{value}", f"known_as:{value}") if name == "speaker" else (f"{name}:{value}",)


def _words(value: str) -> str:
    if not value.strip() or len(value) > LONGEST:
        raise ValueError(f"Give some words, at most {LONGEST} characters.")
    return value
