"""The measures on a corpus of attributions such as PolNeAR: source, cue and content, no resolved names.

The content of an attribution is the set of its words, less a leading "that". Speech is what stands in quotation marks
or has a verb of speech for its cue. A source is right if it is the same words, or shares half of them, or has the same
head.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claims.extraction.contract import ExtractedAttribution
from claims.management.measures.figures import Figure, accuracy, f1, harmonic
from claims.management.measures.names import head_of, source_words
from claims.management.measures.words import EXACT, HALF, Words, matched, overlap, words_in

SPEECH_VERBS = """say tell add note claim argue insist warn state announce declare explain reply respond ask answer
write tweet report suggest admit acknowledge concede confirm deny reject dismiss accuse allege assert contend maintain
stress emphasize emphasise point quip joke describe call remark comment observe recall repeat reiterate promise vow
pledge threaten urge demand request recommend advise predict propose charge criticize criticise blast slam praise
complain conclude testify mention cite according quote read caution counter retort boast brag muse mock denounce
condemn blame hint imply indicate disclose reveal inform brief speak talk discuss post publish shout yell scream
whisper plead pray joke address continue begin open close tout label dub""".split()
_IRREGULAR = {"said", "told", "wrote", "written", "spoke", "spoken", "began"}
_ENDINGS = ("s", "es", "d", "ed", "ing")

_NAME = r"(?:(?:[A-Z][\w.’'\-]*|of|the|for)\s)*[A-Z][\w’'\-]+(?:\s\([^)]*\))?"
_IS_NAME = re.compile(_NAME)
_LAST_JOINT = re.compile(r",?\s(?:and|nor|or)\s")


@dataclass(frozen=True)
class Reported:
    """One attribution, marked or found, as the measures see it."""

    content: Words
    cue: str
    source: Words
    source_text: str
    is_quoted: bool
    names: tuple[str, ...] = ()

    @property
    def is_speech(self) -> bool:
        return self.is_quoted or any(
            word.lower() in _SPEECH_FORMS for word in re.findall("[A-Za-z]+", self.cue)
        )


@dataclass(frozen=True)
class ComparedReports:
    """The marked and the found attributions of one article."""

    id: str
    text: str
    marked: Sequence[Reported]
    found: Sequence[Reported]

    def pairs(self, least: float) -> list[tuple[Reported, Reported]]:
        contents = [one.content for one in self.marked], [one.content for one in self.found]
        return [(self.marked[i], self.found[j]) for i, j, _ in matched(*contents, least)]


def from_corpus(text: str, quote: dict[str, Any]) -> Reported:
    """An attribution in the form of the corpus's JSON lines."""
    return Reported(
        content=content_in(text, quote.get("spans") or [(quote["start"], quote["end"])]),
        cue=quote.get("cue") or "",
        source=words_in(text, quote.get("speaker_spans") or []),
        source_text=quote.get("speaker_text") or "",
        is_quoted=quote["quote_type"] != "indirect",
        names=tuple(quote.get("speakers") or ()),
    )


def from_extraction(text: str, found: ExtractedAttribution) -> Reported:
    """An attribution as the extraction gives it; its source is where its speakers are mentioned."""
    return Reported(
        content=content_in(text, found.spans),
        cue=found.cue.text if found.cue else "",
        source=words_in(text, [(speaker.start, speaker.end) for speaker in found.speakers]),
        source_text=" and ".join(dict.fromkeys(speaker.mention for speaker in found.speakers)),
        is_quoted=found.quote_type != "indirect",
        names=tuple(speaker.name for speaker in found.speakers),
    )


def content_in(text: str, spans: Iterable[Sequence[int]]) -> Words:
    """The words of the content; some corpora keep a leading "that" in it, some do not."""
    words = words_in(text, spans)
    first = min(words, default=(0, 0))
    return words - {first} if len(words) > 1 and text[slice(*first)].lower() == "that" else words


def report_figures(articles: Sequence[ComparedReports]) -> list[Figure]:
    """All figures of one corpus."""
    marked = [one for article in articles for one in article.marked]
    found = sum(len(article.found) for article in articles)
    pairs = [pair for article in articles for pair in article.pairs(HALF)]
    exact = sum(len(article.pairs(EXACT)) for article in articles)
    right = [(one, other) for one, other in pairs if is_right_source(one, other)]
    half = f1("half overlap", len(pairs), len(marked), found)
    return [
        half,
        f1("exact", exact, len(marked), found),
        speech(half, sum(one.is_speech for one in marked), sum(one.is_speech for one, _ in pairs)),
        f1("end to end with speaker", len(right), sum(bool(one.source) for one in marked), found),
        accuracy("speaker, where matched", len(right), sum(bool(one.source) for one, _ in pairs)),
        accuracy("“according to” with the source", according(right), according((one, one) for one in marked)),
        *joint_figures(marked, pairs),
    ]


def speech(half: Figure, marked: int, right: int) -> Figure:
    """F1 of speech: its own recall, with the precision of all, since what is found falsely is of no kind."""
    recall = right / marked if marked else None
    return Figure(
        "speech, half overlap",
        harmonic(half.precision, recall),
        half.precision,
        recall,
        right,
        marked,
        half.found,
    )


def according(pairs: Iterable[tuple[Reported, Reported]]) -> int:
    return sum("according" in one.cue.lower() for one, _ in pairs)


def joint_figures(
    marked: Sequence[Reported], pairs: Sequence[tuple[Reported, Reported]]
) -> tuple[Figure, Figure]:
    """Sources that are several names: one speaker for each, known by the last name; of all, and of those matched."""
    asked = sum(bool(joint_names(one)) for one in marked)
    found = [pair for pair in pairs if joint_names(pair[0])]
    right = sum(names_each(one, other) for one, other in found)
    of_all = accuracy("joint speakers split", right, asked)
    return of_all, accuracy("joint speakers split, where matched", right, len(found))


def joint_names(one: Reported) -> list[str]:
    """The names of a source that is two or more names joined; [] of any other."""
    source = re.sub(r"\s+", " ", one.source_text.strip())
    parts = _LAST_JOINT.split(re.sub(r"^[Bb]oth\s", "", source))
    names = [name for part in parts for name in part.split(", ")]
    return names if len(parts) == 2 and all(map(_IS_NAME.fullmatch, names)) else []


def names_each(one: Reported, other: Reported) -> bool:
    names = joint_names(one)
    last = {tuple(source_words(name)[-1:]) for name in other.names}
    return len(other.names) == len(names) and all(tuple(source_words(name)[-1:]) in last for name in names)


def is_right_source(one: Reported, other: Reported) -> bool:
    """Whether a found source is the marked one, leniently."""
    if not one.source or not other.source:
        return False
    if overlap(one.source, other.source) >= HALF or is_same_head(one, other):
        return True
    named = set(source_words(one.source_text))
    touches = not one.source.isdisjoint(other.source)
    return touches and bool(named) and named <= set(source_words(other.source_text))


def is_same_head(one: Reported, other: Reported) -> bool:
    head = head_of(one.source_text)
    return bool(head) and head == head_of(other.source_text)


def forms_of(verb: str) -> set[str]:
    """The forms a regular verb may take: "cite" gives "cited", "deny" "denied", "dub" "dubbed"."""
    stems = {verb: ("", *_ENDINGS), verb + verb[-1]: _ENDINGS}
    stems |= {verb[:-1]: ("ed", "ing")} if verb[-1] == "e" else {}
    stems |= {verb[:-1]: ("ies", "ied")} if verb[-1] == "y" else {}
    return {stem + ending for stem, endings in stems.items() for ending in endings}


_SPEECH_FORMS = frozenset(form for verb in SPEECH_VERBS for form in forms_of(verb)) | _IRREGULAR
