"""How the extraction is measured: matching, names, figures, mistakes, agreement."""

import pytest

from claims.management.marked_stories import parse_story
from claims.management.measures.agreement import (
    DifferentStories,
    agreement_figures,
    cohens_kappa,
    compare_markings,
)
from claims.management.measures.attributions import forms_of
from claims.management.measures.claims import claim_figures, compare
from claims.management.measures.mistakes import commonest, mistakes_in
from claims.management.measures.names import head_of, is_same_person
from claims.management.measures.pronouns import Answer, pronoun_figures
from claims.management.measures.sets import MarkedSet
from claims.management.measures.words import matched, words_in
from claims.management.measures.worth import worth_figures

STORY = """[The dam holds]{1}, Ana Alpha and Bo Beta said, but [they showed no proof]{1e}.
According to The Ledger, Cleo Gamma said [it will fall]{2}.
---
1: Ana Alpha (person) + Bo Beta (person) | said | fact | none_provided
2: Cleo Gamma (person) | said | prediction | unstated | relayed by The Ledger
"""


@pytest.fixture
def story():
    return parse_story("dam", STORY)


def measured(story, found):
    """The figures of one story by their names."""
    figures = claim_figures([compare(story["id"], story["text"], story["claims"], found)])
    return {figure.measure: figure for figure in figures}


def changed(story, number, **fields):
    """The claims as marked, with one changed."""
    return [
        claim | fields if claim["attribution"] == number else claim for claim in map(dict, story["claims"])
    ]


class TestMatchWords:
    def test_counts_no_marks_or_blanks(self):
        assert words_in("“So, she left.”", [(0, 15)]) == words_in("“So, she left.”", [(1, 13)])

    def test_gives_each_piece_one_partner_and_the_best_first(self):
        words = [frozenset({(place, place + 1)}) for place in range(4)]
        marked = [words[0] | words[1]]
        found = [words[0], words[0] | words[1], words[3]]

        assert matched(marked, found) == [(0, 1, 1.0)]


class TestMeasureClaims:
    def test_gives_full_marks_for_what_was_marked(self, story):
        figures = measured(story, story["claims"])

        assert {figure.value for figure in figures.values()} == {1.0}

    @pytest.mark.parametrize(
        ("number", "fields", "lower"),
        [
            ("1", {"speakers": [{"name": "Ana Alpha", "kind": "person"}]}, "joint speakers split"),
            ("1", {"evidence_status": "cited"}, "evidence status stated"),
            ("2", {"relayed_by": []}, "relayers"),
            ("2", {"kind": "fact"}, "kind"),
            ("2", {"end": 50}, "claims, half overlap"),
        ],
    )
    def test_lowers_the_figure_that_a_mistake_belongs_to(self, story, number, fields, lower):
        figures = measured(story, changed(story, number, **fields))

        assert figures[lower].value < 1

    def test_takes_anybody_described_for_who_is_only_described(self, story):
        unnamed = {"speakers": [{"name": "two engineers", "kind": "unnamed"}]}
        other = {"speakers": [{"name": "engineers", "kind": "unnamed"}]}
        story["claims"] = changed(story, "2", **unnamed)

        assert measured(story, changed(story, "2", **other))["claims with all speakers"].value == 1

    def test_has_no_figure_where_nothing_is_marked(self):
        silent = {"id": "silent", "text": "Nothing.", "claims": []}

        assert measured(silent, [])["claims, half overlap"].value is None


class TestNameMistakes:
    @pytest.mark.parametrize(
        ("number", "fields", "kind"),
        [
            ("1", {"speakers": [{"name": "Ana Alpha", "kind": "person"}]}, "speaker: joint speakers not all found"),
            ("1", {"evidence_status": "unstated"}, "evidence: none_provided missed"),
            ("1", {"relayed_by": ["The Ledger"]}, "relayer: found where there is none"),
            ("1", {"end": 7}, "words: too few"),
            ("2", {"speakers": [{"name": "Gamma", "kind": "person"}]}, "speaker: name not completed"),
            ("2", {"speakers": [{"name": "she", "kind": "person"}]}, "speaker: pronoun not resolved"),
            ("2", {"speakers": [{"name": "The Ledger", "kind": "organization"}]},
             "speaker: the relayer taken for the speaker"),
            ("2", {"speakers": []}, "speaker: none found"),
            ("2", {"kind": "fact"}, "kind: prediction taken for fact"),
            ("2", {"start": 30, "end": 60}, "missed: reported"),
        ],
    )  # fmt: skip
    def test_tells_what_went_wrong(self, story, number, fields, kind):
        found = changed(story, number, **fields)

        mistakes = list(mistakes_in(compare("dam", story["text"], story["claims"], found)))

        assert kind in {mistake.kind for mistake in mistakes}

    def test_counts_the_commonest_first(self, story):
        found = changed(story, "2", speakers=[], kind="fact")
        article = compare("dam", story["text"], story["claims"], found)

        (kind, times, _), *_ = commonest([*mistakes_in(article), *list(mistakes_in(article))[:1]], 5)

        assert (kind, times) == ("speaker: none found", 2)


class TestCompareNames:
    @pytest.mark.parametrize(
        ("marked", "found", "verdict"),
        [
            ("Ana Alpha", "Dr. Ana Alpha", (True, True)),
            ("Ana Alpha", "Alpha", (True, False)),
            ("Ana Alpha", "Bo Alpha", (False, False)),
            ("Michael Alpha", "Mike Alpha", (True, True)),
            ("Ana Alpha", "she", (False, False)),
        ],
    )
    def test_tells_the_person_and_the_full_name(self, marked, found, verdict):
        assert is_same_person(marked, found) == verdict

    def test_finds_the_head_of_a_source(self):
        assert head_of("the spokeswoman for the Harbour Board, Ana Alpha") == "spokeswoman"

    def test_asks_for_the_full_name_only_where_the_article_has_it(self):
        marked = [
            {"doc": "dam", "start": 5, "name": "Ana Alpha", "full_name_in_article": full}
            for full in (True, False)
        ]
        full, right = pronoun_figures(marked, {"dam": [Answer(5, 8, "Alpha")]})

        assert (full.marked, full.value) == (1, 0)
        assert (right.marked, right.value) == (2, 1)


class TestInflectVerbs:
    @pytest.mark.parametrize(
        ("verb", "form"), [("cite", "citing"), ("deny", "denied"), ("dub", "dubbed"), ("say", "says")]
    )
    def test_knows_the_forms_of_a_cue(self, verb, form):
        assert form in forms_of(verb)


class TestCompareMarkings:
    def test_agrees_with_itself(self, story):
        both = [MarkedSet("dev", "claims", [story])]

        assert {figure.value for figure in agreement_figures(compare_markings(both, both))} == {1.0}

    def test_leaves_chance_out(self):
        answers = (
            [("fact", "fact")] * 4
            + [("fact", "opinion")]
            + [("opinion", "opinion")] * 4
            + [("opinion", "fact")]
        )

        assert cohens_kappa(answers) == pytest.approx(0.6)

    def test_refuses_markings_of_different_words(self, story):
        other = story | {"text": story["text"] + " More."}

        with pytest.raises(DifferentStories, match="dam are of different words"):
            compare_markings([MarkedSet("dev", "claims", [story])], [MarkedSet("second", "claims", [other])])


class TestMeasureWorth:
    def test_ranks_within_each_debate(self):
        groups = {"first": [(0.9, True), (0.1, False)], "second": [(0.8, False), (0.6, True)]}

        figures = {figure.measure: figure.value for figure in worth_figures(groups)}

        assert figures["worth checking, mean average precision"] == pytest.approx((1 + 0.5) / 2)

    def test_counts_a_sentence_as_found_from_one_half(self):
        (f1, _) = worth_figures({"": [(0.5, True), (0.49, True), (0.7, False)]})

        assert (f1.right, f1.marked, f1.found) == (1, 2, 2)

    def test_leaves_out_a_debate_in_which_nothing_was_picked(self):
        figures = worth_figures({"first": [(0.9, True)], "second": [(0.9, False)]})

        assert figures[1].value == 1
