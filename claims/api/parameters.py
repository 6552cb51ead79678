"""Query parameters and cursors: understood completely, or refused with the reason."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from rest_framework.exceptions import ValidationError

DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE = 50, 200
OF_PAGES = ("cursor", "page_size")
_signer = Signer(salt="claims.api.cursor")


@dataclass(frozen=True)
class Place:
    """A place in a list: the rows `next` to a key, or `previous` to it."""

    direction: str
    key: tuple


def read_parameters(query: QueryDict, known: Iterable[str]) -> dict[str, str]:
    """Each parameter's value; raises ValidationError for one that is unknown, given twice or not readable."""
    errors = {name: _refusal(name, sorted(known)) for name in query if name not in known}
    errors |= {name: ["Give this parameter once."] for name in query if len(query.getlist(name)) > 1}
    unreadable = (name for name in query if "\0" in str(query[name]) and name not in OF_PAGES)
    errors |= {name: ["Take out the character U+0000."] for name in unreadable}
    if errors:
        raise ValidationError(errors)
    return {name: str(query[name]) for name in query}


def read_page_size(value: str | None, *, usual: int = DEFAULT_PAGE_SIZE, most: int = MAX_PAGE_SIZE) -> int:
    """How many records a page holds."""
    if value is None:
        return usual
    if not re.fullmatch("[0-9]{1,4}", value) or not 1 <= int(value) <= most:
        raise ValidationError({"page_size": [f"Give a whole number from 1 to {most}."]})
    return int(value)


def scope_of(address: str, given: Mapping[str, str]) -> str:
    """What a cursor is bound to: an address and everything that narrows or orders its list."""
    narrowing = sorted((name, value) for name, value in given.items() if name not in OF_PAGES)
    return hashlib.sha256(f"{address}?{urlencode(narrowing)}".encode()).hexdigest()[:16]


def make_cursor(scope: str, direction: str, key: Iterable) -> str:
    """An opaque, signed place in a list."""
    written = [value.isoformat() if isinstance(value, date) else value for value in key]
    return _signer.sign_object([scope, direction, *written])


def read_cursor(cursor: str | None, scope: str) -> Place | None:
    """The place that a cursor stands for; none without one.

    Raises ValidationError for whatever we did not write ourselves, and for this list: never the first page again.
    """
    if cursor is None:
        return None
    try:
        written_for, direction, *key = _signer.unsign_object(cursor)
    except BadSignature:
        advice = "This is not a cursor of ours. Follow the links as they are, or start without a cursor."
        raise ValidationError({"cursor": [advice]}) from None
    if written_for != scope:
        advice = "This cursor is for another list. Keep its filters and its order, or start without a cursor."
        raise ValidationError({"cursor": [advice]})
    return Place(direction, tuple(key))


def _refusal(name: str, known: list[str]) -> list[str]:
    if not known:
        return ["Unknown parameter; this address takes none."]
    return [f"Unknown parameter. Known here: {', '.join(known)}."]
