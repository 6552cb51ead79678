"""Component `evidence_status`: what the story itself says about the evidence for a claim."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from claims.extraction.evidence_reasons import reasons_for
from claims.extraction.evidence_stretches import Stretch, StretchFinder
from claims.extraction.evidence_words import OWN_RECORD
from claims.extraction.learned.heads import STATUSES
from claims.extraction.proposals import Proposal, Range

_TAGGER = (
    0.5  # how much the tagger's word counts beside the reasons; it knows the stories these were learned from
)
_LEAST_SHARE = 0.01
_WRONGLY = frozenset("falsely wrongly incorrectly erroneously misleadingly mistakenly untruthfully".split())
_AT_A_CUE = 3  # tokens: "has falsely said", "wrongly told reporters"


@Language.factory("evidence_status", requires=["doc.spans", "token.dep", "token.pos"], assigns=["doc.spans"])
def make_evidence_status(nlp: Language, name: str) -> "EvidenceStatus":
    """Build the component; the weights of its reasons stand in the tagger's file."""
    return EvidenceStatus()


class EvidenceStatus:
    """Mark the words that say whether evidence was withheld, cited or opposed.

    Writes doc.spans["evidence"], the surest first: the status as label, and the attribution's id.
    """

    def __call__(self, doc: Doc) -> Doc:
        finder = StretchFinder(doc)
        told = [one for stretch in finder.stretches() for one in told_by(stretch, doc)]
        told += [one for proposal in finder.proposals for one in told_by_cue(doc, proposal)]
        surest: dict[Range, Told] = {}  # what the same words are about is the likelier of two
        for one in sorted(told, key=lambda one: -one.score):
            surest.setdefault((one.start, one.end), one)
        doc.spans["evidence"] = [
            Span(doc, one.start, one.end, one.status, span_id=one.about) for one in surest.values()
        ]
        return doc


class Told(NamedTuple):
    """A status, how sure it is, the words that tell it, and the id of the attribution they are about."""

    score: float
    status: str
    start: int
    end: int
    about: str


def told_by(stretch: Stretch, doc: Doc) -> Iterator[Told]:
    """Weigh the reasons, and the tagger's reading of the same words."""
    weights = doc._.evidence_weights or {}
    silent, *scores = (_TAGGER * math.log(share + _LEAST_SHARE) for share in shares(stretch, doc))
    for reason in reasons_for(stretch, doc):
        if reason in weights:
            scores = [score + weight for score, weight in zip(scores, weights[reason], strict=True)]
    score, status = max(zip(scores, STATUSES, strict=True))
    if score > silent:
        yield Told(score - silent, status, stretch.start, stretch.end, stretch.about.id)


def shares(stretch: Stretch, doc: Doc) -> Sequence[float]:
    """Give how likely the tagger thinks nothing, and each status, on the mean of the words."""
    if doc._.evidence_reading is None:
        return [1 / (1 + len(STATUSES))] * (1 + len(STATUSES))
    likely = np.exp(doc._.evidence_reading[stretch.start : stretch.end].astype(float))
    likely = (likely / likely.sum(axis=1, keepdims=True)).mean(axis=0)
    return cast(list[float], [likely[0], *(likely[1::2] + likely[2::2])])


def told_by_cue(doc: Doc, proposal: Proposal) -> Iterator[Told]:
    """Give the "falsely" at a cue, and a record that is the source itself: "according to court records"."""
    if proposal.cue is None:
        return
    start, end = proposal.cue
    for token in doc[max(0, start - _AT_A_CUE) : end + _AT_A_CUE - 1]:
        if token.lower_ in _WRONGLY:
            yield Told(math.inf, "disputed", token.i, token.i + 1, proposal.id)
    if (
        proposal.source
        and proposal.source[0] >= end
        and OWN_RECORD.fullmatch(doc[start : proposal.source[1]].text)
    ):
        yield Told(0, "cited", start, proposal.source[1], proposal.id)
