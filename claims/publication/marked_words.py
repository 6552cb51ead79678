"""Which words of a text became which: for whoever reads two versions, by eye or by ear.

Myers' algorithm (An O(ND) Difference Algorithm and Its Variations, 1986), with a bound on D, so that two texts of
200,000 characters that have nothing in common take no longer than they are worth.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from factcheck.languages import RECORDS, language_name

Kind = Literal["same", "out", "in"]
Piece = tuple[Kind, str]
# Texts that differ in more words, or take more looking, are shown as one that was replaced by another.
CHANGES_AT_MOST, LOOKS_AT_MOST = 600, 2_000_000
# Characters that are seen by nobody and change what everybody reads: direction controls, zero-width blanks, tags.
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_GAP = SafeString("…")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Screen readers pass over <ins> and <del> in silence, so the words say it too.
_MARKS = {"out": ("del", gettext_lazy("taken out")), "in": ("ins", gettext_lazy("put in"))}
_MARK = '<{0}><span class="unseen"{1}> [{2}: </span>{3}<span class="unseen">] </span></{0}>'


def differences_of(before: str, after: str) -> list[Piece]:
    """The words that stayed, went and came, in their order; neighbours of one kind in one piece."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    first, last = _shared_ends(old, new)
    end_old, end_new = len(old) - last, len(new) - last
    steps: list[Piece] = [("same", token) for token in old[:first]]
    steps += _shortest_way(old[first:end_old], new[first:end_new])
    steps += [("same", token) for token in old[end_old:]]
    return list(_joined(list(_without_crumbs(steps))))


def both_marked(before: str, after: str) -> SafeString:
    """One text with what went and what came."""
    return _marked(differences_of(before, after), {"same", "out", "in"})


def changes_marked(before: str, after: str) -> SafeString:
    """The lines in which something went or came, as paragraphs; "…" stands for those between."""
    lines: list[list[Piece]] = [[]]
    for kind, text in differences_of(before, after):
        first, *others = text.split("\n")
        lines[-1].append((kind, first))
        lines += [[(kind, other)] for other in others]
    shown = []
    for is_changed, group in groupby(lines, key=_is_changed):
        shown += [_marked(line, {"same", "out", "in"}) for line in group] if is_changed else [_GAP]
    return format_html_join("\n", "<p>{}</p>", ((line,) for line in shown))


def sides_marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Two texts to stand side by side: in the first is marked what went, in the second what came."""
    pieces = differences_of(before, after)
    return _marked(pieces, {"same", "out"}), _marked(pieces, {"same", "in"})


def reveal(text: str) -> SafeString:
    """Escaped text in which characters that nobody sees are shown by their number and name."""
    return mark_safe(_UNSEEN.sub(_named, escape(text)))  # noqa: S308 - escaped; what is put in is ours


def _is_changed(line: Sequence[Piece]) -> bool:
    return any(kind != "same" and text for kind, text in line)


def _marked(pieces: Sequence[Piece], wanted: set[str]) -> SafeString:
    shown = [(kind, text) for kind, text in pieces if kind in wanted]
    return format_html_join("", "{}", ((_mark(kind, text),) for kind, text in shown))


def _mark(kind: str, text: str) -> SafeString:
    lines = SafeString(reveal(text).replace("\n", "<br>\n"))  # escaped by reveal
    if kind not in _MARKS:
        return lines
    element, said = _MARKS[kind]
    language = language_name()  # the words around it are in that of the record
    return SafeString(
        _MARK.format(element, "" if language == RECORDS else f' lang="{language}"', said, lines)
    )


def _shared_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many tokens both begin with, and how many of the others both end with."""
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    left = most - first
    last = next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)
    return first, last


def _shortest_way(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    """The fewest tokens to take out and put in; all of them where that is very many."""
    path = _furthest(old, new)
    if path is None:
        return [("out", "".join(old)), ("in", "".join(new))]
    steps: list[Piece] = []
    x, y = len(old), len(new)
    for changes in range(len(path) - 1, -1, -1):
        before = _diagonal_before(path[changes], changes, x - y)
        from_x = path[changes][before]
        from_y = from_x - before
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            steps.append(("same", old[x]))
        if changes:
            steps.append(("in", new[from_y]) if x == from_x else ("out", old[from_x]))
            x, y = from_x, from_y
    return steps[::-1]


def _furthest(old: Sequence[str], new: Sequence[str]) -> list[dict[int, int]] | None:
    """For each number of changes, how far one comes in `old` on each diagonal before the last of them; None if far."""
    furthest, path, looks = {1: 0}, [], 0
    for changes in range(min(len(old) + len(new), CHANGES_AT_MOST) + 1):
        path.append(furthest.copy())
        for diagonal in range(-changes, changes + 1, 2):
            before = _diagonal_before(furthest, changes, diagonal)
            x = start = furthest[before] + (before < diagonal)
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            furthest[diagonal] = x
            looks += 1 + x - start
            if x >= len(old) and x - diagonal >= len(new):
                return path
        if looks > LOOKS_AT_MOST:
            return None
    return None


def _diagonal_before(furthest: dict[int, int], changes: int, diagonal: int) -> int:
    """From where a diagonal is reached by one change: from above puts a token in, from below takes one out."""
    is_down = diagonal == -changes or (
        diagonal != changes and furthest[diagonal - 1] < furthest[diagonal + 1]
    )
    return diagonal + 1 if is_down else diagonal - 1


def _without_crumbs(steps: Sequence[Piece]) -> Iterator[Piece]:
    """A blank or a letter that stayed between two changes belongs to both: else nobody could read them."""
    runs = [list(run) for _, run in groupby(steps, key=lambda step: step[0] == "same")]
    for at, run in enumerate(runs):
        text = "".join(token for _, token in run)
        around = {kind for kind, _ in runs[at - 1] + runs[at + 1]} if 0 < at < len(runs) - 1 else set()
        if around == {"out", "in"} and len(text.strip()) <= 1 and "\n" not in text:
            yield from (("out", text), ("in", text))
        else:
            yield from run


def _joined(steps: Sequence[Piece]) -> Iterator[Piece]:
    for is_same, run in groupby(steps, key=lambda step: step[0] == "same"):
        tokens = list(run)
        kinds: tuple[Kind, ...] = ("same",) if is_same else ("out", "in")
        for kind in kinds:
            if text := "".join(token for each, token in tokens if each == kind):
                yield kind, text


def _named(found: re.Match[str]) -> str:
    character = found[0]
    name = unicodedata.name(character, "unseen character")
    return f'<span class="unseen-mark" title="U+{ord(character):04X} {name}">U+{ord(character):04X}</span>'
