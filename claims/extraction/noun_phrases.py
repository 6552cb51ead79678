"""Where a noun phrase ends that begins at a known token, by its words: the parser may not know it for one."""

from spacy.tokens import Doc

from claims.extraction.proposals import Range
from claims.extraction.sources import name_behind
from claims.extraction.unlabelled_names import joins

CONJUNCTIONS = frozenset(
    "that which but because if when while although though where who whom whose how why without".split()
)
_NOT_IN_PHRASE = ("VBZ", "VBD", "VBP", "WDT", "WP", "TO", "VBG", "MD", "RB")


def phrase_at(doc: Doc, start: int, end: int) -> Range:
    """Give the noun phrase that begins at a token and ends by `end`, with the name behind it."""
    if start >= end:
        return start, start
    stop = start
    while stop < end and (stop == start or goes_on(doc, stop, end)):
        stop += 1
    while stop > start + 1 and doc[stop - 1].text in ".,":
        stop -= 1
    if stop < end and doc[stop].lower_ == "who":
        return start, end_of_relative_clause(doc, stop, end)
    is_name = doc[stop - 1].pos_ == "PROPN"
    return start, stop if is_name else name_behind(doc, stop)


def end_of_relative_clause(doc: Doc, start: int, end: int) -> int:
    """Where "a person who was in the room" ends: without it nobody knows who is meant."""
    return next((i for i in range(start, end) if doc[i].is_punct or doc[i].is_space), end)


def goes_on(doc: Doc, at: int, end: int) -> bool:
    token = doc[at]
    if joins(token) or doc[at - 1].text == "-":
        return True  # "Amber & Sons", "Voz do Mar", "brother-in-law"
    if (token.is_punct and token.text not in ("-", ".", "’")) or token.is_space or token.is_quote:
        return False
    if token.tag_ in _NOT_IN_PHRASE or token.is_sent_start or token.lower_ in CONJUNCTIONS:
        return False
    if token.pos_ not in ("ADP", "CCONJ", "SCONJ") or token.lower_ == "of":
        return True
    follows = doc[at + 1] if at + 1 < end else None
    is_part = token.dep_ in ("prep", "cc") and token.head.pos_ in (
        "NOUN",
        "PROPN",
        "NUM",
        "PRON",
        "DET",
        "ADJ",
    )
    return is_part and follows is not None and follows.pos_ in ("DET", "PROPN", "ADJ", "NOUN", "PRON")
