"""Articles from files."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from claims.models import ArrivedBy, Article
from tests.factories import NINE

pytestmark = pytest.mark.django_db


def submit(*arguments, **options):
    """Run the command; what it says, and what it complains of."""
    output, complaints, error = io.StringIO(), io.StringIO(), None
    try:
        call_command("submit_article", *map(str, arguments), stdout=output, stderr=complaints, **options)
    except CommandError as raised:
        error = str(raised)
    return SimpleNamespace(said=output.getvalue(), complaints=complaints.getvalue(), error=error)


@pytest.fixture
def write(tmp_path):
    """Call it for a file with this content."""

    def write_file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.fixture
def standard_input(monkeypatch):
    """Call it to give the command something to read."""

    def give(content):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    return give


class TestSubmitText:
    def test_stores_a_text_with_what_is_said_of_it(self, write):
        result = submit(
            write("dam.txt", "The dam is safe."),
            title="The dam",
            outlet="The Ledger",
            byline="Cleo Gamma",
            url="https://ledger.example/dam",
            published_at="2026-03-04T09:00:00+00:00",
        )

        article = Article.objects.get()
        assert result.error is None
        assert (article.title, article.outlet, article.byline) == ("The dam", "The Ledger", "Cleo Gamma")
        assert (article.published_at, article.arrived_by) == (NINE, ArrivedBy.COMMAND)

    def test_says_when_a_text_is_already_here(self, write):
        file = write("dam.txt", "The dam is safe.")
        submit(file)

        result = submit(file)

        assert "already here as article" in result.said
        assert "0 stored, 1 already here, 0 refused." in result.said
        assert Article.objects.count() == 1

    def test_reads_standard_input(self, standard_input):
        standard_input(b"The dam is safe.")

        submit("-", title="The dam")

        assert Article.objects.get().title == "The dam"

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "The text is empty"),
            (b"\xff\xfe\x00", "byte 1 cannot be read"),
            (b"dam\x00safe", "U+0000"),
            ("dam\u202esafe".encode(), "U+202E"),
            (b"x" * 1_000_001, "the limit is 1,000,000"),
        ],
    )
    def test_refuses_what_is_no_article_with_the_reason(self, write, content, reason):
        result = submit(write("bad.txt", content))

        assert reason in result.complaints
        assert result.error
        assert not Article.objects.exists()

    def test_goes_on_after_a_file_that_is_not_there(self, write, tmp_path):
        result = submit(tmp_path / "nowhere.txt", tmp_path, write("dam.txt", "The dam is safe."))

        assert result.complaints.count("This file cannot be read") == 2
        assert Article.objects.count() == 1

    def test_gives_one_title_to_one_text_alone(self, write):
        result = submit(write("a.txt", "One text."), write("b.txt", "Another text."), title="Which")

        assert "one text file only" in result.error
        assert not Article.objects.exists()


class TestSubmitLines:
    def test_stores_the_good_lines_and_names_the_bad_ones(self, write):
        good = {"text": "The dam is safe.", "title": "The dam", "published_at": "2026-03-04T09:00:00Z"}
        lines = [
            json.dumps(good),
            "{",
            "",
            "[]",
            '{"text": 1}',
            '{"text": "Ok.", "title": ["x"]}',
            '{"text": "Last."}',
        ]

        result = submit(write("articles.jsonl", "\n".join(lines)))

        assert [article.text for article in Article.objects.order_by("pk")] == ["The dam is safe.", "Last."]
        assert [number for number in range(1, 8) if f"line {number}:" in result.complaints] == [2, 4, 5, 6]
        assert "2 stored, 0 already here, 4 refused." in result.said
        assert result.error

    def test_names_the_field_that_is_refused(self, write):
        line = json.dumps({"text": "The dam is safe.", "published_at": "2999-01-01"})

        result = submit(write("articles.jsonl", line))

        assert "line 1: This date is in the future" in result.complaints

    @pytest.mark.parametrize("line", ['{"text": "\\ud800"}', "[" * 100_000, '{"text": "a\\u0000"}', "NaN"])
    def test_survives_hostile_lines(self, write, line):
        assert submit(write("articles.jsonl", line)).error

    def test_reads_lines_from_standard_input(self, standard_input):
        standard_input(b'{"text": "One."}\n{"text": "Two."}\n')

        submit("-")

        assert Article.objects.count() == 2
