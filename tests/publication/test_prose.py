"""Markdown as editors write it, and as others try to."""

import pytest

from claims.publication.prose import plain_prose, render_markdown


class TestRenderMarkdown:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("## What we found", "<h2>What we found</h2>"),
            ("- one\n- two", "<li>one</li>"),
            ("> quoted", "<blockquote>"),
            ("**strong**", "<strong>strong</strong>"),
            ("|a|b|\n|-|-|\n|1|2|", "<td>1</td>"),
            (
                "[Dam](https://dam.example/)",
                '<a href="https://dam.example/" rel="noopener noreferrer">Dam</a>',
            ),
        ],
    )
    def test_renders_running_text(self, text, html):
        assert html in render_markdown(text)

    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "![x](https://elsewhere.example/pixel.png)",
            '<a href="x" onclick="alert(1)">x</a>',
            "<style>body{display:none}</style>",
        ],
    )
    def test_lets_nothing_through_that_runs_or_loads(self, text):
        html = render_markdown(text)

        assert not any(
            danger in html for danger in ("<script", "<img", "<style", 'href="javascript', 'href="data')
        )
        assert '<a href="x" onclick' not in html

    def test_ends_in_time_on_hostile_text(self):
        assert render_markdown("[" * 20_000 + "*" * 20_000 + "> " * 2_000)


class TestPlainProse:
    def test_gives_the_words_a_paragraph_or_item_on_a_line(self):
        text = "## The sum\n\nIt is **43** & more.\n\n- [one](https://a.example/?b&c)\n- two\n"

        assert plain_prose(text).splitlines() == [
            "The sum",
            "It is 43 & more.",
            "• one (https://a.example/?b&c)",
            "• two",
        ]
