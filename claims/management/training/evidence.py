"""Learning what tells of evidence: the weights of the reasons of extraction/evidence_reasons.py, from stories."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from claims.extraction.evidence_reasons import reasons_for, worded
from claims.extraction.evidence_stretches import Stretch, StretchFinder
from claims.extraction.learned.heads import STATUSES
from claims.extraction.pipeline import COMPONENTS, Pipeline

_STEPS = 300
_RATE = 0.05
_LEAN = 1e-3  # how much large weights cost
_FEWEST = 3  # stretches that have a reason which is weighed
_SURE = (
    3.0  # what patterns weigh besides: in the stories they share their weight with the words they are made of
)
_LENIENT = 1.0  # words about evidence that are missed cost more than others taken for some

Example = tuple[list[str], int]  # the reasons, and the number of the status; 0 where no evidence is told
Floats = NDArray[np.float64]


def learn_evidence(pipeline: Pipeline, stories: Iterable[dict[str, Any]]) -> dict[str, list[float]]:
    """Give for every reason what it adds to each of STATUSES, by stories whose words about evidence are marked."""
    examples: list[Example] = []
    for story in stories:
        doc = pipeline.read(story["text"])
        for name in COMPONENTS[: COMPONENTS.index("evidence_status")]:
            doc = pipeline.finder.get_pipe(name)(doc)
        examples += examples_in(doc, story)
    return fitted(examples)


def examples_in(doc: Doc, story: dict[str, Any]) -> Iterator[Example]:
    marked = [
        (
            claim["evidence_cue"]["start"],
            claim["evidence_cue"]["end"],
            1 + STATUSES.index(claim["evidence_status"]),
        )
        for claim in story["claims"]
        if claim.get("evidence_cue") and claim["evidence_status"] in STATUSES
    ]
    stretches = list(StretchFinder(doc).stretches())
    meant = {(s.start, s.end) for s in stretches if is_meant(doc, s, story)}
    for stretch in stretches:
        is_others = (stretch.start, stretch.end) in meant and not is_meant(doc, stretch, story)
        yield reasons_for(stretch, doc), 0 if is_others else status_at(doc, stretch, marked)


def is_meant(doc: Doc, stretch: Stretch, story: dict[str, Any]) -> bool:
    """Is marked evidence in these words for a claim of the attribution they are taken to be about?"""
    start, end = doc[stretch.start].idx, doc[stretch.end - 1].idx
    contents = [(doc[first].idx, doc[last - 1].idx) for first, last in stretch.about.contents]
    return any(
        claim["start"] <= last and first < claim["end"]
        for claim in story["claims"]
        if (cue := claim.get("evidence_cue")) and cue["start"] <= end and start < cue["end"]
        for first, last in contents
    )


def status_at(doc: Doc, stretch: Stretch, marked: list[tuple[int, int, int]]) -> int:
    """Give the status of the marked words that share at least half of the shorter, with an attribution of both."""
    start, end = doc[stretch.start].idx, doc[stretch.end - 1].idx + len(doc[stretch.end - 1])
    best, found = 0, 0
    for first, last, status in marked:
        shared = min(end, last) - max(start, first)
        size = min(end - start, last - first)
        if stretch.attribution:
            size = max(end, last) - min(start, first)
        if shared > best and 2 * shared >= size:
            best, found = shared, status
    return found


def fitted(examples: list[Example]) -> dict[str, list[float]]:
    """Give the weights by which the marked statuses are likeliest (softmax), and what is added to them."""
    seen = Counter(reason for reasons, _ in examples for reason in reasons)
    columns = {reason: i for i, reason in enumerate(sorted(r for r in seen if seen[r] >= _FEWEST))}
    rows = np.zeros((len(examples), len(columns)))
    for row, (reasons, _) in enumerate(examples):
        rows[row, [columns[reason] for reason in reasons if reason in columns]] = 1
    weights = regression(rows, np.eye(1 + len(STATUSES))[[status for _, status in examples]])
    weights = weights[:, 1:] - weights[:, :1]
    weights[columns["always"]] += _LENIENT
    for number, status in enumerate(STATUSES):
        for how in (worded(status), f"{worded(status)}, at the cue"):
            if how in columns:
                weights[columns[how], number] += _SURE
    return {reason: np.round(weights[i], 2).tolist() for reason, i in columns.items()}


def regression(rows: Floats, wanted: Floats) -> Floats:
    """Find the weights of each column for each answer, by Adam's method over all rows at once."""
    weights, mean, square = (np.zeros((rows.shape[1], wanted.shape[1])) for _ in range(3))
    for step in range(1, _STEPS + 1):
        scores = rows @ weights
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        slope = rows.T @ (scores / scores.sum(axis=1, keepdims=True) - wanted) / len(rows) + _LEAN * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights
