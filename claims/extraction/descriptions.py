"""What the words of a description tell of whom they mean: number, age, gender, and whose brother or rival it is."""

import re
from collections.abc import Iterable

from spacy.tokens import Span, Token

from claims.extraction.discourse import Candidate
from claims.extraction.vocabulary import GENDERED_NOUNS, GENDERED_PRONOUNS

AGE = re.compile(r"\b(\d+)-year-old")
_COUNTS = {
    "two": 2, "both": 2, "neither": 2, "pair": 2, "duo": 2, "couple": 2, "newlyweds": 2,
    "exes": 2, "spouses": 2, "three": 3, "trio": 3, "four": 4, "five": 5,
}  # fmt: skip
_OLD = 65
_DECADES = {"teenager": 10, "sexagenarian": 60, "septuagenarian": 70, "octogenarian": 80, "nonagenarian": 90}
_FELLOWS = frozenset(
    """rival colleague counterpart partner opponent adversary companion friend flatmate room-mate roommate housemate
    co-author co-founder neighbour neighbor team-mate teammate fiancé fiancée spouse twin sibling cousin""".split()
)


def count_in(part: Span) -> int:
    """Tell how many "both", "the couple", "three of them" are; 0 where nothing says so."""
    before = part.doc[part.start - 1].lower_ if part.start else ""
    words = [before if before in ("both", "neither") else "", *(token.lower_ for token in part)]
    return next((_COUNTS[word] for word in words if word in _COUNTS), 0)


def fits_age(words: Span, age: int) -> bool:
    """Do words tell somebody's age: "the 66-year-old", "the octogenarian", "the old man"?"""
    if told := AGE.search(words.text):
        return int(told[1]) == age
    if words.text.lower().startswith(("the old ", "the elderly ")) or words.root.lower_ == "pensioner":
        return age >= _OLD
    decade = _DECADES.get(words.root.lower_, age + 1)
    return decade <= age < decade + 10


def gender_of_words(words: Span, head: Token) -> str:
    """Give "f" for "the widow" and "the minister herself"."""
    itself = (GENDERED_PRONOUNS[token.lower_] for token in words if token.lower_ in ("himself", "herself"))
    return GENDERED_NOUNS.get(head.lower_, "") or next(itself, "")


def ties(
    owner: Candidate | None, candidate: Candidate, noun: str, groups: Iterable[Candidate]
) -> dict[str, float]:
    """Give what ties somebody to the owner in "her brother" and "his rival"."""
    if owner is None or not (owner.people and candidate.people):
        return {}
    pair = owner.names | candidate.names
    are_fellows = noun in _FELLOWS and any(pair <= several.names for several in groups)
    is_family = owner.people[0].words[-1] == candidate.people[0].words[-1]
    return {"fellow": are_fellows, "kin": is_family and noun in GENDERED_NOUNS}
