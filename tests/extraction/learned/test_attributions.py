from types import SimpleNamespace

import pytest
from spacy.tokens import Doc

from claims.extraction.contract import ModelNotInstalled
from claims.extraction.learned.attributions import Attributions
from claims.extraction.learned.pieces import tokenizer_of
from claims.extraction.learned.weights import SHIPPED, weights_at
from claims.extraction.proposals import read_proposals
from tests.extraction.learned.test_decoding import Window

WORDS = ["Ana", "said", "the", "dams", "held", ".", "Proof", "came", "."]


def written(window: Window):
    """Weights that say of every window what was written by hand."""
    tokenizer = tokenizer_of(
        ["[PAD]", "[UNK]", "ana", "said", "the", "dam", "##s", "held", ".", "proof", "came"]
    )
    return SimpleNamespace(
        tokenizer=tokenizer,
        factors={},
        referents={},
        people={},
        evidence={},
        read=lambda ids, shapes: (window.tags, window.pointers),
    )


@pytest.fixture
def doc(vocab):
    """ "Ana said the dams held. Proof came." as the network reads it: "dams" is two pieces."""
    window = Window(10).mark("sources", 0, 1).mark("cues", 1, 2).mark("contents", 2, 6).mark("claims", 2, 6)
    window.mark("evidence", 7, 9, label=1)
    window.link("content_to_cue", (2, 6), 1).link("cue_to_source", (1, 2), 0)
    return Attributions(written(window))(Doc(vocab, words=WORDS))


class TestAttributions:
    def test_proposes_in_tokens_what_was_read_in_pieces(self, doc):
        (proposal,) = read_proposals(doc)

        assert (proposal.source, proposal.cue, proposal.contents) == ((0, 1), (1, 2), [(2, 5)])
        assert proposal.found_by == "attributions"

    def test_keeps_statements_and_how_far_each_word_tells_of_evidence(self, doc):
        (statement,) = doc._.statements

        assert (statement.start, statement.end) == (2, 5)
        assert doc._.evidence_reading[6:8].argmax(axis=1).tolist() == [
            3,
            4,
        ]  # begins and goes on with "cited"

    def test_reads_a_phrase_that_was_cut_to_its_end(self, vocab):
        window = Window(10).mark("cues", 1, 2).mark("contents", 2, 3).mark("claims", 2, 3)
        window.link("content_to_cue", (2, 3), 1)
        deps = ["nsubj", "ROOT", "det", "nsubj", "ccomp", "punct", "nsubj", "ROOT", "punct"]
        doc = Doc(vocab, words=WORDS, deps=deps, heads=[1, 1, 3, 4, 1, 1, 7, 7, 7])

        (proposal,) = read_proposals(Attributions(written(window))(doc))

        assert proposal.contents == [(2, 4)]
        assert [(one.start, one.end) for one in doc._.statements] == [(2, 4)]

    def test_reads_an_empty_text(self, vocab):
        assert read_proposals(Attributions(written(Window(0)))(Doc(vocab, words=[]))) == []


class TestWeights:
    def test_says_what_to_do_when_the_file_is_missing(self, tmp_path):
        with pytest.raises(ModelNotInstalled, match="make train"):
            weights_at(tmp_path / "none.onnx")

    def test_says_what_to_do_when_the_file_is_broken(self, tmp_path):
        broken = tmp_path / "broken.onnx"
        broken.write_bytes(SHIPPED.read_bytes()[:5000])

        with pytest.raises(ModelNotInstalled, match="make train"):
            weights_at(broken)

    def test_fits_into_fifteen_megabytes(self):
        assert SHIPPED.stat().st_size <= 15_000_000
