"""The measure on pronouns: who is the "he" or "she" that speaks?"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from claims.management.measures.figures import Figure, accuracy
from claims.management.measures.names import is_same_person


class Answer(NamedTuple):
    """A speaker found in an article: where mentioned, and the name given."""

    start: int
    end: int
    name: str


def pronoun_figures(marked: Sequence[dict[str, Any]], found: Mapping[str, Sequence[Answer]]) -> list[Figure]:
    """How many pronouns were found as speakers, give the right person, and the full name if the article has it.

    `marked` are lines with `doc`, `start`, `name`, `full_name_in_article`; `found` are the answers by article.
    """
    answers = [answers_at(one["start"], found.get(one["doc"], ())) for one in marked]
    verdicts = [
        [is_same_person(one["name"], answer.name) for answer in given]
        for one, given in zip(marked, answers, strict=True)
    ]
    nameable = [judged for one, judged in zip(marked, verdicts, strict=True) if one["full_name_in_article"]]
    answered = sum(map(bool, answers))
    return [
        accuracy("he / she → full name", sum(any(full for _, full in v) for v in nameable), len(nameable)),
        accuracy(
            "he / she → right person", sum(any(r for r, _ in v) for v in verdicts), len(marked), answered
        ),
    ]


def answers_at(start: int, found: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in found if answer.start <= start < answer.end]
