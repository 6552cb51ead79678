"""Who is meant by words for several: "they", "both", "the couple", "the two leaders"."""

from bisect import bisect_left
from collections.abc import Callable

from spacy.tokens import Doc, Span, Token

from claims.extraction.cast import Cast
from claims.extraction.named import Named, named_person
from claims.extraction.sources import SUBJECTS, inside_quotations, source_range
from claims.extraction.speaker_kinds import bare_words, is_plural

_SEVERAL = frozenset("they both neither either each them their two".split())
_THEY = frozenset("they them their".split())
_PAIRS = frozenset("pair duo couple two three".split())
_FARTHEST_PAIR = 400  # tokens from "they" back to "A and B"
_JUST_BEFORE = 12  # tokens: a pair that spoke was named where it spoke


class Together:
    """Remembers who was named or spoke together, from first to last; `resolve` names those behind tokens."""

    def __init__(self, doc: Doc, cast: Cast, resolve: Callable[[int, int], list[Named]]):
        self.doc, self.cast, self.resolve = doc, cast, resolve
        self.last: list[Named] = []
        self.joint: list[Named] = []
        self.counted: list[Named] = []  # the last "two pilots"
        self.is_joining = False
        quoted = inside_quotations(doc)
        self.joint_subjects = [
            token.i
            for token in doc
            if token.dep_ in SUBJECTS
            and not quoted[token.i]
            and any(c.dep_ == "conj" for c in token.children)
        ]

    def remember(self, named: list[Named]) -> None:
        """Keep in mind who spoke."""
        self.last = named or self.last
        self.counted = named if is_counted(self.doc, named) else self.counted
        self.joint = named if len(named) > 1 else self.joint

    def are_meant(self, part: Span, head: Token) -> bool:
        """Does it mean people named together before: "they", "both", "the couple", "the two leaders"?"""
        is_definite = part[0].lower_ in ("the", "these", "both")
        before = part.doc[part.start - 1].lower_ if part.start else ""
        if before in ("both", "neither") and is_plural(head):
            return True
        if any(child.lower_ == "of" and child.i < part.end for child in head.children):
            return part[0].lower_ == "the" and part[-1].lower_ == "them"  # not "two of the donors"
        numbered = any(token.lower_ in ("two", "both") for token in part) and is_plural(head)
        return head.lower_ in _SEVERAL or (is_definite and (numbered or head.lower_ in _PAIRS))

    def named_by(self, part: Span) -> list[Named]:
        """Resolve "they" and "both": those last named together, else the last who are many."""
        if any(token.lower_ == "same" for token in part) and self.counted:
            return self.counted
        at, together = max(
            (self.pair_named(part), self.pair_joined(part), self.pair_that_spoke()), key=lambda pair: pair[0]
        )
        if part.root.lower_ in _THEY and (not together or (self.is_many() and self.last[0].start > at)):
            together = self.last
        together = together or [named_person(person, part) for person in self.cast.last_two(part.start)]
        return together or [Named(bare_words(part), "group", part.start, part.end)]

    def is_many(self) -> bool:
        """Did a body of people speak last, or some who are not named?"""
        last = self.last[0] if len(self.last) == 1 else None
        return last is not None and (
            last.kind == "group"
            or (last.kind == "unnamed" and is_plural(self.doc[last.start : last.end].root))
        )

    def pair_that_spoke(self) -> tuple[int, list[Named]]:
        """Give those who last spoke together; a pair that spoke was named where it spoke."""
        return (self.joint[0].start + _JUST_BEFORE, self.joint) if self.joint else (-1, [])

    def pair_named(self, part: Span) -> tuple[int, list[Named]]:
        """Give the last two people joined by "and"."""
        at, pair = self.cast.pair_before(part.start)
        return at, [named_person(person, part) for person in pair]

    def pair_joined(self, part: Span) -> tuple[int, list[Named]]:
        """Give the last joint subject: "He and his wife, Rosamund Malvoy, were charged"."""
        end = bisect_left(self.joint_subjects, part.start)
        if self.is_joining or not end or part.start - self.joint_subjects[end - 1] > _FARTHEST_PAIR:
            return (-1, [])
        head = self.doc[self.joint_subjects[end - 1]]
        start, stop = source_range(head)
        if stop > part.start or self.doc[start:stop].text.lower().split()[0] in _SEVERAL - {
            "both",
            "neither",
        }:
            return (-1, [])
        self.is_joining = True
        named = [one for one in self.resolve(start, stop) if one.kind == "person"]
        self.is_joining = False
        return (stop, named) if len(named) > 1 else (-1, [])


def is_counted(doc: Doc, named: list[Named]) -> bool:
    return len(named) == 1 and named[0].kind == "unnamed" and doc[named[0].start].pos_ == "NUM"
