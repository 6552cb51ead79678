"""What a reader keeps in mind: who was named, who were named together, and who spoke, up to a token."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from spacy.tokens import Doc, Span, Token

from claims.extraction.cast import Cast, are_joined
from claims.extraction.named import Named, named_person
from claims.extraction.people import Mention, Person
from claims.extraction.sources import SUBJECTS, inside_quotations, source_range
from claims.extraction.speaker_kinds import bare_words, described_kind, is_plural
from claims.extraction.vocabulary import DOCUMENTS, FIRM_NOUNS, ORGANIZATIONS, OUTLET_NOUNS, TITLE_NOUNS

_DEFINITE = frozenset("the these those both neither all".split())
_WHOLE = (*SUBJECTS, "dobj", "pobj")
_NEAREST = 30  # candidates that are looked at
_INSIDE = ("compound", "npadvmod", "attr")  # of a phrase about something else
_PRONOUNS = frozenset("they either each them their theirs".split())

Key = frozenset[Person | str]


@dataclass(eq=False)
class Candidate:
    """Somebody, or several together, whom later words may mean."""

    named: tuple[Named, ...]
    at: int  # token where they were last named or spoke
    is_subject: bool = False
    has_spoken: bool = False
    times: int = 1
    nouns: set[str] = field(default_factory=set)  # "twin", where "the twins, Ana and Ben Beta" names them
    is_put_together: bool = False  # by us: the text has not named them together
    is_beside: bool = False  # they stand in one sentence, though not joined

    @property
    def people(self) -> list[Person]:
        return [named.person for named in self.named if named.person is not None]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(named.name for named in self.named)

    @property
    def is_in_passing(self) -> bool:
        """Has it neither spoken nor a name: "a slip of paper"?"""
        return not self.has_spoken and self.named[0].name[:1].islower()


class Discourse:
    """Remembers people, groups and bodies as candidates; `resolve` names those behind tokens."""

    def __init__(self, doc: Doc, cast: Cast, resolve: Callable[[int, int], list[Named]]):
        self.doc, self.cast, self.resolve = doc, cast, resolve
        self.people: dict[Key, Candidate] = {}
        self.groups: dict[Key, Candidate] = {}
        self.bodies: dict[Key, Candidate] = {}
        self.last: tuple[Named, ...] = ()  # who spoke last
        self.before: tuple[Named, ...] = ()  # who spoke before them
        self.previous: Mention | None = None
        self.met: list[tuple[int, Named]] = []  # every place where somebody is named, or meant by a pronoun
        # what is still to be read, the next one last
        self.mentions = cast.mentions[::-1]
        self.organizations = cast.bodies.named[::-1]
        self.pairs_of_bodies = cast.bodies.pairs[::-1]
        quoted = inside_quotations(doc)
        self.joint_subjects = [
            token.i
            for token in reversed(doc)
            if token.dep_ in SUBJECTS
            and not quoted[token.i]
            and any(c.dep_ == "conj" for c in token.children)
        ]
        self.people_nouns = [
            token.i for token in reversed(doc) if names_people(token) and not quoted[token.i]
        ]
        self.body_nouns = [token.i for token in reversed(doc) if names_body(token) and not quoted[token.i]]

    def read_to(self, at: int) -> None:
        """Take in who is named before token `at`."""
        while self.mentions and self.mentions[-1].at < at:
            self.read_mention(self.mentions.pop())
        while self.organizations and self.organizations[-1][0] < at:
            start, name = self.organizations.pop()
            is_subject = self.doc[start].sent.root.i > start
            self.keep(
                self.bodies, [Named(name, "organization", start, start + 1)], start, is_subject=is_subject
            )
        while self.pairs_of_bodies and self.pairs_of_bodies[-1][0] < at:
            start, *names = self.pairs_of_bodies.pop()
            named = [
                Named(self.cast.bodies.full_name(one), "organization", start, start + 1) for one in names
            ]
            self.keep(self.groups, named, start)
        while self.joint_subjects and self.joint_subjects[-1] < at:
            start, end = source_range(self.doc[self.joint_subjects.pop()])
            if end <= at and self.doc[start].lower_ not in _PRONOUNS:
                self.read_together(start, end)
        while self.people_nouns and self.people_nouns[-1] < at:
            self.read_people(self.doc[self.people_nouns.pop()], at)
        while self.body_nouns and self.body_nouns[-1] < at:
            self.read_body(self.doc[self.body_nouns.pop()], at)

    def read_body(self, noun: Token, before: int) -> None:
        """Keep "a slip of paper" and "the ministry", named in passing, for a later "it"."""
        start, end = source_range(noun)
        if end > before:
            return
        kind = "document" if noun.lemma_.lower() in DOCUMENTS else "organization"
        named = Named(bare_words(self.doc[start:end]), kind, start, end)
        is_short = self.doc[start].lower_ == "the" and noun.i == start + 1
        if is_short and (known := self.body_called(noun.lower_)):
            named = known
        elif is_short and noun.lower_ in FIRM_NOUNS | OUTLET_NOUNS:
            return  # "the company" has a name, whichever it is
        self.keep(self.bodies, [named], noun.i, is_subject=noun.dep_ in SUBJECTS)

    def read_people(self, noun: Token, before: int) -> None:
        """Keep "Two reviewers" and "captains", named in passing, for a later "they"."""
        start, end = source_range(noun)
        words = self.doc[start:end]
        if end <= before:
            named = Named(bare_words(words), described_kind(words, noun), start, end)
            self.keep(
                self.groups, [named], noun.i, is_subject=noun.dep_ in SUBJECTS, nouns={noun.lemma_.lower()}
            )

    def body_called(self, noun: str) -> Named | None:
        """Give the last body in whose name a noun stands."""
        known = (one.named[0] for one in reversed(self.bodies.values()))
        return next((one for one in known if noun in one.name.lower().split()), None)

    def read_mention(self, mention: Mention) -> None:
        named = self.named_at(mention)
        self.keep(self.people, [named], mention.at, is_subject=mention.is_subject)
        self.met.append((mention.at, named))
        before, self.previous = self.previous, mention
        if before and are_named_alike(before, mention) and are_joined(self.doc, before, mention):
            self.keep(self.groups, [self.named_at(before), named], mention.at)

    def read_together(self, start: int, end: int) -> None:
        """Keep "He and his wife, Rosamund Malvoy," as two together."""
        waiting, self.joint_subjects = (
            self.joint_subjects,
            [],
        )  # to resolve them reads on, but no further than this
        named = [one for one in self.resolve(start, end) if one.kind in ("person", "organization")]
        self.joint_subjects = waiting
        if len(named) > 1:
            self.keep(self.groups, named, end - 1, is_subject=True, nouns=plural_nouns(self.doc[start:end]))

    def spoke(self, named: list[Named], at: int) -> None:
        """Keep in mind who spoke at token `at`."""
        if not named:
            return
        self.before, self.last = self.last, tuple(named)
        for one in named:
            if one.kind in ("person", "unnamed") and not self.are_many(one):
                self.keep(self.people, [one], at, is_subject=True, has_spoken=True)
            elif one.kind in ("organization", "document", "group"):
                self.keep(self.bodies, [one], at, is_subject=True, has_spoken=True)
        if len(named) > 1 or self.are_many(named[0]) or named[0].kind in ("group", "organization"):
            nouns = plural_nouns(self.doc[named[0].start : named[-1].end])
            self.keep(self.groups, named, at, is_subject=True, has_spoken=True, nouns=nouns)

    def keep(
        self,
        where: dict[Key, Candidate],
        named: list[Named],
        at: int,
        *,
        is_subject: bool = False,
        has_spoken: bool = False,
        nouns: Iterable[str] = (),
    ) -> None:
        key = frozenset(one.person or one.name for one in named)
        kept = where.pop(key, None) or Candidate(tuple(named), at, times=0)
        kept.at, kept.is_subject, kept.times = max(at, kept.at), is_subject, kept.times + 1
        kept.has_spoken |= has_spoken
        kept.nouns |= set(nouns)
        where[key] = kept  # as the latest

    def nearest(self, where: dict[Key, Candidate], at: int) -> list[Candidate]:
        """Give the candidates before token `at`, the nearest first."""
        latest = (candidate for candidate in reversed(where.values()) if candidate.at < at)
        return sorted(islice(latest, _NEAREST), key=lambda candidate: -candidate.at)

    def named_at(self, mention: Mention) -> Named:
        return named_person(mention.person, self.doc[mention.at : mention.at + 1])

    def are_many(self, named: Named) -> bool:
        return named.kind == "unnamed" and is_plural(self.doc[named.start : named.end].root)


def are_named_alike(one: Mention, other: Mention) -> bool:
    """Are both known in full or both by one word? "Bruno Tallis and Wharfside" are hardly two people."""
    return (len(one.person.words) > 1) == (len(other.person.words) > 1)


def names_body(token: Token) -> bool:
    """Is it a noun for a document, or for an organization that acts: "a petition", "the ministry"?"""
    lemma, is_of = token.lemma_.lower(), token.dep_ == "pobj" and token.head.lower_ == "of"
    first = token.left_edge
    is_bare = not (first.pos_ == "DET" or first.dep_ == "poss")  # as in headlines
    is_title = token.i + 1 < len(token.doc) and token.nbor().pos_ == "PROPN"
    if token.tag_ != "NN" or is_of or is_bare or is_title:
        return False
    acts = token.dep_ in SUBJECTS
    return acts if lemma in ORGANIZATIONS - DOCUMENTS else lemma in DOCUMENTS and token.dep_ not in _INSIDE


def names_people(token: Token) -> bool:
    """Is it a noun for several people whom nobody has named: "Defence lawyers", "two reviewers"?"""
    is_new = token.left_edge.lower_ not in _DEFINITE and token.left_edge.pos_ != "PRON"
    return token.tag_ == "NNS" and is_new and token.lemma_.lower() in TITLE_NOUNS and token.dep_ in _WHOLE


def plural_nouns(words: Span) -> set[str]:
    """Give "twin" of "the twins, Ana and Ben Beta"."""
    return {token.lemma_.lower() for token in words if token.tag_ == "NNS"}
