"""Learning who is a person: the weights of the reasons of extraction/people.py, from stories that tell all names."""

from collections.abc import Iterable, Sequence, Set
from typing import Any

import torch
from spacy.tokens import Doc, Span

from claims.extraction.cast import Cast
from claims.extraction.people import Person, reasons_for
from claims.extraction.pipeline import Pipeline
from claims.management.training.lessons import are_names_told, names_in
from claims.management.training.worth import regression

_LENIENT = 1.3  # a place among the people costs less than a person left out
_LEAN = 1e-4  # how much large weights cost

Example = tuple[dict[str, float], bool]


class TaughtCast(Cast):
    """Keeps for every name what speaks for a person, and whether it is one. `people` are the marked names."""

    def __init__(self, doc: Doc, people: Sequence[tuple[str, ...]]):
        self.people = people
        self.examples: list[Example] = []
        super().__init__(doc)

    def is_person(self, person: Person, places: Sequence[Span], told: Set[int]) -> bool:
        is_one = any(person.is_called(words) for words in self.people)
        self.examples.append((reasons_for(person, places, told), is_one))
        return is_one


def learn_people(pipeline: Pipeline, stories: Iterable[dict[str, Any]]) -> dict[str, float]:
    """Give the weight of every reason, by stories that tell everybody they name."""
    examples: list[Example] = []
    for story in filter(are_names_told, stories):
        doc = pipeline.read(story["text"])
        for name in ("quotations", "attributions"):
            doc = pipeline.finder.get_pipe(name)(doc)
        people = {tuple(name.split()) for _, kind, name in names_in(story) if kind == "person"}
        examples += TaughtCast(doc, sorted(people)).examples
    reasons = sorted({reason for given, _ in examples for reason in given})
    rows = [[given.get(reason, 0.0) for reason in reasons] for given, _ in examples]
    learned = regression(torch.tensor(rows), torch.tensor([float(is_one) for _, is_one in examples]), _LEAN)
    weights = dict(zip(reasons, learned, strict=True))
    weights["always"] += _LENIENT
    return {reason: round(weight, 2) for reason, weight in weights.items()}
