"""An article's text as HTML, with the words that matter marked where they stand."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from claims.models import Appearance
from claims.publication.marked_words import reveal


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked, `start` to `end` of the text. `claim` is the public id of the claim they belong to."""

    kind: str  # "claim", "cue", "speaker" or "evidence"
    start: int
    end: int
    claim: str


def marks_of(appearance: Appearance) -> Iterator[Mark]:
    """The marks of one appearance: the claim, and around it the cue, who spoke, and what is said of evidence."""
    claim = appearance.claim.public_id
    yield Mark("claim", appearance.start, appearance.end, claim)
    places = [("cue", appearance.cue_start, appearance.cue_end)]
    places += [("evidence", appearance.evidence_start, appearance.evidence_end)]
    places += [("speaker", hop.start, hop.end) for hop in appearance.attributions.all()]
    for kind, start, end in places:
        if start is not None and end is not None and start < end:
            yield Mark(kind, start, end, claim)


def mark_up(
    text: str, marks: Iterable[Mark], *, address: Callable[[str], str], offset: int = 0, selected: str = ""
) -> SafeString:
    """Paragraphs of escaped text in which marked words are links to their claim, also where marks overlap.

    `text` begins at `offset` of what the marks count in; `address` gives the link of a claim; the claim `selected`
    is marked as the current one, and its beginning has the id "chosen".
    """
    opening, closing = _bounds(text, marks, offset)
    bounds = sorted({0, len(text), *opening, *closing, *(found.start() for found in re.finditer("\n", text))})
    active: list[Mark] = []
    chosen = f"{selected}" if selected else None
    html = ["<p>"]
    for start, end in zip(bounds, bounds[1:], strict=False):
        active = [mark for mark in active if mark not in closing[start]] + opening[start]
        piece = text[start:end]
        if piece.startswith("\n"):
            html.append("</p>\n<p>")
            piece = piece[1:]
        is_first = chosen is not None and any(m.kind == "claim" and m.claim == chosen for m in active)
        html.append(_piece(piece, active, address, selected, is_first) if piece else "")
        chosen = None if is_first and piece else chosen
    html.append("</p>")
    return mark_safe(re.sub(r"<p>\s*</p>\n?", "", "".join(html)))  # noqa: S308 - every piece was escaped by reveal


def window(text: str, start: int, end: int, around: int) -> tuple[int, int]:
    """Where to cut a long text so that `start` to `end` and whole paragraphs about it are seen."""
    if len(text) <= 2 * around:
        return 0, len(text)
    first = text.find("\n", max(0, start - around), start) + 1 or max(0, start - around)
    last = text.rfind("\n", end, end + around)
    return (0 if start <= around else first), (last if last > 0 else min(len(text), end + around))


def _bounds(
    text: str, marks: Iterable[Mark], offset: int
) -> tuple[dict[int, list[Mark]], dict[int, list[Mark]]]:
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    for mark in set(marks):
        start, end = max(0, mark.start - offset), min(len(text), mark.end - offset)
        if start < end:
            opening[start].append(mark)
            closing[end].append(mark)
    return opening, closing


def _piece(
    text: str, active: list[Mark], address: Callable[[str], str], selected: str, is_first: bool
) -> SafeString:
    if not active:
        return reveal(text)
    claims = sorted((mark for mark in active if mark.kind == "claim"), key=lambda mark: mark.end - mark.start)
    kinds = " ".join(f"mark--{kind}" for kind in sorted({mark.kind for mark in active}))
    is_chosen = any(mark.claim == selected for mark in active)
    current = mark_safe(' data-chosen="true"') if is_chosen else ""
    if not claims:
        return format_html('<span class="mark {}"{}>{}</span>', kinds, current, reveal(text))
    place = mark_safe(' id="chosen"') if is_first else ""
    link = address(claims[0].claim)
    return format_html('<a class="mark {}" href="{}"{}{}>{}</a>', kinds, link, place, current, reveal(text))
