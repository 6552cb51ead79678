"""What the tagger learns from: texts with the spans that are marked in them, whatever the corpus."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]  # first character and the one after the last

_THAT = re.compile(r"that\b\s*", re.IGNORECASE)
_WIDEST_GAP = 30  # characters between two claims of one content: ", and that"
_FARTHEST_CUE = 300  # characters from a claim to the cue that an older story names without its place

CORPUS_TEACHES = frozenset(("contents", "cues", "sources"))
STORY_TEACHES = frozenset(("contents", "claims", "cues", "evidence", "kinds"))
FULL_STORY_TEACHES = STORY_TEACHES | {"sources", "relays"}


@dataclass
class Attributed:
    """One attribution: where its parts stand."""

    contents: list[Span]
    cues: list[Span]
    sources: list[Span]
    relays: list[Span] = field(default_factory=list)
    claims: list[tuple[Span, str]] = field(default_factory=list)
    gaps: list[Span] = field(default_factory=list)  # words that may or may not belong to the content


@dataclass
class Lesson:
    """One text, what is marked in it, and which groups are marked completely; the others teach nothing."""

    text: str
    attributions: list[Attributed]
    evidence: list[tuple[Span, str, list[Span]]]  # words, status, the claims they are about
    teaches: frozenset[str]


def lesson_of_article(article: dict[str, Any]) -> Lesson:
    """Read one article of a corpus of attributions (source, cue and content only)."""
    text = article["text"]
    attributions = [
        Attributed(
            without_that(text, quote["spans"]),
            spans_of(quote.get("cue_spans")),
            spans_of(quote.get("speaker_spans")),
        )
        for quote in article["quotes"]
    ]
    return Lesson(text, attributions, [], CORPUS_TEACHES)


def lesson_of_story(story: dict[str, Any]) -> Lesson:
    """Read one marked story; stories that do not mark sources and relayers do not teach them."""
    by_attribution: dict[str, list[dict[str, Any]]] = {}
    for claim in story["claims"]:
        by_attribution.setdefault(claim["attribution"], []).append(claim)
    attributions = [attributed(story["text"], claims) for claims in by_attribution.values()]
    is_full = any(claim["source_spans"] for claim in story["claims"])
    evidence = list(evidence_in(by_attribution.values()))
    return Lesson(story["text"], attributions, evidence, FULL_STORY_TEACHES if is_full else STORY_TEACHES)


def attributed(text: str, claims: Sequence[dict[str, Any]]) -> Attributed:
    spans = [(claim["start"], claim["end"]) for claim in claims]
    contents, gaps = joined(text, spans)
    first = claims[0]
    cues = first["cue_spans"] or nearest(text, first["cue"], spans)
    return Attributed(
        contents,
        spans_of(cues),
        spans_of(first["source_spans"]),
        spans_of(first["relay_spans"]),
        [(span, claim["kind"]) for span, claim in zip(spans, claims, strict=True)],
        gaps,
    )


def joined(text: str, spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Join claims that stand side by side to one content, and tell the words between them."""
    contents, gaps = [spans[0]], []
    for span in spans[1:]:
        between = (contents[-1][1], span[0])
        if "\n" in text[slice(*between)] or between[1] - between[0] > _WIDEST_GAP:
            contents.append(span)
        else:
            gaps.append(between)
            contents[-1] = (contents[-1][0], span[1])
    return contents, gaps


def nearest(text: str, cue: str, claims: Sequence[Span]) -> list[Span]:
    """Find a cue whose words alone are told: the nearest outside the first claim."""
    places = [found.span() for found in re.finditer(rf"\b{re.escape(cue)}\b", text)] if cue != "-" else []
    start, end = claims[0]
    distances = [(max(start - place[1], place[0] - end), place) for place in places]
    near = [(distance, place) for distance, place in distances if 0 <= distance <= _FARTHEST_CUE]
    return [min(near)[1]] if near else []


def evidence_in(attributions: Iterable[Sequence[dict[str, Any]]]) -> Iterator[tuple[Span, str, list[Span]]]:
    """Give the words about evidence, each once, with the claims of one attribution that they are about."""
    for claims in attributions:
        about: dict[tuple[Span, str], list[Span]] = {}
        for claim in claims:
            if cue := claim["evidence_cue"]:
                place = ((cue["start"], cue["end"]), claim["evidence_status"])
                about.setdefault(place, []).append((claim["start"], claim["end"]))
        yield from ((words, status, spans) for (words, status), spans in about.items())


def spans_of(marked: Sequence[Sequence[int]] | None) -> list[Span]:
    return sorted((start, end) for start, end in marked or ())


def without_that(text: str, marked: Sequence[Sequence[int]]) -> list[Span]:
    """A leading "that" is not part of a content."""
    (start, end), *others = spans_of(marked)
    that = _THAT.match(text, start, end)
    return [(that.end() if that and that.end() < end else start, end), *others]
