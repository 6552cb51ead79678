"""What the extraction tests share: the loaded model, and Docs made by hand that need none."""

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claims.extraction import extract
from claims.extraction.learned import attributions  # noqa: F401 - says what its Docs carry beside their words

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="session")
def vocab() -> Vocab:
    return spacy.blank("en").vocab


@pytest.fixture
def parsed(vocab: Vocab) -> Callable[..., Doc]:
    """Make a Doc of one sentence from lines "word pos dep head", the head by its place in the sentence."""

    def make(table: str) -> Doc:
        rows = [line.split() for line in table.strip().splitlines()]
        words, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
        return Doc(
            vocab,
            words=words,
            spaces=spaces_of(words),
            pos=pos,
            deps=deps,
            heads=[int(head) for head in heads],
            lemmas=[LEMMAS.get(word, word.lower()) for word in words],
            tags=[TAGS.get(word, "") for word in words],
        )

    return make


LEMMAS = {
    "said": "say",
    "called": "call",
    "had": "have",
    "asked": "ask",
    "told": "tell",
    "officials": "official",
}
TAGS = {"to": "TO", "had": "VBD", "officials": "NNS"}


def spaces_of(words: list[str]) -> list[bool]:
    """Tell after which words a blank stands, as in print: not inside quotation marks, not before a stop."""
    following = [*words[1:], ""]
    return [
        word not in ("“", "\n") and after not in ("”", ",", ".", "")
        for word, after in zip(words, following, strict=True)
    ]


def words_of(doc: Doc, group: str) -> list[str]:
    """The words of each span in one group."""
    return [span.text for span in doc.spans[group]]


def speakers_and_relayers(text: str, words: str) -> tuple[list[str], list[str]]:
    """Who says the claim that holds these words, and who passes it on."""
    (claim,) = (one for one in extract(text).claims if words in one.text)
    return [speaker.name for speaker in claim.speakers], list(claim.relayed_by)
