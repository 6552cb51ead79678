"""Learning who is meant: the weights of the reasons of extraction/referents.py, from stories that mark who speaks."""

from collections.abc import Iterable, Mapping
from typing import Any

import torch
from spacy.tokens import Doc

from claims.extraction.discourse import Candidate
from claims.extraction.named import Named, named_person
from claims.extraction.pipeline import Pipeline
from claims.extraction.proposals import Proposal
from claims.extraction.referents import Reasons, Referents
from claims.extraction.speakers import Resolver, place
from claims.management.measures.names import claim_name
from claims.management.training.lessons import Attributed, Span, attributions_of

_ROUNDS = 2
_STEPS = 500
_RATE = 0.05
_DECAY = 0.0005
# Stories name everybody about equally often and nearly always in full, which news does not; and some reasons are so
# sure or so rare that examples cannot weigh them. These were set by the pronouns of news.
_HELD = {
    "she: often": 0.3,
    "she: one word": -1.2,
    "she: subject": 0.9,
    "she: spoke last": 0.8,
    "she: has spoken": -0.5,
    "she: other gender": -6.0,
    "the one: other gender": -6.0,
    "the one: same age": 4.0,
    "the one: fellow": 2.5,
}

Example = tuple[list[Reasons], list[int]]  # the reasons for each candidate, and which of them are right


class TaughtReferents(Referents):
    """Keeps the examples, and takes the right candidate while it has no weights; `names` are the marked speakers'."""

    def __init__(self, resolver: Resolver, weights: Mapping[str, float], examples: list[Example]):
        super().__init__(resolver.doc, resolver.cast, resolver.resolve, weights)
        self.examples = examples
        self.names: frozenset[str] = frozenset()
        self.is_reading = False

    def read_to(self, at: int) -> None:
        """Read on; whoever is met there is not whom the marked names tell."""
        before, self.is_reading = self.is_reading, True
        super().read_to(at)
        self.is_reading = before

    def best(self, weighed: Iterable[tuple[Candidate | None, Reasons]]) -> Candidate | None:
        options = list(weighed)
        right = self.right_among([candidate for candidate, _ in options])
        if not right or self.is_reading:
            return super().best(options)
        self.examples.append(([reasons for _, reasons in options], right))
        return super().best(options) if self.weights else options[right[0]][0]

    def right_among(self, candidates: list[Candidate | None]) -> list[int]:
        """The largest candidates that hold nobody but marked speakers; else nobody known, if that can be chosen."""
        sizes = [
            len(one.named) if one and {claim_name(n.name) for n in one.named} <= self.names else 0
            for one in candidates
        ]
        most = max(sizes, default=0)
        return [i for i, one in enumerate(candidates) if (sizes[i] == most if most else one is None)]


def learn_referents(pipeline: Pipeline, stories: Iterable[dict[str, Any]]) -> dict[str, float]:
    """Give the weight of every reason, by stories whose words for speakers are marked.

    In the first round everybody before was resolved rightly, in the next as the weights of the round before do it.
    """
    read = [(with_attributions(pipeline, story["text"]), story) for story in stories]
    weights: dict[str, float] = {}
    for _ in range(_ROUNDS):
        examples: list[Example] = []
        for doc, story in read:
            read_story(doc, story, weights, examples)
        weights = fitted(examples)
    return weights


def with_attributions(pipeline: Pipeline, text: str) -> Doc:
    doc = pipeline.read(text)
    for name in ("quotations", "attributions"):
        doc = pipeline.finder.get_pipe(name)(doc)
    return doc


def read_story(
    doc: Doc, story: dict[str, Any], weights: Mapping[str, float], examples: list[Example]
) -> None:
    """Resolve the marked words for speakers and relayers one after the other."""
    resolver = Resolver(doc, {})
    resolver.referents = referents = TaughtReferents(resolver, weights, examples)
    marked = [(proposal_of(doc, one), claim) for one, claim in attributions_of(story)]
    for proposal, claim in sorted(marked, key=lambda one: place(one[0])):
        speakers: list[Named] = []
        if proposal.source:
            referents.names = frozenset(claim_name(speaker["name"]) for speaker in claim["speakers"])
            speakers = resolver.resolve(*proposal.source)
            if not weights:
                speakers = [named(resolver, speaker, proposal.source) for speaker in claim["speakers"]]
            referents.spoke(speakers, proposal.source[0])
        referents.names = frozenset(map(claim_name, claim["relayed_by"]))
        referents.barred = {speaker.name for speaker in speakers}
        for relay in proposal.relays:
            referents.spoke(resolver.resolve(*relay), relay[0])
        referents.barred = frozenset()


def named(resolver: Resolver, speaker: dict[str, str], words: tuple[int, int]) -> Named:
    part = resolver.doc[words[0] : words[1]]
    person = resolver.cast.called(tuple(speaker["name"].split())) if speaker["kind"] == "person" else None
    return named_person(person, part) if person else Named(speaker["name"], speaker["kind"], *words)


def proposal_of(doc: Doc, one: Attributed) -> Proposal:
    def first(spans: list[Span]) -> tuple[int, int] | None:
        return tokens(doc, spans[0]) if spans else None

    contents, relays = ([tokens(doc, span) for span in spans] for spans in (one.contents, one.relays))
    return Proposal("marked", first(one.cues), first(one.sources), contents, relays)


def tokens(doc: Doc, span: Span) -> tuple[int, int]:
    words = doc.char_span(*span, alignment_mode="expand")
    assert words is not None
    return words.start, words.end


def fitted(examples: list[Example]) -> dict[str, float]:
    """Give the weights by which the right candidates are likeliest (softmax over the candidates of an example)."""
    reasons = sorted({reason for options, _ in examples for one in options for reason in one})
    columns = {reason: i for i, reason in enumerate(reasons)}
    most = max(len(options) for options, _ in examples)
    table = torch.zeros(len(examples), most, len(reasons))
    there, right = (torch.zeros(len(examples), most, dtype=torch.bool) for _ in range(2))
    for row, (options, rights) in enumerate(examples):
        there[row, : len(options)] = True
        right[row, rights] = True
        for at, one in enumerate(options):
            for reason, value in one.items():
                table[row, at, columns[reason]] = value
    held = torch.tensor([_HELD.get(reason, 0.0) for reason in reasons])
    is_free = torch.tensor([reason not in _HELD for reason in reasons])
    learned = torch.zeros(len(reasons), requires_grad=True)
    optimizer = torch.optim.Adam([learned], lr=_RATE)
    for _ in range(_STEPS):
        weights = held + learned * is_free
        scores = table @ weights
        likely = scores.masked_fill(~right, -torch.inf).logsumexp(1) - scores.masked_fill(
            ~there, -torch.inf
        ).logsumexp(1)
        loss = _DECAY * weights.square().sum() - likely.mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return {reason: round(weight, 3) for reason, weight in zip(reasons, weights.tolist(), strict=True)}
