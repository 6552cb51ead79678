"""The people of an article, and what tells that a name is a person's: the words beside it, wherever it stands.

What each reason weighs stands with the tagger's weights; `manage.py train_extraction` learns it from stories that tell
everybody they name.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from spacy.tokens import Span

from claims.extraction.names import words_of
from claims.extraction.sources import SUBJECTS
from claims.extraction.vocabulary import (
    FIRM_NOUNS,
    ORGANIZATIONS,
    OUTLET_NOUNS,
    TITLES,
)

_PLACING = frozenset(
    "in at near across off outside into throughout toward towards around inside beyond above below over".split()
)
_RELATING = frozenset("of from to on by for with through".split())
_TELLING = frozenset(("who", "whose"))  # "Ana Alpha, who led the study"
_BODIES = FIRM_NOUNS | ORGANIZATIONS | OUTLET_NOUNS  # "the airline Alpha"
_ELDER = frozenset("elder older father mother uncle aunt grandfather grandmother".split())
_CALLED_ALIKE = (
    "lawyer attorney advocate barrister solicitor counsel", "premier pm", "monarch king queen ruler", "constable pc",
    "doctor physician", "priest father fr vicar pastor reverend", "professor academic", "boss chief", "singer star",
    "lawmaker legislator mp senator congressman congresswoman", "spokesman spokeswoman spokesperson",
    "actor actress star", "councillor councilman cllr cr",
)  # fmt: skip
SYNONYMS = {
    word: {other for words in _CALLED_ALIKE if word in words.split() for other in words.split()}
    for word in {word for words in _CALLED_ALIKE for word in words.split()}
}
_YOUNGER = frozenset("younger son daughter nephew niece grandson granddaughter".split())


@dataclass(eq=False)
class Person:
    """Someone the article names; `words` is the fullest form of the name without title."""

    words: tuple[str, ...]
    gender: str = ""
    is_guessed: bool = False  # the gender, by the tagger or by nothing
    titles: list[str] = field(default_factory=list)
    callings: set[str] = field(default_factory=set)  # "dentist": nouns beside the name, titles or not
    deeds: set[str] = field(default_factory=set)  # "driver" of one who drives
    age: int = 0

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
        if len(mine) > len(theirs) and mine[-len(theirs) :] == theirs:
            return True  # "De Vries" of Ana De Vries
        return theirs[-1] == mine[-1] and same_first_name(theirs[0], mine[0])

    def is_described(self, noun: str) -> bool:
        words = self.callings.union(self.deeds, *(title.lower().split() for title in self.titles))
        return not words.isdisjoint(SYNONYMS.get(noun, {noun}))


def same_first_name(one: str, other: str) -> bool:
    one, other = one.strip("."), other.strip(".")
    return one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1])


@dataclass(frozen=True)
class Mention:
    """One place where a person is named."""

    at: int  # token
    person: Person
    is_subject: bool


def is_person(person: Person, places: Sequence[Span], told: Set[int], weights: Mapping[str, float]) -> bool:
    """Does the whole article speak for a person behind a name? `told` are the tokens of people the tagger knows."""
    reasons = reasons_for(person, places, told)
    score = sum(weights.get(reason, 0.0) * value for reason, value in reasons.items())
    return score > 0 and not (reasons["title"] == 0 and any(has_officer(place) for place in places))


def is_body(person: Person, places: Sequence[Span]) -> bool:
    """Is a name that is no person's an organization's, and not a place's or a stray capital?"""
    placed = [place.start > 0 and place.doc[place.start - 1].lower_ in _PLACING for place in places]
    if sum(placed) > len(places) / 2:
        return False
    if len(person.words) > 1 or not _BODIES.isdisjoint(person.callings):
        return True
    acts = [place.root.dep_ in SUBJECTS and place.root.tag_ == "NNP" for place in places]
    return sum(acts) >= len(places) / 3 and not all(place[0].is_sent_start for place in places)


def reasons_for(person: Person, places: Sequence[Span], told: Set[int]) -> dict[str, float]:
    """Give what speaks for a person and against one: by how much, or in what part of the places."""

    def share(answers: Sequence[bool]) -> float:
        return sum(answers) / len(answers)

    are_several = len(person.words) > 1
    before = [place.doc[place.start - 1].lower_ if place.start else "" for place in places]
    behind = [place.doc[place.end : place.end + 2] for place in places]
    return {
        "always": 1.0,
        "several words": float(are_several),
        "title": float(bool(person.title)),
        "calling": float(bool(person.callings)),
        "body": float(not _BODIES.isdisjoint(person.callings)),
        "last word": share([are_several and words_of(place) == person.words[-1:] for place in places]),
        "first word": share([are_several and words_of(place) == person.words[:1] for place in places]),
        "gender": float(bool(person.gender) and not person.is_guessed),
        "named once": float(len(places) == 1),
        "tagger": share([place[-1].i in told for place in places]),
        "the": share([word == "the" for word in before]),
        "in": share([word in _PLACING for word in before]),
        "of": share([word in _RELATING for word in before]),
        "owns": share([bool(words) and words[0].tag_ == "POS" for words in behind]),
        "noun behind": share([bool(words) and words[0].pos_ in ("NOUN", "PROPN") for words in behind]),
        "who": share([any(t.lower_ in _TELLING or t.like_num for t in words) for words in behind]),
        "opens": share([bool(place[0].is_sent_start) for place in places]),
    }


def has_officer(name: Span) -> bool:
    """Is it the "Alpha" of "the founder of Alpha"?"""
    before = name.doc[max(0, name.start - 2) : name.start]
    return len(before) > 1 and before[1].lower_ == "of" and before[0].lower_ in TITLES


def one_of_two(people: Sequence[Person], word: str) -> Person | None:
    """Tell "the younger Alpha" by what the two of that name are called."""
    ranks = [bool(one.callings & _ELDER) - bool(one.callings & _YOUNGER) for one in people]
    if word not in _ELDER | _YOUNGER or len(people) != 2 or ranks[0] == ranks[1]:
        return None
    return people[(ranks[0] < ranks[1]) == (word in _ELDER)]
