import numpy as np
import pytest
from spacy.tokens import Doc, Span

from claims.extraction.kinds import kind_of
from claims.extraction.learned.heads import KINDS

TAGS = {"fell": "VBD", "fall": "VBP", "will": "MD", "may": "MD"}


@pytest.fixture
def claim(parsed):
    """Make a claim that the network reads as of the kinds given, each a little likelier than the one before."""

    def make(table: str, *likely: str) -> Span:
        doc = parsed(table)
        for token in doc:
            token.tag_ = TAGS.get(token.text, token.tag_)
        logits = [likely.index(kind) / 2 if kind in likely else -9.0 for kind in KINDS]
        doc._.kinds = np.array([logits] * len(doc), dtype=np.float32)
        return doc[:]

    return make


@pytest.fixture
def cue(vocab):
    return lambda lemma: Doc(vocab, words=[lemma], lemmas=[lemma])[0]


FELL = "taxes NOUN nsubj 1\nfell VERB ROOT 1"
HIRE = "it PRON nsubj 2\nwill AUX aux 2\nhire VERB ROOT 2\nmen NOUN dobj 2"
BE_PAID = "will AUX aux 4\nbe AUX auxpass 4\npaid VERB ROOT 4"


class TestKindOf:
    def test_is_what_the_network_reads(self, claim):
        assert kind_of(claim(FELL.replace("fell", "fall"), "fact", "opinion"), None) == "opinion"

    def test_is_read_in_the_words_of_the_claim_alone(self, claim):
        words = claim(FELL + "\nterribly ADV advmod 1", "fact")
        words.doc._.kinds[2] = [0, 0, 0, 99]

        assert kind_of(words.doc[:2], None) == "fact"

    def test_is_no_prediction_without_a_word_of_what_is_to_come(self, claim):
        assert kind_of(claim(FELL, "fact", "prediction"), None) == "fact"

    def test_is_a_demand_without_such_a_word_behind_a_cue_that_demands(self, claim, cue):
        assert kind_of(claim(FELL.replace("fell", "fall"), "fact", "pledge"), cue("demand")) == "pledge"

    @pytest.mark.parametrize(
        ("lemma", "kind"),
        [("predict", "prediction"), ("beg", "pledge"), ("feel", "opinion"), ("say", "fact")],
    )
    def test_is_what_the_cue_tells(self, claim, cue, lemma, kind):
        words = claim("half DET det 1\nshare NOUN ROOT 1", "prediction", "pledge", "opinion", "fact")

        assert kind_of(words, cue(lemma)) == kind

    @pytest.mark.parametrize(
        ("words", "kind"),
        [
            (HIRE, "pledge"),
            (HIRE.replace("it PRON", "prices NOUN").replace("hire", "need"), "prediction"),
            (HIRE.replace("will", "may"), "prediction"),
            ("nobody PRON nsubjpass 3\n" + BE_PAID.replace(" 4", " 3"), "pledge"),
            ("we PRON nsubjpass 3\n" + BE_PAID.replace(" 4", " 3"), "prediction"),
        ],
    )
    def test_tells_pledges_from_what_happens_anyway_by_who_acts(self, claim, words, kind):
        other = "prediction" if kind == "pledge" else "pledge"

        assert kind_of(claim(words, kind, other), None) == kind

    def test_is_a_pledge_where_what_is_to_come_is_assured_and_none_where_it_is_foreseen(self, claim, cue):
        words = HIRE.replace("it PRON", "firms NOUN")

        assert kind_of(claim(words, "pledge", "prediction"), cue("assure")) == "pledge"
        assert kind_of(claim(words, "prediction", "pledge"), cue("expect")) == "prediction"

    def test_is_an_opinion_where_somebody_feels_or_asks(self, claim):
        tired = "she PRON nsubj 1\nwas AUX ROOT 1\ntired ADJ acomp 1"

        assert kind_of(claim(tired, "opinion", "fact"), None) == "opinion"
        assert kind_of(claim(FELL + "\n? PUNCT punct 1", "opinion", "fact"), None) == "opinion"
