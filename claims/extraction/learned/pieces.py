"""From text to pieces of words as the tagger reads them, in windows that end with a paragraph."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from claims.extraction.learned.heads import WINDOW

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
LONGEST = WINDOW - 2
READ_AT_ONCE = 400  # pieces: more is slower, and farther words mislead as often as they help
_LONGEST_WORD = 60  # characters; a longer one is no word

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Pieces:
    """The pieces of a text: their numbers in the vocabulary, their shapes, and where they stand in the text."""

    ids: Ints
    shapes: Ints  # 0 lower case, 1 capitalised, 2 all capitals: the vocabulary itself knows no case
    starts: Ints
    ends: Ints


def tokenizer_of(vocabulary: Sequence[str]) -> Tokenizer:
    """Give the tokenizer for a vocabulary of word pieces ("##" goes on with a word)."""
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(WordPiece(numbers, unk_token=UNKNOWN, max_input_chars_per_word=_LONGEST_WORD))
    tokenizer.normalizer = BertNormalizer(
        lowercase=False, strip_accents=True, handle_chinese_chars=False, clean_text=False
    )
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def pieces_of(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into pieces."""
    encoded = tokenizer.encode(lowered(text), add_special_tokens=False)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    shapes = [shape_of(text[start:end]) for start, end in encoded.offsets]
    return Pieces(np.array(encoded.ids, dtype=np.int64), np.array(shapes, dtype=np.int64), *offsets.T)


def lowered(text: str) -> str:
    """Lower every letter that stays one letter, so that positions stay."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def shape_of(piece: str) -> int:
    if piece.isupper() and len(piece) > 1:
        return 2
    return int(piece[:1].isupper())


def paragraphs_of(text: str, pieces: Pieces) -> list[int]:
    """Give the pieces with which a paragraph begins, but for the first."""
    return [i for i in range(1, len(pieces.ids)) if "\n" in text[pieces.ends[i - 1] : pieces.starts[i]]]


def windows_of(text: str, pieces: Pieces, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Give first and end of each window: about equally many pieces, at most `longest`, cut after a paragraph."""
    breaks = [*paragraphs_of(text, pieces), len(pieces.ids)]
    start = 0
    while start < len(pieces.ids):
        left = len(pieces.ids) - start
        share = -(-left // -(-left // longest))  # rounded up, as is the number of windows
        at = bisect_left(breaks, start + share)
        if breaks[at] > start + longest and at and breaks[at - 1] > start:
            at -= 1
        end = min(breaks[at], start + longest)
        yield start, end
        start = end
