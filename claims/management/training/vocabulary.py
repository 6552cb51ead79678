"""The pieces of words that the tagger keeps from the vocabulary it starts with: a third, to keep its file small."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from claims.extraction.learned.pieces import FIRST, LAST, UNKNOWN, lowered, tokenizer_of

_SPECIAL = frozenset(("[PAD]", UNKNOWN, FIRST, LAST))
_OFTEN = 8  # times in the texts


def vocabulary_of(start: Path) -> list[str]:
    return (start / "vocab.txt").read_text("utf-8").splitlines()


def pieces_kept(vocabulary: list[str], texts: Iterable[str], size: int) -> list[int]:
    """Keep single characters, what is frequent in the texts, and the first of the vocabulary, its most frequent."""
    tokenizer = tokenizer_of(vocabulary)
    counted: Counter[int] = Counter()
    for text in texts:
        counted.update(tokenizer.encode(lowered(text), add_special_tokens=False).ids)
    wanted = [i for i, piece in enumerate(vocabulary) if piece in _SPECIAL]
    wanted += [i for i, piece in enumerate(vocabulary) if len(piece.removeprefix("##")) == 1]
    wanted += [i for i, times in counted.most_common() if times >= _OFTEN]
    wanted += [i for i, piece in enumerate(vocabulary) if not piece.startswith("[unused")]
    return sorted(list(dict.fromkeys(wanted))[:size])
