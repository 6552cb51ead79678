"""The organizations of an article: their full names, and what tells that one is an outlet."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc, Span

from claims.extraction.name_spans import ORGANIZATION
from claims.extraction.names import initials, names_no_one, organization_name
from claims.extraction.unlabelled_names import organizations_beside_nouns
from claims.extraction.vocabulary import ORGANIZATION_NAMES, OUTLET_NOUNS, names_outlet

_TOLD = re.compile(r"(?:\btold|\btells|(?:seen|obtained|reviewed|viewed) by|leaked to|spoke to)$")
_WIDEST_JOIN = 8  # tokens


class Bodies:
    """The organizations that `names` name; `named` gives where and how, in the order of the article."""

    def __init__(self, doc: Doc, names: Sequence[Span]):
        self.doc = doc
        self.names = names
        self.named = [
            (name.start, organization_name(name))
            for name in names
            if name.label_ == ORGANIZATION and not names_no_one(name)
        ]

    @cached_property
    def places(self) -> frozenset[int]:
        """Give the tokens of all names of organizations."""
        return frozenset(t.i for name in self.names if name.label_ == ORGANIZATION for t in name)

    @cached_property
    def pairs(self) -> list[tuple[int, str, str]]:
        """Give the organizations joined by "and", and where the second stands: "Alpha Bio and its rival, Beta Labs"."""
        named = [name for name in self.names if name.label_ == ORGANIZATION]
        return [
            (other.start, organization_name(one), organization_name(other))
            for one, other in pairwise(named)
            if are_joined(self.doc[one.end : other.start])
        ]

    @cached_property
    def nouns_beside(self) -> dict[str, set[str]]:
        """Map names of organizations to the nouns beside them: "show" for "Coffee at Eight"."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, noun in organizations_beside_nouns(self.doc):
            found[organization_name(name)].add(noun)
        return found

    @cached_property
    def told(self) -> set[str]:
        """Give the bodies that people tell and that have seen papers: "told Alpha", "a letter seen by Alpha"."""
        befores = ((name, self.doc[max(0, start - 3) : start].text.lower()) for start, name in self.named)
        return {name for name, before in befores if _TOLD.search(before.removesuffix(" the"))}

    def is_outlet(self, name: str) -> bool:
        is_told = name in self.told and ORGANIZATION_NAMES.isdisjoint(name.lower().split())
        return is_told or names_outlet(name) or not OUTLET_NOUNS.isdisjoint(self.nouns_beside.get(name, ()))

    @cached_property
    def by_part(self) -> dict[tuple[str, ...], str]:
        """Map the first and the last words of names, and their initials, to the first full name that has them."""
        found: dict[tuple[str, ...], str] = {}
        for _, full in self.named:
            words = tuple(full.removeprefix("The ").split())
            found.setdefault((initials(full),), full)
            for size in range(1, len(words)):
                found.setdefault(words[:size], full)
                found.setdefault(words[-size:], full)
        return found

    def full_name(self, name: str) -> str:
        """Give the full name behind an acronym or a part of a name: "The Tamrit Gazette" for "Gazette"."""
        return self.by_part.get(tuple(name.removeprefix("The ").split()), name)

    def called(self, part: Span) -> str | None:
        """Give the full name for a part of it that no reader took for a name: "the Gazette"."""
        words = tuple(organization_name(part).split())
        return self.by_part.get(words) if words[:1] else None

    def end_of_name(self, start: int, end: int) -> int:
        """Where words end that were cut in the name of an organization: behind "Alpha Now", not behind "Alpha"."""
        at = bisect_left(self.names, end, key=lambda name: name.start) - 1
        name = self.names[at] if at >= 0 else None
        is_cut = name is not None and start <= name.start < end < name.end and name.label_ == ORGANIZATION
        return name.end if name is not None and is_cut else end


def are_joined(between: Span) -> bool:
    """Is there an "and" and little else between two names?"""
    words = [token.lower_ for token in between]
    is_clause = any(token.pos_ in ("VERB", "AUX", "ADP") or token.text in ".;:" for token in between)
    return "and" in words and len(words) <= _WIDEST_JOIN and not is_clause
