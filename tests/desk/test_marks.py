"""Words marked in an article."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.desk.marks import Mark, mark_up, window
from claims.publication.marked_words import reveal


def marked(text, *marks, **options):
    return mark_up(text, marks, address="/claims/{}".format, **options)


def words_of(html):
    """What a reader reads, paragraph by paragraph."""
    return re.sub("<[^>]*>", "", html.replace("</p>", ""))


class TestMarkUp:
    def test_keeps_paragraphs_and_drops_empty_lines(self):
        assert marked("One.\n\nTwo.") == "<p>One.</p>\n<p>Two.</p>"

    def test_escapes_the_text(self):
        assert marked("<script>a & b</script>") == "<p>&lt;script&gt;a &amp; b&lt;/script&gt;</p>"

    def test_counts_characters_not_what_they_are_escaped_to(self):
        html = marked("a & b is said", Mark("claim", 4, 5, "x"))

        assert '<a class="mark mark--claim" href="/claims/x">b</a>' in html

    def test_marks_what_overlaps_as_both(self):
        html = marked("abcdef", Mark("claim", 0, 4, "x"), Mark("evidence", 2, 6, "x"))

        assert re.findall('class="mark ([^"]*)"[^>]*>([a-z]+)<', html) == [
            ("mark--claim", "ab"),
            ("mark--claim mark--evidence", "cd"),
            ("mark--evidence", "ef"),
        ]

    def test_links_nested_claims_to_the_inner_one(self):
        html = marked("abcdef", Mark("claim", 0, 6, "outer"), Mark("claim", 2, 4, "inner"))

        assert re.findall('href="/claims/([a-z]+)"', html) == ["outer", "inner", "outer"]

    def test_gives_the_chosen_claim_one_place_to_go_to(self):
        html = marked("ab\ncd ef", Mark("claim", 0, 5, "x"), Mark("claim", 6, 8, "y"), selected="x")

        assert html.count('id="chosen"') == 1
        assert html.count("data-chosen") == 2

    def test_reads_an_excerpt_by_the_positions_of_the_whole(self):
        html = marked("cdef", Mark("claim", 1, 4, "x"), offset=2)

        assert ">cd</a>" in html

    @settings(max_examples=200, deadline=None)
    @given(
        st.text(alphabet="ab<&\n\u202aé😀", max_size=40),
        st.lists(
            st.tuples(st.sampled_from(["claim", "cue", "speaker"]), st.integers(0, 45), st.integers(0, 45))
        ),
    )
    def test_never_loses_or_adds_a_word(self, text, spans):
        marks = [Mark(kind, start, end, f"c{start}") for kind, start, end in spans]

        html = marked(text, *marks)

        assert words_of(html).replace("\n", "") == words_of(reveal(text)).replace("\n", "")

    def test_takes_a_long_text_with_many_marks(self):
        text = "He said it is so.\n" * 50_000

        html = marked(text, *(Mark("claim", at, at + 10, "x") for at in range(0, len(text), 180)))

        assert html.count("<a ") >= 5_000


class TestReveal:
    @pytest.mark.parametrize("character", ["\u202a", "\u2066", "\u200f", "\u200b", "\ufeff", "\U000e0041"])
    def test_shows_what_nobody_sees(self, character):
        assert f"U+{ord(character):04X}</span>" in reveal(f"safe{character}dam")

    def test_leaves_the_joiners_of_scripts_and_emoji_alone(self):
        assert reveal("👨‍👩‍👧 می‌خواهم") == "👨‍👩‍👧 می‌خواهم"


class TestWindow:
    def test_shows_a_short_text_whole(self):
        assert window("abc", 1, 2, around=10) == (0, 3)

    def test_cuts_a_long_text_at_paragraphs_around_the_place(self):
        text = "\n".join(["word " * 10] * 100)

        start, end = window(text, 2000, 2010, around=200)

        assert start <= 2000
        assert end >= 2010
        assert text[start - 1] == "\n"
        assert text[end] == "\n"

    def test_cuts_anywhere_where_there_are_no_paragraphs(self):
        start, end = window("x" * 5000, 2000, 2010, around=200)

        assert (start, end) == (1800, 2210)
