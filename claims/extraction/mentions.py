"""The words of a mention: which of them tells who is meant, and which belong to the name."""

import re

from spacy.tokens import Span, Token

from claims.extraction.referents import PAIRS
from claims.extraction.vocabulary import OUTLETS

_DEMONYM = re.compile(
    r"(?:an|ese|lander|woman|Yorker|Dane|Swede|Finn|Pole|Scot|Serb|Croat|Turk|Greek|Czech|Briton|Spaniard)$"
)


def is_demonym(token: Token) -> bool:
    """Is it somebody by her country: "Kenyan", "Swede"?"""
    return token.text[0].isupper() and bool(_DEMONYM.search(token.text)) and token.lower_ not in OUTLETS


def head_of(part: Span) -> Token:
    """Give the word that tells who is meant, also where the parser takes "the two" or "she herself" apart."""
    if part[0].lower_ in ("he", "she") and len(part) == 2:
        return part[0]
    if part[-1].lower_ in PAIRS and len(part) == 2:
        return part[-1]
    if part[-1].lower_ == "old" and part[0].lower_ == "the":
        return part[-1]  # "the 66-year-old"
    is_noun = part[-1].pos_ in ("NOUN", "PROPN") and (part.root.pos_ == "DET" or part.root.tag_ == "PRP$")
    return part[-1] if is_noun else part.root  # "the paper", where "reports" was taken for a noun too


def without_deed(part: Span, head: Token) -> Span:
    """Leave out what was done with a document: "a report seen by the Post", "the plan, released in May"."""
    deeds = [c for c in head.children if c.dep_ in ("acl", "punct") and head.i < c.i < part.end]
    return part[: min((c.i for c in deeds), default=part.end) - part.start]


def capitalised_around(head: Token, part: Span) -> Span:
    """Give the run of capitalised words around a head: "Harbour Mutual" in "the insurer Harbour Mutual"."""
    start, end = head.i, head.i + 1
    while (
        start > part.start and part.doc[start - 1].text[0].isupper() and not part.doc[start - 1].is_sent_start
    ):
        start -= 1
    while end < part.end and part.doc[end].text[0].isupper():
        end += 1
    return part.doc[start:end]
