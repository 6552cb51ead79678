"""The cast of an article: its people with their fullest names, titles and mentions, and its organizations."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from claims.extraction.sources import SUBJECTS, inside_quotations
from claims.extraction.vocabulary import (
    GENDERED_NOUNS,
    HONORIFICS,
    ORGANIZATION_NAMES,
    TITLE_MODIFIERS,
    TITLE_NOUNS,
    TITLES,
    gender_of_first_name,
)

_LONGEST_TITLE = 6  # words before a name
_LOOK_BACK = 60  # mentions a pronoun may skip


@dataclass(eq=False)
class Person:
    """Someone the article names; `words` is the fullest form of the name without title."""

    words: tuple[str, ...]
    gender: str = ""
    titles: list[str] = field(default_factory=list)

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
        return any(noun in title.lower().split() for title in self.titles)


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
        for name in sorted(names, key=lambda name: (-len(name), name.start)):
            self.add(name)
        for name in sorted(names, key=lambda name: name.start):
            self.describe(name)
        self.mentions = self.find_mentions()
        self.places = [mention.at for mention in self.mentions]
        self.organizations = [(e.start, organization_name(e)) for e in doc.ents if is_organization(e)]

    def add(self, name: Span) -> None:
        words, told = words_of(name), honorific_before(name)
        if self.called(words, gender=told) is None:
            person = Person(words, told or (gender_of_first_name(words[0]) if len(words) > 1 else ""))
            for word in {words[0].lower(), words[-1].lower()}:
                self.by_word[word].append(person)

    def describe(self, name: Span) -> None:
        """Learn title and gender from the words around a name."""
        person = self.called(words_of(name), gender=honorific_before(name))
        if person is None:
            return
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
        known = self.organizations[: bisect_left(self.organizations, (before, ""))]
        return next((full for _, full in reversed(known[-_LOOK_BACK:]) if initials(full) == name), name)

    def last_of(self, people: list[Person], before: int) -> Person | None:
        end = bisect_left(self.places, before)
        return next(
            (m.person for m in reversed(self.mentions[:end][-_LOOK_BACK:]) if m.person in people), None
        )

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
        return next((name for name in reversed(names) if noun in name.lower().split() or not noun), None)

    def find_mentions(self) -> list[Mention]:
        """Find every place outside quotation marks where someone of the cast is named."""
        quoted = inside_quotations(self.doc)
        found: list[Mention] = []
        last: dict[str, Person] = {}
        for token in self.doc:
            if quoted[token.i] or not self.may_name(token):
                continue
            person = self.named_at(token, last)
            if person is not None:
                last[token.lower_] = last[person.words[-1].lower()] = person
                found.append(Mention(token.i, person, token.dep_ in SUBJECTS))
        return found

    def named_at(self, token: Token, last: dict[str, Person]) -> Person | None:
        """Give the person a token names as (part of) a name, told apart by the first name or the last mention."""
        people = self.by_word[token.lower_]
        first = self.doc[token.i - 1].text if token.i else ""
        exact = next((p for p in people if len(p.words) > 1 and p.is_called((first, token.text))), None)
        named = [
            p for p in people if p.words[-1].lower() == token.lower_ or p.words[0].lower() == token.lower_
        ]
        return exact or last.get(token.lower_) or (named[0] if named else None)


def entities_in(words: Span) -> list[Span]:
    """Give the entities in a stretch of words (Span.ents would walk the whole Doc each time)."""
    starts = [
        token.i
        for token in words
        if token.ent_iob_ == "B" or (token.ent_iob_ == "I" and token.i == words.start)
    ]
    return [entity_from(words.doc, start, words.end) for start in starts]


def entity_from(doc: Doc, start: int, limit: int) -> Span:
    end = next((i for i in range(start + 1, limit) if doc[i].ent_iob_ != "I"), limit)
    return Span(doc, start, end, label=doc[start].ent_type_)


def person_name(entity: Span) -> Span | None:
    """Give the bare name in an entity that is a person: without title, "'s" and what the model added by mistake."""
    span = bare_name(entity)
    if span is None or not (entity.label_ == "PERSON" or looks_like_a_person(span)):
        return None
    return span if span[-1].lower_ not in ORGANIZATION_NAMES else None


def bare_name(span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and (is_title_word(span.doc[start]) or not span.doc[start].text[0].isupper()):
        start += 1
    if start == span.start and start and is_first_name(span.doc[start - 1]):
        start -= 1  # the model often leaves the first name out
    stop = next((i for i in range(start, end) if not is_name_word(span.doc[i])), end)
    return span.doc[start:stop] if start < stop else None


def is_first_name(token: Token) -> bool:
    known = bool(gender_of_first_name(token.text)) and not is_title_word(token)
    return known and token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")


def is_title_word(token: Token) -> bool:
    word = token.lower_
    return word in HONORIFICS or word in TITLE_NOUNS or word in TITLE_MODIFIERS or word in ("the", "both")


def is_name_word(token: Token) -> bool:
    return token.text[0].isalpha() and (token.text[0].isupper() or token.lower_ in _PARTICLES)


_PARTICLES = frozenset("de del della der den di da dos du el la le van von bin ibn al ben".split())


def looks_like_a_person(name: Span) -> bool:
    """The small model takes many a name for a place or a firm; a known first name tells."""
    return 2 <= len(name) <= 3 and bool(gender_of_first_name(name[0].text)) and not name[0].text.endswith("a")


def words_of(name: Span) -> tuple[str, ...]:
    return tuple(token.text for token in name if not token.is_space)


def is_organization(entity: Span) -> bool:
    return entity.label_ == "ORG" and person_name(entity) is None


def organization_name(entity: Span) -> str:
    """The name without "the", unless it is part of it: "The Harbour Post"."""
    words = [token.text_with_ws for token in entity if not token.is_space and token.tag_ != "POS"]
    inside = entity.start > entity.sent.start
    if words and (words[0].strip() == "the" or (words[0].strip() == "The" and not inside)):
        words = words[1:]
    return "".join(words).strip()


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def honorific_before(name: Span) -> str:
    """Give the gender that "Mr." or "Mrs." in front of a name tells; "" without."""
    return HONORIFICS.get(name.doc[name.start - 1].lower_, "") if name.start else ""


def title_before(doc: Doc, start: int) -> str:
    """Give the title in front of a name: "Secretary of State", "Republican nominee"; "" if there is none."""
    first = start
    while first > max(0, start - _LONGEST_TITLE) and may_be_title(doc, first - 1):
        first -= 1
    words = [token.text for token in doc[first:start]]
    while words and words[0].islower() and words[0] not in TITLE_NOUNS | TITLE_MODIFIERS:
        words = words[1:]
    return " ".join(words) if any(word.lower() in TITLE_NOUNS for word in words) else ""


def may_be_title(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.lower_ == "of":
        return i > 0 and doc[i - 1].lower_ in TITLE_NOUNS
    return (
        token.pos_ in ("PROPN", "NOUN", "ADJ") and token.lower_ not in HONORIFICS and token.text[0].isalpha()
    )


def title_after(head: Token) -> str:
    """Give the title beside a name: "mayor of Bellport" in "Ana Alpha, the mayor of Bellport, said"."""
    beside = [c for c in head.children if c.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
    noun = next((token for token in beside if token.lower_ in TITLE_NOUNS), None)
    if noun is None:
        return ""
    cut = [c.left_edge.i for c in noun.children if c.i > noun.i and c.dep_ in _ASIDES]
    words = noun.doc[noun.left_edge.i : max(min(cut, default=noun.right_edge.i + 1), noun.i + 1)]
    title = "".join(token.text_with_ws for token in words if token.dep_ not in ("det", "poss")).strip()
    return title if len(words) <= 2 * _LONGEST_TITLE else noun.text


_ASIDES = ("punct", "relcl", "acl", "appos", "cc", "conj")
