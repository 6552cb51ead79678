import pytest
from spacy.tokens import Doc

from claims.extraction.proposals import Proposal, write_proposals
from claims.extraction.quotations import Quotations
from claims.extraction.reported_speech import ReportedSpeech
from tests.extraction.conftest import words_of

SAID = """
Ana NOUN nsubj 1
said VERB ROOT 1
that SCONJ mark 4
crime NOUN nsubj 4
fell VERB ccomp 1
. PUNCT punct 1
"""
ASKED = """
Ana PROPN nsubj 1
asked VERB ROOT 1
whether SCONJ mark 4
crime NOUN nsubj 4
fell VERB ccomp 1
. PUNCT punct 1
"""
TOLD = """
Ana PROPN nsubjpass 2
was AUX auxpass 2
told VERB ROOT 2
crime NOUN nsubj 4
fell VERB ccomp 2
. PUNCT punct 2
"""
VOTED = """
Parliament NOUN nsubj 1
voted VERB ROOT 1
to PART aux 3
act VERB xcomp 1
. PUNCT punct 1
"""
SAID_AFTER = """
Crime NOUN nsubj 1
fell VERB ccomp 4
, PUNCT punct 4
Ana PROPN nsubj 4
said VERB ROOT 4
. PUNCT punct 4
"""


ACCORDING = """
Ben PROPN nsubj 1
said VERB ROOT 1
no INTJ dobj 1
, PUNCT punct 1
and CCONJ cc 1
crime NOUN nsubj 6
fell VERB conj 1
, PUNCT punct 6
according VERB prep 6
to ADP prep 8
Ana PROPN pobj 9
. PUNCT punct 1
"""

COMMISSION = """
Prices NOUN nsubj 1
fell VERB ROOT 1
, PUNCT punct 1
the DET det 6
Energy PROPN compound 6
Regulatory PROPN compound 6
Commission PROPN nsubj 7
said VERB parataxis 1
. PUNCT punct 1
"""


class TestReportedSpeech:
    def test_proposes_speaker_cue_and_content(self, parsed):
        doc = ReportedSpeech()(parsed(SAID))

        assert words_of(doc, "sources") == ["Ana"]
        assert words_of(doc, "cues") == ["said"]
        assert words_of(doc, "contents") == ["crime fell"]

    def test_ties_the_three_by_one_id(self, parsed):
        doc = ReportedSpeech()(parsed(SAID))

        assert {doc.spans[group][0].id_ for group in ("sources", "cues", "contents")} == {"a1"}

    def test_finds_a_cue_behind_its_content(self, parsed):
        assert words_of(ReportedSpeech()(parsed(SAID_AFTER)), "contents") == ["Crime fell"]

    @pytest.mark.parametrize(
        "table",
        [ASKED, TOLD, SAID.replace("Ana NOUN", "Nobody PRON")],
        ids=["a question", "what one is told", "what nobody says"],
    )
    def test_takes_for_no_statement(self, parsed, table):
        assert words_of(ReportedSpeech()(parsed(table)), "contents") == []

    def test_takes_an_act_for_no_speech(self, parsed):
        assert words_of(ReportedSpeech()(parsed(VOTED)), "contents") == []

    def test_takes_no_headline_for_what_is_said_below_it(self, vocab):
        doc = Doc(vocab, words="Dam safe \n Ana said it held".split(" "), sent_starts=[1, 0, 0, 1, 0, 0, 0])
        write_proposals(doc, [Proposal("attributions", (4, 5), (3, 4), [(0, 2), (5, 7)])])

        assert words_of(ReportedSpeech()(doc), "contents") == ["it held"]

    def test_looks_for_no_cue_inside_quotation_marks(self, parsed):
        doc = parsed("“ PUNCT punct 2\n" + "\n".join(shifted(SAID)) + "\n” PUNCT punct 2")

        assert words_of(ReportedSpeech()(Quotations(2)(doc)), "contents") == []


def shifted(table: str) -> list[str]:
    """Move the heads of a table on by one, for a word put in front."""
    rows = [line.rsplit(" ", 1) for line in table.strip().splitlines()]
    return [f"{row} {int(head) + 1}" for row, head in rows]


class TestAccordingTo:
    def test_is_a_cue_though_the_tagger_found_another_in_its_sentence(self, parsed):
        doc = parsed(ACCORDING)
        write_proposals(doc, [Proposal("attributions", (1, 2), (0, 1), [(2, 3)])])

        assert words_of(ReportedSpeech()(doc), "sources") == ["Ana", "Ben"]

    def test_has_the_words_behind_it_for_its_source(self, parsed):
        doc = parsed(ACCORDING)
        write_proposals(doc, [Proposal("attributions", (8, 10), (0, 1), [(5, 7)])])

        assert words_of(ReportedSpeech()(doc), "sources") == ["Ana"]


class TestWholeSource:
    @pytest.mark.parametrize(
        ("table", "source"),
        [
            (COMMISSION, "the Energy Regulatory Commission"),
            (
                COMMISSION.replace("fell", "Fall").replace("said", "Says"),
                "the Energy Regulatory",
            ),  # a headline
        ],
    )
    def test_has_the_rest_of_a_name_that_was_cut(self, parsed, table, source):
        doc = parsed(table)
        write_proposals(doc, [Proposal("attributions", (7, 8), (3, 6), [(0, 2)])])

        assert words_of(ReportedSpeech()(doc), "sources") == [source]
