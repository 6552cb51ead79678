import numpy as np
import pytest
from spacy.tokens import Doc, Span

from claims.extraction.evidence_reasons import reasons_for
from claims.extraction.evidence_status import EvidenceStatus
from claims.extraction.evidence_stretches import StretchFinder
from claims.extraction.findings import FindingsReader
from claims.extraction.proposals import Proposal, write_proposals

WEIGHTS = {
    "worded none_provided": [2, 0, 0],
    "worded cited": [0, 2, 0],
    "worded disputed": [0, 0, 2],
    "worded records": [0, 0, 1],
}


def said(vocab, text: str, content: tuple[int, int], cue: int = 1, **proposed) -> Doc:
    """Give a Doc with one attribution; every full stop ends a sentence."""
    words = text.split()
    starts = [i == 0 or words[i - 1] == "." for i in range(len(words))]
    pos = ["PROPN" if word in ("Ana", "He") else "X" for word in words]
    doc = Doc(vocab, words=words, pos=pos, lemmas=words, sent_starts=starts)
    write_proposals(doc, [Proposal("reported_speech", (cue, cue + 1), (0, 1), [content], **proposed)])
    doc._.evidence_weights = WEIGHTS
    return doc


def evidence(vocab, text: str, content: tuple[int, int]) -> list[tuple[str, str]]:
    """Run the component on one attribution."""
    doc = EvidenceStatus()(said(vocab, text, content))
    return [(span.label_, span.text) for span in doc.spans["evidence"]]


class TestEvidenceStatus:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("Ana said it leaks . He offered no proof .", "none_provided"),
            ("Ana said it leaks . He has not given any evidence .", "none_provided"),
            ("Ana said it leaks . It could not be verified .", "none_provided"),
            ("Ana said it leaks . Official records show otherwise .", "disputed"),
            ("Ana said it leaks . He did not reveal how he knew .", "none_provided"),
            ("Ana said it leaks . Pressed to explain the figure , she left .", "none_provided"),
            ("Ana said it leaks . How he knew , he would not say .", "none_provided"),
            ("Ana said it leaks . She ignored requests to see the audit .", "none_provided"),
            ("Ana said it leaks . That sits badly with the weather .", "disputed"),
            ("Ana said it leaks . He pointed to an audit .", "cited"),
            ("Ana said it leaks . He bases the sum on sales .", "cited"),
            ("Ana said it leaks . Port logs show the same number .", "cited"),
            ("Ana said it leaks . Papers back them up .", "cited"),
            ("Ana said it leaks , citing an audit .", "cited"),
        ],
    )
    def test_reads_what_stands_behind_a_claim(self, vocab, text, status):
        assert [found for found, _ in evidence(vocab, text, (2, 4))] == [status]

    def test_reads_a_word_at_the_cue(self, vocab):
        assert evidence(vocab, "Ana falsely said it leaks .", (3, 5))[0] == ("disputed", "falsely")

    def test_finds_nothing_where_the_story_is_silent(self, vocab):
        assert evidence(vocab, "Ana said it leaks . Rain fell .", (2, 4)) == []

    def test_leaves_what_the_speaker_says_of_evidence(self, vocab):
        assert evidence(vocab, "Ana said they offered no proof .", (2, 6)) == []

    def test_hears_the_tagger_where_no_reason_speaks(self, vocab):
        doc = said(vocab, "Ana said it leaks . A wolf was drawn .", (2, 4))
        doc._.evidence_reading = np.array([[9, 0, 0, 0, 0, 0, 0]] * 5 + [[0, 9, 9, 0, 0, 0, 0]] * 5)

        assert [span.text for span in EvidenceStatus()(doc).spans["evidence"]] == ["A wolf was drawn"]

    def test_takes_the_same_words_for_one_claim_only(self, vocab):
        doc = said(vocab, "Ana said it leaks . Without proof , she said it drips .", (2, 4))
        first = Proposal("attributions", (1, 2), (0, 1), [(2, 4)])
        write_proposals(doc, [first, Proposal("attributions", (9, 10), (8, 9), [(10, 12)])])
        doc._.evidence_weights = WEIGHTS | {"0 behind": [1, 0, 0]}

        found = EvidenceStatus()(doc).spans["evidence"]

        assert [span.id_ for span in found if span.text == "Without proof"] == ["a1"]


class TestStretches:
    def test_reach_to_the_third_sentence_behind_a_claim(self, vocab):
        doc = said(vocab, "Ana said it leaks . One fell . Two fell . Three fell . Four fell .", (2, 4))

        stretches = [(doc[s.start : s.end].text, s.sentences) for s in StretchFinder(doc).stretches()]

        assert stretches == [("One fell", 0), ("Two fell", 1), ("Three fell", 2)]

    def test_are_also_what_was_taken_for_an_attribution(self, vocab):
        doc = said(vocab, "Ana said it leaks . It named no source .", (2, 4))
        first = Proposal("attributions", (1, 2), (0, 1), [(2, 4)])
        write_proposals(doc, [first, Proposal("attributions", (6, 7), (5, 6), [(7, 9)])])

        (stretch,) = StretchFinder(doc).stretches()

        assert (doc[stretch.start : stretch.end].text, stretch.about.contents) == (
            "It named no source",
            [(2, 4)],
        )

    def test_are_of_the_claim_before_or_of_the_one_they_lead_to(self, vocab):
        doc = said(vocab, "Ana said it leaks . Pressed for proof , she said it drips .", (2, 4))
        first = Proposal("attributions", (1, 2), (0, 1), [(2, 4)])
        write_proposals(doc, [first, Proposal("attributions", (10, 11), (9, 10), [(11, 13)])])

        about = [(s.about.contents, s.sentences) for s in StretchFinder(doc).stretches() if s.start == 5]

        assert about == [([(11, 13)], None), ([(2, 4)], 0)]


class TestReasons:
    def test_compare_the_words_with_the_claim(self, vocab):
        doc = said(vocab, "Ana said 40 leaked . It counts 12 .", (2, 4))

        (stretch,) = StretchFinder(doc).stretches()

        assert {"number True, of the claim True", "“#”", "0 behind"} <= set(reasons_for(stretch, doc))

    def test_tell_what_the_words_are_about(self, vocab):
        doc = said(vocab, "Ana said it leaks . The ledger does not confirm it .", (2, 4))

        (stretch,) = StretchFinder(doc).stretches()

        assert "about a record and confirming, negated" in reasons_for(stretch, doc)

    def test_tell_words_that_cite_from_those_that_find_nothing_to_cite(self, vocab):
        doc = said(vocab, "Ana said it leaks . It is based on nothing .", (2, 4))

        (stretch,) = StretchFinder(doc).stretches()

        assert "worded cited, negated" in reasons_for(stretch, doc)

    def test_know_the_speaker_by_the_full_name_and_the_kind(self, vocab):
        doc = said(vocab, "He said it leaks . Alpha showed it .", (2, 4))
        doc[5].pos_ = "PROPN"
        doc[5].dep_, doc[5].head = "nsubj", doc[6]
        doc.spans["speakers"] = [Span(doc, 0, 1, "person", kb_id="Ana Alpha", span_id="a1")]

        stretch = next(s for s in StretchFinder(doc).stretches() if s.start == 5)  # "Alpha showed it"

        assert {"subject speaker", "behind a person"} <= set(reasons_for(stretch, doc))


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

    def test_give_each_claim_the_evidence_that_follows_it(self, vocab):
        doc = Doc(vocab, words="It hums ( no proof ) . It leaks ( see audit ) .".split())
        first, second = Span(doc, 0, 2, "fact", span_id="a1"), Span(doc, 7, 9, "fact", span_id="a1")
        doc.spans["claims"] = [first, second]
        doc.spans["evidence"] = [
            Span(doc, 10, 12, "cited", span_id="a1"),
            Span(doc, 3, 5, "none_provided", span_id="a1"),
        ]
        doc.spans["quotations"] = []

        found = [FindingsReader(doc, doc.text).evidence_for(claim) for claim in (first, second)]

        assert [[words.label_ for words in one] for one in found] == [["none_provided"], ["cited"]]
