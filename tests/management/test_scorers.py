"""Our measures give the figures of the scorers beside the project, on marks with made-up mistakes."""

import importlib.util
import json
import random
import re
import sys
from pathlib import Path

import pytest

from claims.management.measures.attributions import ComparedReports, from_corpus, report_figures
from claims.management.measures.claims import claim_figures, compare
from claims.management.measures.pronouns import Answer, pronoun_figures
from claims.management.measures.sets import read_sets
from tests.extraction.conftest import SHARED

PROJECT = Path(__file__).parents[2]
needs_scorers = pytest.mark.skipif(
    not (SHARED / "tools").is_dir(), reason="the scorers are not beside the project"
)


def scorer(name):
    """Load a scorer from beside the project."""
    spec = importlib.util.spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoiled(claims, chance):
    """Claims with made-up mistakes of every kind, the same each time."""
    for claim in claims:
        if chance.random() < 0.8:
            start = max(claim["start"] + chance.choice([0, 0, 0, -9, 12]), 0)
            fields = {"start": start, "end": max(claim["end"] + chance.choice([0, 0, 0, 15, -15]), start + 1)}
            fields |= {"kind": chance.choice([claim["kind"], "fact"]), "relayed_by": claim["relayed_by"][:1]}
            fields |= {"speakers": claim["speakers"][: chance.choice([1, 2])]}
            fields |= {"evidence_status": chance.choice([claim["evidence_status"], "cited"])}
            yield claim | fields
            if chance.random() < 0.2:
                yield claim | {"start": claim["end"], "end": claim["end"] + 40}


def spoiled_quotes(quotes, chance):
    """Attributions with made-up mistakes, the same each time."""
    for quote, other in zip(quotes, quotes[1:] + quotes[:1], strict=True):
        if chance.random() < 0.8:
            spans = [
                [start, max(end + chance.choice([0, 0, 20, -20]), start + 1)] for start, end in quote["spans"]
            ]
            source = {
                key: value for key, value in chance.choice([quote, quote, other]).items() if "speaker" in key
            }
            names = re.split(r", | and ", source["speaker_text"])
            yield quote | source | {"spans": spans, "speakers": names[: chance.choice([1, 5])]}


@needs_scorers
class TestAgreeWithTheScorers:
    def test_gives_the_figures_of_score_claims(self):
        chance = random.Random(3)
        stories = [story for one in read_sets(PROJECT / "tests/extraction/stories") for story in one.articles]
        found = [story | {"claims": list(spoiled(story["claims"], chance))} for story in stories]

        theirs, _ = scorer("score_claims").score(stories, found)
        articles = [
            compare(one["id"], one["text"], one["claims"], other["claims"])
            for one, other in zip(stories, found, strict=True)
        ]
        ours = {figure.measure: figure for figure in claim_figures(articles)}

        assert rounded(ours["claims, half overlap"]) == theirs["span"]
        assert rounded(ours["claims, exact"]) == theirs["exact"]
        assert rounded(ours["claims with all speakers"]) == theirs["span_and_speakers"]
        assert rounded(ours["evidence status stated"]) == theirs["evidence"]
        assert round(ours["relayers"].value, 3) == theirs["relayed_by_accuracy"]
        assert round(ours["kind"].value, 3) == theirs["kind_accuracy"]

    def test_gives_the_figures_of_score_quotes(self, corpus, spoiled_corpus):
        theirs = scorer("score_quotes").score(corpus, spoiled_corpus)
        ours = measured_reports(corpus, spoiled_corpus)

        assert ours["half overlap"].value == pytest.approx(theirs["iou50"]["F1"])
        assert ours["exact"].value == pytest.approx(theirs["exact"]["F1"])
        assert ours["speech, half overlap"].value == pytest.approx(theirs["recall_speech"]["F1_iou50"])
        assert ours["end to end with speaker"].value == pytest.approx(theirs["speaker_e2e"]["F1"])
        assert ours["speaker, where matched"].value == pytest.approx(theirs["speaker"]["lenient"])

    def test_gives_the_figures_of_score_slices(self, corpus, spoiled_corpus, printed):
        scorer("score_quotes")
        theirs = printed("score_slices", corpus, spoiled_corpus)
        ours = measured_reports(corpus, spoiled_corpus)

        according, joint = ours["“according to” with the source"], ours["joint speakers split"]
        assert f" according + speaker: {according.right}/{according.marked} =" in theirs
        assert f" joint split right: {joint.right}/{joint.marked} =" in theirs

    def test_gives_the_figures_of_score_pronouns(self, printed):
        (marked,) = read_sets(SHARED / "data/attribution/pronoun_dev.jsonl")
        names = [one["name"] for one in marked.articles]
        given = [names[place // 2] for place in range(len(names))]
        answers = [one | {"name": name} for one, name in zip(marked.articles, given, strict=True)]
        found = {one["doc"]: [] for one in answers}
        for one in answers:
            found[one["doc"]].append(Answer(one["start"], one["start"] + 1, one["name"]))

        theirs = printed("score_pronouns", marked.articles, answers)
        full, right = pronoun_figures(marked.articles, found)

        assert f"entity {100 * right.value:.1f} " in theirs
        assert f"full {100 * full.value:.1f} of {full.marked} " in theirs


@pytest.fixture(scope="module")
def corpus():
    (marked,) = read_sets(SHARED / "data/attribution/polnear_dev.jsonl.gz")
    return marked.articles


@pytest.fixture(scope="module")
def spoiled_corpus(corpus):
    chance = random.Random(3)
    return [one | {"quotes": list(spoiled_quotes(one["quotes"], chance))} for one in corpus]


@pytest.fixture
def printed(tmp_path, capsys, monkeypatch):
    """Call it to run a scorer on two sets; it gives what the scorer prints."""

    def run(name, marked, found):
        for file, lines in (("marked", marked), ("found", found)):
            (tmp_path / file).write_text("\n".join(map(json.dumps, lines)))
        monkeypatch.setattr(sys, "argv", [name, str(tmp_path / "marked"), str(tmp_path / "found")])
        scorer(name).main()
        return capsys.readouterr().out

    return run


def measured_reports(corpus, found):
    """The figures of a corpus by their names."""
    articles = [reports(*pair) for pair in zip(corpus, found, strict=True)]
    return {figure.measure: figure for figure in report_figures(articles)}


def rounded(figure):
    """Precision, recall and F1 as the scorer prints them."""
    return {"P": round(figure.precision, 3), "R": round(figure.recall, 3), "F1": round(figure.value, 3)}


def reports(marked, found):
    text = marked["text"]
    both = [[from_corpus(text, quote) for quote in one["quotes"]] for one in (marked, found)]
    return ComparedReports(marked["id"], text, both[0], [report for report in both[1] if report.content])
