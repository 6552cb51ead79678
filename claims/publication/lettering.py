"""Words as they are drawn into a picture: what can be drawn at all, and how lines are broken.

The typeface is FiraGO (SIL Open Font License), which has Latin, Greek, Cyrillic, Arabic, Hebrew, Thai, Georgian and
Devanagari letters. Scripts that run from right to left or join their letters need FriBiDi on the machine.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import NamedTuple

import pymupdf_fonts
from PIL import ImageFont, features

REGULAR, BOLD = "figo", "figbo"
AT_MOST = 600  # characters that are looked at; no picture shows more
_JOINERS = "\u200c\u200d"
_MISSING = "\U0010ffff"  # never assigned, so that its picture is that of a missing letter
_SIMPLE = range(0x0590)  # Latin, Greek, Cyrillic, Armenian: drawn one letter after the other


class Lines(NamedTuple):
    """A text broken into lines, and the size in which they fit."""

    lines: list[str]
    size: int


@cache
def face(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """One weight of the typeface in one size, in pixels."""
    return ImageFont.truetype(BytesIO(_file(weight)), size)


def drawable(text: str, weight: str = REGULAR) -> str:
    """The text in one line without what the typeface lacks, as pictographs; "" if it lacks letters of the text."""
    given = " ".join(unicodedata.normalize("NFC", text[:AT_MOST]).split())
    if any(unicodedata.category(c)[0] in "LMN" and not _has(weight, c) for c in given):
        return ""
    kept = "".join(c for c in given if c.isspace() or _has(weight, c))
    return " ".join(kept.split())


def direction_of(text: str) -> str:
    """How the text runs, "ltr" or "rtl": as its first letter that has a direction."""
    directions = (unicodedata.bidirectional(c) for c in text)
    first = next((d for d in directions if d in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def fitted(text: str, weight: str, sizes: list[int], *, width: int, height: int, leading: float) -> Lines:
    """The text in the largest of these sizes in which it fits; in the smallest, what is too much becomes “…”."""
    for size in sizes:
        most = int(height / (size * leading))
        lines = list(_broken(text, face(weight, size), width))
        if len(lines) <= most:
            return Lines(lines, size)
    return Lines([*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), weight, size, width)], size)


def shortened(text: str, weight: str, size: int, width: int) -> str:
    """The text, or as many words of it as fit into one line with “…” after them; of one long word, its beginning."""
    font = face(weight, size)
    if font.getlength(text) <= width:
        return text
    fits = text[: _longest(text, font, width, end="…")]
    words = fits if text[len(fits)].isspace() else fits.rpartition(" ")[0] or fits
    return words.rstrip(" ,.;:–—") + "…"


def _broken(text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Lines broken between words; a word that is wider than a line, within it."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = word
        while font.getlength(line) > width:
            fits = max(1, _longest(line, font, width))
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def _longest(text: str, font: ImageFont.FreeTypeFont, width: int, end: str = "") -> int:
    """How many of the first characters fit into a line; found by halving."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if font.getlength(text[:middle] + end) <= width else (low, middle - 1)
    return low


@cache
def _has(weight: str, character: str) -> bool:
    """Whether the typeface has the character, and this machine can set its script."""
    if ord(character) not in _SIMPLE and character.isalpha() and not sets_all_scripts():
        return ord(character) in range(0x1E00, 0x2000)  # Latin and Greek with accents
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return character in _JOINERS
    font = face(weight, 20)
    return bytes(font.getmask(character)) != bytes(font.getmask(_MISSING))


@cache
def sets_all_scripts() -> bool:
    """Whether this machine can set letters that join, or run from right to left."""
    return bool(features.check("raqm"))


@cache
def _file(weight: str) -> bytes:
    return pymupdf_fonts.myfont(weight)
