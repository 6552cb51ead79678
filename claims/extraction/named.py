"""Somebody behind the words for a source: name, kind, and where the words stand."""

from dataclasses import dataclass

from spacy.tokens import Span

from claims.extraction.people import Person
from claims.extraction.speaker_kinds import bare_words


@dataclass(frozen=True)
class Named:
    """Someone behind the tokens `start` to `end`."""

    name: str
    kind: str
    start: int
    end: int
    person: Person | None = None


def named_person(person: Person, part: Span) -> Named:
    return Named(person.name, "person", part.start, part.end, person)


def unnamed(part: Span) -> Named:
    return Named(bare_words(part), "unnamed", part.start, part.end)
