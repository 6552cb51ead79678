import pytest

from claims.extraction.unlabelled_names import (
    bodies_of_something,
    firms_of_partners,
    organizations_beside_nouns,
)

WEEKLY = "the DET det 1\nweekly ADJ ROOT 1\nThe DET det 3\nBelfry PROPN appos 1\nsaid VERB ROOT 4"
SHOW = (
    "Coffee PROPN nsubj 7\nat ADP prep 0\nEight NUM pobj 1\n, PUNCT punct 0\nthe DET det 6\nbreakfast NOUN compound 6\n"
    "show NOUN appos 0\n, PUNCT punct 0\nsaid VERB ROOT 8"
)
INSURER = "The DET det 1\ninsurer NOUN ROOT 1\n, PUNCT punct 1\nHarbour PROPN dep 4\nMutual PROPN appos 1\n, X dep 1"


class TestOrganizationsBesideNouns:
    @pytest.mark.parametrize(
        ("table", "found"),
        [
            (WEEKLY, ("The Belfry", "weekly")),
            (SHOW, ("Coffee at Eight", "show")),
            (INSURER, ("Harbour Mutual", "insurer")),
        ],
    )
    def test_gives_the_name_with_its_noun(self, parsed, table, found):
        assert [(name.text, noun) for name, noun in organizations_beside_nouns(parsed(table))] == [found]

    def test_takes_no_person_for_a_body(self, parsed):
        president = "the DET det 2\nclub NOUN compound 2\nPresident PROPN ROOT 2\nAna PROPN appos 2\nAlpha PROPN flat 3"

        assert list(organizations_beside_nouns(parsed(president))) == []


class TestFirmsOfPartners:
    def test_gives_the_whole_name(self, parsed):
        doc = parsed("at ADP ROOT 0\nAmber PROPN pobj 0\n& CCONJ cc 1\nSons PROPN conj 1\n. PUNCT punct 0")

        assert [name.text for name in firms_of_partners(doc)] == ["Amber & Sons"]


class TestBodiesOfSomething:
    def test_gives_the_whole_name(self, parsed):
        doc = parsed(
            "the DET det 2\nHarbour PROPN compound 2\nMinistry PROPN ROOT 2\nof ADP prep 2\nInland PROPN compound 5\n"
            "Waters PROPN pobj 3\nof ADP prep 5\nours PRON pobj 6"
        )

        assert [name.text for name in bodies_of_something(doc)] == ["Harbour Ministry of Inland Waters"]
