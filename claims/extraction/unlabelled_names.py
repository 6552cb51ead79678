"""The organizations that the model took for nothing of the kind: capitalised words that end like their names."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claims.extraction.names import is_name_word
from claims.extraction.vocabulary import ORGANIZATION_NAMES

_MAY_BE_NAMES = ("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ")


def unlabelled_organizations(doc: Doc) -> Iterator[Span]:
    """Give the names that end like an organization's, whatever the model says."""
    for run in capitalised_runs(doc):
        if len(run) > 1 and run[-1].lower_ in ORGANIZATION_NAMES:
            yield run


def capitalised_runs(doc: Doc) -> Iterator[Span]:
    start = None
    for token in doc:
        if is_capitalised(token):
            start = token.i if start is None else start
        elif start is not None:
            yield doc[start : token.i]
            start = None
    if start is not None:
        yield doc[start : len(doc)]


def is_capitalised(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ in _MAY_BE_NAMES and is_name_word(token)
