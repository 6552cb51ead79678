"""Component `reported_speech`: what a sentence's grammar says that somebody said, thought or promised."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction import cues
from claims.extraction.frames import clause_contents, verb_contents
from claims.extraction.proposals import Proposal, Range, read_proposals, trimmed, write_proposals
from claims.extraction.sources import inside_quotations, name_behind, source_of
from claims.extraction.whole_sources import with_whole_source

_NOBODY = frozenset("nobody no none anyone anybody everyone everybody who i we you".split())


@Language.factory(
    "reported_speech",
    requires=["doc.spans", "token.lemma", "token.dep", "token.pos"],
    assigns=["doc.spans"],
)
def make_reported_speech(nlp: Language, name: str) -> "ReportedSpeech":
    """Build the component; its words stand in `cues`."""
    return ReportedSpeech()


class ReportedSpeech:
    """Propose an attribution for every cue that governs a content ("crime fell" in "Ana said crime fell") in sentences
    that the tagger left empty: it learned from whole articles and may miss a lone sentence.

    Reads doc.spans["quotations"]: words inside quotation marks report nothing to us. Writes the proposals again.
    """

    def __call__(self, doc: Doc) -> Doc:
        quoted = inside_quotations(doc)
        headline = next((token.i for token in doc if "\n" in token.text), 0)
        own = [without_reported(doc, p, quoted, headline) for p in read_proposals(doc)]
        known = with_according_to(doc, own, quoted)
        taken = [False] * len(doc)
        for start, end in map(extent, known):
            taken[start:end] = [True] * (end - start)
        silent = [s for s in doc.sents if not any(taken[s.start : s.end])]
        tokens = (token for sentence in silent for token in sentence if not quoted[token.i])
        found = [p for token in tokens for p in proposals_of(token) if p.source]
        write_proposals(doc, [with_whole_source(doc, p) for p in (*known, *found)])
        return doc


def without_reported(doc: Doc, proposal: Proposal, quoted: list[bool], headline: int) -> Proposal:
    """Leave out contents of other sentences than the cue's whose own sentence tells who says them.

    So too the words of a headline, which ends at token `headline`, whose cue stands below it.
    """
    if proposal.cue is None:
        return proposal
    cue = proposal.cue[0]
    here = doc[cue].sent
    proposal.contents = [
        (start, end)
        for start, end in proposal.contents
        if quoted[start]
        or here.start <= start < here.end
        or not (end <= headline <= cue or is_reported(doc[start:end]))
    ]
    return proposal


def is_reported(words: Span) -> bool:
    """Does the sentence say who says these words: "We shall win, Ana said"?"""
    proposals = (
        p for token in words.sent if token.i not in range(words.start, words.end) for p in proposals_of(token)
    )
    return any(
        p.source and p.contents[0][0] <= words.start and words.end <= p.contents[-1][1] for p in proposals
    )


def with_according_to(doc: Doc, known: list[Proposal], quoted: list[bool]) -> list[Proposal]:
    """Set right whom the tagger takes for the source of an "according to", and add those it has left out."""
    places = [
        t.i for t in doc[:-2] if t.lower_ == "according" and t.nbor().lower_ == "to" and not quoted[t.i]
    ]
    by_cue = {p.cue[0]: p for p in known if p.cue}
    relays = {start for p in known for start, _ in p.relays if is_about(doc, p, start)}
    added = []
    for i in places:
        sentence = doc[i].sent
        if i in by_cue:
            set_right(doc, by_cue[i], sentence)
        elif relays.isdisjoint(range(i + 2, i + 5)):
            added += [p for p in according_to(doc[i]) if p.source]
    for start, end in (content for p in added for content in p.contents):
        for other in (
            p for p in known if not (p.cue and start <= p.cue[0] < end)
        ):  # what is within, it relays
            other.contents = [rest for content in other.contents for rest in without(content, (start, end))]
    return [p for p in known if p.contents] + added


def is_about(doc: Doc, proposal: Proposal, relay: int) -> bool:
    """Is what somebody relays in the sentence that names her, and not the sentence's own words?"""
    return proposal.cue is None or doc[relay].sent.start <= proposal.cue[0] < doc[relay].sent.end


def set_right(doc: Doc, proposal: Proposal, sentence: Span) -> None:
    """Make the words behind "according to" its source, and what its own sentence says its content."""
    cue = proposal.cue or (0, 0)
    behind = named_after(doc, cue[0] + 2, sentence.end)
    if proposal.source is None or not behind[0] <= proposal.source[0] < behind[1]:
        proposal.source = behind
    near = [(start, end) for start, end in proposal.contents if start < sentence.end and end > sentence.start]
    proposal.contents = near or proposal.contents


def without(one: Range, other: Range) -> list[Range]:
    """Give what is left of a range outside another."""
    rests = [(one[0], min(one[1], other[0])), (max(one[0], other[1]), one[1])]
    return [(start, end) for start, end in rests if start < end]


def extent(proposal: Proposal) -> Range:
    """The tokens from the first part of a proposal to its last."""
    places = [*proposal.contents, *filter(None, (proposal.cue, proposal.source))]
    return min(start for start, _ in places), max(end for _, end in places)


def proposals_of(token: Token) -> Iterator[Proposal]:
    """Give the attribution that one token reports, if it is a cue: a verb, an adjective, "according"."""
    if token.lower_ == "according":
        yield from according_to(token)
    elif token.pos_ in ("VERB", "AUX"):
        contents, source = verb_contents(token), source_of(token)
        if contents and not is_nobody(token.doc, source):
            yield Proposal("reported_speech", (token.i, token.i + 1), source, contents)
    elif token.pos_ == "ADJ" and token.lower_ in cues.ADJECTIVES:
        contents = clause_contents(token)
        if contents and token.dep_ == "acomp":
            yield Proposal("reported_speech", (token.i, token.i + 1), source_of(token.head), contents)


def is_nobody(doc: Doc, source: Range | None) -> bool:
    """ "Nobody said it was safe", "Who says it is?", and what the writer thinks."""
    return source is not None and doc[source[0]].lower_ in _NOBODY


def according_to(token: Token) -> Iterator[Proposal]:
    """Propose the rest of the sentence for "according to Y"."""
    doc, sentence = token.doc, token.sent
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return
    source = named_after(doc, token.i + 2, sentence.end)
    before = trimmed(doc, sentence.start, token.i)
    after = trimmed(doc, source[1], sentence.end)
    content = before if before and any(t.pos_ in ("VERB", "AUX") for t in doc[slice(*before)]) else after
    if content:
        yield Proposal("according_to", (token.i, token.i + 2), source, [content])


def named_after(doc: Doc, start: int, end: int) -> Range:
    """Give the noun phrase that begins at `start`."""
    heads = [t for t in doc[start:end] if t.dep_ == "pobj" and t.left_edge.i <= start]
    if not heads:
        stop = next((t.i for t in doc[start:end] if t.is_punct), end)
        return (start, max(stop, start + 1))
    stop = max(min(phrase_end(heads[0]), end), start + 1)
    return (start, stop if heads[0].pos_ == "PROPN" else name_behind(doc, stop))


def phrase_end(head: Token) -> int:
    """The end of a noun phrase without what only describes it further: ", who ...", "led by ..."."""
    cut = [
        c.left_edge.i
        for c in head.children
        if c.i > head.i and c.dep_ in ("relcl", "appos", "acl", "punct", "advcl")
    ]
    return min(cut, default=head.right_edge.i + 1)
