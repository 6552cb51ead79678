from spacy.tokens import Doc

from claims.extraction.quotations import Quotations
from claims.extraction.quoted_speech import QuotedSpeech
from tests.extraction.conftest import spaces_of, words_of

NOUNS, VERBS = {"dam", "Ana", "Ben", "gates"}, {"holds", "said", "failed"}


def joined(vocab, text: str) -> Doc:
    """Run the component on words with a part of speech and no grammar."""
    words = text.split(" ")
    pos = [
        "NOUN" if w in NOUNS else "VERB" if w in VERBS else "SPACE" if w == "\n" else "PUNCT" for w in words
    ]
    lemmas = ["say" if word == "said" else word for word in words]
    doc = Doc(
        vocab,
        words=words,
        spaces=spaces_of(words),
        pos=pos,
        lemmas=lemmas,
        sent_starts=[True] + [False] * (len(words) - 1),
    )
    return QuotedSpeech()(Quotations(0)(doc))


class TestQuotedSpeech:
    def test_takes_the_cue_behind_a_quotation(self, vocab):
        doc = joined(vocab, "“ dam holds , ” Ana said .")

        assert words_of(doc, "cues") == ["said"]
        assert words_of(doc, "contents") == ["“dam holds,”"]

    def test_takes_the_cue_in_front_of_a_quotation(self, vocab):
        doc = joined(vocab, "Ana said : “ dam holds . ”")

        assert words_of(doc, "cues") == ["said"]

    def test_gives_the_next_sentence_to_the_last_speaker(self, vocab):
        doc = joined(vocab, "“ dam holds , ” Ana said . “ gates failed . ”")

        assert words_of(doc, "contents") == ["“dam holds,”", "“gates failed.”"]
        assert len({span.id_ for span in doc.spans["contents"]}) == 1

    def test_reads_a_name_behind_a_dash(self, vocab):
        doc = joined(vocab, "“ dam holds . ” ― Ana \n Ben said")

        assert words_of(doc, "sources") == ["Ana"]

    def test_leaves_a_quotation_that_nobody_speaks(self, vocab):
        doc = joined(vocab, "gates “ dam holds . ” gates")

        assert words_of(doc, "contents") == []
