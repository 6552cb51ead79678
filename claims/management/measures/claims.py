"""The measures on marked claims: stories with speakers, relayers, evidence status and kind.

A marked and a found claim match at half overlap or more. A figure "with" something counts a claim only if its words
match and that thing is right.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from claims.management.measures.figures import Figure, accuracy, f1
from claims.management.measures.names import relayers_of, speakers_of
from claims.management.measures.words import EXACT, Words, matched, words_in

Claim = dict[str, Any]  # in the form of the extraction's contract
_ALMOST = 0.001


class Pair(NamedTuple):
    """A marked claim and the found one that matches it."""

    marked: Claim
    found: Claim
    overlap: float

    @property
    def is_exact(self) -> bool:
        return self.overlap > EXACT - _ALMOST

    @property
    def has_speakers(self) -> bool:
        return speakers_of(self.marked) == speakers_of(self.found)

    @property
    def has_relayers(self) -> bool:
        return relayers_of(self.marked) == relayers_of(self.found)

    @property
    def has_evidence(self) -> bool:
        return is_evidence_stated(self.marked) and self.has("evidence_status")

    def has(self, field: str) -> bool:
        return bool(self.marked[field] == self.found.get(field))


@dataclass(frozen=True)
class ComparedArticle:
    """The marked and the found claims of one article, and which match."""

    id: str
    text: str
    marked: Sequence[Claim]
    found: Sequence[Claim]
    pairs: Sequence[Pair]


def compare(id: str, text: str, marked: Sequence[Claim], found: Sequence[Claim]) -> ComparedArticle:
    """Match the claims of one article; among equal overlaps the last in the text are taken."""
    ones, others = marked[::-1], found[::-1]
    pairs = matched([words_of(text, claim) for claim in ones], [words_of(text, claim) for claim in others])
    return ComparedArticle(
        id, text, marked, found, [Pair(ones[i], others[j], value) for i, j, value in pairs]
    )


def words_of(text: str, claim: Claim) -> Words:
    return words_in(text, [(claim["start"], claim["end"])])


def is_evidence_stated(claim: Claim) -> bool:
    return bool(claim.get("evidence_status", "unstated") != "unstated")


def is_joint(claim: Claim) -> bool:
    return len(claim.get("speakers") or ()) > 1


def claim_figures(articles: Sequence[ComparedArticle]) -> list[Figure]:
    """All figures of one set of marked claims."""
    marked = [claim for article in articles for claim in article.marked]
    found = [claim for article in articles for claim in article.found]
    pairs = [pair for article in articles for pair in article.pairs]
    relayed = [pair for pair in pairs if pair.marked.get("relayed_by")]
    return [
        f1("claims, half overlap", len(pairs), len(marked), len(found)),
        f1("claims, exact", count(pair.is_exact for pair in pairs), len(marked), len(found)),
        f1("claims with all speakers", count(pair.has_speakers for pair in pairs), len(marked), len(found)),
        *attribution_figures(articles),
        accuracy(
            "joint speakers split",
            count(is_joint(pair.marked) and pair.has_speakers for pair in pairs),
            count(map(is_joint, marked)),
            count(map(is_joint, found)),
        ),
        f1(
            "evidence status stated",
            count(pair.has_evidence for pair in pairs),
            count(map(is_evidence_stated, marked)),
            count(map(is_evidence_stated, found)),
        ),
        accuracy(
            "relayers",
            count(pair.has_relayers for pair in relayed),
            len(relayed),
            count(bool(pair.found.get("relayed_by")) for pair in pairs),
        ),
        *(
            accuracy(field.replace("_", " "), count(pair.has(field) for pair in pairs), len(pairs))
            for field in ("kind", "quote_type")
        ),
    ]


def attribution_figures(articles: Sequence[ComparedArticle]) -> list[Figure]:
    """How many attributions were found: all claims of one number taken together."""
    right = with_speakers = marked = found = 0
    for article in articles:
        ones, others = by_attribution(article.marked), by_attribution(article.found)
        pairs = matched(
            [joined(article.text, one) for one in ones], [joined(article.text, o) for o in others]
        )
        marked, found, right = marked + len(ones), found + len(others), right + len(pairs)
        with_speakers += count(speakers_of(ones[i][0]) == speakers_of(others[j][0]) for i, j, _ in pairs)
    return [
        f1("attributions, half overlap", right, marked, found),
        f1("attributions with all speakers", with_speakers, marked, found),
    ]


def by_attribution(claims: Iterable[Claim]) -> list[list[Claim]]:
    """The claims of each attribution; a claim without one, in the outlet's own voice, is left out."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.get("attribution") is not None:
            groups[claim["attribution"]].append(claim)
    return list(groups.values())


def joined(text: str, claims: Iterable[Claim]) -> Words:
    return words_in(text, [(claim["start"], claim["end"]) for claim in claims])


def count(answers: Iterable[bool]) -> int:
    return sum(answers)
