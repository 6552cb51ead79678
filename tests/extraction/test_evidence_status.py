import pytest
from spacy.tokens import Doc, Span

from claims.extraction.evidence_status import EvidenceStatus
from claims.extraction.findings import FindingsReader
from claims.extraction.proposals import Proposal, write_proposals


def evidence(vocab, text: str, content: tuple[int, int], cue: int = 1) -> list[tuple[str, str]]:
    """Run the component on one attribution; every full stop ends a sentence."""
    words = text.split()
    starts = [i == 0 or words[i - 1] == "." for i in range(len(words))]
    pos = ["PROPN" if word in ("Ana", "He") else "X" for word in words]
    doc = Doc(vocab, words=words, pos=pos, sent_starts=starts)
    write_proposals(doc, [Proposal("reported_speech", (cue, cue + 1), (0, 1), [content])])
    return [(span.label_, span.text) for span in EvidenceStatus()(doc).spans["evidence"]]


class TestEvidenceStatus:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("Ana said it leaks . He offered no proof .", "none_provided"),
            ("Ana said it leaks . He has not given any evidence .", "none_provided"),
            ("Ana said it leaks . It could not be verified .", "none_provided"),
            ("Ana said it leaks . Official records show otherwise .", "disputed"),
            ("Ana said it leaks . He pointed to an audit .", "cited"),
        ],
    )
    def test_reads_the_sentence_behind_a_claim(self, vocab, text, status):
        assert [found for found, _ in evidence(vocab, text, (2, 4))] == [status]

    def test_finds_nothing_where_the_story_is_silent(self, vocab):
        assert evidence(vocab, "Ana said it leaks . Rain fell .", (2, 4)) == []

    def test_leaves_what_the_speaker_says_of_evidence(self, vocab):
        assert evidence(vocab, "Ana said they offered no proof .", (2, 6)) == []

    def test_takes_what_has_come_to_be_for_no_source(self, vocab):
        text = "Ana said the old dam leaks and has since come to hold a record of 9 boats ."

        assert evidence(vocab, text, (2, 17)) == []

    def test_looks_no_further_than_the_next_sentence(self, vocab):
        assert evidence(vocab, "Ana said it leaks . Rain fell . He offered no proof .", (2, 4)) == []


class TestFindings:
    @pytest.mark.parametrize(("kind", "statuses"), [("opinion", []), ("fact", ["none_provided"])])
    def test_give_the_evidence_to_the_fact_and_not_to_an_opinion_beside_it(self, vocab, kind, statuses):
        doc = Doc(vocab, words="It hums . It leaks . She offered no proof .".split())
        beside, fact = Span(doc, 0, 2, kind, span_id="a1"), Span(doc, 3, 5, "fact", span_id="a1")
        doc.spans["claims"] = [beside, fact]
        doc.spans["evidence"] = [Span(doc, 6, 10, "none_provided", span_id="a1")]
        doc.spans["quotations"] = []

        found = FindingsReader(doc, doc.text).evidence_for(beside)

        assert [words.label_ for words in found] == statuses
