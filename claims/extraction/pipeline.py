"""The pipeline: the model reads an article in pieces, then our components look at the whole of it."""

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

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
from claims.extraction.contract import PIPELINE_VERSION, Extraction
from claims.extraction.findings import extraction_of
from claims.extraction.language import language_of
from claims.extraction.pieces import calm, cut

COMPONENTS = (
    "quotations",
    "reported_speech",
    "quoted_speech",
    "transcripts",
    "relayers",
    "speakers",
    "evidence_status",
    "claims",
)
_PIECES_AT_ONCE = 4  # keeps the model's memory small


class ModelNotInstalled(Exception):
    """The extraction model is not on this machine; the message says what to do."""


@cache
def pipeline_for(model: str) -> "Pipeline":
    """Load `model` once for this process."""
    try:
        return Pipeline(spacy.load(model))
    except OSError as error:
        raise ModelNotInstalled(
            f"The extraction model {model!r} is not installed: run `make install`, "
            "or set EXTRACTION_MODEL to a spaCy model that is."
        ) from error


class Pipeline:
    """A model that reads (words, grammar, names), and the components that find attributions and claims."""

    def __init__(self, reader: Language):
        self.reader = reader
        self.reader.add_pipe("lines", before="parser")
        self.finder = Language(vocab=reader.vocab)
        for component in COMPONENTS:
            self.finder.add_pipe(component)

    @property
    def model(self) -> str:
        """Name and version of the model, as stored with what it found."""
        meta = self.reader.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    def extract(self, text: str) -> Extraction:
        """Find the attributions and claims of one article; nothing in a text that is not English."""
        language = language_of(text)
        if language != "en":
            return Extraction(self.model, PIPELINE_VERSION, language)
        with self.reader.memory_zone():  # the words of this article are forgotten with it
            return extraction_of(self.finder(self.read(text)), text, self.model)

    def read(self, text: str) -> Doc:
        """Give one Doc of the whole article, whose token positions are those of `text`."""
        docs = list(self.reader.pipe(cut(calm(text)), batch_size=_PIECES_AT_ONCE))
        if len(docs) == 1:
            return docs[0]
        whole = Doc.from_docs(docs, ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg]
        return whole or Doc(self.reader.vocab)
