"""Run the extraction over sets, and measure what it finds."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from claims.extraction.contract import ExtractedClaim, Extraction
from claims.management.measures.attributions import (
    ComparedReports,
    from_corpus,
    from_extraction,
    report_figures,
)
from claims.management.measures.claims import ComparedArticle, claim_figures, compare
from claims.management.measures.figures import Figure
from claims.management.measures.goals import GOALS, Goal
from claims.management.measures.mistakes import Mistake, mistakes_in
from claims.management.measures.pronouns import Answer, pronoun_figures
from claims.management.measures.report_mistakes import report_mistakes
from claims.management.measures.sets import Form, MarkedSet, UnreadableSet
from claims.management.measures.worth import by_group, worth_figures

Extract = Callable[[str], Extraction]
Weigh = Callable[[str], float]


class Measured(NamedTuple):
    """All figures of one set, and the mistakes behind them."""

    name: str
    form: Form
    figures: list[Figure]
    mistakes: list[Mistake]

    def goal(self, figure: Figure) -> Goal | None:
        return GOALS.get((self.form, figure.measure))


def measure_all(
    sets: Sequence[MarkedSet], extract: Extract, weigh: Weigh, texts: dict[str, str]
) -> Iterator[Measured]:
    """Measure each set; a text that stands in several is extracted once.

    `weigh` gives the check-worthiness of a sentence; `texts` are those of the pronouns, by id.
    """
    extract_once = cache(extract)
    for one in sets:
        if one.form == "pronouns":
            yield measure_pronouns(one, extract_once, texts)
        elif one.form == "attributions":
            yield measure_attributions(one, extract_once)
        elif one.form == "sentences":
            scores = [weigh(sentence["text"]) for sentence in one.articles]
            yield Measured(one.name, one.form, worth_figures(by_group(one.articles, scores)), [])
        else:
            yield measure_claims(one, extract_once)


def measure_claims(marked: MarkedSet, extract: Extract) -> Measured:
    articles = [compare_claims(article, extract(article["text"])) for article in marked.articles]
    mistakes = [mistake for article in articles for mistake in mistakes_in(article)]
    return Measured(marked.name, marked.form, claim_figures(articles), mistakes)


def compare_claims(article: dict[str, Any], found: Extraction) -> ComparedArticle:
    return compare(
        article["id"], article["text"], article["claims"], [with_mentions(one) for one in found.claims]
    )


def with_mentions(claim: ExtractedClaim) -> dict[str, Any]:
    """A claim in the form of the contract, with the words that name its speakers there."""
    return claim.as_json() | {"mentions": [speaker.mention for speaker in claim.speakers]}


def measure_attributions(marked: MarkedSet, extract: Extract) -> Measured:
    articles = [compare_reports(article, extract(article["text"])) for article in marked.articles]
    mistakes = [mistake for article in articles for mistake in report_mistakes(article)]
    return Measured(marked.name, marked.form, report_figures(articles), mistakes)


def compare_reports(article: dict[str, Any], found: Extraction) -> ComparedReports:
    text = article["text"]
    reports = [from_extraction(text, one) for one in found.attributions]
    return ComparedReports(
        id=article["id"],
        text=text,
        marked=[from_corpus(text, quote) for quote in article["quotes"]],
        found=[report for report in reports if report.content],
    )


def measure_pronouns(marked: MarkedSet, extract: Extract, texts: dict[str, str]) -> Measured:
    """Measure pronouns in articles that stand in another file. Raises UnreadableSet if one is missing."""
    asked = {one["doc"] for one in marked.articles}
    if missing := sorted(asked - texts.keys()):
        raise UnreadableSet(
            f"{marked.name} marks pronouns in {len(missing)} articles whose texts are not given, such as "
            f"{missing[0]}: name the file that holds them with --articles."
        )
    found = {id: answers_in(extract(texts[id])) for id in asked}
    return Measured(marked.name, marked.form, pronoun_figures(marked.articles, found), [])


def answers_in(found: Extraction) -> list[Answer]:
    return [
        Answer(speaker.start, speaker.end, speaker.name)
        for attribution in found.attributions
        for speaker in attribution.speakers
    ]
