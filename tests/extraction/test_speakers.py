import pytest
from spacy.tokens import Doc, Span

from claims.extraction.learned.weights import SHIPPED, weights_at
from claims.extraction.proposals import Proposal, write_proposals
from claims.extraction.speakers import Speakers

ANA_SAID_SHE = "Mayor Ana Alpha said yes . She said no . Alpha left ."


@pytest.fixture
def named(vocab):
    """Name the speakers of sources, given as ranges of tokens; people are given as ranges too."""

    def run(text: str, sources: list[tuple[int, int]], people: list[tuple[int, int]]) -> Doc:
        words = text.split()
        pos = [POS.get(w.lower(), "PROPN" if w[0].isupper() else "NOUN") for w in words]
        doc = Doc(vocab, words=words, pos=pos, deps=["dep"] * len(words), heads=heads_of(words, people))
        doc.spans["names"] = [Span(doc, *person, label="person") for person in people]
        write_proposals(
            doc,
            [Proposal("test", (end, end + 1), (start, end), [(end + 1, end + 2)]) for start, end in sources],
        )
        weights = weights_at(SHIPPED)
        doc._.referent_weights, doc._.people_weights = weights.referents, weights.people
        return Speakers()(doc)

    return run


POS = dict.fromkeys(("she", "he", "they", "both", "neither"), "PRON") | {"said": "VERB", "left": "VERB"}


def heads_of(words: list[str], people: list[tuple[int, int]]) -> list[int]:
    """Every word leans on the last word of the name it is part of (titles too), or on itself."""
    heads = list(range(len(words)))
    for start, end in people:
        first = (
            start - 1
            if start and words[start - 1][0].isupper() and words[start - 1] not in (".", "and")
            else start
        )
        for i in range(first, end):
            heads[i] = end - 1
    return heads


def names(doc: Doc) -> list[str]:
    return [span.kb_id_ for span in doc.spans["speakers"]]


class TestSpeakers:
    def test_names_a_person_without_title(self, named):
        doc = named(ANA_SAID_SHE, [(0, 3)], [(1, 3)])

        assert [(s.kb_id_, s.label_, s.text) for s in doc.spans["speakers"]] == [
            ("Ana Alpha", "person", "Mayor Ana Alpha")
        ]
        assert doc._.titles == {"Ana Alpha": "Mayor"}

    def test_gives_a_last_name_its_full_form(self, named):
        assert names(named(ANA_SAID_SHE, [(10, 11)], [(1, 3), (10, 11)])) == ["Ana Alpha"]

    def test_resolves_she(self, named):
        assert names(named(ANA_SAID_SHE, [(0, 3), (6, 7)], [(1, 3)])) == ["Ana Alpha", "Ana Alpha"]

    def test_does_not_take_a_woman_for_he(self, named):
        text = "Ana Alpha said yes . Ben Beta left . She said no ."

        assert names(named(text, [(0, 2), (9, 10)], [(0, 2), (5, 7)])) == ["Ana Alpha", "Ana Alpha"]

    def test_splits_joint_speakers(self, named):
        text = "Ana Alpha and Ben Beta said yes . Both said so ."

        doc = named(text, [(0, 5), (8, 9)], [(0, 2), (3, 5)])

        assert names(doc) == ["Ana Alpha", "Ben Beta", "Ana Alpha", "Ben Beta"]

    def test_keeps_two_people_of_one_last_name_apart(self, named):
        text = "Ana Alpha came . Ben Alpha said yes . Alpha said no ."

        assert names(named(text, [(4, 6), (9, 10)], [(0, 2), (4, 6), (9, 10)])) == ["Ben Alpha", "Ben Alpha"]

    def test_calls_those_only_described_unnamed(self, named):
        doc = named("witnesses said yes .", [(0, 1)], [])

        assert [(s.kb_id_, s.label_) for s in doc.spans["speakers"]] == [("witnesses", "unnamed")]
