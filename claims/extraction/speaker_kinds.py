"""What kind of speaker is only described: "the report", "the council", "Bellport officials", "two witnesses"."""

from spacy.tokens import Span, Token

from claims.extraction.vocabulary import COLLECTIVES, DOCUMENTS, ORGANIZATIONS, SOME_OF_THEM, UNNAMED


def bare_words(part: Span) -> str:
    """The words of a mention without the article in front, unless it is part of a name: "The Ledger"."""
    article = part[0].text if part[0].is_sent_start else part[0].text.replace("The", "")
    start = part.start + (len(part) > 1 and article.lower() in ("the", "a", "an"))
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
    if lemma in COLLECTIVES:
        return "group"
    return "group" if is_plural(head) and speaks_as_one(part, head) else "unnamed"


def speaks_as_one(part: Span, head: Token) -> bool:
    """Is it a body of people ("investigators", "the striking dockers") and not some of them ("two pilots")?"""
    counted = any(token.pos_ == "NUM" or token.lower_ in SOME_OF_THEM for token in part[:3])
    return not counted and head.lemma_.lower() not in UNNAMED
