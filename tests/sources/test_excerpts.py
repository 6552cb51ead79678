"""An excerpt is found again word for word, however it was typeset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.sources.excerpts import squeeze, stands_in, where_it_differs

COPY = squeeze(
    "Inspection of May.\nThe inspec-\ntion team found “cracks” in the well‑known eastern wall — none wider than\n"
    "3 mm. Temperatures fell to −12 °C in 2020–2021. The ﬁnal report isn’t public."
)
LETTERS = "abcdéßЖ中 123,;:!?()\n\t“”'«»"


class TestStandsIn:
    @pytest.mark.parametrize(
        "excerpt",
        [
            "The inspection team found “cracks”",
            'The inspection team found "cracks"',
            "found 'cracks' in  the\n well-known eastern wall",
            "well-known eastern wall - none wider than 3 mm.",
            "“The inspection team found ‘cracks’”",
            "fell to -12 °C in 2020-2021",
            "The final report isn't public.",
            "The inspection team […] none wider than 3 mm",
            "The inspection team ... The final report",
            "Inspection of May … isn’t public",
            "",
        ],
    )
    def test_forgives_blanks_quotation_marks_and_hyphens(self, excerpt):
        assert stands_in(excerpt, COPY)

    @pytest.mark.parametrize(
        "excerpt",
        [
            "The inspection team found no cracks",
            "none wider than 8 mm",
            "fell to 12 °C",
            "The final report […] The inspection team",  # not in this order
            "the inspection of may",
        ],
    )
    def test_forgives_nothing_else(self, excerpt):
        assert not stands_in(excerpt, COPY)

    @given(st.text(LETTERS), st.text(LETTERS), st.text(LETTERS))
    def test_finds_every_piece_of_a_text_as_it_is(self, before, piece, after):
        assert stands_in(piece, squeeze(f"{before} {piece} {after}"))


class TestWhereItDiffers:
    def test_gives_the_last_words_that_are_still_there(self):
        assert where_it_differs("The inspection team found no cracks", COPY) == "The inspection team found"

    def test_gives_nothing_where_not_even_the_first_word_is_there(self):
        assert where_it_differs("Nobody found cracks", COPY) == ""
