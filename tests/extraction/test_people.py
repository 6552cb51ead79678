import pytest

from claims.extraction import extract
from claims.extraction.learned.weights import SHIPPED, weights_at
from claims.extraction.people import Person, is_person

STRANGE = "then ADV advmod 2\nAmissah PROPN nsubj 2\nsaid VERB ROOT 2\nit PRON nsubj 4\nheld VERB ccomp 2"
PLACED = "They PRON nsubj 1\nmet VERB ROOT 1\nin ADP prep 1\nAmissah PROPN pobj 2"
RULED = "the DET det 1\nAmissah PROPN compound 2\ncouncil NOUN nsubj 3\nmet VERB ROOT 3"


@pytest.fixture(scope="module")
def weights():
    return weights_at(SHIPPED).people


class TestIsPerson:
    @pytest.mark.parametrize(
        ("table", "at", "is_one"), [(STRANGE, 1, True), (PLACED, 3, False), (RULED, 1, False)]
    )
    def test_is_told_by_the_words_beside_the_name(self, parsed, weights, table, at, is_one):
        doc = parsed(table)

        assert is_person(Person(("Amissah",)), [doc[at : at + 1]], {at}, weights) is is_one

    def test_is_told_by_all_places_together(self, parsed, weights):
        speaks, place = parsed(STRANGE), parsed(PLACED)

        assert not is_person(
            Person(("Amissah",)), [speaks[1:2], place[3:4], place[3:4], place[3:4]], set(), weights
        )

    def test_believes_a_title(self, parsed, weights):
        doc = parsed(PLACED)

        assert is_person(Person(("Ana", "Amissah"), titles=["mayor"]), [doc[3:4]], {3}, weights)


class TestWhomWordsMean:
    def test_are_people_and_no_place(self):
        article = (
            "Mayor Ana Alpha and her deputy, Ben Beta, opened the bridge in Marchegg on Monday. "
            "People had come from Marchegg and from all over the valley. Both said the bridge was safe."
        )

        (claim,) = extract(article).claims

        assert [speaker.name for speaker in claim.speakers] == ["Ana Alpha", "Ben Beta"]

    def test_are_told_apart_by_first_name_before_a_double_name(self):
        article = (
            "Dorian Szalai-Moor met his brother, Evander Szalai-Moor, on Monday. They had not spoken for years. "
            "Dorian Szalai-Moor said the clock was broken."
        )

        assert [s.name for claim in extract(article).claims for s in claim.speakers] == ["Dorian Szalai-Moor"]

    @pytest.mark.parametrize(
        ("sentence", "speakers"),
        [
            ("Mayor Ana-lu Beta said the dam would hold.", [("Ana-lu Beta", "person")]),
            ("Commodore Jean-Paul Gamma said the dam would hold.", [("Jean-Paul Gamma", "person")]),
            ("Harbour Security Secretary Ana Alpha said the dam would hold.", [("Ana Alpha", "person")]),
            ("Women on the night shift said the dam would hold.", [("Women on the night shift", "group")]),
            ("Women on both shifts said the dam would hold.", [("Women on both shifts", "group")]),
            ("A fifth of the women said the dam would hold.", [("fifth of the women", "group")]),
            (
                "The mayors of the four towns said the dam would hold.",
                [("mayors of the four towns", "unnamed")],
            ),
            (
                "Two women on the night shift said the dam would hold.",
                [("Two women on the night shift", "unnamed")],
            ),
            (
                "Ana Alpha met Ben Beta. The two said the dam would hold.",
                [("Ana Alpha", "person"), ("Ben Beta", "person")],
            ),
        ],
    )
    def test_have_their_whole_names_and_kinds(self, sentence, speakers):
        (claim,) = extract(sentence).claims

        assert [(speaker.name, speaker.kind) for speaker in claim.speakers] == speakers
