import pytest
from spacy.tokens import Doc, Span

from claims.extraction.claims import Claims
from claims.extraction.learned.attributions import Statement
from claims.extraction.proposals import Proposal, write_proposals
from tests.extraction.conftest import words_of

TWO_THINGS = """
Ana PROPN nsubj 1
said VERB ROOT 1
crime NOUN nsubj 3
fell VERB ccomp 1
, PUNCT punct 3
and CCONJ cc 3
rents NOUN nsubj 7
rose VERB conj 3
. PUNCT punct 1
"""


def claimed(doc: Doc, *contents: tuple[int, int]) -> Doc:
    write_proposals(doc, [Proposal("test", (1, 2), (0, 1), list(contents))])
    doc.spans["evidence"] = []
    return Claims()(doc)


class TestClaims:
    def test_cuts_a_content_that_reports_two_things(self, parsed):
        assert words_of(claimed(parsed(TWO_THINGS), (2, 8)), "claims") == ["crime fell", "rents rose"]

    def test_keeps_the_id_of_the_attribution(self, parsed):
        doc = claimed(parsed(TWO_THINGS), (2, 8))

        assert {span.id_ for span in doc.spans["claims"]} == {"a1"}

    def test_makes_no_claim_of_words_without_a_verb(self, parsed):
        assert words_of(claimed(parsed(TWO_THINGS), (2, 3)), "claims") == []

    @pytest.mark.parametrize(
        ("told", "claims"),
        [
            ("they PRON nsubj 3\ncheat VERB ccomp 1", ["they cheat"]),
            ("she PRON nsubj 3\nhad VERB ccomp 1", []),
            ("That DET det 3\nworks VERB ccomp 1\nwell ADV advmod 3", ["That works well"]),
            ("that SCONJ mark 4\nit PRON nsubj 4\nworks VERB ccomp 1\nwell ADV advmod 4", ["it works well"]),
        ],
    )
    def test_keeps_of_what_the_tagger_cut_all_that_tells_something(self, parsed, told, claims):
        doc = parsed("Ana PROPN nsubj 1\nsaid VERB ROOT 1\n" + told)
        doc._.statements = (Statement(2, len(doc)),)

        assert words_of(claimed(doc, (2, len(doc))), "claims") == claims

    @pytest.mark.parametrize(("speaker", "claim"), [((5, 6), "Ana had won"), ((0, 1), "had won")])
    def test_begins_with_the_subject_unless_it_names_who_speaks(self, parsed, speaker, claim):
        doc = parsed(
            "Ana PROPN nsubj 2\nhad AUX aux 2\nwon VERB ccomp 4\n, PUNCT punct 4\nsaid VERB ROOT 4\nBen PROPN nsubj 4"
        )
        doc._.statements = (Statement(1, 3),)
        write_proposals(doc, [Proposal("test", (4, 5), speaker, [(1, 3)])])

        assert words_of(Claims()(doc), "claims") == [claim]

    def test_makes_no_claim_of_what_the_story_says_of_evidence(self, parsed):
        doc = parsed(TWO_THINGS)
        write_proposals(doc, [Proposal("test", (1, 2), (0, 1), [(2, 4)])])
        doc.spans["evidence"] = [Span(doc, 0, 2, label="none_provided", span_id="a9")]

        assert words_of(Claims()(doc), "claims") == []
