"""Make a text of any kind safe to give to the model, without ever moving a character.

The tokenizer is quadratic in runs of punctuation without blanks, and one sentence of 1 MB takes gigabytes: both are
cut before they are seen. Every change replaces a character by one other, so positions stay those of the article.
"""

import re
from collections.abc import Iterator

LONGEST_PIECE = 20_000  # characters
LONGEST_RUN = 200  # characters without a blank; a longer run holds no words of English
LEAST_SHARE_OF_LETTERS = 0.6  # among the visible characters of a piece; below it is no prose

_RUNS = re.compile(rf"\S{{{LONGEST_RUN + 1},}}|[^\w\s]{{20,}}")
_ODD_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x00-\x08\x0b-\x1f\x7f\u2028\ufeff]")
_DOUBLED_MARKS = re.compile(r"(?<!['’])(?:''|``|‘‘|’’)(?!['’])")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SENTENCE_ENDS = re.compile(r"[.!?][”’\"')\]]*\s")


def calm(text: str) -> str:
    """Give the text at the same length, with what would choke or mislead the tokenizer blanked out."""
    text = _SURROGATES.sub("\ufffd", text)
    text = _ODD_BLANKS.sub(" ", text.replace("\u2029", "\n"))
    text = _DOUBLED_MARKS.sub(_single_mark, text)
    return _RUNS.sub(lambda run: " " * len(run[0]), text)


def _single_mark(mark: re.Match[str]) -> str:
    """Two apostrophes stand for one quotation mark: write it beside the words it holds, and a blank."""
    opens = mark.end() < len(mark.string) and not mark.string[mark.end()].isspace()
    return ' "' if opens and (mark.start() == 0 or mark.string[mark.start() - 1].isspace()) else '" '


def cut(text: str) -> Iterator[str]:
    """Give the text in consecutive pieces, cut after a paragraph, else a sentence, else a word, else anywhere."""
    start = 0
    while start < len(text):
        end = start + _piece_length(text[start : start + LONGEST_PIECE + 1])
        yield text[start:end] if _is_prose(text[start:end]) else _blank(text[start:end])
        start = end


def _piece_length(window: str) -> int:
    """Find where the first piece of `window` ends; a window no longer than a piece is not cut."""
    if len(window) <= LONGEST_PIECE:
        return len(window)
    window = window[:LONGEST_PIECE]
    half = LONGEST_PIECE // 2
    paragraph = window.rfind("\n", half)
    if paragraph >= 0:
        return paragraph + 1
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(window, half)]
    return ends[-1] if ends else max(window.rfind(" ", half) + 1, 0) or LONGEST_PIECE


def _is_prose(piece: str) -> bool:
    visible = sum(not character.isspace() for character in piece)
    letters = sum(character.isalpha() for character in piece)
    return len(piece) < LONGEST_RUN or letters >= LEAST_SHARE_OF_LETTERS * visible


def _blank(piece: str) -> str:
    return re.sub(r"\S", " ", piece)
