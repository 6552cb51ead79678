"""What one says of another: "Ana said the divers believe it held" is the divers' belief, which Ana passes on."""

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from claims.extraction.cues import ADJECTIVES, CALLING, SAYING, THINKING, URGING, lemma_of
from claims.extraction.own_speakers import shares_subject, with_own_cue, with_own_speaker, without_subjects
from claims.extraction.proposals import Proposal, Range
from claims.extraction.relay_clauses import is_document, overlaps, speaks_for_itself
from claims.extraction.reported_speech import proposals_of
from claims.extraction.sources import source_of, source_range
from claims.extraction.telling_verbs import FORMS_OF_BE, tells

_SHOWING = frozenset("show find demonstrate indicate suggest point read rule underscore signal imply".split())
_ACTING = frozenset(
    "ask offer order urge agree refuse invite press push decline consent encourage instruct".split()
)
_SPEAKING = (SAYING | THINKING | CALLING | URGING) - _SHOWING - _ACTING
_OF_THINGS = frozenset("complain warn boast brag dream".split())  # with "of": no clause needs to follow
_SAID_OUTRIGHT = ("say", "tell", "ask")
_NOBODY = frozenset("nobody none no neither".split())
_VIEWS = re.compile(
    r"(?:(?:had|has|have) (?:also |since |already )?)?"
    r"(?:given (?:his|her|its|their) word|(?:is|are|was|were|been) (?:of the (?:view|opinion|belief)"
    r"|under the impression|in no doubt)|(?:makes?|made) it (?:clear|plain)|(?:has|have|had) no doubt"
    r"|(?:takes?|took|taken) the view|lets? it be known|lets? (?:\w+ ){1,3}know) that\b"
)
_FARTHEST_CLAUSE = 8  # tokens from a verb to its "that"
_LEAST_CLAUSE = 2  # tokens of "she believes"
_LEAST_SHARE = 0.5  # of a content that the inner one must make up
_LONGEST_TOLD = 9  # tokens of ", had assured the board at once that"
_WIDEST_GAP = 2  # tokens between two pieces of a content: the verb that the tagger left out


def with_inner(doc: Doc, proposals: Iterable[Proposal], quoted: Sequence[bool]) -> list[Proposal]:
    """Give every attribution to whom it is about, with those who only tell of it as its relayers.

    `quoted` tells of each token whether it stands inside a quotation.
    """
    known = [without_own_source(doc, with_own_cue(doc, proposal)) for proposal in proposals]
    cues = {proposal.cue[0] for proposal in known if proposal.cue}
    found = [with_own_speaker(doc, inner_of(doc, proposal, cues, quoted) or proposal) for proposal in known]
    found = without_subjects(doc, found)
    told = {one.cue[0]: one for one in found if one.cue and one.relays}
    for other in (one for one in found if one.cue):
        inner = told.get(doc[other.cue[0]].head.i) if other.cue else None
        if inner is not None and shares_subject(doc, other, inner):
            other.source, other.relays = (
                inner.source,
                list(inner.relays),
            )  # "the divers feared it and planned to leave"
    return found


def without_own_source(doc: Doc, proposal: Proposal) -> Proposal:
    """Leave "the mayor believes it held" its "it held", where the tagger took all of it for what the mayor believes."""
    source = proposal.source
    for start, end in proposal.contents if source and proposal.cue else ():
        plain = plain_inner(doc, start, end) if source and source[0] == start else None
        if plain is not None and plain.source and overlaps(plain.source, source):
            others = [one for one in proposal.contents if one != (start, end)]
            proposal.cue, proposal.contents = plain.cue, [*plain.contents, *others]
    return proposal


def inner_of(doc: Doc, outer: Proposal, cues: set[int], quoted: Sequence[bool]) -> Proposal | None:
    """Give the attribution within the words of another that the tagger took for one."""
    inner = next(inner_attributions(doc, outer, quoted), None)
    if inner is None or inner.cue is None or inner.cue[0] in cues or outer.source is None:
        return None
    return Proposal(outer.found_by, inner.cue, inner.source, inner.contents, [outer.source, *outer.relays])


def inner_attributions(doc: Doc, outer: Proposal, quoted: Sequence[bool]) -> Iterator[Proposal]:
    """Give "the divers believe it held" of "Ana said the divers believe it held" as an attribution of its own."""
    if outer.cue is None or outer.source is None:
        return
    is_according = doc[outer.cue[0]].lower_ == "according"
    if not (tells(doc[outer.cue[0]]) or is_according):
        return
    yield from said_before_content(doc, outer)
    if (one := inner_between(doc, outer)) is not None and not quoted[one.start - 1]:
        yield one
    for start, end in nearly_joined(doc, outer.contents):
        plain = None
        if (start >= outer.cue[1] or is_according) and not quoted[start]:
            plain = idiom_inner(doc, start, end) or plain_inner(doc, start, end)
        if plain is not None and is_inner(doc, plain, outer, start):
            yield plain
            continue
        verb = speaking_word(doc[start:end].root)
        if start < outer.cue[1] or quoted[start] or verb is None:
            continue
        found = [one for one in proposals_of(verb) if makes_up(one, start, end)] or clause_behind(verb, end)
        found = [one for one in found if one.source and not is_object(verb, one.source)]
        yield from (inner for inner in found if is_inner(doc, inner, outer, start))


def is_object(verb: Token, source: Range) -> bool:
    """Is it the "Ana" of "Ana was asked to leave"?"""
    return any(c.dep_ == "nsubjpass" and c.i in range(*source) for c in verb.children)


def inner_between(doc: Doc, outer: Proposal) -> Proposal | None:
    """Give "the diver is certain it held" of "Ana said the diver is certain it held" if its content is "it held"."""
    after, start = outer.cue[1] if outer.cue else 0, outer.start
    gap = doc[after:start]
    if (
        len(gap) < _LEAST_CLAUSE
        or start <= after
        or any(t.is_quote or t.is_space or t.text in ";:" for t in gap[:-1])
    ):
        return None
    that = next((t.i + 1 for t in gap if t.lower_ == "that" and t.i + 1 < start), None)
    first = that or end_of_recipient(doc, after)
    plain = plain_inner(doc, first, max(end for _, end in outer.contents)) if first < start else None
    is_told = plain is not None and abs(plain.start - start) <= 1
    return plain if is_told and plain is not None and is_inner(doc, plain, outer, first) else None


def end_of_recipient(doc: Doc, start: int) -> int:
    """Where the words go on behind whom somebody told: "the meeting", "reporters"."""
    told = next(
        (t for t in doc[start : start + 3] if t.dep_ in ("dobj", "dative") and t.head.i < start), None
    )
    return max(told.i + 1, start) if told is not None else start


def plain_inner(doc: Doc, start: int, end: int) -> Proposal | None:
    """Give "it held" of "the divers still believe it held" by its words: a noun phrase, then a verb of saying."""
    verbs = (t for t in doc[start:end] if t.pos_ in ("VERB", "AUX") or t.lower_ in ADJECTIVES)
    at = next((t.i for t in verbs if not describes_noun(t)), end)
    stop = at
    while at < end and is_before_verb(doc[at]):
        at += 1
    while stop > start and doc[stop - 1].pos_ in ("ADV", "PUNCT"):
        stop -= 1
    if at >= end or stop == start or doc[start].pos_ in ("SCONJ", "ADP", "ADV", "VERB", "PUNCT"):
        return None
    verb = doc[at]
    is_told = any(t.lower_ in FORMS_OF_BE for t in doc[stop:at])
    is_speaking = (
        verb.lower_ in ADJECTIVES if is_told else verb.pos_ in ("VERB", "AUX") and lemma_of(verb) in _SPEAKING
    )
    words = doc[start:stop]
    is_phrase = words.root.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
    if not is_speaking or not is_phrase or has_clause(words):
        return None
    that = next((t.i + 1 for t in doc[at + 1 : min(end, at + _FARTHEST_CLAUSE)] if t.lower_ == "that"), None)
    first = that or behind_recipient(verb, end)
    if first < end and lemma_of(verb) in _OF_THINGS and doc[first].lower_ in ("of", "about"):
        first += 1  # "complained of noise"
    is_clause = first < end and (bool(that) or says_something(verb, doc[first:end]))
    is_denied = any(child.dep_ == "neg" for child in verb.children)
    return Proposal("", (at, at + 1), (start, stop), [(first, end)]) if is_clause and not is_denied else None


def idiom_inner(doc: Doc, start: int, end: int) -> Proposal | None:
    """Give "it held" of "the diver had given her word that it held"."""
    words = doc[start:end]
    match = _VIEWS.search(words.text)
    if match is None:
        return None
    offset = words.start_char
    view = doc.char_span(offset + match.start(), offset + match.end())
    if view is None or view.start == start or has_clause(doc[start : view.start]):
        return None
    source = (start, view.start)
    return Proposal("", (view.start, view.end - 1), source, [(view.end, end)])


def is_before_verb(token: Token) -> bool:
    is_cue = (
        lemma_of(token) in _SPEAKING and token.lower_ not in FORMS_OF_BE
    )  # "feels", taken for an auxiliary
    return (
        token.pos_ in ("ADV", "PART") or token.lower_ in FORMS_OF_BE or (token.pos_ == "AUX" and not is_cue)
    )


def says_something(verb: Token, words: Span) -> bool:
    """Is it "believe it held" and "feel ready", and not "asked for the key" or "wrote to the board"?"""
    if words[0].pos_ in ("ADP", "PART", "SCONJ"):
        return False
    has_verb = (
        words[0].tag_ == "VBG"
        or lemma_of(verb) in _OF_THINGS
        or any(token.pos_ in ("VERB", "AUX") for token in words[1:])
    )
    return has_verb or lemma_of(verb) in THINKING | CALLING


def describes_noun(token: Token) -> bool:
    """Is it the "involved" of "a driver involved in a crash"?"""
    return token.tag_ == "VBN" and token.dep_ == "acl" and token.head.i < token.i


def has_clause(words: Span) -> bool:
    """Does a phrase hold a clause of its own, and so more than a noun and what was done to it?"""
    verbs = (token for token in words if token.pos_ == "VERB" and not describes_noun(token))
    marks = (t for t in words if t.pos_ == "SCONJ" or t.text in (";", ":") or t.is_quote)
    return any(verbs) or any(marks)


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
    if verb is None or lemma_of(verb) not in _SPEAKING:
        return
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    words = source_range(subject) if subject is not None else words_before(verb, after)
    if words is None or any(is_stop(t) for t in doc[after : min(start, verb.i + 2)]):
        return
    inner = Proposal(outer.found_by, (verb.i, verb.i + 1), words, outer.contents)
    if after <= words[0] < verb.i and outer.source and speaks_for_itself(doc, inner, outer.source):
        yield inner


def is_stop(token: Token) -> bool:
    return token.is_punct and not token.is_quote and token.tag_ != "HYPH"


def words_before(verb: Token, after: int) -> Range | None:
    """Give "Ana" of "Ben recalls Ana muttering" if nothing but a name or a noun stands there."""
    words = verb.doc[after : verb.i]
    is_phrase = all(t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or t.tag_ == "HYPH" for t in words)
    return (after, verb.i) if len(words) and verb.tag_ in ("VBG", "NNS") and is_phrase else None


def governing_verb(doc: Doc, after: int, start: int) -> Token | None:
    """Give the verb between two tokens that governs what begins at the second, or stands in front of it."""
    at = start - 1
    while at > after and (doc[at].lower_ == "that" or doc[at].is_quote):
        at -= 1
    governors = [doc[at], *(t for t in doc[start].ancestors if after < t.i < start)]
    return next((t for t in governors if t.i > after and (t.pos_ == "VERB" or is_misread(t))), None)


def is_misread(token: Token) -> bool:
    """Is it the "swears" of "the diver swears it held", taken for a noun?"""
    return token.tag_ == "NNS" and lemma_of(token) in _SPEAKING and token.nbor().pos_ in ("PRON", "DET")


def nearly_joined(doc: Doc, ranges: Iterable[Range]) -> list[Range]:
    """Join pieces of a content that only their verb, and whom it tells, keeps apart."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        gap = doc[joined[-1][1] : start] if joined else doc[:0]
        cues = (*gap, doc[joined[-1][1] - 1]) if joined else gap
        is_told = len(gap) <= _LONGEST_TOLD and any(lemma_of(t) in _SPEAKING for t in cues)
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
