"""`manage.py evaluate_extraction` from outside: what it prints, and what it refuses."""

import gzip
import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

STORY = """[The dam holds]{1}, said Ana Alpha, though [she offered no evidence]{1e}.

[The river will fall]{2}, according to Bo Beta.
---
1: Ana Alpha (person) | said | fact | none_provided
2: Bo Beta (person) | according to | prediction | unstated
"""
TEXT = "The dam holds, said Ana Alpha. Later she said the river fell."
QUOTE = {
    "spans": [[0, 13]],
    "cue": "said",
    "speaker_text": "Ana Alpha",
    "speaker_spans": [[20, 29]],
    "quote_type": "indirect",
}
PRONOUN = {"doc": "dam", "start": 37, "pronoun": "she", "name": "Ana Alpha", "full_name_in_article": True}


def evaluate(*paths, **options):
    """Run the command; what it says, and what it complains of."""
    output, error = io.StringIO(), None
    try:
        call_command("evaluate_extraction", *map(str, paths), stdout=output, **options)
    except CommandError as raised:
        error = str(raised)
    return SimpleNamespace(said=output.getvalue(), error=error)


def figures(*paths, **options):
    """The value of each figure, by set and measure."""
    rows = json.loads(evaluate(*paths, json=True, **options).said)
    return {(row["set"], row["measure"]): row["value"] for row in rows}


@pytest.fixture
def stories(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "dam.md").write_text(STORY, encoding="utf-8")
    return folder


@pytest.fixture
def write(tmp_path):
    """Call it for a file of these JSON lines, packed if the name says so."""

    def write_file(name, *lines):
        data = "\n".join(map(json.dumps, lines)).encode()
        (tmp_path / name).write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
        return tmp_path / name

    return write_file


class TestEvaluateSets:
    def test_measures_marked_stories(self, stories):
        measured = figures(stories)

        assert measured["mine", "claims, half overlap"] == 1
        assert measured["mine", "claims with all speakers"] == 1

    def test_takes_each_folder_of_stories_for_a_set(self, stories):
        assert {name for name, _ in figures(stories.parent)} == {"mine"}

    def test_measures_marked_claims_of_a_json_file(self, tmp_path):
        claim = {"text": "The dam holds", "start": 0, "end": 13, "attribution": "Q1", "kind": "fact"}
        claim |= {"speakers": ["Ana Alpha"], "evidence_status": "unstated", "quote_type": "indirect"}
        file = tmp_path / "mine.json"
        file.write_text(json.dumps([{"id": "dam", "text": TEXT, "claims": [claim]}]))

        assert figures(file)["mine", "claims, half overlap"] == pytest.approx(2 / 3)

    def test_measures_a_packed_corpus_of_attributions(self, write):
        file = write("mine.jsonl.gz", {"id": "dam", "text": TEXT, "quotes": [QUOTE]})

        assert figures(file)["mine", "end to end with speaker"] == pytest.approx(2 / 3)

    def test_measures_pronouns_in_the_articles_of_another_file(self, write):
        pronouns = write("pronouns.jsonl", PRONOUN)
        articles = write("articles.jsonl", {"id": "dam", "text": TEXT, "quotes": []})

        assert figures(pronouns, articles=articles)["pronouns", "he / she → full name"] == 1


class TestPrintTables:
    def test_prints_the_goals_beside_the_figures(self, stories):
        lines = evaluate(stories).said.splitlines()

        (line,) = (line for line in lines if "claims, half overlap" in line)
        assert line.replace("│", " ").split()[3:] == "100.0 100.0 100.0 2 2 2 91 96".split()

    def test_lists_the_commonest_errors_with_an_example(self, stories):
        story = (stories / "dam.md").read_text("utf-8")
        (stories / "dam.md").write_text(story.replace("Bo Beta (person)", "Cleo Gamma (person)"), "utf-8")

        said = evaluate(stories, errors=3).said

        assert "mine: 1 errors" in said
        assert "somebody else" in said
        assert "Cleo Gamma" in said

    def test_prints_how_far_two_markings_agree(self, stories, tmp_path):
        second = tmp_path / "second"
        second.mkdir()
        (second / "dam.md").write_text(STORY.replace("| prediction |", "| fact |"), "utf-8")

        measured = figures(stories, against=second)

        assert measured["two markings of 1 stories", "claims, exact"] == 1
        assert measured["two markings of 1 stories", "kind"] == 0.5


class TestRefuseBadSets:
    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("gone.json", None, "gone.json cannot be read: No such file or directory."),
            ("empty.jsonl", b"", "empty.jsonl holds no articles."),
            ("bad.json", b"{", "bad.json is not JSON"),
            ("object.json", b"{}", "object.json is not a list of articles."),
            ("numbers.json", b"[1]", "numbers.json holds no articles."),
            (
                "mixed.json",
                b'[{"id": 1, "text": "", "claims": []}, 2]',
                "mixed.json, article 2, is no object.",
            ),
            ("claims.json", b'[{"id": 1, "text": "", "claims": [{}]}]', "article 1, claim 1, has no text"),
            ("bad.jsonl", b'{"quotes": []}\n{', "line 2, is not JSON"),
            ("short.jsonl", b'{"quotes": []}', "short.jsonl, article 1, has no id and no text."),
            ("plain.jsonl.gz", b"{}", "plain.jsonl.gz cannot be read"),
            (
                "broken.jsonl.gz",
                gzip.compress(b"{}", mtime=0)[:-9],
                "broken.jsonl.gz is not packed as .gz should be",
            ),
        ],
    )
    def test_says_which_file_and_why(self, tmp_path, name, content, reason):
        if content is not None:
            (tmp_path / name).write_bytes(content)

        assert reason in evaluate(tmp_path / name).error

    def test_names_the_story_that_is_marked_wrongly(self, stories):
        (stories / "dam.md").write_text("[No end\n---\n", "utf-8")

        assert "dam.md: a bracket is not closed" in evaluate(stories).error

    def test_refuses_a_folder_without_stories(self, tmp_path):
        assert "holds no marked stories" in evaluate(tmp_path).error

    def test_asks_for_the_articles_of_pronouns(self, write):
        assert (
            "such as dam: name the file that holds them with --articles"
            in evaluate(write("pronouns.jsonl", PRONOUN)).error
        )

    def test_refuses_markings_of_other_stories(self, stories, tmp_path):
        other = tmp_path / "other"
        other.mkdir()
        (other / "weir.md").write_text(STORY, "utf-8")

        assert "no story in common" in evaluate(stories, against=other).error
