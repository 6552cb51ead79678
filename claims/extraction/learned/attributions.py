"""Component `attributions`: what the network proposes: attributions, claims and their kinds, words about evidence."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction import cues
from claims.extraction.learned.decoding import Range as PieceRange
from claims.extraction.learned.decoding import Tagged, WindowReading
from claims.extraction.learned.heads import COLUMNS
from claims.extraction.learned.pieces import READ_AT_ONCE, Pieces, paragraphs_of, pieces_of, windows_of
from claims.extraction.learned.weights import SHIPPED, Weights, weights_at
from claims.extraction.proposals import Proposal, Range, trimmed, write_proposals
from claims.extraction.sources import inside_quotations, source_range

FOUND_BY = "attributions"
ACTS = frozenset(("vote", "approve", "adopt"))  # what a parliament does, it does not say
_OF_TOKENS = ("checkworthiness", "kinds", "speaker_kinds", "genders", "evidence")
_ALONE = frozenset("both neither either each all none".split())
_DASHES = frozenset(("—", "–", "--"))
_OPENS_PHRASE = frozenset("det amod poss compound nummod aux auxpass".split())
_LONGEST_REST = 4  # tokens of a phrase that was cut
_FULL = 300  # pieces of a window from which on it can tell prose from signs
_LEAST_CHARACTERS = 2  # of prose, for each piece


@dataclass(frozen=True)
class Statement:
    """A claim as the tagger cut it out: its tokens."""

    start: int
    end: int


EXTENSIONS = {
    "statements": (),  # Statement
    "evidence_reading": None,  # of each token: how far it tells an evidence status (logits, as the tags are)
    "evidence_weights": None,  # by reason: what it adds to each status, see evidence_status.py
    "worth": None,  # of each token: how worth checking it reads (a logit)
    "genders": None,  # of each token: how far it names a man, and a woman (logits)
    "kinds": None,  # of each token: how far it stands in a claim of each of KINDS (logits)
    "speaker_kinds": None,  # of each token: how far it stands for a speaker of each of SPEAKER_KINDS (logits)
    "referent_weights": None,  # by reason: what it adds to a candidate, see referents.py
    "people_weights": None,  # by reason: how far it tells that a name is a person's, see people.py
    "factor_weights": None,  # by reason: what it adds to check-worthiness
}
for extension, default in EXTENSIONS.items():
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=default)


@Language.factory("attributions", default_config={"path": str(SHIPPED)}, assigns=["doc.spans"])
def make_attributions(nlp: Language, name: str, path: str) -> "Attributions":
    """Build the component with the weights at `path`."""
    return Attributions(weights_at(Path(path)))


class Attributions:
    """Proposes attributions by their words in context.

    Writes proposals, doc.spans["names"] and the extension attributes of EXTENSIONS.
    """

    def __init__(self, weights: Weights):
        self.weights = weights

    def __call__(self, doc: Doc) -> Doc:
        reading = TextReading(doc, pieces_of(doc.text, self.weights.tokenizer))
        paragraphs = paragraphs_of(doc.text, reading.pieces)
        for start, end in windows_of(doc.text, reading.pieces, READ_AT_ONCE):
            if reading.may_be_prose(start, end):
                ids, shapes = reading.pieces.ids[start:end], reading.pieces.shapes[start:end]
                breaks = frozenset(at - start for at in paragraphs if start <= at < end)
                reading.add(start, WindowReading(*self.weights.read(ids, shapes), breaks))
        write_proposals(doc, reading.proposals)
        doc._.statements = tuple(reading.statements)
        doc._.worth, doc._.factor_weights = reading.of_tokens["checkworthiness"][:, 0], self.weights.factors
        doc._.kinds = reading.of_tokens["kinds"]
        doc._.evidence_reading = reading.of_tokens["evidence"]
        doc._.evidence_weights = self.weights.evidence
        doc._.speaker_kinds, doc._.genders = reading.of_tokens["speaker_kinds"], reading.of_tokens["genders"]
        doc._.referent_weights, doc._.people_weights = self.weights.referents, self.weights.people
        doc.spans["names"] = reading.names
        return doc


def with_participles(doc: Doc, proposal: Proposal) -> list[Proposal]:
    """Make "urging people to leave" behind a content an attribution of its own; an act says nothing."""
    if proposal.cue and doc[proposal.cue[0]].lemma_ in ACTS:
        return []
    said = []
    proposal.contents = [
        part for content in proposal.contents for part in cut_before_participle(doc, *content)
    ]
    for start, end in proposal.contents[1:]:
        at = start if is_participle(doc[start]) else start - 1
        if is_participle(doc[at]):
            content = trimmed(doc, at + 1, end)
            said.append(Proposal(FOUND_BY, (at, at + 1), proposal.source, [content] if content else []))
            proposal.contents.remove((start, end))
    return [proposal, *said]


def cut_before_participle(doc: Doc, start: int, end: int) -> list[Range]:
    """Cut "to stay inside while also urging others to leave" in two."""
    for joint in (token for token in doc[start + 1 : end] if token.lower_ == "while"):
        participle = next((t.i for t in doc[joint.i + 1 : joint.i + 3] if is_participle(t)), end)
        if participle < end:
            return [(start, joint.i), (participle, end)]
    return [(start, end)]


def is_participle(token: Token) -> bool:
    return token.tag_ == "VBG" and token.lemma_ in cues.SAYING | cues.URGING


def joined_by_dashes(doc: Doc, ranges: list[Range]) -> list[Range]:
    """Join what a dash alone keeps apart: "to strike 52 sites — museums too — if attacked" is one."""
    joined: list[Range] = []
    for start, end in ranges:
        if joined and 0 < start - joined[-1][1] <= 1 and doc[start - 1].text in _DASHES:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


class TextReading:
    """Collects what is read window by window, with pieces turned into tokens."""

    def __init__(self, doc: Doc, pieces: Pieces):
        self.doc, self.pieces = doc, pieces
        self.starts = np.array([token.idx for token in doc])
        self.ends = np.array([token.idx + len(token) for token in doc])
        self.quoted = inside_quotations(doc)
        self.proposals: list[Proposal] = []
        self.statements: list[Statement] = []
        self.names: list[Span] = []
        self.of_tokens = {
            name: np.zeros((len(doc), COLUMNS[name].stop - COLUMNS[name].start), dtype=np.float32)
            for name in _OF_TOKENS
        }

    def may_be_prose(self, start: int, end: int) -> bool:
        pieces, characters = end - start, self.pieces.ends[end - 1] - self.pieces.starts[start]
        return pieces <= _FULL or bool(characters >= _LEAST_CHARACTERS * pieces)

    def add(self, offset: int, window: WindowReading) -> None:
        size = len(window.tags) - 1
        tokens = np.searchsorted(self.ends, self.pieces.starts[offset : offset + size], side="right")
        for name, told in self.of_tokens.items():
            told[tokens] = window.of_each_piece(name)  # of a word in several pieces the last one counts
        for place, label in window.names():
            start, end = self.tokens(offset, place)
            if not self.names or self.names[-1].end <= start:
                self.names.append(Span(self.doc, start, end, label=label))
        for one in window.attributions():
            proposal = self.proposal(offset, one)
            if proposal.cue or any(self.quoted[start] for start, _ in proposal.contents):
                self.proposals += with_participles(self.doc, proposal)
        for place in window.ranges("claims"):
            start, end = self.tokens(offset, place)
            self.state(start, self.end_of_phrase(end))

    def state(self, start: int, end: int) -> None:
        """Keep a statement, or go on with the last one behind a dash."""
        last = self.statements[-1] if self.statements else None
        if last and joined_by_dashes(self.doc, [(last.start, last.end), (start, end)]) == [(last.start, end)]:
            self.statements[-1] = Statement(last.start, end)
        else:
            self.statements.append(Statement(start, end))

    def proposal(self, offset: int, one: Tagged) -> Proposal:
        said = [self.tokens(offset, place) for place in one.contents]
        contents = [trimmed(self.doc, start, self.end_of_phrase(end)) for start, end in said]
        cue = self.without_auxiliaries(self.tokens(offset, one.cue)) if one.cue else None
        return Proposal(
            FOUND_BY,
            cue,
            self.whole_phrase(self.tokens(offset, one.source), cue) if one.source else None,
            joined_by_dashes(self.doc, [content for content in contents if content]),
            [self.tokens(offset, place) for place in one.relays],
        )

    def without_auxiliaries(self, cue: Range) -> Range:
        """Give "told" for "has wrongly told": the components behind look at the first word of a cue."""
        start, end = cue
        while end - start > 1 and self.doc[start].pos_ in ("AUX", "ADV", "PART"):
            start += 1
        return start, end

    def whole_phrase(self, source: Range, cue: Range | None) -> Range:
        """Give a source without its cue ("sighs Ana Alpha"), and for a lone "the" the phrase it opens."""
        start, end = source
        if cue and start <= cue[0] < cue[1] < end:
            start = cue[1]
        elif cue and start < cue[0] < end:
            end = cue[0]
        is_alone = self.doc[start].lower_ in _ALONE  # "both vow", which the parser takes for a noun
        if end - start == 1 and self.doc[start].dep_ == "det" and not is_alone:
            return source_range(self.doc[start].head)
        last = self.end_of_phrase(end)
        return start, min(last, cue[0]) if cue and start < cue[0] else last

    def end_of_phrase(self, end: int) -> int:
        """Where "two women on the night shift" ends if the tagger left off behind "on" or "the"."""
        last = self.doc[end - 1]
        if last.pos_ == "ADP":
            behind = last.right_edge.i + 1
            return behind if end < behind <= end + _LONGEST_REST else end
        is_cut = last.dep_ in _OPENS_PHRASE and end <= last.head.i < end + _LONGEST_REST
        return last.head.i + 1 if is_cut else end

    def tokens(self, offset: int, place: PieceRange) -> Range:
        """Give the tokens that share a character with a run of pieces."""
        start = self.pieces.starts[offset + place[0]]
        end = self.pieces.ends[offset + place[1] - 1]
        first = int(np.searchsorted(self.ends, start, side="right"))
        return first, max(int(np.searchsorted(self.starts, end, side="left")), first + 1)
