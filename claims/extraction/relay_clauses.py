"""Who quotes in "the Post quoted Ana as saying", and whether one who tells is another than the speaker."""

from spacy.tokens import Doc, Token

from claims.extraction.cues import SAYING, lemma_of
from claims.extraction.proposals import Proposal, Range
from claims.extraction.sources import (
    QUOTING,
    quoted_person,
    quoting_verb,
    source_range,
    subject_of,
)
from claims.extraction.vocabulary import DOCUMENTS, ORGANIZATIONS, OUTLET_NOUNS, OUTLETS

_SAME_SPEAKER = frozenset("he she they it i we you who that which this".split())
_FIRST_PERSON = frozenset(("i", "we"))
_THIRD_PERSON = frozenset("he she they it".split())


def is_body(head: Token) -> bool:
    words = (head.lower_, head.lemma_.lower())
    return any(w in ORGANIZATIONS | OUTLETS | OUTLET_NOUNS for w in words)


def is_document(doc: Doc, source: Range) -> bool:
    """Is it a record, and not "the paper" that reports?"""
    head = doc[source[0] : source[1]].root
    names = {head.lemma_.lower(), head.lower_}  # "minutes"
    return head.pos_ == "NOUN" and not names.isdisjoint(DOCUMENTS - OUTLET_NOUNS)


def overlaps(one: Range, other: Range | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]


def quoting(doc: Doc, proposal: Proposal) -> list[Range]:
    """Give who quotes in "the Post quoted Ana as saying", "Ana was quoted by (or in) the Post as saying"."""
    cue = doc[proposal.cue[0]] if proposal.cue else None
    if cue is None:
        return []
    verb = cue if cue.lemma_ in QUOTING else quoting_verb(cue) or having_verb(doc, proposal)
    by = subject_of(verb) if verb is not None else None
    if by is not None and by.dep_ != "nsubjpass":
        return [source_range(by)]
    return [source_range(body) for body in places_of(verb)[:1]] if verb is not None else []


def places_of(verb: Token) -> list[Token]:
    """Give the paper in "is quoted in the paper", "in the paper she is quoted"."""
    within = [t for c in verb.children if c.dep_ == "prep" and c.lower_ in ("in", "on") for t in c.children]
    return [token for token in within if token.dep_ == "pobj" and is_body(token)]


def having_verb(doc: Doc, proposal: Proposal) -> Token | None:
    """Give "has" for the "saying" in "the Post has Ana saying"."""
    cue, source = proposal.cue, proposal.source
    if cue is None or source is None or doc[cue[0]].tag_ != "VBG" or not 0 < source[0] < cue[0]:
        return None
    before = doc[source[0] - 1]
    return before if before.lemma_ == "have" and subject_of(before) is not None else None


def quoted_source(doc: Doc, proposal: Proposal) -> Range | None:
    """Give the one who is quoted, whomever the tagger took for the source."""
    person = quoted_person(doc[proposal.cue[0]]) if proposal.cue else None
    return source_range(person) if person is not None else None


def may_relay(doc: Doc, proposal: Proposal, source: Range) -> bool:
    """Is it another than the speaker?"""
    if overlaps(source, proposal.source) or doc[source[0]].lower_ in _FIRST_PERSON:
        return False
    return speaks_for_itself(doc, proposal, source) and not tells_of_herself(doc, proposal, source)


def tells_of_herself(doc: Doc, proposal: Proposal, source: Range) -> bool:
    """Is it "Ana, she wrote, went further"? Of one who hopes somebody else may tell, but not in the middle."""
    if doc[source[0]].lower_ not in ("he", "she") or proposal.cue is None or proposal.source is None:
        return False
    speaker = doc[slice(*proposal.source)].root
    is_within = any(source[0] < end for _, end in proposal.contents)
    speaks = lemma_of(doc[proposal.cue[0]]) in SAYING
    return speaker.tag_ == "NNP" and not is_body(speaker) and (speaks or is_within)


def speaks_for_itself(doc: Doc, inner: Proposal, outer_source: Range) -> bool:
    """Is the inner source another than the outer, and not "she said she believes"?

    A body is no "she", one person is no "they"; and whoever is named behind a pronoun is not meant by it, but for
    "it" and "they", by which a firm may tell of itself.
    """
    if inner.source is None:
        return False
    first = doc[inner.source[0]].lower_
    if first not in _SAME_SPEAKER:
        return True
    head = doc[outer_source[0] : outer_source[1]].root
    if first not in _THIRD_PERSON or head.lower_ in (first, *_FIRST_PERSON):
        return False
    if head.lower_ in _THIRD_PERSON:
        return head.lower_ != first
    if first in ("he", "she"):
        return is_body(head) or outer_source[0] > inner.source[0]
    return head.pos_ == "PROPN" or head.tag_ == "NN" if not is_body(head) else False
