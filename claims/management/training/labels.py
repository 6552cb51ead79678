"""From a lesson to numbers: for every piece of a word the tags it should get and what it should point at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claims.extraction.learned.heads import GROUPS, KINDS_OF, LINKS
from claims.extraction.learned.pieces import Ints, Pieces, pieces_of, windows_of
from claims.management.training.lessons import Attributed, Lesson, Span

IGNORED = -100
NOBODY = 0  # the piece before the words of a window


@dataclass
class Window:
    """One window of a lesson. Row 0 of all but ids and shapes is the piece before the words."""

    ids: Ints
    shapes: Ints
    tags: dict[str, Ints]  # by group, and by name of a kind
    links: dict[
        str, NDArray[np.float32]
    ]  # by link: for each asker how likely each answer, (askers, 1 + pieces)
    askers: dict[str, Ints]  # by link: the rows that ask


class Labeller:
    """Labels the pieces of one lesson."""

    def __init__(self, lesson: Lesson, tokenizer: Tokenizer):
        self.lesson = lesson
        self.pieces: Pieces = pieces_of(lesson.text, tokenizer)
        size = len(self.pieces.ids)
        self.tags = {
            group: np.full(size, 0 if group in lesson.teaches else IGNORED) for group in (*GROUPS, *KINDS_OF)
        }
        for group in KINDS_OF:
            self.tags[group][:] = IGNORED
        self.asked: dict[str, list[tuple[Ints, list[int]]]] = {link: [] for link in LINKS}
        for one in lesson.attributions:
            self.label(one)
            self.link(one)
        for span in lesson.unsure_names:
            self.tags["names"][self.inside(span)] = IGNORED
        for span, kind in lesson.names:
            self.write("names", span, kind)
        for span, gender in lesson.genders:
            self.tell("genders", span, gender)
        for words, status, claims in lesson.evidence:
            self.write("evidence", words, status)
            self.ask("evidence_to_claim", [words], [self.at(claim) for claim in claims])

    def label(self, one: Attributed) -> None:
        for span in one.contents:
            self.write("contents", span)
        for gap in one.gaps:
            self.tags["contents"][self.inside(gap)] = IGNORED
        for span, kind in one.claims:
            self.write("claims", span)
            self.tell("kinds", span, kind)
        for group in ("cues", "sources", "relays"):
            for span in getattr(one, group):
                self.write(group, span)
        if one.speaker_kind:
            for span in one.sources:
                self.tell("speaker_kinds", span, one.speaker_kind)

    def link(self, one: Attributed) -> None:
        cue = [self.at(span) for span in one.cues[:1]]
        if one.cues or "claims" in self.lesson.teaches:  # a corpus without claims leaves cues out by neglect
            self.ask("content_to_cue", one.contents, cue)
        if "sources" in self.lesson.teaches:
            self.ask("cue_to_source", one.cues, [self.at(span) for span in one.sources[:1]])
            self.ask("relay_to_cue", one.relays, cue)

    def write(self, group: str, span: Span, label: str = "") -> None:
        places = self.inside(span)
        if group not in self.lesson.teaches or not len(places):
            return
        number = 1 + 2 * GROUPS[group].index(label)
        self.tags[group][places[0]] = number
        self.tags[group][places[1:]] = number + 1

    def tell(self, group: str, span: Span, label: str) -> None:
        self.tags[group][self.inside(span)] = KINDS_OF[group].index(label)

    def ask(self, link: str, askers: list[Span], answers: list[int]) -> None:
        for span in askers:
            self.asked[link].append((self.inside(span), answers))

    def inside(self, span: Span) -> Ints:
        """The pieces that share a character with a span."""
        first = int(np.searchsorted(self.pieces.ends, span[0], side="right"))
        end = int(np.searchsorted(self.pieces.starts, span[1], side="left"))
        return np.arange(first, max(end, first))

    def at(self, span: Span) -> int:
        return int(np.searchsorted(self.pieces.ends, span[0], side="right"))

    def windows(self, longest: int) -> list[Window]:
        return [self.window(*ends) for ends in windows_of(self.lesson.text, self.pieces, longest)]

    def window(self, start: int, end: int) -> Window:
        askers, links = {}, {}
        for link in LINKS:
            askers[link], links[link] = self.asked_within(link, start, end)
        tags = {group: np.concatenate(([IGNORED], tags[start:end])) for group, tags in self.tags.items()}
        return Window(self.pieces.ids[start:end], self.pieces.shapes[start:end], tags, links, askers)

    def asked_within(self, link: str, start: int, end: int) -> tuple[Ints, NDArray[np.float32]]:
        """Who asks in a window, and the answers, which share the weight."""
        rows, answers = [], []
        for pieces, places in self.asked[link]:
            answer = answer_within(places, start, end)
            inside = pieces[(pieces >= start) & (pieces < end)]
            if answer is not None and len(inside):
                rows += [int(i) - start + 1 for i in inside]
                answers += [answer] * len(inside)
        return np.array(rows, dtype=np.int64), np.array(answers, dtype=np.float32).reshape(
            -1, end - start + 1
        )


def answer_within(places: list[int], start: int, end: int) -> NDArray[np.float32] | None:
    """Spread the weight over the places in a window; None if what is meant stands outside of it."""
    answer = np.zeros(end - start + 1, dtype=np.float32)
    inside = [at - start + 1 for at in places if start <= at < end] if places else [NOBODY]
    if not inside:
        return None
    answer[inside] = 1 / len(inside)
    return answer
