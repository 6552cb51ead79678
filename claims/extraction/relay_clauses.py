"""Who quotes in "the Post quoted Ana as saying", and whether one who tells is another than the speaker."""

from spacy.tokens import Doc, Span, Token

from claims.extraction.cues import PROMISING, SAYING, lemma_of
from claims.extraction.proposals import Proposal, Range
from claims.extraction.sources import (
    QUOTING,
    quoted_person,
    quoting_verb,
    source_range,
    subject_of,
)
from claims.extraction.vocabulary import (
    DOCUMENTS,
    GENDERED_NOUNS,
    GENDERED_PRONOUNS,
    ORGANIZATIONS,
    OUTLET_NOUNS,
    OUTLETS,
)

_SAME_SPEAKER = frozenset("he she they it i we you who that which this".split())
_SURE = 2.0  # logits by which the tagger must tell a man from a woman
_LONGEST_NAME = 12  # tokens between "had" and "saying"
_FIRST_PERSON = frozenset(("i", "we"))
_OBJECTS = {"he": "him", "she": "her"}
_POSSESSIVES = {"he": "his", "she": "her", "they": "their"}
_AGENTS = frozenset(
    """spokesman spokeswoman spokesperson lawyer attorney solicitor barrister counsel agent aide adviser advisor
    assistant secretary representative publicist manager staff""".split()
)
_THIRD_PERSON = frozenset("he she they it".split())


def is_body(head: Token) -> bool:
    words = (head.lower_, head.lemma_.lower())
    return any(w in ORGANIZATIONS | OUTLETS | OUTLET_NOUNS for w in words)


def is_document(doc: Doc, source: Range) -> bool:
    """Is it a record, and not "the paper" that reports?"""
    head = doc[source[0] : source[1]].root
    names = {head.lemma_.lower(), head.lower_}  # "minutes"
    if doc[source[1] - 1].lower_ == "mail":
        return True  # "e-mail" is three tokens
    return head.pos_ == "NOUN" and not names.isdisjoint(DOCUMENTS - OUTLET_NOUNS)


def is_text(head: Token) -> bool:
    return head.pos_ == "NOUN" and head.lemma_.lower() in DOCUMENTS


def overlaps(one: Range, other: Range | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]


def quoting(doc: Doc, proposal: Proposal) -> list[Range]:
    """Give who quotes in "the Post quoted Ana as saying", "Ana was quoted by (or in) the Post as saying"."""
    cue = doc[proposal.cue[0]] if proposal.cue else None
    if cue is None:
        return []
    is_passive = any(c.dep_ == "nsubjpass" for c in cue.children)
    quotes = quoted_object(cue) is not None or (cue.lemma_ in QUOTING and is_passive)
    verb = cue if quotes else quoting_verb(cue) or having_verb(doc, proposal)
    by = (subject_of(verb) or subject_before(cue, verb)) if verb is not None else None
    if by is not None and by.dep_ != "nsubjpass":
        return [source_range(by)]
    return [source_range(body) for body in places_of(verb)[:1]] if verb is not None else []


def subject_before(cue: Token, auxiliary: Token) -> Token | None:
    """Give the Post of "the Post has Ana saying" where the parser takes "has saying" for one verb."""
    return next((c for c in cue.children if c.dep_ == "nsubj" and c.i < auxiliary.i), None)


def places_of(verb: Token) -> list[Token]:
    """Give the paper in "is quoted in the paper", "in the paper she is quoted"."""
    within = [t for c in verb.children if c.dep_ == "prep" and c.lower_ in ("in", "on") for t in c.children]
    return [token for token in within if token.dep_ == "pobj" and (is_body(token) or is_text(token))]


def having_verb(doc: Doc, proposal: Proposal) -> Token | None:
    """Give "has" for the "saying" in "the Post has Ana saying"."""
    cue, source = proposal.cue, proposal.source
    if cue is None or source is None or not doc[cue[0]].lower_.endswith("ing") or not 0 < source[0] < cue[0]:
        return None
    before = doc[source[0] - 1]
    has_subject = subject_of(before) or subject_before(doc[cue[0]], before)
    said = doc[cue[0]]
    speaks = lemma_of(said) in SAYING | PROMISING or said.tag_ == "NN"  # "warning", taken for a noun
    return before if before.lemma_ == "have" and has_subject and speaks else None


def quoted_source(doc: Doc, proposal: Proposal) -> Range | None:
    """Give the one who is quoted, whomever the tagger took for the source."""
    if proposal.cue is None:
        return None
    cue = doc[proposal.cue[0]]
    person = quoted_person(cue) or quoted_object(cue)
    return source_range(person) if person is not None else None


def quoted_object(verb: Token) -> Token | None:
    """Give "him" of "the Post quoted him as saying", "the captain" of "the Post had the captain saying"."""
    behind = verb.doc[verb.i + 1 : min(len(verb.doc), verb.i + _LONGEST_NAME)]
    said = next((t for t in behind if t.tag_ == "VBG" and lemma_of(t) in SAYING), None)
    is_quoted = verb.lemma_ in QUOTING and any(t.tag_ == "VBG" and t.nbor(-1).lower_ == "as" for t in behind)
    if not is_quoted and not (verb.lemma_ == "have" and said is not None):
        return None
    of_said = said.children if said is not None and not is_quoted else ()
    objects = (c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i)
    return next(objects, None) or next((c for c in of_said if c.dep_ == "nsubj"), None)


def may_relay(doc: Doc, proposal: Proposal, source: Range) -> bool:
    """Is it another than the speaker?"""
    if overlaps(source, proposal.source) or doc[source[0]].lower_ in _FIRST_PERSON:
        return False
    return speaks_for_itself(doc, proposal, source) and not tells_of_herself(doc, proposal, source)


def tells_of_herself(doc: Doc, proposal: Proposal, source: Range) -> bool:
    """Is it "it held, she wrote, for a year" behind "Ana went further"?

    Of one who hopes somebody else may tell, but not in the middle of his words.
    """
    if doc[source[0]].lower_ not in ("he", "she") or proposal.cue is None or proposal.source is None:
        return False
    if proposal.source[1] <= source[0] < proposal.cue[0]:
        return False  # "Ana, she wrote, fears it": of another
    if is_recipient(doc, proposal, doc[source[0]].lower_) or is_other_gender(doc, proposal.source, source):
        return False  # "Ana had assured her, she testified"
    speaker = doc[slice(*proposal.source)].root
    is_within = any(source[0] < end for _, end in proposal.contents)
    speaks = lemma_of(doc[proposal.cue[0]]) in SAYING
    return speaker.tag_ == "NNP" and not is_body(speaker) and (speaks or is_within)


def is_other_gender(doc: Doc, name: Range, pronoun: Range) -> bool:
    """Does the tagger take a name for a man's, and is the pronoun "she", or the other way round?"""
    if doc._.genders is None:
        return False
    man, woman = doc._.genders[slice(*name)].mean(axis=0)
    return bool(abs(man - woman) > _SURE and (man > woman) != (doc[pronoun[0]].lower_ == "he"))


def is_recipient(doc: Doc, proposal: Proposal, pronoun: str) -> bool:
    """Does the cue tell somebody of whom the pronoun may tell too: "had assured her", "had told him"?"""
    behind = doc[proposal.cue[1] : proposal.cue[1] + 2] if proposal.cue else ()
    return any(token.lower_ == _OBJECTS[pronoun] and token.dep_ != "poss" for token in behind)


def speaks_for(words: Span, pronoun: str) -> bool:
    """Is it "her lawyer", who says what "she" believes, or "an aide to Ana", who says it too?"""
    agents = [token for token in words if token.lemma_.lower() in _AGENTS]
    if not agents or pronoun not in _POSSESSIVES:
        return False
    if words[0].lower_ in _POSSESSIVES.values():
        return words[0].lower_ == _POSSESSIVES[pronoun]
    behind = words.doc[agents[0].i + 1 : words.end]
    is_owned = any(token.tag_ == "POS" for token in words.doc[words.start : agents[0].i])
    return is_owned or any(t.lower_ in ("to", "for", "of") and t.dep_ == "prep" for t in behind)


def owner_in(words: Span) -> Range | None:
    """Give Ben of "Ben's agent, Ana," and "Ana, an aide to Ben", "her" of "her lawyer"; None without an agent."""
    agent = next((token for token in words if token.lemma_.lower() in _AGENTS), None)
    if agent is None:
        return None
    if words[0].tag_ == "PRP$":
        return words.start, words.start + 1
    mark = next((token.i for token in words.doc[words.start : agent.i] if token.tag_ == "POS"), None)
    if mark is not None:
        return words.start, mark
    to = words.doc[agent.i + 1] if agent.i + 1 < len(words.doc) else agent
    return (to.i + 1, words.end) if to.lower_ in ("to", "for", "of") and to.i + 1 < words.end else None


def speaks_for_itself(doc: Doc, inner: Proposal, outer_source: Range) -> bool:
    """Is the inner source another than the outer, and not "she said she believes"?

    A body is no "she", one person is no "they"; and whoever is named behind a pronoun is not meant by it, but for
    "it" and "they", by which a firm may tell of itself.
    """
    if inner.source is None:
        return False
    first = doc[inner.source[0]].lower_
    if first not in _SAME_SPEAKER or speaks_for(doc[outer_source[0] : outer_source[1]], first):
        return True
    head = doc[outer_source[0] : outer_source[1]].root
    told = GENDERED_NOUNS.get(head.lower_)  # "the spokesman said she believes"
    if told is not None and GENDERED_PRONOUNS.get(first, told) != told:
        return True
    if first in _OBJECTS and head.pos_ == "PROPN" and is_other_gender(doc, outer_source, inner.source):
        return True  # "Brian Beta said she believes"
    if first not in _THIRD_PERSON or head.lower_ in (first, *_FIRST_PERSON):
        return False
    if head.lower_ in _THIRD_PERSON:
        return head.lower_ != first
    if first in ("he", "she"):
        return is_body(head) or head.tag_ == "NNS" or outer_source[0] > inner.source[0]
    return head.pos_ == "PROPN" or head.tag_ == "NN" if not is_body(head) else False
