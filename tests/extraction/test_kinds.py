import pytest
from spacy.tokens import Doc

from claims.extraction.kinds import kind_of


@pytest.fixture
def claim(vocab):
    def make(text: str):
        words = text.split()
        return Doc(vocab, words=words, heads=[0] * len(words), deps=["dep"] * len(words))[:]

    return make


@pytest.fixture
def cue(vocab):
    return lambda lemma: Doc(vocab, words=[lemma], lemmas=[lemma])[0]


class TestKindOf:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("crime fell by 12 percent", "fact"),
            ("crime will fall next year", "prediction"),
            ("the pumps may fail", "prediction"),
            ("it came in May", "fact"),
            ("we will rebuild the bridge", "pledge"),
            ("the council must act", "pledge"),
            ("the river would rise", "prediction"),
            ("he would resign", "pledge"),
            ("it was the worst decision ever", "opinion"),
            ("who paid for it ?", "opinion"),
        ],
    )
    def test_reads_the_words(self, claim, text, kind):
        assert kind_of(claim(text), None) == kind

    @pytest.mark.parametrize(
        ("lemma", "kind"),
        [("promise", "pledge"), ("urge", "pledge"), ("predict", "prediction"), ("say", "fact")],
    )
    def test_reads_the_cue(self, claim, cue, lemma, kind):
        assert kind_of(claim("taxes fell"), cue(lemma)) == kind
