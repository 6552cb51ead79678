"""Who is meant by "she", "the minister", "both" and "the brothers": those named before, weighed by learned reasons.

Each candidate has reasons for and against it; the one whose reasons weigh most is meant, or somebody new. The weights
stand with the tagger's; `manage.py train_extraction` learns them from stories that mark who speaks.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from spacy.tokens import Doc, Span, Token

from claims.extraction.callings import Callings
from claims.extraction.cast import Cast
from claims.extraction.descriptions import AGE, count_in, fits_age, gender_of_words, ties
from claims.extraction.discourse import Candidate, Discourse
from claims.extraction.named import Named, named_person
from claims.extraction.several import several_candidates
from claims.extraction.sources import inside_quotations
from claims.extraction.vocabulary import (
    DOCUMENTS,
    FIRM_NOUNS,
    GENDERED_NOUNS,
    GENDERED_PRONOUNS,
    ORGANIZATIONS,
    OUTLET_NOUNS,
    TITLE_NOUNS,
)

DEFINITE = frozenset("the these those this that both his her its their my our all neither".split())
PAIRS = frozenset("pair duo couple newlyweds exes spouses trio two three four five".split())
SEVERAL = frozenset("they both neither either each them their theirs".split())
_POSSESSIVES = frozenset("his her its their my our".split())
_KIN = frozenset("couple brother sister sibling twin cousin spouse parent family".split())
_FARTHEST = 6  # paragraphs, and stretches of 50 tokens: farther is no worse

Reasons = dict[str, float]
Weighed = tuple[Candidate | None, Reasons]


class Referents:
    """Finds who is meant by words, and keeps in mind who spoke; `resolve` names those behind tokens."""

    def __init__(
        self, doc: Doc, cast: Cast, resolve: Callable[[int, int], list[Named]], weights: Mapping[str, float]
    ):
        self.doc, self.cast, self.weights = doc, cast, weights
        self.discourse, self.callings = Discourse(doc, cast, resolve), Callings(doc)
        self.barred: Set[str] = (
            frozenset()
        )  # "Ana and her deputy", "he ..., his lawyer said": not the one beside it
        self.paragraphs, self.sentences = numbers_of(doc)
        quoted = inside_quotations(doc)
        self.pronouns = [t.i for t in reversed(doc) if t.lower_ in GENDERED_PRONOUNS and not quoted[t.i]]

    def read_to(self, at: int) -> None:
        """Take in who is named, or meant by "he" and "her", before token `at`."""
        barred, self.barred = self.barred, frozenset()
        while self.pronouns and self.pronouns[-1] < at:
            i = self.pronouns.pop()
            self.discourse.read_to(i)
            found = self.likeliest(self.weigh_pronoun(self.doc[i : i + 1], self.doc[i]))
            if found is not None:
                self.discourse.met.append((i, found.named[0]))
        self.discourse.read_to(at)
        self.barred = barred

    def spoke(self, named: list[Named], at: int) -> None:
        """Keep in mind who spoke at token `at`, which nobody needs to guess any more."""
        self.read_to(at)
        if self.pronouns and self.pronouns[-1] == at:
            self.pronouns.pop()
        self.discourse.spoke(named, at)

    def one(self, part: Span, head: Token, unnamed: float = 0.0) -> Named | None:
        """Give the one meant by "she" or "the minister"; None if it is somebody new.

        `unnamed` tells how far the tagger takes the words for somebody who is only described (logits).
        """
        self.read_to(part.start)
        is_pronoun = head.lower_ in GENDERED_PRONOUNS
        weighed = self.weigh_pronoun(part, head) if is_pronoun else self.weigh_noun(part, head, unnamed)
        found = self.best(self.not_barred(weighed))
        return found.named[0] if found else None

    def anyone(self, part: Span) -> Named | None:
        """Give the one whom "she" would mean, be it a woman or a man."""
        self.read_to(part.start)
        near = enumerate(self.discourse.nearest(self.discourse.people, part.start))
        weighed = (
            (one, of_kind("she", self.person_reasons(one, "", part.start, rank))) for rank, one in near
        )
        found = self.best(self.not_barred(weighed))
        return found.named[0] if found else None

    def several(self, part: Span, head: Token) -> tuple[Named, ...]:
        """Give those meant by "they", "both", "the ministers", "the Betas"; nobody if they are new."""
        if head.text[0].isupper() and head.pos_ != "PRON" and (family := self.cast.family(head.text)):
            return tuple(named_person(person, part) for person in family)
        self.read_to(part.start)
        found = self.best(self.not_barred(self.weigh_several(part, head)))
        return found.named if found else ()

    def body(self, part: Span, head: Token) -> Named | None:
        """Give the organization or document meant by "it" or "the paper"; None if it is a new one."""
        self.read_to(part.start)
        found = self.best(self.not_barred(self.weigh_body(part, head)))
        return found.named[0] if found else None

    def not_barred(self, weighed: Iterable[Weighed]) -> Iterator[Weighed]:
        return (one for one in weighed if one[0] is None or one[0].names.isdisjoint(self.barred))

    def best(self, weighed: Iterable[Weighed]) -> Candidate | None:
        return self.likeliest(weighed)

    def likeliest(self, weighed: Iterable[Weighed]) -> Candidate | None:
        return max(weighed, key=lambda one: self.score(one[1]), default=(None, {}))[0]

    def score(self, reasons: Reasons) -> float:
        return sum(self.weights.get(reason, 0.0) * value for reason, value in reasons.items())

    def weigh_pronoun(self, part: Span, head: Token) -> Iterator[Weighed]:
        for rank, candidate in enumerate(self.discourse.nearest(self.discourse.people, part.start)):
            reasons = self.person_reasons(candidate, GENDERED_PRONOUNS[head.lower_], part.start, rank)
            yield candidate, of_kind("she", reasons)

    def weigh_noun(self, part: Span, head: Token, unnamed: float) -> Iterator[Weighed]:
        words = {token.lower_ for token in part if token.is_alpha} - {head.lower_}
        gender, age = gender_of_words(part, head), AGE.search(part.text)
        is_possessed = part[0].lower_ in _POSSESSIVES
        owner = self.owner(part[0])
        for rank, candidate in enumerate(self.discourse.nearest(self.discourse.people, part.start)):
            if candidate is owner:
                continue
            named, theirs = candidate.named[0], self.callings.of(candidate.named[0])
            reasons = (
                self.person_reasons(candidate, gender, part.start, rank)
                | {
                    "same noun": self.callings.is_called(named, head.lower_),
                    "other words known": len(words & theirs),
                    "called otherwise": bool(theirs) and head.lower_ not in theirs,
                    "same age": named.person is not None and fits_age(part, named.person.age),
                    "whose": is_possessed and named in self.discourse.last,
                }
                | ties(owner, candidate, head.lower_, self.discourse.groups.values())
            )
            yield candidate, of_kind("the one", reasons)
        if age and len(part) > 1 and head.text.endswith("old") and part[0].lower_ == "the":
            return  # "the 66-year-old" has been named, whether or not with her age
        reasons = {
            "new": 1.0,
            "new, title": head.lower_ in TITLE_NOUNS,
            "new, described": unnamed,
            "new, whose": is_possessed,
            "new, the": part[0].lower_ in ("the", "this", "that"),
            "new, gendered": bool(gender),
            "new, long": len(part) > 3,
            "new, age": bool(age),
        }
        yield None, of_kind("the one", reasons)

    def owner(self, pronoun: Token) -> Candidate | None:
        """Give whom "his" means before a noun: who is beside it, in its sentence, spoke last, or was named last."""
        if (gender := GENDERED_PRONOUNS.get(pronoun.lower_)) is None:
            return None
        near = self.discourse.nearest(self.discourse.people, pronoun.i)
        last = {named.name for named in self.discourse.last}
        here = self.sentences[pronoun.i]
        near.sort(
            key=lambda one: (
                not one.names <= self.barred,
                self.sentences[one.at] != here,
                not one.names <= last,
            )
        )
        known = ((one, *self.callings.gender_of(one.named[0])) for one in near)
        return next((one for one, told, is_guessed in known if told in (gender, "") or is_guessed), None)

    def weigh_several(self, part: Span, head: Token) -> Iterator[Weighed]:
        noun = head.lemma_.lower() if head.pos_ in ("NOUN", "PROPN") else ""
        count, gender, first = count_in(part), GENDERED_NOUNS.get(noun, ""), part[0].lower_
        is_pronoun = head.lower_ in SEVERAL | PAIRS
        kind = "they" if head.lower_ in ("they", "them", "their") else "both" if is_pronoun else "the several"
        together = several_candidates(self.discourse, part.start, noun, count, self.callings.of)
        if noun in ORGANIZATIONS | FIRM_NOUNS:  # "the two firms" are no people
            together = [one for one in together if not one.people]
        elif noun in TITLE_NOUNS:
            together = [one for one in together if not is_body(one)]
        for rank, candidate in enumerate(together):
            reasons = self.nearness(candidate, part.start, rank) | self.group_reasons(candidate, noun, gender)
            yield candidate, of_kind(kind, reasons)
        before = part.doc[part.start - 1].lower_ if part.start else ""
        if is_pronoun or (count and (first == "the" or {first, before} & {"both", "neither"})):
            return  # they are somebody, whoever it is
        reasons = {
            "new": 1.0,
            "new, counted": bool(count),
            "new, gendered": bool(gender),
            "new, the": first in ("the", "these"),
            "new, kin": noun in _KIN,
            "new, whose": first in _POSSESSIVES,
            "new, long": len(part) > 3,
        }
        yield None, of_kind(kind, reasons)

    def weigh_body(self, part: Span, head: Token) -> Iterator[Weighed]:
        is_it, noun = head.lower_ in ("it", "its"), head.lemma_.lower()
        kind, is_outlet = "it" if is_it else "the body", noun in OUTLET_NOUNS
        for rank, candidate in enumerate(self.discourse.nearest(self.discourse.bodies, part.start)):
            named = candidate.named[0]
            if not is_it and (named.kind == "document") != (noun in DOCUMENTS) and not is_outlet:
                continue
            names_one = self.cast.bodies.is_outlet(named.name)
            nouns = {*named.name.lower().split(), *self.cast.bodies.nouns_beside.get(named.name, ())}
            reasons = self.nearness(candidate, part.start, rank) | {
                "document": named.kind == "document",
                "group": named.kind == "group",
                "noun in name": not is_it and noun in nouns,
                "outlet": is_outlet and names_one,
                "no outlet": is_outlet and not names_one,
                "outlet for a firm": not is_it and not is_outlet and names_one,
                "firm": noun in FIRM_NOUNS and not names_one,
                "proper": named.name[:1].isupper(),
            }
            yield candidate, of_kind(kind, reasons)
        if is_it:
            return
        reasons = {
            "new": 1.0,
            "new, same": "same" in part.text,
            "new, outlet": is_outlet,
            "new, firm": noun in FIRM_NOUNS,
            "new, whose": part[0].lower_ in _POSSESSIVES,
            "new, long": len(part) > 2,
        }
        yield None, of_kind(kind, reasons)

    def nearness(self, candidate: Candidate, at: int, rank: int) -> Reasons:
        last, before = (
            {named.name for named in told} for told in (self.discourse.last, self.discourse.before)
        )
        return {
            "paragraphs": min(self.paragraphs[at] - self.paragraphs[candidate.at], _FARTHEST),
            "tokens": min((at - candidate.at) / 50, _FARTHEST),
            "subject": candidate.is_subject,
            "spoke last": candidate.names <= last,
            "spoke before last": candidate.names <= before,
            "has spoken": candidate.has_spoken,
            "same sentence": self.sentences[candidate.at] == self.sentences[at],
            "nearest": rank == 0,
            "often": math.log(candidate.times),
        }

    def person_reasons(self, candidate: Candidate, gender: str, at: int, rank: int) -> Reasons:
        named = candidate.named[0]
        known, is_guessed = self.callings.gender_of(named)
        differs = bool(gender and known) and known != gender
        return self.nearness(candidate, at, rank) | {
            "unnamed": named.kind == "unnamed",
            "one word": named.person is not None and len(named.person.words) == 1,
            "same gender": bool(gender) and known == gender,
            "other gender": differs and not is_guessed,
            "other gender, guessed": differs and is_guessed,
        }

    def group_reasons(self, candidate: Candidate, noun: str, gender: str) -> Reasons:
        people, named = candidate.people, candidate.named
        are_people, genders = len(people) == len(named), {person.gender for person in people} - {""}
        spoken = {one.name for one in (*self.discourse.last, *self.discourse.before)}
        is_family = are_people and len({person.words[-1] for person in people}) == 1
        return {
            "same gender": bool(gender) and genders == {gender},
            "other gender": bool(gender) and bool(genders - {gender}),
            "noun": noun in candidate.nouns,
            "called so": self.callings.share_called(noun, named),
            "one family": is_family and (noun in _KIN or bool(gender)),
            "people": are_people,
            "one word": any(len(person.words) == 1 for person in people),
            "body": len(named) == 1,
            "organization": len(named) == 1 and named[0].kind == "organization",
            "put together": candidate.is_put_together,
            "beside": candidate.is_beside,
            "spoke one by one": len(named) == 2 and candidate.names == spoken,
            "same words": len(named) == 1 and noun == self.callings.noun_of(named[0]),
        }


def is_body(several: Candidate) -> bool:
    return any(named.kind == "organization" for named in several.named)


def of_kind(kind: str, reasons: Mapping[str, float]) -> Reasons:
    """Name reasons by the kind of words they are for: each kind has weights of its own."""
    return {f"{kind}: {reason}": float(value) for reason, value in reasons.items()}


def numbers_of(doc: Doc) -> tuple[list[int], list[int]]:
    """Give the number of each token's paragraph, and of its sentence."""
    paragraphs, sentences = [], []
    paragraph = sentence = 0
    for token in doc:
        sentence += bool(token.is_sent_start)
        paragraphs.append(paragraph)
        sentences.append(sentence)
        paragraph += token.is_space and "\n" in token.text
    return paragraphs, sentences
