"""The lessons: batches of windows, what an error costs, and the courses of training."""

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from claims.extraction.learned.heads import COLUMNS, GROUPS, KINDS_OF, LINK_WIDTH, LINKS, link_columns
from claims.management.training.labels import IGNORED, Window
from claims.management.training.network import Tagger

_LINK_WEIGHT = 0.5
_WEIGHTS = {
    "relays": 3.0,
    "evidence": 2.0,
}  # of the rare groups: their pieces are few, and count as much as common ones
_WARM_UP = 0.06  # of the steps
_SORTED_AT_ONCE = 20  # batches whose windows are sorted by length, so that little is padded
_HEAD_RATE = 1e-3


@dataclass
class Sentence:
    """A sentence on its own, and whether it was found worth checking."""

    ids: np.ndarray
    shapes: np.ndarray
    is_worthy: bool


@dataclass(frozen=True)
class Course:
    """What is learned together, how often, and how fast."""

    samples: list[list[Window] | list[Sentence]]
    times: list[float]  # how often each of the samples is seen
    rate: float
    pieces: int = 4096  # in a batch


class Teacher:
    """Trains a tagger; `edges` are the numbers of the pieces that begin and end a window."""

    def __init__(self, model: Tagger, edges: tuple[int, int], say: Callable[[str], None]):
        self.model, self.edges, self.say = model, edges, say

    def teach(self, course: Course, name: str, save: Callable[[], None]) -> None:
        batches = [
            batch
            for samples, times in zip(course.samples, course.times, strict=True)
            for batch in batches_of(samples, times, course.pieces)
        ]
        random.shuffle(batches)
        encoder = [p for n, p in self.model.named_parameters() if not n.startswith(("tags.", "pointers."))]
        heads = [*self.model.tags.parameters(), *self.model.pointers.parameters()]
        optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": course.rate}, {"params": heads, "lr": _HEAD_RATE}],
            weight_decay=0.01,
            fused=True,
        )
        steps = len(batches)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer,
            lambda step: min((step + 1) / (_WARM_UP * steps), (steps - step) / ((1 - _WARM_UP) * steps)),
        )
        self.model.train()
        began, total = time.monotonic(), 0.0
        for step, batch in enumerate(batches, start=1):
            loss = self.loss(batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
            if step % 25 == 0 or step == steps:
                self.say(
                    f"{name}: step {step} of {steps}, loss {total / (step % 25 or 25):.3f}, "
                    f"{time.monotonic() - began:.0f} s"
                )
                total = 0.0
            if step % 200 == 0:
                save()
        save()

    def loss(self, batch: list[Window] | list[Sentence]) -> Tensor:
        tags, pointers, mask = self.read(batch)
        if isinstance(batch[0], Sentence):
            return worth_loss(tags, mask, batch)
        return tags_loss(tags, batch) + _LINK_WEIGHT * links_loss(pointers, mask, batch)

    def read(self, batch: Sequence[Window | Sentence]) -> tuple[Tensor, Tensor, Tensor]:
        """Run the network on a batch, padded to its longest."""
        longest = max(len(one.ids) for one in batch) + 2
        ids, shapes, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(3))
        for row, one in enumerate(batch):
            size = len(one.ids)
            ids[row, 0], ids[row, size + 1] = self.edges
            ids[row, 1 : size + 1] = torch.from_numpy(one.ids)
            shapes[row, 1 : size + 1] = torch.from_numpy(one.shapes)
            mask[row, : size + 2] = 1
        return (*self.model(ids, shapes, mask), mask)


def batches_of(samples: Sequence, times: float, pieces: int) -> Iterator[list]:
    """Give batches of about `pieces` pieces; every sample `times` times, a part of a time by chance."""
    rounds = [list(samples) for _ in range(int(times))]
    if rest := times - int(times):
        rounds.append(random.sample(list(samples), round(rest * len(samples))))
    for chosen in rounds:
        random.shuffle(chosen)
        at_once = _SORTED_AT_ONCE * max(1, pieces // max(len(one.ids) for one in chosen))
        for start in range(0, len(chosen), at_once):
            yield from filled(sorted(chosen[start : start + at_once], key=lambda one: len(one.ids)), pieces)


def filled(samples: Sequence, pieces: int) -> Iterator[list]:
    batch: list = []
    for one in samples:
        if batch and (len(one.ids) + 2) * (len(batch) + 1) > pieces:
            yield batch
            batch = []
        batch.append(one)
    yield batch


def tags_loss(tags: Tensor, batch: list[Window]) -> Tensor:
    """Cross-entropy of every group and of every kind."""
    loss = tags.new_zeros(())
    for group in (*GROUPS, *KINDS_OF):
        wanted = torch.full(tags.shape[:2], IGNORED)
        for row, window in enumerate(batch):
            wanted[row, : len(window.tags[group])] = torch.from_numpy(window.tags[group])
        if (wanted != IGNORED).any():
            logits = tags[:, :, COLUMNS[group]]
            loss = loss + _WEIGHTS.get(group, 1.0) * nn.functional.cross_entropy(
                logits.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED
            )
    return loss


def links_loss(pointers: Tensor, mask: Tensor, batch: list[Window]) -> Tensor:
    """Cross-entropy between where a piece points and where it should."""
    loss = pointers.new_zeros(())
    for link in LINKS:
        asking, answering = link_columns(link)
        errors = []
        for row, window in enumerate(batch):
            askers, wanted = window.askers[link], window.links[link]
            if len(askers):
                scores = pointers[row, askers, asking] @ pointers[row, :, answering].T
                scores = scores / math.sqrt(LINK_WIDTH) + (mask[row] - 1) * 1e4
                answers = torch.from_numpy(wanted)
                errors.append(-(scores.log_softmax(1)[:, : answers.shape[1]] * answers).sum(1))
        if errors:
            loss = loss + torch.cat(errors).mean()
    return loss


def worth_loss(tags: Tensor, mask: Tensor, batch: list[Sentence]) -> Tensor:
    """Binary cross-entropy of the mean over a sentence's pieces."""
    words = mask.clone()
    words[:, 0] = 0
    words[torch.arange(len(batch)), mask.sum(1) - 1] = 0
    logits = tags[:, :, COLUMNS["checkworthiness"]].squeeze(2)
    means = (logits * words).sum(1) / words.sum(1).clamp(min=1)
    wanted = torch.tensor([float(one.is_worthy) for one in batch])
    return nn.functional.binary_cross_entropy_with_logits(means, wanted)
