import spacy
from spacy.tokens import Doc

from claims.extraction.proposals import Proposal, write_proposals
from claims.management.training.evidence import examples_in, fitted


class TestExamplesIn:
    def test_give_words_their_status_only_where_they_are_about_the_marked_claim(self):
        words = "Ana said it leaks . Without proof , she said it drips .".split()
        doc = Doc(spacy.blank("en").vocab, words=words, sent_starts=[i in (0, 5) for i in range(len(words))])
        first = Proposal("attributions", (1, 2), (0, 1), [(2, 4)])
        write_proposals(doc, [first, Proposal("attributions", (9, 10), (8, 9), [(10, 12)])])
        cue = {"start": doc[5].idx, "end": doc[7].idx}
        claim = {
            "start": doc[2].idx,
            "end": doc[4].idx,
            "evidence_status": "none_provided",
            "evidence_cue": cue,
        }

        examples = examples_in(doc, {"claims": [claim]})

        told = {place: status for (_, place, *words), status in examples if "up to 2 words" in words}
        assert told == {"own sentence": 0, "0 behind": 1}


class TestFitted:
    def test_weighs_what_tells_a_status_from_silence(self):
        told = [(["always", "“proof”"], 1)] * 5
        silent = [(["always", "“rain”"], 0)] * 5

        weights = fitted(told + silent)

        assert weights["“proof”"][0] > 1 > -1 > weights["“rain”"][0]

    def test_leaves_out_what_is_rare(self):
        assert "“hat”" not in fitted([(["always", "“hat”"], 1), (["always"], 0), (["always"], 0)])
