import pytest
from spacy.tokens import Doc

from claims.extraction import load_pipeline
from claims.extraction.contradictions import contradicts


@pytest.fixture(scope="module")
def answered():
    """Does the second sentence of a text answer the first?"""

    def answer(text: str) -> bool:
        doc: Doc = load_pipeline().read(text)
        claim, sentence = list(doc.sents)
        return contradicts(sentence, claim)

    return answer


class TestContradicts:
    @pytest.mark.parametrize(
        "text",
        [
            "The drone had strayed in a storm. No storm was recorded that day.",
            "The inspectors found no faults. They found nine faults.",
        ],
    )
    def test_hears_a_sentence_that_takes_up_the_claim(self, answered, text):
        assert answered(text)

    @pytest.mark.parametrize(
        "text",
        [
            "The drone had strayed in a storm. She did not look at the cameras.",
            "The survey measured a fall. The survey continues until 2028.",
        ],
    )
    def test_passes_over_what_speaks_of_something_else(self, answered, text):
        assert not answered(text)
