"""People called by name in a comment: `@ines` tells Ines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models.functions import Lower

MENTIONED = (
    "mentioned"  # in the detail of a comment’s entry: the names that were accounts when it was written
)
NAMES_AT_MOST = 50  # in a comment
# A name as accounts may have it, not inside an address of mail; what ends the sentence does not belong to it.
_NAME = re.compile(r"(?<![\w@.+/-])@(\w(?:[\w.@+-]{0,148}\w)?)")


@dataclass(frozen=True)
class Called:
    """The names in a comment: the people they are of, and those that nobody here has."""

    people: list[User]
    unknown: list[str]


def names_in(comment: str) -> list[str]:
    """The names after an @, each once, as they are written."""
    found = {name.lower(): name for name in reversed(_NAME.findall(comment))}
    return list(reversed(found.values()))[:NAMES_AT_MOST]


def called_in(comment: str) -> Called:
    """Whose names stand in a comment. Whoever has an open account reads the desk, and nobody else does."""
    names = names_in(comment)
    if not names:
        return Called([], [])
    lowered = [name.lower() for name in names]
    accounts = User.objects.annotate(lowered=Lower("username")).filter(lowered__in=lowered, is_active=True)
    by_name = {person.username.lower(): person for person in accounts}
    return Called(
        people=[by_name[name.lower()] for name in names if name.lower() in by_name],
        unknown=[name for name in names if name.lower() not in by_name],
    )


def split_at_names(comment: str, known: Iterable[str]) -> list[tuple[str, bool]]:
    """A comment in pieces, each with whether it is one of the `known` names with its @."""
    wanted = {name.lower() for name in known}
    pieces, end = [], 0
    for found in _NAME.finditer(comment):
        if found[1].lower() in wanted:
            pieces += [(comment[end : found.start()], False), (found[0], True)]
            end = found.end()
    return [piece for piece in [*pieces, (comment[end:], False)] if piece[0]]
