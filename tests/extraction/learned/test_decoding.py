import numpy as np
import pytest

from claims.extraction.learned.decoding import WindowReading, best_path, best_paths, path_through, runs
from claims.extraction.learned.heads import COLUMNS, GROUPS, POINTERS_WIDTH, TAGS_WIDTH, link_columns


class Window:
    """The network's numbers for a window, written by hand."""

    def __init__(self, pieces: int):
        self.tags = np.zeros((pieces + 1, TAGS_WIDTH), dtype=np.float32)
        self.tags[:, [columns.start for group, columns in COLUMNS.items() if group in GROUPS]] = 1
        self.pointers = np.zeros((pieces + 1, POINTERS_WIDTH), dtype=np.float32)
        self.links = 0

    def mark(self, group: str, start: int, end: int, label: int = 0) -> "Window":
        first = COLUMNS[group].start + 1 + 2 * label
        self.tags[1 + start, first] = self.tags[2 + start : 1 + end, first + 1] = 9
        return self

    def link(self, name: str, asking: tuple[int, int], answering: int) -> "Window":
        asks, answers = link_columns(name)
        self.pointers[1 + asking[0] : 1 + asking[1], asks.start + self.links] = 9
        self.pointers[1 + answering, answers.start + self.links] = 9
        self.links += 1
        return self

    def read(self) -> WindowReading:
        return WindowReading(self.tags, self.pointers)


@pytest.fixture
def said():
    """[0 Ana] [1 said] [2..5 content]"""
    window = Window(8).mark("sources", 0, 1).mark("cues", 1, 2).mark("contents", 2, 6)
    return window.link("content_to_cue", (2, 6), 1).link("cue_to_source", (1, 2), 0)


class TestRuns:
    def test_begins_anew_where_a_piece_begins(self):
        assert list(runs([1, 2, 1, 0])) == [(0, 2, 0), (2, 3, 0)]

    def test_tells_the_label(self):
        assert list(runs([0, 1, 2, 3, 4])) == [(1, 3, 0), (3, 5, 1)]

    def test_begins_anew_with_a_paragraph(self):
        assert list(runs([1, 2, 2, 2], paragraphs=frozenset({2}))) == [(0, 2, 0), (2, 4, 0)]


class TestBestPaths:
    def paths(self, *scores: tuple[float, float, float]):
        """The path of the contents for scores of outside, begins and goes on."""
        tags = np.zeros((len(scores), TAGS_WIDTH), dtype=np.float32)
        tags[:, COLUMNS["contents"]] = scores
        return best_paths(tags)["contents"]

    def test_never_goes_on_with_what_has_not_begun(self):
        assert self.paths((0, 1, 3), (0, 0, 9)) == [1, 2]

    def test_does_not_break_a_span_for_one_doubtful_piece(self):
        assert self.paths((0, 9, 0), (1, 0, 0.5), (0, 1, 2)) == [1, 2, 2]

    @pytest.mark.parametrize("price", [-2.0, 0.0, 1.0])
    def test_finds_the_same_as_a_search_through_all_pieces(self, price):
        logits = np.random.default_rng(7).normal((2, 0, 0, 0, 0), 3, (400, 5)).astype(np.float32)

        assert best_path(logits, price) == path_through(logits.tolist(), price)


class TestAttributions:
    def test_joins_content_cue_and_source(self, said):
        (one,) = said.read().attributions()

        assert (one.source, one.cue, one.contents) == ((0, 1), (1, 2), [(2, 6)])

    def test_joins_two_contents_of_one_cue(self, said):
        said.mark("contents", 6, 8).link("content_to_cue", (6, 8), 1)

        (one,) = said.read().attributions()

        assert one.contents == [(2, 6), (6, 8)]

    def test_leaves_a_content_alone_that_points_at_nobody(self):
        (one,) = Window(4).mark("contents", 1, 3).read().attributions()

        assert (one.source, one.cue) == (None, None)

    def test_takes_a_claim_outside_all_contents_for_one(self, said):
        said.mark("claims", 6, 8).link("content_to_cue", (6, 8), 1)

        (one,) = said.read().attributions()

        assert one.contents == [(2, 6), (6, 8)]

    def test_gives_the_relayer_to_the_cue_it_points_at(self, said):
        said.mark("relays", 7, 8).link("relay_to_cue", (7, 8), 1)

        (one,) = said.read().attributions()

        assert one.relays == [(7, 8)]
