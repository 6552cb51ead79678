"""Where a story may speak of the evidence for a claim: beside an attribution and in the sentences behind it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from claims.extraction.proposals import Proposal, Range, read_proposals, trimmed
from claims.extraction.sources import inside_quotations

_FARTHEST = 2  # sentences between a claim and what is told of its evidence
_FEWEST_WORDS = 2


@dataclass(frozen=True)
class Stretch:
    """Words that may tell of evidence, the attribution before them, and how many sentences lie between (None: its own).

    `speakers` are those of the attribution it is about; `attribution` is there where the words were taken for one
    themselves: "the firm named no source".
    """

    start: int
    end: int
    about: Proposal
    sentences: int | None
    speakers: Sequence[Span] = ()
    attribution: Proposal | None = None


class StretchFinder:
    """Goes through an article sentence by sentence, with the last attribution in mind."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.proposals = read_proposals(doc)
        self.speakers: dict[str, list[Span]] = defaultdict(list)
        for speaker in doc.spans.get("speakers", ()):
            self.speakers[speaker.id_].append(speaker)
        self.quoted = inside_quotations(doc)
        self.is_free = self.free_words()

    def stretches(self) -> Iterator[Stretch]:
        here = self.by_sentence()
        last: Proposal | None = None
        sentences = 0
        for sentence in self.doc.sents:
            own = here[sentence.start]
            behind = last if sentences <= _FARTHEST else None
            for one in own:
                yield from self.taken_for_attribution(one, sentence, own, behind, sentences)
            if own:
                for start, end in self.runs(sentence):
                    before = last_before(own, start)
                    yield self.stretch(start, end, before or own[0], None)
                    if behind and not before:  # "Pressed for proof, she said ...": of what was claimed before
                        yield self.stretch(start, end, behind, sentences)
                last, sentences = own[-1], 0
            elif not sentence.text.isspace():
                if behind:
                    yield from (
                        self.stretch(start, end, behind, sentences) for start, end in self.runs(sentence)
                    )
                sentences += 1

    def taken_for_attribution(
        self, one: Proposal, sentence: Span, own: list[Proposal], last: Proposal | None, sentences: int
    ) -> Iterator[Stretch]:
        """Give all words of an attribution behind another, if they stand in one sentence, outside quotation marks."""
        parts = [*one.contents, *filter(None, (one.cue, one.source))]
        start, end = min(part[0] for part in parts), max(part[1] for part in parts)
        if start < sentence.start or end > sentence.end or any(self.quoted[start:end]):
            return
        before = last_before([p for p in own if p is not one], start)
        if before or last:
            yield self.stretch(start, end, before or last, None if before else sentences, one)  # type: ignore[arg-type]

    def stretch(
        self,
        start: int,
        end: int,
        about: Proposal,
        sentences: int | None,
        attribution: Proposal | None = None,
    ) -> Stretch:
        return Stretch(start, end, about, sentences, self.speakers[about.id], attribution)

    def runs(self, sentence: Span) -> Iterator[Range]:
        """Give every run of words in a sentence that are nobody's."""
        first = sentence.start
        for i in range(sentence.start, sentence.end + 1):
            if i == sentence.end or not self.is_free[i]:
                place = trimmed(self.doc, first, i - (self.doc[i - 1].lower_ == "that"))
                if place and sum(token.is_alpha for token in self.doc[slice(*place)]) >= _FEWEST_WORDS:
                    yield place
                first = i + 1

    def free_words(self) -> list[bool]:
        """Tell of each token whether it is nobody's word and names no speaker."""
        is_free = [not quoted for quoted in self.quoted]
        for one in self.proposals:
            for start, end in [*one.contents, *one.relays, *filter(None, (one.cue, one.source))]:
                is_free[start:end] = [False] * (end - start)
        return is_free

    def by_sentence(self) -> dict[int, list[Proposal]]:
        """Give the attributions that have their cue, or end what they report, in each sentence."""
        found: dict[int, list[Proposal]] = defaultdict(list)
        for one in self.proposals:
            tokens = {end - 1 for _, end in one.contents} | ({one.cue[0]} if one.cue else set())
            for sentence in {self.doc[i].sent.start for i in tokens}:
                found[sentence].append(one)
        return found


def last_before(proposals: list[Proposal], start: int) -> Proposal | None:
    """Give the last attribution of a sentence that began before some words."""
    begun = [p for p in proposals if min(p.start, p.cue[0] if p.cue else p.start) < start]
    return begun[-1] if begun else None
