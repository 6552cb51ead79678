import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.learned.pieces import lowered, pieces_of, tokenizer_of, windows_of

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "dam",
    "held",
    "##s",
    "sea",
    "wall",
    ".",
    "c",
    "##a",
    "##b",
]


@pytest.fixture(scope="module")
def tokenizer():
    return tokenizer_of(VOCABULARY)


def words(text, tokenizer):
    pieces = pieces_of(text, tokenizer)
    return [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]


class TestPiecesOf:
    def test_gives_the_place_of_every_piece(self, tokenizer):
        assert words("The dams held.", tokenizer) == ["The", "dam", "s", "held", "."]

    def test_tells_the_shape_that_the_vocabulary_does_not_know(self, tokenizer):
        assert pieces_of("the Dam HELD", tokenizer).shapes.tolist() == [0, 1, 2]

    def test_finds_nothing_in_an_empty_text(self, tokenizer):
        assert len(pieces_of("", tokenizer).ids) == 0

    @given(st.text(max_size=60))
    def test_stays_inside_any_text(self, text):
        pieces = pieces_of(text, tokenizer_of(VOCABULARY))

        assert all(
            0 <= start <= end <= len(text) for start, end in zip(pieces.starts, pieces.ends, strict=True)
        )
        assert list(pieces.starts) == sorted(pieces.starts)


class TestLowered:
    @given(st.text(max_size=60))
    def test_keeps_every_position(self, text):
        assert len(lowered(text)) == len(text)

    def test_leaves_a_letter_that_would_become_two(self):
        assert lowered("İZMİR Dam") == "İzmİr dam"


class TestWindowsOf:
    def windows(self, text, tokenizer, longest):
        return list(windows_of(text, pieces_of(text, tokenizer), longest))

    def test_ends_with_a_paragraph_where_one_ends(self, tokenizer):
        assert self.windows("the dam held\nthe wall\nthe sea held", tokenizer, 6) == [(0, 5), (5, 8)]

    def test_are_about_equally_long(self, tokenizer):
        assert self.windows("the\n" * 11, tokenizer, 10) == [(0, 6), (6, 11)]

    def test_cuts_a_paragraph_that_is_too_long(self, tokenizer):
        assert self.windows("the dam held the sea", tokenizer, 2) == [(0, 2), (2, 4), (4, 5)]

    @given(st.lists(st.sampled_from(["the", "dam", "\n", "wall."]), max_size=40), st.integers(1, 9))
    def test_covers_every_piece_once(self, parts, longest):
        text = " ".join(parts)
        pieces = pieces_of(text, tokenizer_of(VOCABULARY))

        covered = [i for start, end in windows_of(text, pieces, longest) for i in range(start, end)]

        assert covered == list(range(len(pieces.ids)))
