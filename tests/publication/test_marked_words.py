"""Which words became which."""

import re
import time

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.publication.marked_words import both_marked, changes_marked, differences_of, sides_marked

WORDS = st.lists(
    st.sampled_from(["dam", "is", "safe", "cracked", " ", " ", ".", "\n\n", "é", "<b>"]), max_size=30
)


class TestDifferencesOf:
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(WORDS, WORDS)
    def test_gives_both_texts_back(self, before, after):
        before, after = "".join(before), "".join(after)

        pieces = differences_of(before, after)

        assert "".join(text for kind, text in pieces if kind != "in") == before
        assert "".join(text for kind, text in pieces if kind != "out") == after

    @pytest.mark.parametrize(
        ("before", "after", "pieces"),
        [
            ("", "", []),
            ("The dam.", "The dam.", [("same", "The dam.")]),
            ("", "New", [("in", "New")]),
            ("Old", "", [("out", "Old")]),
            (
                "The dam is safe today.",
                "The dam is cracked today.",
                [("same", "The dam is "), ("out", "safe"), ("in", "cracked"), ("same", " today.")],
            ),
            (
                "Nobody has shown it.",
                "Nobody has ever shown it.",
                [("same", "Nobody has "), ("in", "ever "), ("same", "shown it.")],
            ),
        ],
    )
    def test_finds_the_fewest_words(self, before, after, pieces):
        assert differences_of(before, after) == pieces

    def test_does_not_tear_a_changed_phrase_apart_at_its_blanks(self):
        kinds = [kind for kind, _ in differences_of("the old red barn fell", "the new green mill fell")]

        assert kinds == ["same", "out", "in", "same"]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("dam " * 50_000, "safe " * 40_000),
            ("a b " * 50_000, "b a c " * 33_000),
            ("x" * 200_000, "y" * 200_000),
            ("\n" * 200_000, " " * 200_000),
            (" ".join(map(str, range(30_000))), " ".join(map(str, range(30_000, 0, -1)))),
        ],
        ids="words periods one lines numbers".split(),
    )
    def test_ends_soon_on_long_texts_that_have_little_in_common(self, before, after):
        start = time.process_time()

        pieces = differences_of(before, after)

        assert time.process_time() - start < 10
        assert "".join(text for kind, text in pieces if kind != "in") == before


class TestMarked:
    def test_says_the_marks_to_whoever_does_not_see_them(self):
        html = both_marked("safe", "cracked")

        assert html == (
            '<del><span class="unseen"> [taken out: </span>safe<span class="unseen">] </span></del>'
            '<ins><span class="unseen"> [put in: </span>cracked<span class="unseen">] </span></ins>'
        )

    def test_shows_html_as_text(self):
        assert "<script" not in both_marked("<script>a</script>", "<script>b</script>")

    def test_marks_each_side_with_its_own_words(self):
        before, after = sides_marked("It is safe.", "It is cracked.")

        assert "<del>" in before
        assert "<ins>" not in before
        assert "cracked" in after
        assert "<del>" not in after


class TestChangesMarked:
    def test_leave_out_the_lines_that_stayed(self):
        html = changes_marked("One.\nIt is safe.\nThree.\nFour.", "One.\nIt is cracked.\nThree.\nFour.\nFive")
        plain = re.sub("<span.*?</span>", "", html)

        assert plain.replace("<br>\n", "").splitlines() == [
            "<p>…</p>",
            "<p>It is <del>safe</del><ins>cracked</ins>.</p>",
            "<p>…</p>",
            "<p><ins>Five</ins></p>",
        ]

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(WORDS, WORDS)
    def test_show_all_that_came_and_went(self, before, after):
        html = changes_marked("".join(before), "".join(after))

        for kind, text in differences_of("".join(before), "".join(after)):
            if kind != "same":
                assert all(escape(line) in html for line in text.split("\n"))
