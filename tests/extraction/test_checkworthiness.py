import math

import pytest
from spacy.tokens import Doc, Span

from claims.extraction.checkworthiness import (
    READ_START,
    READS,
    REASONS,
    START,
    checkworthiness_of,
    factors_of,
    reasons_in,
)

WEIGHTS = {READ_START: -2.0, READS: 0.5, START: -1.0, "number": 0.8, "opinion": -1.5}


def a_claim(vocab, text: str, kind: str = "fact", worth: float = 0.0) -> Span:
    words = text.split()
    doc = Doc(vocab, words=words)
    doc._.worth, doc._.factor_weights = [worth] * len(words), WEIGHTS
    return Span(doc, 0, len(words), label=kind)


def factors(vocab, *args, evidence_status: str = "unstated", has_office: bool = False, **named):
    return factors_of(a_claim(vocab, *args, **named), evidence_status=evidence_status, has_office=has_office)


class TestFactorsOf:
    def test_begins_at_the_starting_point(self, vocab):
        assert factors(vocab, "the dam held all night")[0].weight == WEIGHTS[START]

    def test_adds_up_to_what_the_tagger_reads(self, vocab):
        found = factors(vocab, "12 dams held all night", worth=3.0)

        assert sum(factor.weight for factor in found) == pytest.approx(0.5 * 3 - 2)

    def test_names_each_reason_once(self, vocab):
        names = [
            factor.name for factor in factors(vocab, "crime fell by 12 percent because police were paid")
        ]

        assert "gives a number" in names
        assert len(names) == len(set(names))

    def test_weighs_a_claim_without_evidence_heavier(self, vocab):
        plain, bare = (
            checkworthiness_of(factors(vocab, "the plant leaked for years", evidence_status=status))
            for status in ("unstated", "none_provided")
        )

        assert bare > plain

    def test_weighs_nothing_where_nothing_was_learned(self, vocab):
        claim = Span(Doc(vocab, words=["Dams", "held"]), 0, 2, label="fact")

        assert sum(f.weight for f in factors_of(claim, evidence_status="unstated", has_office=False)) == 0


class TestReasonsIn:
    def test_gives_only_reasons_that_have_a_weight_to_learn(self, vocab):
        assert set(reasons_in(a_claim(vocab, "we paid 12 million", "pledge"))) <= set(REASONS)


class TestCheckworthinessOf:
    def test_squashes_the_sum_of_the_weights(self, vocab):
        found = factors(vocab, "the fund lost 3 million because of the strike", has_office=True)

        total = sum(factor.weight for factor in found)

        assert checkworthiness_of(found) == round(1 / (1 + math.exp(-total)), 3)
