"""Whether an excerpt stands in a copy, word for word; blanks, quotation marks and hyphens may differ."""

import re
import unicodedata

# Marks of quotation in all scripts we meet, and apostrophes, which typesetting turns into each other.
_QUOTES = re.compile("[\"'`´“”„‟‘’‚‛«»‹›〝〞＂＇′″]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = re.compile("[‐‑‒–—―−﹘﹣－]")
_HYPHEN = re.compile(
    r"(?<=[^\W\d_])\s*-+\s*(?=[^\W\d_])"
)  # between letters; before a digit it is a minus or a range
_GAP = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.{3,}")


def squeeze(text: str) -> str:
    """The text as it is compared: no blanks, quotation marks or hyphens between letters; ligatures taken apart."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    text = _HYPHEN.sub("", _DASHES.sub("-", _QUOTES.sub("", text)))
    return "".join(text.split())


def stands_in(excerpt: str, squeezed: str) -> bool:
    """Whether the excerpt stands in a squeezed text; what it leaves out by “…” may be anything, in the same order."""
    at = 0
    for part in _parts(excerpt):
        found = squeezed.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def where_it_differs(excerpt: str, squeezed: str) -> str:
    """The last words of the excerpt up to which it stands in the text; "" if not even the first does."""
    words = excerpt.split()
    low, high = 0, len(words)
    while low < high:  # the longest beginning that is there
        middle = (low + high + 1) // 2
        if stands_in(" ".join(words[:middle]), squeezed):
            low = middle
        else:
            high = middle - 1
    return " ".join(words[max(0, low - 4) : low])


def _parts(excerpt: str) -> list[str]:
    return [part for piece in _GAP.split(excerpt) if (part := squeeze(piece))]
