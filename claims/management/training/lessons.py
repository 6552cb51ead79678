"""What the tagger learns from: texts with the spans that are marked in them, whatever the corpus."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from claims.extraction.learned.heads import NAMES
from claims.extraction.vocabulary import GENDERED_PRONOUNS, ORGANIZATION_NAMES, OUTLETS, names_outlet

Span = tuple[int, int]  # first character and the one after the last

_THAT = re.compile(r"that\b\s*", re.IGNORECASE)
_WIDEST_GAP = 30  # characters between two claims of one content: ", and that"
_FARTHEST_CUE = 300  # characters from a claim to the cue that an older story names without its place

CORPUS_TEACHES = frozenset(("contents", "cues", "sources"))
STORY_TEACHES = frozenset(("contents", "claims", "cues", "evidence", "kinds"))
FULL_STORY_TEACHES = STORY_TEACHES | {"sources", "relays", "names"}


@dataclass
class Attributed:
    """One attribution: where its parts stand."""

    contents: list[Span]
    cues: list[Span]
    sources: list[Span]
    relays: list[Span] = field(default_factory=list)
    claims: list[tuple[Span, str]] = field(default_factory=list)
    gaps: list[Span] = field(default_factory=list)  # words that may or may not belong to the content
    speaker_kind: str = ""  # of all its speakers; "" if they are of several kinds, or nobody told


@dataclass
class Lesson:
    """One text, what is marked in it, and which groups are marked completely; the others teach nothing."""

    text: str
    attributions: list[Attributed]
    evidence: list[tuple[Span, str, list[Span]]]  # words, status, the claims they are about
    teaches: frozenset[str]
    names: list[tuple[Span, str]] = field(default_factory=list)  # with their kind
    genders: list[tuple[Span, str]] = field(default_factory=list)  # of names and of words for speakers
    unsure_names: list[Span] = field(default_factory=list)  # of others, of whom nobody has told what they are


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


def lesson_of_story(story: dict[str, Any], doc: Doc) -> Lesson:
    """Read one marked story; stories that do not mark sources and relayers do not teach them.

    `doc` is its text as the model reads it: it tells which words may be names.
    """
    marked = claims_by_attribution(story)
    attributions = [attributed(story["text"], claims) for claims in marked]
    is_full = any(claim["source_spans"] for claim in story["claims"])
    evidence = list(evidence_in(marked))
    names = list(names_in(story))
    return Lesson(
        story["text"],
        attributions,
        evidence,
        (FULL_STORY_TEACHES if is_full else STORY_TEACHES) | ({"names"} if are_names_told(story) else set()),
        [(span, kind) for span, kind, _ in names],
        list(genders_in(story, names)),
        list(other_names(doc, are_told=are_names_told(story))),
    )


def are_names_told(story: dict[str, Any]) -> bool:
    """Is it told of everybody whom a story names, whether they speak or not?"""
    return story.get("names") is not None


def attributions_of(story: dict[str, Any]) -> list[tuple[Attributed, dict[str, Any]]]:
    """Give each marked attribution with its first claim, which tells speakers and relayers."""
    return [(attributed(story["text"], claims), claims[0]) for claims in claims_by_attribution(story)]


def claims_by_attribution(story: dict[str, Any]) -> list[list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for claim in story["claims"]:
        found.setdefault(claim["attribution"], []).append(claim)
    return list(found.values())


def attributed(text: str, claims: Sequence[dict[str, Any]]) -> Attributed:
    spans = [(claim["start"], claim["end"]) for claim in claims]
    contents, gaps = joined(text, spans)
    first = claims[0]
    kinds = {speaker["kind"] for speaker in first["speakers"]}
    cues = first["cue_spans"] or nearest(text, first["cue"], spans)
    return Attributed(
        contents,
        spans_of(cues),
        spans_of(first["source_spans"]),
        spans_of(first["relay_spans"]),
        [(span, claim["kind"]) for span, claim in zip(spans, claims, strict=True)],
        gaps,
        kinds.pop() if len(kinds) == 1 else "",
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


def names_in(story: dict[str, Any]) -> Iterator[tuple[Span, str, str]]:
    """Find the names of people and organizations, in full or by one word: place, kind, full name."""
    speakers = [speaker for claim in story["claims"] for speaker in claim["speakers"]]
    kinds = {
        one["name"]: one["kind"] for one in [*speakers, *(story.get("names") or ())] if one["kind"] in NAMES
    }
    for claim in story["claims"]:
        kinds |= {name: "organization" for name in claim["relayed_by"] if names_outlet(name)}
    taken: list[Span] = []
    for form, name in forms_of(kinds):
        for found in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", story["text"]):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                taken.append(found.span())
                yield found.span(), kinds[name], name


def forms_of(kinds: dict[str, str]) -> list[tuple[str, str]]:
    """Map names, and what stands for them alone (first and last names, "the Guild"), to full names; longest first."""
    forms: dict[str, str] = {}
    for name, kind in kinds.items():
        words = name.removeprefix("The ").split()
        if words[0][0].isupper() and words[0] not in ("A", "An") and not words[-1].islower():
            forms[" ".join(words)] = name
            for word in (words[0], words[-1]) if kind == "person" else words[-1:]:
                if kind == "person" or word.lower() in ORGANIZATION_NAMES | OUTLETS:
                    forms.setdefault(word, name)
    return sorted(forms.items(), key=lambda form: -len(form[0]))


def genders_in(story: dict[str, Any], names: Sequence[tuple[Span, str, str]]) -> Iterator[tuple[Span, str]]:
    """Tell of the words for a person whether "he" or "she" stands for them elsewhere in the story."""
    spoken = [
        (claim["speakers"][0]["name"], place)
        for claim in story["claims"]
        for place in spans_of(claim["source_spans"])
        if len(claim["speakers"]) == 1
    ]
    pronouns = ((name, story["text"][slice(*place)].lower()) for name, place in spoken)
    told = {name: GENDERED_PRONOUNS[word] for name, word in pronouns if word in GENDERED_PRONOUNS}
    for name, place in [*((name, place) for place, _, name in names), *spoken]:
        if name in told:
            yield place, told[name]


def other_names(doc: Doc, *, are_told: bool) -> Iterator[Span]:
    """Give the words that may name somebody else: those the model takes for no place, date or work.

    Where all names are told, only those in capitals are left: the labels of a transcript.
    """
    for token in doc:
        is_open = token.text.isupper() and len(token) > 1 if are_told else token.pos_ == "PROPN"
        if is_open and token.ent_type_ in ("", "PERSON", "ORG"):
            yield token.idx, token.idx + len(token)


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
