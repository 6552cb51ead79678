"""The kinds of mistake in a corpus of attributions."""

from collections.abc import Iterator

from claims.management.measures.attributions import ComparedReports, Reported, is_right_source
from claims.management.measures.mistakes import Mistake, short
from claims.management.measures.words import HALF, Words


def report_mistakes(article: ComparedReports) -> Iterator[Mistake]:
    """All mistakes in one article of a corpus, each under its kind."""
    for kind, example in [*unmatched(article), *mismatched(article)]:
        yield Mistake(kind, article.id, example)


def unmatched(article: ComparedReports) -> Iterator[tuple[str, str]]:
    pairs = article.pairs(HALF)
    marked, found = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    for one in article.marked:
        if id(one) not in marked:
            yield f"missed: {shape_of(one)}", f"“{shown(article, one.content)}” ({one.cue or 'no cue'})"
    for other in article.found:
        if id(other) not in found:
            yield f"false: {shape_of(other)}", f"“{shown(article, other.content)}” ({other.cue or 'no cue'})"


def shape_of(one: Reported) -> str:
    if one.is_quoted:
        return "in quotation marks"
    if not one.cue:
        return "without a cue"
    if "according" in one.cue.lower():
        return "“according to”"
    return "with a verb of speech" if one.is_speech else "with another cue"


def mismatched(article: ComparedReports) -> Iterator[tuple[str, str]]:
    for one, other in article.pairs(HALF):
        if one.content != other.content:
            missing, added = one.content - other.content, other.content - one.content
            kind = "shifted" if missing and added else "too few" if missing else "too many"
            yield f"words: {kind}", f"“{shown(article, missing | added)}” of “{shown(article, one.content)}”"
        if one.source and not is_right_source(one, other):
            kind = "somebody else" if other.source else "none found"
            yield f"speaker: {kind}", f"marked {one.source_text}, found {other.source_text or 'nobody'}"


def shown(article: ComparedReports, words: Words) -> str:
    return short(" ".join(article.text[start:end] for start, end in sorted(words)))
