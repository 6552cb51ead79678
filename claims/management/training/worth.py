"""What the reasons for checking a claim weigh: two logistic regressions, over the network's reading and over them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from spacy.tokens import Span
from torch import nn

from claims.extraction.checkworthiness import READ_START, READS, REASONS, START, reading, reasons_in

_STEPS = 60
_ENOUGH = 5_000
_LEAN = 1e-3  # how much large weights cost


def learn_factors(claims: Iterator[tuple[Span, bool]]) -> dict[str, float]:
    """Give the weight of every reason, from sentences (each as one claim) and whether they were picked."""
    rows, picked = [], []
    for claim, is_picked in claims:
        holding = set(reasons_in(claim))
        rows.append([1.0, reading(claim), 1.0, *(float(reason in holding) for reason in REASONS)])
        picked.append(float(is_picked))
    table, wanted = torch.tensor(rows), torch.tensor(picked)
    weights = [*regression(table[:, :2], wanted), *regression(table[:, 2:], wanted)]
    names = (READ_START, READS, START, *REASONS)
    return {name: round(weight, 2) for name, weight in zip(names, weights, strict=True)}


def regression(rows: torch.Tensor, wanted: torch.Tensor, lean: float = _LEAN) -> list[float]:
    weights = torch.zeros(rows.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=_STEPS)

    def cost() -> torch.Tensor:
        optimizer.zero_grad()
        error = nn.functional.binary_cross_entropy_with_logits(rows @ weights, wanted)
        error = error + lean * weights.square().sum()
        error.backward()
        return error

    optimizer.step(cost)
    return weights.detach().tolist()


def sentences_as_claims(
    sentences: Sequence[dict[str, Any]], claim_of: Callable[[str], Span]
) -> Iterator[tuple[Span, bool]]:
    """Give as many sentences as a dozen weights need, spread over all."""
    for one in sentences[:: max(1, len(sentences) // _ENOUGH)]:
        if one["text"].strip():
            yield claim_of(one["text"]), bool(one["label"])
