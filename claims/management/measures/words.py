"""Words as every measure counts them, and the matching of marked with found pieces of text.

A word is a run of `\\w`, known by its place: punctuation and quotation marks never count for or against a piece.
"""

import re
from collections.abc import Iterable, Sequence

Span = tuple[int, int]  # first character and the one after the last
Words = frozenset[Span]

HALF, EXACT = 0.5, 1.0
_ROUNDING = 1e-12
_WORD = re.compile(r"\w+")


def words_in(text: str, spans: Iterable[Sequence[int]]) -> Words:
    """The words of a piece of text, which may be in several places."""
    return frozenset(
        (start + word.start(), start + word.end())
        for start, end in spans
        for word in _WORD.finditer(text[start:end])
    )


def overlap(one: Words, other: Words) -> float:
    """The words two pieces share, as a part of the words of both (Jaccard); 0 for two empty pieces."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def matched(
    marked: Sequence[Words], found: Sequence[Words], least: float = HALF
) -> list[tuple[int, int, float]]:
    """Match one to one, the greatest overlap first, among equals the first in order; down to `least`."""
    by_overlap = sorted(
        (-overlap(one, other), i, j)
        for i, one in enumerate(marked)
        for j, other in enumerate(found)
        if not one.isdisjoint(other)
    )
    left, right, pairs = set(range(len(marked))), set(range(len(found))), []
    for value, i, j in by_overlap:
        if -value >= least - _ROUNDING and i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j, -value))
    return pairs
