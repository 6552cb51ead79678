"""Query parameters and cursors: understood completely, or refused with the reason."""

import re
from collections.abc import Iterable

from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from rest_framework.exceptions import ValidationError

DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE = 50, 200
_signer = Signer(salt="claims.api.cursor")


def read_parameters(query: QueryDict, known: Iterable[str]) -> dict[str, str]:
    """Each parameter's value; raises ValidationError for one that is unknown or given twice."""
    errors = {name: _refusal(name, sorted(known)) for name in query if name not in known}
    errors |= {name: ["Give this parameter once."] for name in query if len(query.getlist(name)) > 1}
    if errors:
        raise ValidationError(errors)
    return {name: str(query[name]) for name in query}


def read_page_size(value: str | None) -> int:
    """How many records a page holds."""
    if value is None:
        return DEFAULT_PAGE_SIZE
    if not re.fullmatch("[0-9]{1,3}", value) or not 1 <= int(value) <= MAX_PAGE_SIZE:
        raise ValidationError({"page_size": [f"Give a whole number from 1 to {MAX_PAGE_SIZE}."]})
    return int(value)


def make_cursor(direction: str, sequence: int) -> str:
    """An opaque, signed place in the ledger: the records `before` or `after` a number."""
    return _signer.sign_object([direction, sequence])


def read_cursor(cursor: str | None) -> tuple[str, int | None]:
    """The direction and number of a cursor; without one, the ledger's newest end.

    Raises ValidationError for whatever we did not write ourselves: never the first page again.
    """
    if cursor is None:
        return "before", None
    try:
        direction, sequence = _signer.unsign_object(cursor)
    except BadSignature:
        advice = "This is not a cursor of ours. Follow `next` or `previous` as they are, or start without a cursor."
        raise ValidationError({"cursor": [advice]}) from None
    return direction, sequence


def _refusal(name: str, known: list[str]) -> list[str]:
    if not known:
        return ["Unknown parameter; this address takes none."]
    return [f"Unknown parameter. Known here: {', '.join(known)}."]
