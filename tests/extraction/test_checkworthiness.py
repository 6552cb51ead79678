import math

from spacy.tokens import Doc, Span

from claims.extraction.checkworthiness import STARTING_POINT, checkworthiness_of, factors_of


def factors(
    vocab, text: str, kind: str = "fact", evidence_status: str = "unstated", has_office: bool = False
):
    words = text.split()
    claim = Span(Doc(vocab, words=words), 0, len(words), label=kind)
    return factors_of(claim, evidence_status=evidence_status, has_office=has_office)


class TestFactorsOf:
    def test_begins_at_the_starting_point(self, vocab):
        assert factors(vocab, "the dam held all night")[0] == STARTING_POINT

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

    def test_weighs_an_opinion_lighter_than_a_fact(self, vocab):
        fact, opinion = (
            checkworthiness_of(factors(vocab, "the plant leaks", kind)) for kind in ("fact", "opinion")
        )

        assert opinion < fact


class TestCheckworthinessOf:
    def test_squashes_the_sum_of_the_weights(self, vocab):
        found = factors(vocab, "the fund lost 3 million because of the strike", has_office=True)

        total = sum(factor.weight for factor in found)

        assert checkworthiness_of(found) == round(1 / (1 + math.exp(-total)), 3)
