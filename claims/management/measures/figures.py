"""A figure: one measure on one set."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measure: its value, precision and recall (0 to 1, None where there is none), and what was counted."""

    measure: str
    value: float | None
    precision: float | None
    recall: float | None
    right: int
    marked: int
    found: int | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def f1(measure: str, right: int, marked: int, found: int) -> Figure:
    """The harmonic mean of precision and recall."""
    precision, recall = ratio(right, found), ratio(right, marked)
    return Figure(measure, harmonic(precision, recall), precision, recall, right, marked, found)


def accuracy(measure: str, right: int, asked: int, answered: int | None = None) -> Figure:
    """The share of right answers; with `answered`, also among the places where something was answered."""
    precision = None if answered is None else ratio(right, answered)
    return Figure(measure, ratio(right, asked), precision, ratio(right, asked), right, asked, answered)


def ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def harmonic(precision: float | None, recall: float | None) -> float | None:
    """F1. None if nothing was marked; 0 if nothing was found."""
    if recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0
