"""Whom words mean that can mean but one: "her husband", the only judge, the only union, the sheriff of a headline."""

from itertools import islice

from spacy.tokens import Doc, Span, Token

from claims.extraction.cast import Cast
from claims.extraction.kin import ROLES, Kin
from claims.extraction.named import Named, named_person
from claims.extraction.referents import Referents
from claims.extraction.sorts_of_bodies import FIRMS, is_of_another_sort, is_of_sort
from claims.extraction.vocabulary import FIRM_NOUNS, ORGANIZATIONS, TITLE_NOUNS

_FARTHEST = 2  # paragraphs back to those whom "the firms" mean


class SoleReferents:
    """Looks for the only one of a cast whom words fit; nothing is weighed."""

    def __init__(self, doc: Doc, cast: Cast, referents: Referents):
        self.cast, self.referents = cast, referents
        self.kin = Kin(doc, cast.by_place)
        self.bodies: dict[str, list[tuple[int, str]]] = {}  # by noun

    def relative(self, part: Span, head: Token) -> Named | None:
        """Give whom "her husband" means, if he was named as hers."""
        if head.lower_ not in ROLES or part[0].tag_ != "PRP$":
            return None
        self.referents.read_to(part.start)
        owner = self.referents.owner(part[0])
        person = self.kin.relative(owner.people[0], head.lower_) if owner and owner.people else None
        return named_person(person, part) if person else None

    def body(self, part: Span, head: Token) -> Named | None:
        """Give the only union that was named before for "the union", and the only firm for "the company"."""
        if part[0].lower_ != "the" or len(part) != 2:
            return None
        fitting = [name for at, name in self.fitting(head.lemma_.lower()) if at < part.start]
        return Named(fitting[0], "organization", part.start, part.end) if len(fitting) == 1 else None

    def fitting(self, noun: str) -> list[tuple[int, str]]:
        """Give the first two bodies that a noun may mean, and where they are named first."""
        if noun not in self.bodies:
            first: dict[str, int] = {}
            for at, name in self.cast.bodies.named:
                first.setdefault(name, at)
            fitting = ((at, name) for name, at in first.items() if self.may_be(noun, name))
            self.bodies[noun] = list(islice(fitting, 2))
        return self.bodies[noun]

    def may_be(self, noun: str, name: str) -> bool:
        words = name.lower().split()
        if noun in FIRMS:
            return not self.cast.bodies.is_outlet(name) and not is_of_another_sort(noun, words)
        return is_of_sort(noun, words)

    def holder(self, part: Span, head: Token) -> Named | None:
        """Give the only one whose title is "judge" for "the judge", however far away she was named."""
        if part[0].lower_ != "the" or len(part) != 2 or head.lower_ not in TITLE_NOUNS:
            return None
        holders = self.cast.holders_of(head.lower_)
        return named_person(holders[0], part) if len(holders) == 1 else None

    def named_later(self, part: Span, head: Token) -> Named | None:
        """Give whom a headline describes and the story names: "Sheriff admits delay"."""
        if self.cast.mentions_before(part.start):
            return None
        person = self.cast.described_later(head.lower_, part.end)
        return named_person(person, part) if person else None

    def pair(self, part: Span, head: Token) -> tuple[Named, ...]:
        """Give those named together last for "the firms", and who spoke together for "the coaches" if one is one."""
        noun = head.lemma_.lower()
        if part[0].lower_ != "the" or len(part) != 2 or head.tag_ != "NNS":
            return ()
        self.referents.read_to(part.start)
        if noun in ORGANIZATIONS | FIRM_NOUNS:
            near = self.referents.discourse.nearest(self.referents.discourse.groups, part.start)
            here = self.referents.paragraphs[part.start]
            near = [one for one in near if here - self.referents.paragraphs[one.at] <= _FARTHEST]
            bodies = (one for one in near if len(one.named) > 1 and not one.people)
            return next((one.named for one in bodies), ())
        last = self.referents.discourse.last
        is_called = any(noun in self.referents.callings.of(one) for one in last)
        return last if len(last) > 1 and is_called else ()
