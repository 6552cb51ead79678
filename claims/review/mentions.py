"""People called by name in a comment: `@ines` tells Ines, and she finds it among the mentions of her."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.db.models.functions import Lower

from claims.models import AuditEntry, Mention

MENTIONED = (
    "mentioned"  # in the detail of a comment’s entry: the names that were accounts when it was written
)
NEWEST_MENTIONS = ("-pk",)
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


def mention(people: Iterable[User], *, entry: AuditEntry) -> None:
    """Let people find a comment among the mentions of them; nobody is told of their own words."""
    others = [person for person in people if person.pk != entry.actor_id]
    Mention.objects.bulk_create(Mention(entry=entry, person=person) for person in others)


def mentions_of(person: User) -> QuerySet[Mention]:
    """Comments that call somebody, to be ordered by NEWEST_MENTIONS."""
    mentions = Mention.objects.filter(person=person)
    return mentions.select_related("entry__actor", "entry__claim", "entry__revision__review")


def mark_read(*, person: User, pk: int | None = None, now: datetime) -> int:
    """Mark one or all mentions of somebody as read; give how many were not yet."""
    unread = Mention.objects.filter(person=person, read_at=None)
    return (unread if pk is None else unread.filter(pk=pk)).update(read_at=now)


def split_at_names(comment: str, known: Iterable[str]) -> list[tuple[str, bool]]:
    """A comment in pieces, each with whether it is one of the `known` names with its @."""
    wanted = {name.lower() for name in known}
    pieces, end = [], 0
    for found in _NAME.finditer(comment):
        if found[1].lower() in wanted:
            pieces += [(comment[end : found.start()], False), (found[0], True)]
            end = found.end()
    return [piece for piece in [*pieces, (comment[end:], False)] if piece[0]]
