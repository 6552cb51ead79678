"""The cast of an article: its people with their fullest names, titles and mentions, and its organizations."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from claims.extraction.bodies import Bodies
from claims.extraction.first_names import gender_of_first_name, is_known_name
from claims.extraction.genders import learn_genders, take_leanings
from claims.extraction.name_spans import ORGANIZATION, PERSON, given_names, names_in, names_within, stands_for
from claims.extraction.names import (
    age_beside,
    callings_beside,
    deeds_beside,
    honorific_before,
    names_firm,
    organization_name,
    title_after,
    title_before,
    words_of,
)
from claims.extraction.people import Mention, Person, is_body, is_person, one_of_two
from claims.extraction.sources import SUBJECTS, inside_quotations
from claims.extraction.vocabulary import (
    GENDERED_NOUNS,
    HONORIFICS,
    NO_FIRST_NAMES,
    TITLE_NOUNS,
)

_WIDEST_JOIN = 8  # tokens between two people of a pair
_RELATIVES = frozenset("wife husband son daughter brother sister twin".split())
_SIBLINGS = frozenset("sisters brothers siblings twins".split())
_BEFORE = HONORIFICS.keys() | {","}  # "Its Director-General, Dr Ana Alpha"
_NAMED_FIRST = 2  # mentions that it weighs
_LOOK_BACK = 60  # mentions a pronoun may skip


class Cast:
    """Who appears in an article. Built in one pass; names, titles and "he" are looked up here."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.by_word: dict[str, list[Person]] = defaultdict(list)
        self.given = {name.start for name in given_names(doc)}
        self.names = sorted(names_in(doc), key=lambda name: name.start)
        self.by_start = {name.start: name for name in self.names if name.label_ == PERSON}
        self.inside_names = frozenset(token.i for name in self.names for token in name[1:])
        names = [name for name in self.names if name.label_ == PERSON]
        for name in sorted(names, key=lambda name: (name.text.isupper(), -len(name), name.start)):
            self.add(name)
        bodies = {name[0].lower_ for name in self.names if name.label_ == ORGANIZATION and names_firm(name)}
        self.names = [self.relabelled(name, bodies) for name in self.names]
        names = [name for name in self.names if name.label_ == PERSON]
        for name in sorted(names, key=lambda name: name.start):
            self.describe(name)
        self.leave_out_others()
        self.name_relatives()
        self.mentions = self.find_mentions()
        self.places = [mention.at for mention in self.mentions]
        self.by_place = {mention.at: mention.person for mention in self.mentions}
        self.places_of_people = frozenset(self.by_place)
        learn_genders(doc, self.by_place)
        take_leanings(doc, self.mentions)
        self.bodies = Bodies(doc, self.names)
        self.places_of_names = self.places_of_people | self.bodies.places

    def add(self, name: Span) -> None:
        words, told = self.words_for(name), honorific_before(name)
        if len(words) > 1 and self.is_nickname(words):
            return
        if self.called(words, gender=told) is None:
            first = "" if told or len(words) == 1 else words[0]
            person = Person(words, told or gender_of_first_name(first), is_guessed=not is_known_name(first))
            for word in {words[0].lower(), words[-1].lower(), *words[-1].lower().split("-")}:
                self.by_word[word].append(person)

    def words_for(self, name: Span) -> tuple[str, ...]:
        """Give the words of a name; Ana has Ben's last name in "Ana and Ben Beta"."""
        words = words_of(name)
        are_two = len(words) == 1 and self.doc[name.end : name.end + 1].text == "and"
        other = self.by_start.get(name.end + 1) if are_two else None
        known = self.by_word.get(words[0].lower(), ())
        if other is None or len(other) == 1 or any(len(person.words) > 1 for person in known):
            return words
        before = self.doc[name.start - 1].lower_ if name.start else ""
        if not is_known_name(words[0]) and before not in _SIBLINGS:
            return words
        last = words_of(other)
        return (*words, *(last[1:] if len(last) == 2 or last[1].islower() else last[-1:]))

    def relabelled(self, name: Span, bodies: Set[str]) -> Span:
        """Take a lone word for a person's if somebody's full name ends with it, whatever it was taken for; and for an
        organization's if only one of those begins with it.
        """
        if len(name) > 1:
            return name
        people = [one for one in self.by_word.get(name[0].lower_, ()) if len(one.words) > 1]
        if any(person.words[-1].lower() == name[0].lower_ for person in people):
            return Span(self.doc, name.start, name.end, label=PERSON)
        is_body = name[0].lower_ in bodies and not people
        return Span(self.doc, name.start, name.end, label=ORGANIZATION) if is_body else name

    def is_nickname(self, words: tuple[str, ...]) -> bool:
        """Is it a first name with a word before it: "hunky Deke" of Deke Calloway?"""
        known = self.by_word.get(words[-1].lower(), ())
        return any(person.words[0] == words[-1] and len(person.words) > 1 for person in known)

    def describe(self, name: Span) -> None:
        """Learn title and gender from the words around a name."""
        person = self.called(words_of(name), gender=honorific_before(name))
        if person is None:
            return
        if len(name) > 1 or len(self.by_word[name.text.lower()]) == 1:
            person.callings |= callings_beside(name)
        person.deeds |= deeds_beside(name)
        person.age = person.age or age_beside(name)
        title = title_before(self.doc, name.start) or title_after(name.root)
        if title and title not in person.titles:
            person.titles.append(title)
        told = honorific_before(name) or next(
            (GENDERED_NOUNS[word] for word in title.lower().split() if word in GENDERED_NOUNS), ""
        )
        person.gender, person.is_guessed = told or person.gender, person.is_guessed and not told

    def leave_out_others(self) -> None:
        """Take those whom the whole article does not make people for organizations, or for places."""
        told = {t.i for name in self.doc.spans.get("names", ()) if name.label_ == PERSON for t in name}
        places: dict[Person, list[Span]] = defaultdict(list)
        for name in self.names:
            person = self.called(words_of(name), gender=honorific_before(name))
            if person is not None and name.label_ == PERSON:
                places[person].append(name)
        others = {person for person, where in places.items() if not self.is_person(person, where, told)}
        bodies = {one for one in others if is_body(one, places[one]) and not self.family(one.name)}
        people = places.keys() - others  # no name of the rest is still a person's
        kept = {word: [one for one in found if one in people] for word, found in self.by_word.items()}
        self.by_word = defaultdict(list, {word: found for word, found in kept.items() if found})
        named = {name.start: person for person in others for name in places[person]}
        self.names = [
            Span(self.doc, name.start, name.end, label=ORGANIZATION) if name.start in named else name
            for name in self.names
            if named.get(name.start) not in others - bodies
        ]

    def name_relatives(self) -> None:
        """Give Ana the last name of "Ben Beta and his wife, Ana,"."""
        people = [name for name in self.names if name.label_ == PERSON]
        for other, name in pairwise(people):
            person = self.called(words_of(name))
            if person is None or len(person.words) > 1 or name.start < 2:
                continue
            at = name.start - (self.doc[name.start - 1].text == ",")
            words = [token.lower_ for token in self.doc[max(0, at - 2) : at]]
            is_his = words[0] in ("his", "her") and words[-1] in _RELATIVES
            if not is_his or other.sent != name.sent or len(words_of(other)) < 2:
                continue
            owner = self.called(words_of(other))
            if owner is not None and len(owner.words) > 1:
                person.words = (*person.words, owner.words[-1])
                family = self.by_word[person.words[-1].lower()]
                family[:] = [one for one in family if one.words[1:] or one.gender != person.gender] + [person]

    def is_person(self, person: Person, places: Sequence[Span], told: Set[int]) -> bool:
        is_addressed = any(at.start and self.doc[at.start - 1].lower_ in HONORIFICS for at in places)
        is_addressed |= not self.given.isdisjoint(at.start for at in places)
        if not is_addressed and len(person.words) > 1 and person.words[0].lower() in NO_FIRST_NAMES:
            return False
        return is_addressed or is_person(person, places, told, self.doc._.people_weights or {})

    def called(self, words: tuple[str, ...], before: int | None = None, gender: str = "") -> Person | None:
        """Give the person these words name; among several the one named last before token `before`."""
        people = self.by_word.get(words[-1].lower(), ())
        matches = [p for p in people if p.is_called(words)]
        if gender:
            surely = [p for p in matches if p.gender == gender and len(matches) > 1]
            matches = surely or [p for p in matches if p.gender in (gender, "")]
        if len(matches) > 1 and before is not None:
            recent = self.last_of(matches, before)
            return recent or matches[0]
        return matches[0] if matches else None

    def with_initials(self, letters: str) -> Person | None:
        """Give the person whom "A.B." means."""
        people = (m.person for m in self.mentions)
        return next((p for p in people if "".join(word[0] for word in p.words) == letters), None)

    def family(self, name: str) -> list[Person]:
        """Give those of one last name: Ana and Ben Beta for "Betas" or "Beta"."""
        known = (
            self.by_word.get(word.lower(), [])
            for word in (name, name.removesuffix("s"), name.removesuffix("es"))
        )
        return next((people for people in known if len(people) > 1), [])

    def name_for(self, part: Span) -> Span | None:
        """Give the name that stands for a noun phrase; not "Ana Alpha" for "Ana Alpha's lawyer"."""
        within = [name for name in names_within(self.names, part) if stands_for(name, part)]
        people = (
            name for name in within if name.label_ == PERSON and self.doc[name.start - 1].lower_ in _BEFORE
        )
        is_office = within[:1] and within[0][-1].lower_ in TITLE_NOUNS
        return (next(people, None) if is_office else None) or next(iter(within), None)

    def may_name(self, token: Token) -> bool:
        """Could this token name someone, whatever the tagger took it for?"""
        known = token.lower_ in self.by_word and token.text[0].isupper()
        return known and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")

    def names_someone(self, part: Span) -> bool:
        """Does one of the words of a name belong to somebody's?"""
        return any(word.lower() in self.by_word for word in organization_name(part).split())

    def last_of(self, people: list[Person], before: int) -> Person | None:
        return next((m.person for m in self.mentions_before(before) if m.person in people), None)

    def protagonist(self, before: int) -> Person | None:
        """Give the person named most often, or first, before a token: before an interview, the one who answers."""
        mentions = self.mentions[: bisect_left(self.places, before)]
        counted = Counter(mention.person for mention in mentions if len(mention.person.words) > 1)
        counted.update({person: _NAMED_FIRST for person in list(counted)[:1]})
        return max(counted, key=lambda person: counted[person], default=None)

    def holders_of(self, noun: str) -> list[Person]:
        """Give all those named whose titles hold a noun."""
        people = dict.fromkeys(mention.person for mention in self.mentions)
        return [one for one in people if any(noun in title.lower().split() for title in one.titles)]

    def described_later(self, noun: str, after: int) -> Person | None:
        """Give the first person named behind a token whose title or calling is `noun`."""
        later = self.mentions[bisect_left(self.places, after) :]
        return next((mention.person for mention in later if mention.person.is_described(noun)), None)

    def mentions_before(self, at: int) -> list[Mention]:
        """Give the nearest mentions before a token, nearest first."""
        end = bisect_left(self.places, at)
        return self.mentions[max(0, end - _LOOK_BACK) : end][::-1]

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
        start = token.i
        while start > 1 and self.doc[start - 1].text == "-" and not self.doc[start - 1].whitespace_:
            start -= 2  # "Alpha-Beta" in three tokens
        before, name = self.doc[start - 1], self.doc[start : token.i + 1]
        first = start - 1
        while first > 1 and self.doc[first - 1].text == "-" and not self.doc[first - 1].whitespace_:
            first -= 2  # "Soon-ja Alpha" in four
        if gender := HONORIFICS.get(before.lower_, ""):
            known = [p for p in people if p.gender == gender]
            return next((p for p in (*known, *people) if p.gender in (gender, "")), None)
        found = next(
            (p for p in people if len(p.words) > 1 and p.is_called((self.doc[first:start].text, name.text))),
            None,
        )
        if found is None:
            found = one_of_two(people, before.lower_)
        if found is None and before.lower_ in TITLE_NOUNS:
            titled = [p for p in people if p.is_described(before.lower_)]
            found = titled[0] if len(titled) == 1 else None
        if found is None and start < token.i:  # "Alpha-Beta", not Ben Beta
            found = next((p for p in people if p.words[-1].lower() == name.text.lower()), None)
        return found


def are_joined(doc: Doc, one: Mention, other: Mention) -> bool:
    """Are two people named in one breath: "Ana Alpha and her deputy, Ben Beta"?"""
    between = doc[one.at + 1 : other.at]
    joined = any(token.lower_ in ("and", "nor") for token in between) and not any(
        token.text in ".;:" for token in between
    )
    return one.person is not other.person and len(between) <= _WIDEST_JOIN and joined
