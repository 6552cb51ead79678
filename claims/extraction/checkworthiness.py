"""How much a claim is worth an editor's time, with the reasons: 0 to 1, a logistic of the sum of the factors.

What the words weigh is learned, with the tagger, from sentences that fact-checkers picked or left (MODEL_CARD.md): the
tagger's reading decides, the readable reasons explain it, and one factor holds what they leave unexplained;
what the story and the speaker's office add is set here, for no corpus tells it.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Span

from claims.extraction.contract import Factor

START = "start"  # where the readable reasons begin to add up
READ_START, READS = "read_start", "reads"  # the same for the tagger's reading, and what it weighs

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
_AUTHORITY = re.compile(
    r"\b(?:government|minister|president|police|army|military|court|council|congress|senate|parliament|mayor|"
    r"governor|department|agency|ministry|officials?|troops|strike|attack|tax(?:es)?|budget|law|vote|election|crime|"
    r"hospital|school)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = frozenset("i me my we us our".split())

_READABLE: dict[str, tuple[str, Callable[[Span], object]]] = {
    "number": ("gives a number", lambda claim: any(token.like_num for token in claim)),
    "measure": ("measures or compares", lambda claim: _STATISTIC.search(claim.text)),
    "named": ("names who or what it is about", lambda claim: any(t.pos_ == "PROPN" for t in claim)),
    "public": ("is about public affairs", lambda claim: _AUTHORITY.search(claim.text)),
    "cause": ("claims a cause or purpose", lambda claim: _CAUSE.search(claim.text)),
    "past": ("says that something happened", lambda claim: any(t.tag_ in ("VBD", "VBN") for t in claim)),
    "short": ("is very short", lambda claim: sum(token.is_alpha for token in claim) < 5),
    "self": ("is about the speaker", lambda claim: any(t.lower_ in _FIRST_PERSON for t in claim)),
    "opinion": ("is an opinion or a question", lambda claim: claim.label_ == "opinion"),
    "pledge": ("is a promise, threat or demand", lambda claim: claim.label_ == "pledge"),
    "prediction": ("is about the future", lambda claim: claim.label_ == "prediction"),
}
REASONS = tuple(_READABLE)
_EVIDENCE = {
    "none_provided": Factor("the story says no evidence was given", 1.0),
    "disputed": Factor("the story says it is disputed", 1.1),
    "cited": Factor("the speaker cites a source that can be checked", 0.3),
}
_OFFICE = Factor("is made by someone in office", 0.4)


def factors_of(claim: Span, *, evidence_status: str, has_office: bool) -> tuple[Factor, ...]:
    """Give the reasons that weigh for and against checking a claim, the starting point first."""
    stated = [_EVIDENCE[evidence_status]] if evidence_status in _EVIDENCE else []
    return (*worded_factors(claim), *stated, *([_OFFICE] if has_office else []))


def worded_factors(claim: Span) -> Iterator[Factor]:
    """Give what the words of a claim alone weigh."""
    weights: Mapping[str, float] = claim.doc._.factor_weights or {}
    told = [Factor("every claim starts here", weights.get(START, 0.0))]
    told += [Factor(_READABLE[reason][0], weights.get(reason, 0.0)) for reason in reasons_in(claim)]
    whole = weights.get(READ_START, 0.0) + weights.get(READS, 0.0) * reading(claim)
    yield from told
    yield Factor("reads like what fact-checkers pick", round(whole - sum(f.weight for f in told), 2))


def reasons_in(claim: Span) -> list[str]:
    """Give the readable reasons that hold for a claim, whose label is its kind."""
    return [reason for reason, (_, holds) in _READABLE.items() if holds(claim)]


def reading(claim: Span) -> float:
    """Give the tagger's mean over the words of a claim, as a logit."""
    worth = claim.doc._.worth
    words = [float(worth[token.i]) for token in claim if not token.is_space] if worth is not None else []
    return sum(words) / len(words) if words else 0.0


def checkworthiness_of(factors: tuple[Factor, ...]) -> float:
    """Squash the sum of the factors to 0..1."""
    return round(1 / (1 + math.exp(-sum(factor.weight for factor in factors))), 3)
