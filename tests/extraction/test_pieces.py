import pytest

from claims.extraction.pieces import LONGEST_PIECE, calm, cut

PROSE = "The gauge at the lower weir stood at two metres that night. "


class TestCalm:
    @pytest.mark.parametrize(
        "text",
        [
            "(" * 500,
            "a" * 500,
            "“" * 100,
            "😀" * 100,
            "a\u0301" * 300,
            "say \ud800 it",
            "\x00a\u00a0b",
            "''No,'' she",
        ],
    )
    def test_keeps_the_length(self, text):
        assert len(calm(text)) == len(text)

    def test_blanks_out_a_run_without_blanks(self):
        assert calm("so " + "(" * 201 + " it") == "so " + " " * 201 + " it"

    def test_keeps_a_run_that_may_be_words(self):
        assert calm("x" * 200) == "x" * 200

    def test_reads_two_apostrophes_as_one_quotation_mark(self):
        assert calm("''No,'' she said") == ' "No,"  she said'

    def test_replaces_what_cannot_be_encoded(self):
        calm("say \ud800 it").encode()


class TestCut:
    @pytest.mark.parametrize("text", [PROSE * 2_000, "word " * 9_000, "x" * 45_000, "line\n" * 9_000])
    def test_gives_the_whole_text_in_pieces_of_bounded_length(self, text):
        pieces = list(cut(text))

        assert "".join(pieces) == text
        assert max(map(len, pieces)) <= LONGEST_PIECE

    def test_cuts_after_a_sentence(self):
        assert all(piece.endswith(". ") for piece in cut(PROSE * 2_000))

    def test_cuts_rather_after_a_paragraph(self):
        first, _ = cut(PROSE * 250 + "\n" + PROSE * 200)

        assert first.endswith("\n")

    def test_blanks_out_a_piece_that_is_no_prose(self):
        assert list(cut("12.5 %% " * 100)) == [" " * 800]

    def test_gives_nothing_for_nothing(self):
        assert list(cut("")) == []
