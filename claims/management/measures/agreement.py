"""The agreement of two people who marked the same stories, each without seeing the other's marks."""

from collections import Counter
from collections.abc import Sequence

from claims.management.measures.claims import ComparedArticle, Pair, compare
from claims.management.measures.figures import Figure, accuracy, f1
from claims.management.measures.sets import MarkedSet


class DifferentStories(ValueError):
    """Two markings do not mark the same words; the message says where."""


def compare_markings(first: Sequence[MarkedSet], second: Sequence[MarkedSet]) -> list[ComparedArticle]:
    """Match the claims of the stories that stand in both. Raises DifferentStories."""
    others = {story["id"]: story for one in second for story in one.articles}
    both = [(story, others[story["id"]]) for one in first for story in one.articles if story["id"] in others]
    if not both:
        raise DifferentStories("The two markings have no story in common.")
    for story, other in both:
        if story["text"].split() != other["text"].split():
            raise DifferentStories(f"The two markings of {story['id']} are of different words.")
        if story["text"] != other["text"]:
            raise DifferentStories(f"The two markings of {story['id']} differ in blanks or lines.")
    return [compare(s["id"], s["text"], s["claims"], other["claims"]) for s, other in both]


def agreement_figures(articles: Sequence[ComparedArticle]) -> list[Figure]:
    """How far two markings agree; on speakers, relayers, evidence and kind where they mark the same claim."""
    first = sum(len(article.marked) for article in articles)
    second = sum(len(article.found) for article in articles)
    pairs = [pair for article in articles for pair in article.pairs]
    relayed = [pair for pair in pairs if pair.marked.get("relayed_by") or pair.found.get("relayed_by")]
    return [
        f1("claims, half overlap", len(pairs), first, second),
        f1("claims, exact", sum(pair.is_exact for pair in pairs), first, second),
        accuracy("speakers", sum(pair.has_speakers for pair in pairs), len(pairs)),
        accuracy("relayers, if either has one", sum(pair.has_relayers for pair in relayed), len(relayed)),
        *(figure for field in ("evidence_status", "kind") for figure in field_figures(pairs, field)),
    ]


def field_figures(pairs: Sequence[Pair], field: str) -> list[Figure]:
    """Plain agreement on one field, and Cohen's kappa: agreement beyond chance, 1 at most."""
    same, name = sum(pair.has(field) for pair in pairs), field.replace("_", " ")
    kappa = cohens_kappa([(pair.marked[field], pair.found[field]) for pair in pairs])
    return [
        accuracy(name, same, len(pairs)),
        Figure(f"{name}, kappa", kappa, None, None, same, len(pairs), None),
    ]


def cohens_kappa(answers: Sequence[tuple[str, str]]) -> float | None:
    """Cohen 1960: (observed - expected) / (1 - expected). None without answers or with only one kind of answer."""
    if not answers:
        return None
    observed = sum(one == other for one, other in answers) / len(answers)
    first, second = Counter(one for one, _ in answers), Counter(other for _, other in answers)
    expected = sum(times * second[answer] for answer, times in first.items()) / len(answers) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)
