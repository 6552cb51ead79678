"""What kind of speaker is only described: "the report", "the council", "Bellport officials", "two witnesses"."""

from spacy.tokens import Span, Token

from claims.extraction.vocabulary import (
    COLLECTIVES,
    DOCUMENTS,
    MOST_OF_THEM,
    ORGANIZATIONS,
    SOME_OF_THEM,
    UNNAMED,
)

_LEFT_OUT = frozenset("itself himself herself themselves alike jointly together too".split())


def bare_words(part: Span) -> str:
    """The words of a mention without the article in front ("The Ledger" keeps it) and without "itself" behind."""
    article = part[0].text if part[0].is_sent_start else part[0].text.replace("The", "")
    start = part.start + (len(part) > 1 and article.lower() in ("the", "a", "an"))
    end = part.end
    while end - start > 1 and part.doc[end - 1].lower_ in _LEFT_OUT:
        end -= 1
    return " ".join(part.doc[start:end].text.split())


def is_plural(head: Token) -> bool:
    return head.tag_ in ("NNS", "NNPS")


def described_kind(part: Span, head: Token) -> str:
    """Tell a document, an organization, a group of some name and people who are only described apart."""
    lemma = head.lemma_.lower()
    if head.lower_ in MOST_OF_THEM and any(child.lower_ == "of" for child in head.children):
        return "group"  # "a fifth of the voters"
    if lemma in DOCUMENTS:
        return "document"
    if lemma in ORGANIZATIONS:
        return "organization"
    if lemma in COLLECTIVES:
        return "group"
    return "group" if is_plural(head) and speaks_as_one(part, head) else "unnamed"


def speaks_as_one(part: Span, head: Token) -> bool:
    """Is it a body of people ("investigators", "most villagers") and not some of them ("two pilots")?"""
    if any(token.lower_ in MOST_OF_THEM for token in part[:4]):
        return True
    doc, start = part.doc, part.start
    start -= start > 0 and doc[start - 1].lower_ in ("both", "neither")
    before = doc[start : head.i]  # not the "both" of "villagers on both banks"
    each_of = doc[head.i + 1 : head.i + 4] if doc[head.i + 1 : head.i + 2].text == "of" else ()  # one each
    counted = any(token.lower_ in SOME_OF_THEM for token in before[:3]) or any(
        token.pos_ == "NUM" for token in (*before[:3], *each_of)
    )
    is_anybody = (
        head.lemma_.lower() in UNNAMED
        and head.lower_ != "ones"
        and not any(child.dep_ == "prep" for child in head.children)
    )
    return not counted and not is_anybody  # "experts", but "experts at the institute"
