"""From the network's numbers for one window to spans of pieces and what belongs to what."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from claims.extraction.learned.heads import COLUMNS, GROUPS, NAMES, link_columns
from claims.extraction.learned.weights import Floats

Range = tuple[int, int]  # first piece and the one after the last
PRICES = {"contents": 0.5, "claims": 1.0, "cues": -2.0, "sources": -1.0, "relays": 1.0}
_DECODED = [
    group for group in GROUPS if group != "evidence"
]  # of which each piece is weighed: evidence_status.py
_BREAK = 4.0  # the price besides, where a span begins right behind another


@dataclass
class Tagged:
    """One attribution as the network reads it."""

    cue: Range | None
    source: Range | None
    contents: list[Range] = field(default_factory=list)
    relays: list[Range] = field(default_factory=list)


class WindowReading:
    """Decodes one window; row 0 of `tags` and `pointers` is the piece before its words."""

    def __init__(self, tags: Floats, pointers: Floats, paragraphs: frozenset[int] = frozenset()):
        """`paragraphs` are the pieces that begin one: no span runs over them."""
        self.tags, self.pointers = tags, pointers
        self.found = {group: list(runs(path, paragraphs)) for group, path in best_paths(tags[1:]).items()}
        self.cues = self.ranges("cues")

    def ranges(self, group: str) -> list[Range]:
        return [(start, end) for start, end, _ in self.found[group]]

    def attributions(self) -> list[Tagged]:
        """Join contents and claims that point at one cue; what points at none stands alone."""
        contents = self.ranges("contents")
        contents += [claim for claim in self.ranges("claims") if not any(overlap(claim, c) for c in contents)]
        by_cue: dict[int, Tagged] = {}
        alone = []
        for content in contents:
            cue = self.answer("content_to_cue", content, self.cues)
            if cue is None:
                alone.append(Tagged(None, None, [content]))
            else:
                by_cue.setdefault(cue, self.tagged(self.cues[cue])).contents.append(content)
        for relay in self.ranges("relays"):
            cue = self.answer("relay_to_cue", relay, self.cues)
            if cue in by_cue:
                by_cue[cue].relays.append(relay)
        return [*by_cue.values(), *alone]

    def tagged(self, cue: Range) -> Tagged:
        sources = self.ranges("sources")
        source = self.answer("cue_to_source", cue, sources)
        return Tagged(cue, None if source is None else sources[source])

    def of_each_piece(self, name: str) -> Floats:
        """Tell of each piece how far it is of each kind, or how worth checking it reads (logits)."""
        return self.tags[1:, COLUMNS[name]]

    def names(self) -> Iterator[tuple[Range, str]]:
        """Give the pieces of each name, and whether it is a person's or an organization's."""
        for start, end, label in self.found["names"]:
            yield (start, end), NAMES[label]

    def answer(self, link: str, asking: Range, answering: Sequence[Range]) -> int | None:
        """Give the number of the one that is pointed at; None for nobody."""
        best = int(self.scores(link, asking, answering).argmax())
        return best - 1 if best else None

    def scores(self, link: str, asking: Range, answering: Iterable[Range]) -> Floats:
        """Tell how strongly a span points at nobody (first) and at each of the others."""
        asks, answers = link_columns(link)
        question = self.pointers[1 + asking[0] : 1 + asking[1], asks].mean(axis=0)
        rows = [0, *(1 + start for start, _ in answering)]
        scores: Floats = self.pointers[rows, answers] @ question
        return scores / np.sqrt(len(question), dtype=np.float32)


def best_paths(tags: Floats) -> dict[str, list[int]]:
    """Give for every group the likeliest numbers of all pieces together, where each span that begins has its price.

    A price keeps a stray piece from making a span, and a doubtful one from breaking it.
    """
    return {group: best_path(tags[:, COLUMNS[group]], PRICES.get(group, 0.0)) for group in _DECODED}


def best_path(logits: Floats, price: float) -> list[int]:
    """Give the numbers of one group. Only the stretches between pieces that are surely outside are searched."""
    path = [0] * len(logits)
    doubtful = np.flatnonzero(~surely_outside(logits, price))
    if len(doubtful):
        for stretch in np.split(doubtful, np.flatnonzero(np.diff(doubtful) > 1) + 1):
            start, end = int(stretch[0]), int(stretch[-1]) + 1
            path[start:end] = path_through(logits[start:end].tolist(), price)
    return path


def surely_outside(logits: Floats, price: float) -> NDArray[np.bool_]:
    """Tell of each piece whether outside is best whatever the others are.

    It is so if nothing inside weighs as much, even where the next piece would have to begin instead of going on.
    """
    margin = logits[:, 0] - logits[:, 1:].max(axis=1)
    instead = (logits[1:, 1::2] - logits[1:, 2::2]).min(axis=1) - price
    margin[:-1] += np.minimum(instead, 0)
    sure: NDArray[np.bool_] = margin + min(price, 0) > 0
    return sure


def path_through(rows: Sequence[Sequence[float]], price: float) -> list[int]:
    """Give the likeliest numbers of pieces with outside before and behind them (Viterbi's algorithm).

    A piece may only go on with the label of the one before it.
    """
    numbers = range(1, len(rows[0]), 2)
    best = [0.0] + [-math.inf] * (len(rows[0]) - 1)
    steps = []
    for row in rows:
        top, inside = best.index(max(best)), best.index(max(best[1:]), 1)
        before = inside if best[inside] - _BREAK > best[0] else 0
        begun = best[before] - price - (_BREAK if before else 0)
        step, here = [top], [best[top] + row[0]]
        for begins in numbers:
            goes_on = begins + (best[begins] < best[begins + 1])
            step += (before, goes_on)
            here += (begun + row[begins], best[goes_on] + row[begins + 1])
        steps.append(step)
        best = here
    state, path = best.index(max(best)), []
    for step in reversed(steps):
        path.append(state)
        state = step[state]
    return path[::-1]


def runs(path: Sequence[int], paragraphs: frozenset[int] = frozenset()) -> Iterator[tuple[int, int, int]]:
    """Give first, end and label of every run: a piece that begins, and those of its paragraph that go on with it."""
    start = label = -1
    for at, number in enumerate([*path, 0]):
        if number and not number % 2 and at not in paragraphs:
            continue
        if start >= 0:
            yield start, at, label
        start, label = (at, (number - 1) // 2) if number else (-1, -1)


def overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
