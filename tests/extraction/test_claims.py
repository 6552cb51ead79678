from spacy.tokens import Doc, Span

from claims.extraction.claims import Claims
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

    def test_makes_no_claim_of_what_the_story_says_of_evidence(self, parsed):
        doc = parsed(TWO_THINGS)
        write_proposals(doc, [Proposal("test", (1, 2), (0, 1), [(2, 4)])])
        doc.spans["evidence"] = [Span(doc, 0, 2, label="none_provided", span_id="a9")]

        assert words_of(Claims()(doc), "claims") == []
