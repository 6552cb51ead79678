"""The pipeline: the model reads an article in pieces, then our components look at the whole of it."""

from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from claims.extraction import (  # noqa: F401  each registers the component of its name
    claims,
    evidence_status,
    lines,
    quotations,
    quoted_speech,
    relayers,
    reported_speech,
    speakers,
    transcripts,
)
from claims.extraction.checkworthiness import checkworthiness_of, worded_factors
from claims.extraction.contract import PIPELINE_VERSION, Extraction, ModelNotInstalled
from claims.extraction.findings import extraction_of
from claims.extraction.kinds import kind_of
from claims.extraction.language import language_of
from claims.extraction.learned.attributions import Attributions
from claims.extraction.learned.weights import SHIPPED
from claims.extraction.pieces import calm, cut

COMPONENTS = (
    "quotations",
    "attributions",
    "reported_speech",
    "quoted_speech",
    "transcripts",
    "relayers",
    "speakers",
    "evidence_status",
    "claims",
)
UNREAD = ("ner",)  # half the time of the whole model; the tagger and the words beside them tell names
_PIECES_AT_ONCE = 4  # keeps the model's memory small


@cache
def pipeline_for(model: str, tagger: Path | None = None) -> "Pipeline":
    """Load `model` once for this process."""
    try:
        return Pipeline(spacy.load(model, exclude=UNREAD), tagger or SHIPPED)
    except OSError as error:
        raise ModelNotInstalled(
            f"The extraction model {model!r} is not installed: run `make install`, "
            "or set EXTRACTION_MODEL to a spaCy model that is."
        ) from error


class Pipeline:
    """A model that reads (words, grammar, names), and the components that find attributions and claims."""

    def __init__(self, reader: Language, tagger: Path):
        self.reader = reader
        self.reader.add_pipe("lines", before="parser")
        self.finder = Language(vocab=reader.vocab)
        for component in COMPONENTS:
            self.finder.add_pipe(
                component, config={"path": str(tagger)} if component == "attributions" else {}
            )

    @property
    def model(self) -> str:
        """Names and versions of the models, as stored with what they found."""
        meta = self.reader.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}, {self.tagger.weights.name}"

    @property
    def tagger(self) -> Attributions:
        return cast(Attributions, self.finder.get_pipe("attributions"))

    def extract(self, text: str) -> Extraction:
        """Find the attributions and claims of one article; nothing in a text that is not English."""
        language = language_of(text)
        if language != "en":
            return Extraction(self.model, PIPELINE_VERSION, language)
        with self.reader.memory_zone():  # the words of this article are forgotten with it
            return extraction_of(self.finder(self.read(text)), text, self.model)

    def checkworthiness(self, sentence: str) -> float:
        """Tell how worth checking a sentence is by its words alone."""
        return checkworthiness_of(tuple(worded_factors(self.lone_claim(sentence))))

    def lone_claim(self, sentence: str) -> Span:
        """Give a sentence as a claim of its own, with all that its check-worthiness is read from."""
        doc = self.tagger(self.read(sentence))
        return Span(doc, 0, len(doc), label=kind_of(doc[:], None))

    def read(self, text: str) -> Doc:
        """Give one Doc of the whole article, whose token positions are those of `text`."""
        docs = [without_tensor(doc) for doc in self.reader.pipe(cut(calm(text)), batch_size=_PIECES_AT_ONCE)]
        if len(docs) == 1:
            return docs[0]
        whole = Doc.from_docs(docs, ensure_whitespace=False)
        return whole or Doc(self.reader.vocab)


def without_tensor(doc: Doc) -> Doc:
    """Free the numbers by which the model read: the largest part of a long article's memory."""
    doc.tensor = np.zeros(0, dtype=np.float32)
    return doc
