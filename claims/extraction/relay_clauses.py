"""Clauses that tell who passed something on: "the Post quoted Ana as saying", "..., the chief said"."""

from collections.abc import Collection

from spacy.tokens import Doc, Token

from claims.extraction.cues import SAYING
from claims.extraction.proposals import Proposal, Range
from claims.extraction.sources import (
    QUOTING,
    inside_quotations,
    quoted_person,
    quoting_verb,
    source_of,
    source_range,
    subject_of,
)
from claims.extraction.vocabulary import DOCUMENTS, ORGANIZATIONS, OUTLET_NOUNS, OUTLETS

_SAME_SPEAKER = frozenset("he she they it i we you who that which this".split())
_FIRST_PERSON = frozenset(("i", "we"))
_MARKS = frozenset((",", "—", "–", "--", ";"))
_LONGEST_ASIDE = 9  # tokens from where a clause is thrown in to its verb
_TELLING = {
    "go": "on",
    "let": "it",
    "make": "it",
}  # "she went on", "he let it be known", "they made it clear"


def is_body(head: Token) -> bool:
    words = (head.lower_, head.lemma_.lower())
    return any(w in ORGANIZATIONS | OUTLETS | OUTLET_NOUNS for w in words)


def is_document(doc: Doc, source: Range) -> bool:
    """Is it a record, and not "the paper" that reports?"""
    head = doc[source[0] : source[1]].root
    return head.pos_ == "NOUN" and head.lemma_.lower() in DOCUMENTS - OUTLET_NOUNS


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


def said_above(doc: Doc, proposal: Proposal, cues: Collection[int]) -> list[Range]:
    """Give who says it in "Divers believe the dam held, the chief said", if that is no attribution of its own."""
    cue = doc[proposal.cue[0]] if proposal.cue else None
    for verb in cue.ancestors if cue is not None and cue.dep_ == "ccomp" else ():
        if verb.lemma_ in SAYING and verb.i not in cues and (source := source_of(verb)):
            first, last = sorted((cue.i, verb.i))  # type: ignore[union-attr]
            is_apart = any(token.text in (";", ":") for token in doc[first:last])
            return [source] if not is_apart and may_relay(doc, proposal, source) else []
    return []


def thrown_in(doc: Doc, proposal: Proposal, cues: Collection[int]) -> list[Range]:
    """Give who says it in "Divers, the chief went on, believe ..." and in "... believe it held, said the chief"."""
    if proposal.cue is None or proposal.source is None:
        return []
    for end in (proposal.source[1], *(end for _, end in proposal.contents)):
        verb = verb_thrown_in(doc, end)
        if verb is not None and verb.i not in cues and (subject := subject_of(verb)) is not None:
            source = source_range(subject)
            if end <= source[0] and may_relay(doc, proposal, source):
                return [source]
    return []


def verb_thrown_in(doc: Doc, end: int) -> Token | None:
    """Give the verb of a short clause of saying behind token `end` and a comma."""
    start = end
    while start < len(doc) and (doc[start].text in _MARKS or doc[start].is_quote):
        start += 1
    if start == end and not (end and (doc[end - 1].text in _MARKS or doc[end - 1].is_quote)):
        return None
    for token in doc[start : start + _LONGEST_ASIDE]:
        if (token.is_sent_start and token.i > start) or token.pos_ in ("SCONJ", "CCONJ"):
            return None
        if token.pos_ == "VERB":
            nexts = token.nbor().lower_ if token.i + 1 < len(doc) else ""
            tells = token.lemma_ in SAYING or _TELLING.get(token.lemma_) == nexts
            return token if tells else None
    return None


def may_relay(doc: Doc, proposal: Proposal, source: Range) -> bool:
    """Is it another than the speaker, who speaks outside the quotation, and no record?"""
    if overlaps(source, proposal.source) or is_document(doc, source) or inside_quotations(doc)[source[0]]:
        return False
    return doc[source[0]].lower_ not in _FIRST_PERSON and speaks_for_itself(doc, proposal, source)


def speaks_for_itself(doc: Doc, inner: Proposal, outer_source: Range) -> bool:
    """Is the inner source another than the outer: no pronoun, unless an organization cannot be "she"?"""
    first = doc[inner.source[0]].lower_ if inner.source else "it"
    if first in ("he", "she"):
        return is_body(doc[outer_source[0] : outer_source[1]].root)
    return first not in _SAME_SPEAKER


def as_reported(doc: Doc, proposal: Proposal) -> list[Range]:
    """Give the outlet in "As the Post reports, Ana said ..."."""
    verb = doc[proposal.cue[0]] if proposal.cue else None
    asides = (
        [c for c in verb.children if c.dep_ == "advcl" and c.left_edge.lower_ == "as"]
        if verb is not None
        else []
    )
    found = [subject for aside in asides if (subject := subject_of(aside)) is not None and is_body(subject)]
    return [source_range(subject) for subject in found[:1]]
