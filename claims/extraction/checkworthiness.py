"""How much a claim is worth an editor's time, with the reasons: 0 to 1, a logistic of the sum of the factors."""

import math
import re

from spacy.tokens import Span

from claims.extraction.contract import Factor

STARTING_POINT = Factor("every claim starts here", -0.8)

_STATISTIC = re.compile(
    r"\d\s?(?:%|percent|per cent|percentage)|[$€£]\s?\d|\b(?:million|billion|trillion|half of|a third of|one in|"
    r"doubled|tripled|rose|fell|increased?|decreased?|dropped|highest|lowest|record|most|fewer|more than|less than|"
    r"never|every|all)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|caused?|due to|led to|result(?:ed|s)? (?:in|of)|responsible for|to prevent|thanks to)\b",
    re.I,
)
_NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "LAW", "EVENT"))
_AUTHORITY = re.compile(
    r"\b(?:government|minister|president|police|army|military|court|council|congress|senate|parliament|mayor|"
    r"governor|department|agency|ministry|officials?|troops|strike|attack|tax(?:es)?|budget|law|vote|election|crime|"
    r"hospital|school)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = frozenset("i me my we us our".split())
_KINDS = {
    "opinion": Factor("is an opinion or a question", -1.6),
    "pledge": Factor("is a promise, threat or demand", -0.7),
    "prediction": Factor("is about the future", -0.4),
    "fact": Factor("states a fact that can be checked", 0.7),
}
_EVIDENCE = {
    "none_provided": Factor("the story says no evidence was given", 1.0),
    "disputed": Factor("the story says it is disputed", 1.1),
    "cited": Factor("the speaker cites a source that can be checked", 0.3),
}


def factors_of(claim: Span, *, evidence_status: str, has_office: bool) -> tuple[Factor, ...]:
    """Give the reasons that weigh for and against checking a claim, the starting point first."""
    text, words = claim.text, [token for token in claim if token.is_alpha]
    reasons = [
        (any(token.like_num for token in claim), Factor("gives a number", 0.8)),
        (_STATISTIC.search(text), Factor("measures or compares", 0.5)),
        (any(token.ent_type_ in _NAMED for token in claim), Factor("names who or what it is about", 0.4)),
        (_AUTHORITY.search(text), Factor("is about public affairs", 0.5)),
        (_CAUSE.search(text), Factor("claims a cause or purpose", 0.4)),
        (any(token.tag_ in ("VBD", "VBN") for token in claim), Factor("says that something happened", 0.3)),
        (has_office, Factor("is made by someone in office", 0.4)),
        (len(words) < 5, Factor("is very short", -0.9)),
        (any(word.lower_ in _FIRST_PERSON for word in words), Factor("is about the speaker", -0.4)),
        (evidence_status in _EVIDENCE, _EVIDENCE.get(evidence_status)),
    ]
    return (STARTING_POINT, _KINDS[claim.label_], *(factor for holds, factor in reasons if holds and factor))


def checkworthiness_of(factors: tuple[Factor, ...]) -> float:
    """Squash the sum of the factors to 0..1."""
    return round(1 / (1 + math.exp(-sum(factor.weight for factor in factors))), 3)
