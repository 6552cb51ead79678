import pytest

from claims.extraction import extract
from claims.extraction.proposals import Proposal
from claims.extraction.whole_sources import with_whole_source


def speakers(text: str, words: str) -> list[str]:
    """The names of those who say the claim that holds these words."""
    return next([one.name for one in claim.speakers] for claim in extract(text).claims if words in claim.text)


class TestSources:
    @pytest.mark.parametrize(
        ("sentence", "names"),
        [
            ("Survivors in the church told the Post that the dam broke.", ["Survivors in the church"]),
            ("Pensioner Ana Beta, 78, and hubby Ben Beta, 80, claim the dam broke.", ["Ana Beta", "Ben Beta"]),
            ("The leaflet assures the reader that the dam broke.", ["leaflet"]),
            ("A surveyor's report commissioned by residents warns that the dam broke.", ["surveyor's report"]),
            ("A third candidate, radio host Ana Alpha, was quoted as saying the dam broke.", ["Ana Alpha"]),
            ("He owns two boats. His group, the Selm Growers’ Front, says the dam broke.", ["Selm Growers’ Front"]),
            ("The insurer Nordmark Re expects that the dam broke.", ["Nordmark Re"]),
        ],
    )  # fmt: skip
    def test_are_whole(self, sentence, names):
        assert speakers(sentence, "the dam broke") == names

    def test_are_named_by_what_they_call_themselves(self):
        text = "A user who posts as Bluewhale wrote that the dam broke at noon."

        assert speakers(text, "dam broke") == ["Bluewhale"]

    def test_may_be_of_one_family_with_hyphens_in_their_names(self):
        text = (
            "“Nobody called us,” says Hyun-woo Park, 67. He and his wife, Soon-ja Park, guess the dam broke."
        )

        assert speakers(text, "the dam broke") == ["Hyun-woo Park", "Soon-ja Park"]

    def test_have_their_name_behind_their_calling(self):
        assert speakers("Its owner, Tibo Quenn, denied having sold the dam.", "sold the dam") == [
            "Tibo Quenn"
        ]

    def test_are_one_where_no_and_joins_them(self):
        text = "The auditors, Brill & Partners, expect the dam to break."

        assert speakers(text, "the dam to break") == ["Brill & Partners"]


class TestSourcesLeftOut:
    def test_are_the_subject_of_their_cue(self, parsed):
        doc = parsed("Ana PROPN nsubj 1\nsaid VERB ROOT 1\nso ADV dobj 1")

        assert with_whole_source(doc, Proposal("test", (1, 2), None, [(2, 3)])).source == (0, 1)


class TestHeadlines:
    def test_describe_whom_the_story_names(self):
        text = "Dam was late, sheriff concedes\n\nSheriff Ana Alpha met the families on Monday."

        assert speakers(text, "Dam was late") == ["Ana Alpha"]


class TestDescriptions:
    def test_mean_the_only_one_of_that_title_however_far_away(self):
        paragraphs = ["Judge Ana Alpha opened the hearing.", *["It rained on the square all day."] * 7]
        text = "\n\n".join([*paragraphs, "The dam was never checked, the judge said."])

        assert speakers(text, "never checked") == ["Ana Alpha"]

    def test_mean_those_named_before_where_both_stands(self):
        text = "Ana Alpha and Ben Beta met at the gym. Both boxers said the dam would break."

        assert speakers(text, "the dam would break") == ["Ana Alpha", "Ben Beta"]
