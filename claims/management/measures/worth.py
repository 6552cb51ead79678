"""The measures on check-worthiness: are the sentences that fact-checkers picked at the top, and above one half?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from claims.management.measures.figures import Figure, f1

WORTHY = 0.5
Scored = tuple[float, bool]  # check-worthiness, and whether the sentence was picked


def worth_figures(groups: Mapping[str, Sequence[Scored]]) -> list[Figure]:
    """F1 at one half, and average precision; of several groups (debates) its mean over those with something picked."""
    scored = [one for group in groups.values() for one in group]
    picked = sum(is_picked for _, is_picked in scored)
    found = [is_picked for score, is_picked in scored if score >= WORTHY]
    precisions = [average_precision(group) for group in groups.values() if any(p for _, p in group)]
    mean = sum(precisions) / len(precisions) if precisions else None
    half, order = (
        ("worth checking, all debates", "worth checking, mean average precision")
        if len(precisions) > 1
        else ("worth checking", "worth checking, average precision")
    )
    return [
        f1(half, sum(found), picked, len(found)),
        Figure(order, mean, None, None, picked, len(scored), None),
    ]


def average_precision(scored: Sequence[Scored]) -> float:
    """The mean, over the picked sentences, of the precision at their rank; ties keep their order."""
    ranked = sorted(scored, key=lambda one: -one[0])
    right, total = 0, 0.0
    for rank, (_, is_picked) in enumerate(ranked, start=1):
        if is_picked:
            right += 1
            total += right / rank
    return total / right


def by_group(sentences: Sequence[Mapping[str, object]], scores: Sequence[float]) -> dict[str, list[Scored]]:
    groups: dict[str, list[Scored]] = defaultdict(list)
    for sentence, score in zip(sentences, scores, strict=True):
        groups[str(sentence.get("group", ""))].append((score, bool(sentence["label"])))
    return groups
