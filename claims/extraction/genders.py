"""Whether people are men or women, by the pronouns behind their names and by what the tagger tells."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from claims.extraction.people import Mention, Person
from claims.extraction.sources import SUBJECTS
from claims.extraction.vocabulary import GENDERED_PRONOUNS

_OWN = (*SUBJECTS, "poss")  # "Tarrant accused him": the object is another
_SURE = 1.0  # logits, of all mentions together


def learn_genders(doc: Doc, by_place: Mapping[int, Person]) -> None:
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
        if person.is_guessed or not person.gender:
            person.gender = max(counted, key=lambda gender: counted[gender])


def take_leanings(doc: Doc, mentions: Sequence[Mention]) -> None:
    """Take over what the tagger tells of men and women, where it is sure and nothing else tells."""
    if (genders := doc._.genders) is None:
        return
    told: dict[Person, float] = defaultdict(float)
    for mention in mentions:
        told[mention.person] += genders[mention.at][0] - genders[mention.at][1]
    for person, leaning in told.items():
        if not person.gender and abs(leaning) >= _SURE:
            person.gender, person.is_guessed = "m" if leaning > 0 else "f", True
