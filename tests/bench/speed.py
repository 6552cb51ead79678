"""Our extraction beside the bare model on the same texts, in turns, in processor time of this process."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import spacy

from claims.extraction import DEFAULT_MODEL, load_pipeline

ROUNDS = 5
VOID = 0.15  # the bare model may differ from itself by this part between the halves of a run


@dataclass(frozen=True)
class Speeds:
    """Words a second in each round, of the bare model and of ours."""

    words: int
    claims: int
    bare: list[float]
    ours: list[float]

    @property
    def ratios(self) -> list[float]:
        return [our / bare for our, bare in zip(self.ours, self.bare, strict=True)]

    @property
    def drift(self) -> float:
        """How far the bare model is from itself between the first and the second half."""
        half = len(self.bare) // 2
        first, second = statistics.median(self.bare[:half]), statistics.median(self.bare[-half:])
        return abs(second / first - 1)


def compare_speeds(texts: Sequence[str], rounds: int = ROUNDS) -> Speeds:
    """Read all texts with both in turns; a first round, thrown away, warms them up."""
    bare, pipeline = spacy.load(DEFAULT_MODEL), load_pipeline()
    words, claims = sum(len(text.split()) for text in texts), 0
    speeds: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(rounds + 1):
        speeds["bare"].append(words / seconds(lambda: [len(doc) for doc in bare.pipe(texts)]))
        found: list[int] = []
        speeds["ours"].append(words / seconds(lambda: found.extend(count(pipeline, texts))))  # noqa: B023
        claims = sum(found)
    return Speeds(words, claims, speeds["bare"][1:], speeds["ours"][1:])


def count(pipeline, texts: Sequence[str]) -> list[int]:
    return [len(pipeline.extract(text).claims) for text in texts]


def seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start
