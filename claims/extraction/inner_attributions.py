"""What one says of another: "Ana said the divers believe it held" is the divers' belief, which Ana passes on."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from claims.extraction.cues import ADJECTIVES, CALLING, SAYING, THINKING, URGING, lemma_of
from claims.extraction.noun_phrases import phrase_at
from claims.extraction.proposals import Proposal, Range
from claims.extraction.relay_clauses import is_document, overlaps, speaks_for_itself
from claims.extraction.reported_speech import proposals_of
from claims.extraction.sources import SUBJECTS, source_of, source_range
from claims.extraction.telling_verbs import FORMS_OF_BE, tells

_SHOWING = frozenset("show find demonstrate indicate suggest point read rule underscore signal imply".split())
_SPEAKING = (SAYING | THINKING | CALLING | URGING) - _SHOWING
_SAID_OUTRIGHT = ("say", "tell", "ask")
_NOBODY = frozenset("nobody none no neither".split())
_FARTHEST_CLAUSE = 8  # tokens from a verb to its "that"
_LEAST_SHARE = 0.5  # of a content that the inner one must make up
_LONGEST_TOLD = 6  # tokens of "assured the board that"
_WIDEST_GAP = 2  # tokens between two pieces of a content: the verb that the tagger left out


def with_inner(doc: Doc, proposals: Iterable[Proposal], quoted: Sequence[bool]) -> list[Proposal]:
    """Give every attribution to whom it is about, with those who only tell of it as its relayers.

    `quoted` tells of each token whether it stands inside a quotation.
    """
    known = list(proposals)
    cues = {proposal.cue[0] for proposal in known if proposal.cue}
    return [with_own_speaker(doc, inner_of(doc, proposal, cues, quoted) or proposal) for proposal in known]


def inner_of(doc: Doc, outer: Proposal, cues: set[int], quoted: Sequence[bool]) -> Proposal | None:
    """Give the attribution within the words of another that the tagger took for one."""
    inner = next(inner_attributions(doc, outer, quoted), None)
    if inner is None or inner.cue is None or inner.cue[0] in cues or outer.source is None:
        return None
    return Proposal(outer.found_by, inner.cue, inner.source, inner.contents, [outer.source, *outer.relays])


def with_own_speaker(doc: Doc, proposal: Proposal) -> Proposal:
    """Put "her client" for the agent in "the agent told us her client is convinced of it"."""
    own = own_speaker(doc, proposal) or before_teller(doc, proposal) or heard_from(doc, proposal)
    if own is not None and proposal.source is not None and not overlaps(own, proposal.source):
        is_outlet = doc[proposal.source[0]].lower_ in ("we", "i")  # "we heard from her lawyer that"
        proposal.relays = [*([] if is_outlet else [proposal.source]), *proposal.relays]
        proposal.source = own
    return proposal


def own_speaker(doc: Doc, proposal: Proposal) -> Range | None:
    """Give the subject of a cue that is governed by what its source tells."""
    if proposal.cue is None or proposal.source is None:
        return None
    cue = doc[proposal.cue[0]]
    verb = cue.head if cue.dep_ == "acomp" else cue
    of_auxiliary = (c for aux in verb.children if aux.dep_ in ("aux", "auxpass") for c in aux.children)
    subject = next((child for child in (*verb.children, *of_auxiliary) if child.dep_ in SUBJECTS), None)
    outer = verb.head
    if subject is None or verb.dep_ != "ccomp" or not tells(outer):
        return None
    is_between = proposal.source[1] <= outer.i < subject.left_edge.i < cue.i
    return source_range(subject) if is_between and not any(t.is_quote for t in doc[outer.i : cue.i]) else None


def heard_from(doc: Doc, proposal: Proposal) -> Range | None:
    """Give the lawyer of "the driver had heard from the lawyer that it held"."""
    cue = proposal.cue
    if cue is None or lemma_of(doc[cue[0]]) not in ("hear", "learn") or proposal.start <= cue[1]:
        return None
    from_ = next((t.i for t in doc[cue[0] + 1 : cue[1] + 1] if t.lower_ == "from"), None)
    return phrase_at(doc, from_ + 1, proposal.start) if from_ is not None else None


def before_teller(doc: Doc, proposal: Proposal) -> Range | None:
    """Give "The divers" of "The divers, Ana wrote, fear it" where Ana was taken for the source."""
    if proposal.cue is None or proposal.source is None:
        return None
    start, end = proposal.source
    first = doc[start].sent.start
    if not first < start - 1 < end < proposal.cue[0] or doc[start - 1].text != "," or not tells(doc[end]):
        return None
    comma = next((t.i for t in doc[end + 1 : min(proposal.cue[0], end + 3)] if t.text == ","), None)
    if comma is None or any(t.pos_ not in ("AUX", "ADV", "PART") for t in doc[comma + 1 : proposal.cue[0]]):
        return None
    is_subject = doc[first].pos_ in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ")
    return (first, start - 1) if is_subject else None


def inner_attributions(doc: Doc, outer: Proposal, quoted: Sequence[bool]) -> Iterator[Proposal]:
    """Give "the divers believe it held" of "Ana said the divers believe it held" as an attribution of its own."""
    if outer.cue is None or outer.source is None or not tells(doc[outer.cue[0]]):
        return
    yield from said_before_content(doc, outer)
    for start, end in nearly_joined(doc, outer.contents):
        plain = plain_inner(doc, start, end) if start >= outer.cue[1] and not quoted[start] else None
        if plain is not None and is_inner(doc, plain, outer, start):
            yield plain
            continue
        verb = speaking_word(doc[start:end].root)
        if start < outer.cue[1] or quoted[start] or verb is None:
            continue
        found = [one for one in proposals_of(verb) if makes_up(one, start, end)] or clause_behind(verb, end)
        yield from (inner for inner in found if is_inner(doc, inner, outer, start))


def plain_inner(doc: Doc, start: int, end: int) -> Proposal | None:
    """Give "it held" of "the divers still believe it held" by its words: a noun phrase, then a verb of saying."""
    at = next((t.i for t in doc[start:end] if t.pos_ in ("VERB", "AUX") or t.lower_ in ADJECTIVES), end)
    stop = at
    while at < end and (doc[at].pos_ in ("AUX", "ADV", "PART") or doc[at].lower_ in FORMS_OF_BE):
        at += 1
    while stop > start and doc[stop - 1].pos_ in ("ADV", "PUNCT"):
        stop -= 1
    if at >= end or stop == start or doc[start].pos_ in ("SCONJ", "ADP", "ADV", "VERB", "PUNCT"):
        return None
    verb = doc[at]
    is_told = any(t.lower_ in FORMS_OF_BE for t in doc[stop:at])
    is_speaking = (
        verb.lower_ in ADJECTIVES if is_told else verb.pos_ == "VERB" and lemma_of(verb) in _SPEAKING
    )
    words = doc[start:stop]
    if not is_speaking or words.root.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") or has_clause(words):
        return None
    that = next((t.i + 1 for t in doc[at + 1 : min(end, at + _FARTHEST_CLAUSE)] if t.lower_ == "that"), None)
    first = that or behind_recipient(verb, end)
    is_clause = first < end and (bool(that) or says_something(verb, doc[first:end]))
    is_denied = any(child.dep_ == "neg" for child in verb.children)
    return Proposal("", (at, at + 1), (start, stop), [(first, end)]) if is_clause and not is_denied else None


def says_something(verb: Token, words: Span) -> bool:
    """Is it "believe it held" and "feel ready", and not "asked for the key" or "wrote to the board"?"""
    if words[0].pos_ in ("ADP", "PART", "SCONJ"):
        return False
    return lemma_of(verb) in THINKING | CALLING or any(token.pos_ in ("VERB", "AUX") for token in words[1:])


def has_clause(words: Span) -> bool:
    return any(
        token.pos_ in ("VERB", "SCONJ") or token.text in (";", ":") or token.is_quote for token in words
    )


def behind_recipient(verb: Token, end: int) -> int:
    """Where "it held" begins in "told officers it held"."""
    clause = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i), None)
    is_telling = lemma_of(verb) in ("tell", "assure", "warn", "inform", "ask", "promise")
    return max(clause.left_edge.i, verb.i + 1) if clause is not None and is_telling else verb.i + 1


def speaking_word(verb: Token) -> Token | None:
    """Give the word by which a clause tells what somebody said: "believe", "sure", "say" of "rang to say"."""
    if verb.pos_ == "VERB" and lemma_of(verb) in _SPEAKING:
        is_unsaid = any(child.dep_ == "neg" for child in verb.children) and lemma_of(verb) in _SAID_OUTRIGHT
        return None if is_unsaid else verb  # "the board has never told them"
    inner = [c for c in verb.children if c.dep_ in ("acomp", "xcomp", "advcl")]
    told = (c for c in inner if lemma_of(c) in ("say", "tell") and c.left_edge.tag_ == "TO")
    return next(told, None) or next((c for c in inner if c.lower_ in ADJECTIVES), None)


def clause_behind(verb: Token, end: int) -> list[Proposal]:
    """Give "it held" of "the diver had admitted to a friend that it held", where the parser joins it to the friend."""
    that = next((t.i for t in verb.doc[verb.i + 1 : verb.i + _FARTHEST_CLAUSE] if t.lower_ == "that"), end)
    source = source_of(verb)
    is_clause = that + 1 < end and verb.doc[that + 1].pos_ not in ("VERB", "AUX")
    return [Proposal("", (verb.i, verb.i + 1), source, [(that + 1, end)])] if is_clause and source else []


def said_before_content(doc: Doc, outer: Proposal) -> Iterator[Proposal]:
    """Give "Ben declaring that it held" of "Ana remembers Ben declaring that it held" if its content is "it held"."""
    after, start = outer.cue[1] if outer.cue else 0, outer.start
    verb = governing_verb(doc, after, start)
    if verb is None or verb.pos_ != "VERB" or lemma_of(verb) not in _SPEAKING:
        return
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    words = source_range(subject) if subject is not None else words_before(verb, after)
    if words is None or any(t.is_punct for t in doc[after:start] if t.i < verb.i + 2 and not t.is_quote):
        return
    inner = Proposal(outer.found_by, (verb.i, verb.i + 1), words, outer.contents)
    if after <= words[0] < verb.i and outer.source and speaks_for_itself(doc, inner, outer.source):
        yield inner


def words_before(verb: Token, after: int) -> Range | None:
    """Give "Ana" of "Ben recalls Ana muttering" if nothing but a name or a noun stands there."""
    words = verb.doc[after : verb.i]
    is_phrase = all(token.pos_ in ("DET", "ADJ", "NOUN", "PROPN") for token in words)
    return (after, verb.i) if len(words) and verb.tag_ == "VBG" and is_phrase else None


def governing_verb(doc: Doc, after: int, start: int) -> Token | None:
    """Give the verb between two tokens that governs what begins at the second, or stands in front of it."""
    at = start - 1
    while at > after and (doc[at].lower_ == "that" or doc[at].is_quote):
        at -= 1
    governors = [doc[at], *(t for t in doc[start].ancestors if after < t.i < start)]
    return next((t for t in governors if t.i > after and t.pos_ == "VERB"), None)


def nearly_joined(doc: Doc, ranges: Iterable[Range]) -> list[Range]:
    """Join pieces of a content that only their verb, and whom it tells, keeps apart."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        gap = doc[joined[-1][1] : start] if joined else doc[:0]
        is_told = len(gap) <= _LONGEST_TOLD and any(lemma_of(t) in _SPEAKING for t in gap)
        if joined and (len(gap) <= _WIDEST_GAP or (is_told and gap.sent.end > start)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def makes_up(inner: Proposal, start: int, end: int) -> bool:
    words = sum(min(stop, end) - max(first, start) for first, stop in inner.contents)
    return words >= _LEAST_SHARE * (end - start)


def is_inner(doc: Doc, inner: Proposal, outer: Proposal, start: int) -> bool:
    """Does an attribution open the content of another, and have a speaker of its own?"""
    if inner.source is None or outer.source is None or inner.cue is None:
        return False
    opens = inner.source[0] in (start, start + 1) or told_by(doc[inner.cue[0]], start)
    return (
        opens
        and doc[start].lower_ not in _NOBODY
        and not overlaps(inner.source, outer.source)
        and not is_document(doc, inner.source)
        and speaks_for_itself(doc, inner, outer.source)
    )


def told_by(verb: Token, start: int) -> bool:
    """Is it "she had been told by the diver that it held", from a token on?"""
    told = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return told is not None and told.left_edge.i in (start, start + 1)
