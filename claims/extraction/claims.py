"""Component `claims`: cuts contents into statements that can stand alone, and picks the outlet's own."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction import cues
from claims.extraction.cues import lemma_of
from claims.extraction.kinds import kind_of
from claims.extraction.learned.attributions import FOUND_BY as TAGGER
from claims.extraction.learned.attributions import Statement
from claims.extraction.learned.heads import WINDOW
from claims.extraction.proposals import Proposal, Range, read_proposals, trimmed
from claims.extraction.sources import SUBJECTS, inside_quotations

OUTLET = "outlet"  # id of the claims that no attribution holds

_FEWEST_NAMED = 3  # words of a claim without a verb
_IN_TENSE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_NAMING = frozenset(("NOUN", "PROPN", "PRON"))
_OF_NAMES = _NAMING | {"DET", "ADJ", "NUM", "PART", "ADP"}
_LONGEST_ASKED = 6  # tokens of who is asked
_FEWEST_WORDS, _MOST_WORDS = 5, 60  # of a sentence in the outlet's own voice
_MEASURES = re.compile(
    r"\d\s?(?:%|percent\b|per cent\b)|[$€£]\s?\d|\b\d[\d.,]* (?:million|billion)\b|"
    r"\b(?:rose|fell|increased|decreased|dropped|grew|doubled|tripled|halved|declined) (?:by |from |to (?=[^.]*\d))|"
    r"\b(?:highest|lowest|largest|smallest|worst) (?:\w+ ){0,4}(?:since|in|on record)\b",
    re.IGNORECASE,
)


@Language.factory("claims", requires=["doc.spans", "token.dep", "token.pos"], assigns=["doc.spans"])
def make_claims(nlp: Language, name: str) -> "Claims":
    """Build the component."""
    return Claims()


class Claims:
    """Cut every content at sentences and at clauses of their own; keep what holds a verb.

    Writes doc.spans["claims"]: the kind as label and the attribution's id, or "outlet" for a sentence of the
    outlet's own that measures something. No stretch of words is marked twice.
    """

    def __call__(self, doc: Doc) -> Doc:
        found: dict[Range, Span] = {}
        quoted = inside_quotations(doc)
        evidence: dict[int, set[str]] = defaultdict(set)  # by token: of which attributions it tells
        for span in doc.spans.get("evidence", ()):
            for i in range(span.start, span.end):
                evidence[i].add(span.id_)
        for proposal in read_proposals(doc):
            if proposal.cue and evidence.get(proposal.cue[0], set()) - {proposal.id}:
                continue  # "declined to share the audit": of another's evidence, no attribution of its own
            for start, end, kind in statements_of(doc, proposal, quoted):
                found.setdefault((start, end), Span(doc, start, end, label=kind, span_id=proposal.id))
        for start, end in outlet_statements(doc):
            found.setdefault((start, end), Span(doc, start, end, label="fact", span_id=OUTLET))
        doc.spans["claims"] = [found[place] for place in sorted(found)]
        return doc


def statements_of(doc: Doc, proposal: Proposal, quoted: Sequence[bool]) -> Iterator[tuple[int, int, str]]:
    """Give first token, end and kind of each statement: as the tagger cut it, else by sentences and clauses."""
    cue = doc[proposal.cue[0]] if proposal.cue else None
    for content in (name_called(doc, cue, one) for one in proposal.contents):
        tagged = [one for one in statements_near(doc, content) if is_within(one, content)]
        for one in tagged:
            within = max(one.start, content[0]), min(one.end, content[1])
            is_indirect = cue is not None and not quoted[within[0]]
            for start, end in sentences_within(doc, *within, is_indirect=is_indirect):
                start = start_of_deed(doc, cue, with_subject(doc, proposal, start), end)
                yield start, end, kind_of(doc[start:end], cue)
        if not tagged and proposal.found_by != TAGGER:
            is_indirect = cue is not None and not quoted[content[0]]
            for start, end in statements(doc, content, is_indirect=is_indirect):
                yield start, end, kind_of(doc[start:end], cue)


def with_subject(doc: Doc, proposal: Proposal, start: int) -> int:
    """Where "Ana, who swims, [had won]" begins: with its subject, if neither cue nor speaker stands between."""
    first = doc[start]
    verb = first.head if first.dep_ in ("aux", "auxpass") else first
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < start), None)
    if subject is None or first.tag_ not in _IN_TENSE or subject.tag_ in ("WP", "WDT"):
        return start
    opens = subject.left_edge.i
    between = (place for place in (proposal.cue, proposal.source) if place and opens < place[1] <= start)
    return start if any(between) else opens


def start_of_deed(doc: Doc, cue: Token | None, start: int, end: int) -> int:
    """Where a deed begins: with whom it is asked of ("asked [Ben to stay]"), without whom it is promised to.

    "promised Ben [to stay]", "promised the town [a new bridge]".
    """
    if cue is None or cue.pos_ != "VERB":
        return start
    if lemma_of(cue) in ("promise", "offer"):
        named = next((c for c in cue.children if c.left_edge.i == start and c.pos_ in _NAMING), None)
        behind = end if named is None else min((c.left_edge.i for c in named.rights), default=named.i + 1)
        return behind if behind < end and opens_deed(doc[behind]) else start
    if lemma_of(cue) in cues.URGING - {"tell"} and doc[start].tag_ == "TO":
        first = cue.i + 1 + (doc[cue.i + 1].lower_ == "on")
        asked = doc[first:start]
        is_near = 0 < len(asked) <= _LONGEST_ASKED and all(token.pos_ in _OF_NAMES for token in asked)
        return first if is_near else start
    return start


def opens_deed(token: Token) -> bool:
    return token.tag_ == "TO" or token.pos_ in ("DET", "NUM", "SYM")


def sentences_within(doc: Doc, start: int, end: int, *, is_indirect: bool) -> Iterator[Range]:
    """Cut words at sentences and at their clauses; a scrap ("she had") is left out."""
    cut = [(max(start, s.start), min(end, s.end)) for s in doc[start:end].sents]  # type: ignore[attr-defined]
    cut = [clause for ends in cut for clause in clauses(doc, *ends, is_indirect=is_indirect)]
    places = (trimmed(doc, *ends, keep_stop=True) for ends in cut)
    yield from (place for place in places if place and not is_scrap(doc[slice(*place)]))


def is_scrap(words: Span) -> bool:
    count = count_of_words(words)
    tells = any(token.pos_ == "VERB" and token.lemma_ not in ("have", "do") for token in words)
    return count < _FEWEST_NAMED and not (count > 1 and tells)


def count_of_words(words: Span) -> int:
    return sum(token.is_alpha or token.like_num for token in words)


def statements_near(doc: Doc, content: Range) -> Sequence[Statement]:
    """Give the statements that may reach into a content; they stand in order, and none is longer than a window."""
    first = bisect_left(doc._.statements, content[0] - WINDOW, key=lambda one: one.start)
    end = bisect_left(doc._.statements, content[1], key=lambda one: one.start)
    return cast(Sequence[Statement], doc._.statements[first:end])


def is_within(statement: Statement, content: Range) -> bool:
    """Does at least half of a statement stand in a content?"""
    shared = min(statement.end, content[1]) - max(statement.start, content[0])
    return 2 * shared >= statement.end - statement.start


def statements(doc: Doc, content: Range, *, is_indirect: bool) -> Iterator[Range]:
    """Cut one content of an attribution at sentences and at clauses of their own."""
    start, end = content
    for sentence in doc[start:end].sents:  # type: ignore[attr-defined]  # spaCy's stubs lack it
        for clause in clauses(
            doc, max(start, sentence.start), min(end, sentence.end), is_indirect=is_indirect
        ):
            statement = trimmed(doc, *clause, keep_stop=True)
            if statement and is_statement(doc[slice(*statement)]):
                yield statement


def name_called(doc: Doc, cue: Token | None, content: Range) -> Range:
    """Give only the quotation in: she called the plan “a disgrace to the drowned”; if most of the words are in it."""
    start, end = content
    opening = next((i for i in range(start, end) if doc[i].is_quote), end)
    named, before = count_of_words(doc[opening:end]), count_of_words(doc[start:opening])
    is_named = cue is not None and lemma_of(cue) in cues.CALLING and named >= max(_FEWEST_NAMED, before)
    return (opening, end) if is_named else content


def clauses(doc: Doc, start: int, end: int, *, is_indirect: bool) -> Iterator[Range]:
    """Cut a sentence before "and they must pay": a joining word and a clause of its own.

    What is quoted is cut only where somebody tells a fact and then something else.
    """
    joints = sorted(
        joint
        for verb in doc[start:end]
        if (joint := own_clause(verb)) is not None and start < joint[0] and joint[1] < end
    )
    openings = [start, *(behind for _, behind in joints)]
    closings = [*(first for first, _ in joints[1:]), end]
    for before, (first, behind), closing in zip(openings, joints, closings, strict=False):
        if is_indirect or (doc[first].text == "," and turns(doc[before:first], doc[behind:closing])):
            yield (start, first)
            start = behind
    yield (start, end)


def turns(before: Span, behind: Span) -> bool:
    """ "They killed him, and they must pay the price": from a fact to something else."""
    return kind_of(before, None) == "fact" != kind_of(behind, None)


def own_clause(verb: Token) -> Range | None:
    """Give the comma and joining word in front of a clause that reports a second thing."""
    if (
        verb.dep_ != "conj"
        or verb.pos_ not in ("VERB", "AUX")
        or not (any(c.dep_ in SUBJECTS for c in verb.children) or has_own_auxiliary(verb))
    ):
        return None
    first = verb.left_edge.i
    joiner = first - 1
    if (
        first < 2
        or verb.doc[joiner].lower_ not in ("and", "but", ";")
        or verb.head.dep_ in ("relcl", "advcl", "acl")
    ):
        return None
    return (joiner - (verb.doc[joiner - 1].text == ","), first)


def has_own_auxiliary(verb: Token) -> bool:
    """ "(to put it in a van) and to drive it round", "(he had known) and would repeat it"."""
    first = verb.left_edge
    return first.head == verb and (first.tag_ == "TO" or first.dep_ in ("aux", "auxpass"))


def is_statement(words: Span) -> bool:
    """Is there something to check: words with a verb, or a quotation of some words?"""
    is_quoted = words[0].is_quote and count_of_words(words) >= _FEWEST_NAMED
    return (has_verb(words) or is_quoted) and not is_formality(words)


def has_verb(words: Span) -> bool:
    return (
        any(token.pos_ in ("VERB", "AUX") for token in words) and sum(token.is_alpha for token in words) > 1
    )


def is_formality(words: Span) -> bool:
    """ "(asked) not to be named", "(declined) to comment": nothing to check."""
    return len(words) <= 5 and words.root.lemma_ in ("name", "identify", "comment", "elaborate", "quote")


def outlet_statements(doc: Doc) -> Iterator[Range]:
    """Give the sentences in nobody's mouth that measure something: a share, a sum, a record."""
    taken = [False] * len(doc)
    for group in ("contents", "cues", "quotations", "evidence"):
        for span in doc.spans.get(group, ()):
            taken[span.start : span.end] = [True] * len(span)
    for sentence in doc.sents:
        if not any(taken[sentence.start : sentence.end]) and is_measured(sentence):
            statement = trimmed(doc, sentence.start, sentence.end)
            if statement:
                yield statement


def is_measured(sentence: Span) -> bool:
    words = sum(token.is_alpha for token in sentence)
    states = sentence.root.pos_ in ("VERB", "AUX") and sentence.text.rstrip().endswith(".")
    return _FEWEST_WORDS <= words <= _MOST_WORDS and states and bool(_MEASURES.search(sentence.text))
