import numpy as np
import pytest

from claims.extraction import load_pipeline
from claims.extraction.learned.heads import GENDERS, GROUPS, KINDS, SPEAKER_KINDS
from claims.extraction.learned.pieces import tokenizer_of
from claims.management.marked_stories import parse_story
from claims.management.training.labels import IGNORED, NOBODY, Labeller
from claims.management.training.lessons import lesson_of_article, lesson_of_story

STORY = """[Ana Alpha]{1s} [said]{1q} that [the dam holds]{1a} and [the sea falls]{1b}, but [showed no proof]{1e}.
[She]{2s} [fears]{2q} [the wall]{2}, says [The Ledger]{2r}. Alpha paid Ben of the Guild.
---
1: Ana Alpha (person) | said | fact | none_provided
1b: prediction
2: Ana Alpha (person) + Dam Guild (organization) | fears | opinion | unstated | relayed by The Ledger
"""
WORDS = (
    "ana alpha said that the dam holds and sea falls but showed no proof she fears wall says ledger paid ben of guild"
    " , ."
).split()


@pytest.fixture(scope="module")
def tokenizer():
    return tokenizer_of(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])


@pytest.fixture
def labeller(tokenizer):
    return labeller_of(STORY, tokenizer)


def labeller_of(marked: str, tokenizer) -> Labeller:
    story = parse_story("dam", marked)
    return Labeller(lesson_of_story(story, load_pipeline().read(story["text"])), tokenizer)


def marked(labeller, group: str) -> list[str]:
    """The words that get a tag of a group, the first of each span with a stroke before it."""
    text, pieces = labeller.lesson.text, labeller.pieces
    return [
        ("|" if tag % 2 else "") + text[start:end]
        for tag, start, end in zip(labeller.tags[group], pieces.starts, pieces.ends, strict=True)
        if tag > 0
    ]


class TestTags:
    @pytest.mark.parametrize(
        ("group", "words"),
        [
            ("claims", "|the dam holds |the sea falls |the wall"),
            ("contents", "|the dam holds the sea falls |the wall"),
            ("cues", "|said |fears"),
            ("sources", "|Ana Alpha |She"),
            ("relays", "|The Ledger"),
            ("evidence", "|showed no proof"),
            ("names", "|Ana Alpha |Ledger |Alpha |Guild"),
        ],
    )
    def test_marks_the_words_of_a_group(self, labeller, group, words):
        assert " ".join(marked(labeller, group)) == words

    def test_ignores_what_stands_between_two_claims_of_one_content(self, labeller):
        ignored = labeller.tags["contents"] == IGNORED

        assert [
            labeller.lesson.text[s:e]
            for s, e in zip(labeller.pieces.starts[ignored], labeller.pieces.ends[ignored], strict=True)
        ] == ["and"]

    def test_tells_the_kind_of_each_claim(self, labeller):
        kinds = [KINDS[kind] for kind in labeller.tags["kinds"] if kind != IGNORED]

        assert kinds == ["fact"] * 3 + ["prediction"] * 3 + ["opinion"] * 2

    def test_tells_the_kind_of_who_speaks_unless_they_are_several(self, labeller):
        kinds = [SPEAKER_KINDS[kind] for kind in labeller.tags["speaker_kinds"] if kind != IGNORED]

        assert kinds == ["person"] * 2

    def test_tells_whether_he_or_she_stands_for_a_name(self, tokenizer):
        labels = labeller_of(STORY.replace(" + Dam Guild (organization)", ""), tokenizer)

        told = {
            labels.lesson.text[s:e]: GENDERS[tag]
            for tag, s, e in zip(
                labels.tags["genders"], labels.pieces.starts, labels.pieces.ends, strict=True
            )
            if tag != IGNORED
        }

        assert told == {"Ana": "f", "Alpha": "f", "She": "f"}

    def test_ignores_the_names_of_others(self, labeller):
        text, pieces = labeller.lesson.text, labeller.pieces
        others = [
            text[pieces.starts[i] : pieces.ends[i]] for i in np.flatnonzero(labeller.tags["names"] == IGNORED)
        ]

        assert others == ["Ben"]

    def test_teaches_nothing_that_a_corpus_does_not_mark(self, tokenizer):
        article = {
            "text": "Ana said that the dam holds.",
            "quotes": [{"spans": [[9, 27]], "cue_spans": [[4, 8]]}],
        }

        labels = Labeller(lesson_of_article(article), tokenizer)

        assert {group for group in GROUPS if (labels.tags[group] == IGNORED).all()} == {
            "claims",
            "relays",
            "evidence",
            "names",
        }
        assert marked(labels, "contents") == ["|the", "dam", "holds"]


class TestLinks:
    def answers(self, labeller, link: str) -> list[str]:
        """The words that are pointed at by each piece that asks."""
        (window,) = labeller.windows(100)
        found = []
        for row in window.links[link]:
            at = np.flatnonzero(row)
            words = [
                labeller.lesson.text[labeller.pieces.starts[i - 1] : labeller.pieces.ends[i - 1]]
                for i in at
                if i
            ]
            found.append(" ".join(words) if NOBODY not in at else "nobody")
        return found

    def test_points_from_content_to_cue_to_source(self, labeller):
        assert set(self.answers(labeller, "content_to_cue")) == {"said", "fears"}
        assert self.answers(labeller, "cue_to_source") == ["Ana", "She"]

    def test_points_from_evidence_to_every_claim_it_is_about(self, labeller):
        assert set(self.answers(labeller, "evidence_to_claim")) == {"the the"}

    def test_points_at_nobody_where_no_cue_tells_who_speaks(self, tokenizer):
        story = "“[The dam holds]{1}.”\n---\n1: Ana Alpha (person) | - | fact | unstated\n"

        labels = labeller_of(story, tokenizer)

        assert set(self.answers(labels, "content_to_cue")) == {"nobody"}

    def test_asks_nothing_whose_answer_stands_in_another_window(self, labeller):
        _, second, *_ = labeller.windows(13)

        assert len(second.askers["evidence_to_claim"]) == 0


class TestNames:
    def test_are_told_of_those_who_do_not_speak(self, tokenizer):
        labeller = labeller_of(STORY + "names: Ben (person)\n", tokenizer)

        assert "|Ben" in marked(labeller, "names")

    def test_are_told_of_nobody_else_where_all_are_told(self, tokenizer):
        told, untold = (labeller_of(STORY + line, tokenizer) for line in ("names: -\n", ""))

        start = told.lesson.text.index("Ben")
        piece = told.at((start, start + len("Ben")))
        assert (told.tags["names"][piece], untold.tags["names"][piece]) == (0, IGNORED)
