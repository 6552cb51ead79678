"""The cast of an article: its people with their fullest names, titles and mentions, and its organizations."""

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from claims.extraction.names import (
    callings_beside,
    honorific_before,
    initials,
    is_organization,
    organization_name,
    person_name,
    title_after,
    title_before,
    words_of,
)
from claims.extraction.sources import SUBJECTS, inside_quotations
from claims.extraction.unlabelled_names import unlabelled_names, unlabelled_organizations
from claims.extraction.vocabulary import (
    FIRM_NOUNS,
    GENDERED_NOUNS,
    GENDERED_PRONOUNS,
    HONORIFICS,
    OUTLET_NOUNS,
    TITLES,
    gender_of_first_name,
    names_outlet,
)

_WIDEST_JOIN = 8  # tokens between two people of a pair
_OWN = (*SUBJECTS, "poss")  # "Tarrant accused him": the object is another
_LOOK_BACK = 60  # mentions a pronoun may skip


@dataclass(eq=False)
class Person:
    """Someone the article names; `words` is the fullest form of the name without title."""

    words: tuple[str, ...]
    gender: str = ""
    titles: list[str] = field(default_factory=list)
    callings: set[str] = field(default_factory=set)  # "dentist": nouns beside the name, titles or not

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def title(self) -> str:
        return next((title for title in self.titles if not TITLES.isdisjoint(title.lower().split())), "")

    def is_called(self, words: tuple[str, ...]) -> bool:
        """Could these words of a name mean this person? "Alpha", "Ana", "Ana B. Alpha"."""
        mine = [word.lower() for word in self.words]
        theirs = [word.lower() for word in words]
        if len(theirs) == 1:
            return theirs[0] in (mine[0], mine[-1]) if len(mine) > 1 else theirs == mine
        return theirs[-1] == mine[-1] and same_first_name(theirs[0], mine[0])

    def is_described(self, noun: str) -> bool:
        return noun in self.callings or any(noun in title.lower().split() for title in self.titles)


def same_first_name(one: str, other: str) -> bool:
    one, other = one.strip("."), other.strip(".")
    return one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1])


@dataclass(frozen=True)
class Mention:
    """One place where a person is named."""

    at: int  # token
    person: Person
    is_subject: bool


class Cast:
    """Who appears in an article. Built in one pass; names, titles and "he" are looked up here."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.by_word: dict[str, list[Person]] = defaultdict(list)
        names = [name for entity in doc.ents if (name := person_name(entity)) is not None]
        names += unlabelled_names(doc)
        for name in sorted(names, key=lambda name: (name.text.isupper(), -len(name), name.start)):
            self.add(name)
        for name in sorted(names, key=lambda name: name.start):
            self.describe(name)
        self.mentions = self.find_mentions()
        self.places = [mention.at for mention in self.mentions]
        self.by_place = {mention.at: mention.person for mention in self.mentions}
        self.places_of_people = frozenset(self.by_place)
        learn_genders(doc, self.by_place)
        self.pairs = [pair for pair in pairwise(self.mentions) if are_joined(doc, *pair)]
        entities = [e for e in doc.ents if is_organization(e)] + unlabelled_organizations(doc)
        self.organizations = sorted({(e.start, organization_name(e)) for e in entities})

    def add(self, name: Span) -> None:
        words, told = words_of(name), honorific_before(name)
        if self.called(words, gender=told) is None:
            person = Person(words, told or (gender_of_first_name(words[0]) if len(words) > 1 else ""))
            for word in {words[0].lower(), words[-1].lower(), *words[-1].lower().split("-")}:
                self.by_word[word].append(person)

    def describe(self, name: Span) -> None:
        """Learn title and gender from the words around a name."""
        person = self.called(words_of(name), gender=honorific_before(name))
        if person is None:
            return
        person.callings |= callings_beside(name)
        title = title_before(self.doc, name.start) or title_after(name.root)
        if title and title not in person.titles:
            person.titles.append(title)
        told = honorific_before(name) or next(
            (GENDERED_NOUNS[word] for word in title.lower().split() if word in GENDERED_NOUNS), ""
        )
        person.gender = told or person.gender

    def called(self, words: tuple[str, ...], before: int | None = None, gender: str = "") -> Person | None:
        """Give the person these words name; among several the one named last before token `before`."""
        people = self.by_word.get(words[-1].lower(), ())
        matches = [
            p for p in people if p.is_called(words) and not (gender and p.gender and p.gender != gender)
        ]
        if len(matches) > 1 and before is not None:
            recent = self.last_of(matches, before)
            return recent or matches[0]
        return matches[0] if matches else None

    def may_name(self, token: Token) -> bool:
        """Could this token name someone, whatever the tagger took it for?"""
        known = token.lower_ in self.by_word and token.text[0].isupper()
        return known and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")

    def full_organization(self, name: str, before: int) -> str:
        """Give the full name behind an acronym, if the article has spelled it out."""
        if not name.isupper() or not 2 <= len(name) <= 6:
            return name
        end = bisect_left(self.organizations, (before, ""))
        known = reversed(self.organizations[max(0, end - _LOOK_BACK) : end])
        return next((full for _, full in known if initials(full) == name), name)

    def last_of(self, people: list[Person], before: int) -> Person | None:
        return next((m.person for m in self.mentions_before(before) if m.person in people), None)

    def pair_before(self, at: int) -> tuple[int, list[Person]]:
        """Give the last two people joined by "and" before a token, and where the second is named."""
        end = bisect_left(self.pairs, at, key=lambda pair: pair[1].at)
        if not end:
            return -1, []
        first, second = self.pairs[end - 1]
        return second.at, [first.person, second.person]

    @cached_property
    def protagonist(self) -> Person | None:
        """Give the person named most often: of an interview, the one who answers."""
        counted = Counter(mention.person for mention in self.mentions if len(mention.person.words) > 1)
        return max(counted, key=lambda person: counted[person], default=None)

    def last_two(self, at: int) -> list[Person]:
        """Give the two people named last before a token, in the order of the article."""
        people = list(dict.fromkeys(mention.person for mention in self.mentions_before(at)))
        return people[:2][::-1] if len(people) > 1 else []

    def described(self, noun: str, before: int) -> Person | None:
        """Give the last person before token `before` whose title holds `noun`: "the minister"."""
        for mention in self.mentions_before(before):
            if mention.person.is_described(noun):
                return mention.person
        return None

    def mentions_before(self, at: int) -> list[Mention]:
        """Give the nearest mentions before a token, nearest first."""
        end = bisect_left(self.places, at)
        return self.mentions[max(0, end - _LOOK_BACK) : end][::-1]

    def organization_before(self, at: int, noun: str = "") -> str | None:
        """Give the last organization named before a token; with `noun`, one whose name holds it."""
        end = bisect_left(self.organizations, (at, ""))
        names = [name for _, name in self.organizations[max(0, end - _LOOK_BACK) : end]]
        is_outlet = noun in OUTLET_NOUNS
        fitting = [name for name in names if noun in name.lower().split() or not noun]
        if not fitting and (is_outlet or noun in FIRM_NOUNS):
            fitting = [name for name in names if names_outlet(name) == is_outlet]
        return fitting[-1] if fitting else None

    def find_mentions(self) -> list[Mention]:
        """Find every place outside quotation marks where someone of the cast is named."""
        quoted = inside_quotations(self.doc)
        found: list[Mention] = []
        last: dict[str, Person] = {}  # by last name: who was named in full
        owner: dict[str, Person] = {}  # by last name: whom it means when it stands alone
        for token in self.doc:
            if quoted[token.i] or not self.may_name(token):
                continue
            exact = self.exactly_named_at(token)
            person = (
                exact or owner.get(token.lower_) or last.get(token.lower_) or self.by_word[token.lower_][0]
            )
            if exact is not None:
                last[token.lower_] = last[person.words[-1].lower()] = person
            elif token.lower_ == person.words[-1].lower():
                owner[token.lower_] = person
            found.append(Mention(token.i, person, token.dep_ in SUBJECTS))
        return found

    def exactly_named_at(self, token: Token) -> Person | None:
        """Give the person a token names together with the first name or "Mrs." before it."""
        people = self.by_word[token.lower_]
        if not token.i or len(people) == 1:
            return people[0]
        before = self.doc[token.i - 1]
        if gender := HONORIFICS.get(before.lower_, ""):
            return next((p for p in people if p.gender == gender), None)
        return next((p for p in people if len(p.words) > 1 and p.is_called((before.text, token.text))), None)


def learn_genders(doc: Doc, by_place: dict[int, Person]) -> None:
    """Tell the gender of people by the first pronoun behind them, in sentences that name nobody else."""
    votes: dict[Person, Counter[str]] = defaultdict(Counter)
    person: Person | None = None
    others = 0
    for token in doc:
        if token.is_sent_start:
            person, others = None, 0
        named = by_place.get(token.i)
        if named is not None and named is not person:
            others += person is not None
            person = named
        elif person is not None and not others and token.lower_ in GENDERED_PRONOUNS and token.dep_ in _OWN:
            votes[person][GENDERED_PRONOUNS[token.lower_]] += 1
    for person, counted in votes.items():
        person.gender = person.gender or max(counted, key=lambda gender: counted[gender])


def are_joined(doc: Doc, one: Mention, other: Mention) -> bool:
    """Are two people named in one breath: "Ana Alpha and her deputy, Ben Beta"?"""
    between = doc[one.at + 1 : other.at]
    joined = any(token.lower_ in ("and", "nor") for token in between) and not any(
        token.text in ".;:" for token in between
    )
    return one.person is not other.person and len(between) <= _WIDEST_JOIN and joined
