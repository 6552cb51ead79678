"""What kind of speaker is only described: "the report", "the council", "Bellport officials", "two witnesses"."""

from spacy.tokens import Span, Token

from claims.extraction.names import entities_in
from claims.extraction.vocabulary import DOCUMENTS, ORGANIZATIONS, UNNAMED


def bare_words(part: Span) -> str:
    """The words of a mention without the article in front."""
    start = part.start + (len(part) > 1 and part[0].lower_ in ("the", "a", "an"))
    return " ".join(part.doc[start : part.end].text.split())


def is_plural(head: Token) -> bool:
    return head.tag_ in ("NNS", "NNPS")


def described_kind(part: Span, head: Token) -> str:
    """Tell a document, an organization, a group of some name and people who are only described apart."""
    lemma = head.lemma_.lower()
    if lemma in DOCUMENTS:
        return "document"
    if lemma in ORGANIZATIONS:
        return "organization"
    has_name = any(e.label_ in ("NORP", "ORG", "GPE") for e in entities_in(part))
    return "group" if is_plural(head) and has_name and lemma not in UNNAMED else "unnamed"
