"""The story the project was born from. Its text stays outside: these tests are skipped where it is absent."""

import pytest

from claims.extraction import extract
from tests.extraction.conftest import SHARED

ARTICLE = SHARED / "seed_article.txt"
pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the seed article is not beside the project")


@pytest.fixture(scope="module")
def claims():
    return extract(ARTICLE.read_text(encoding="utf-8")).claims


def claim_about(claims, words):
    return next(claim for claim in claims if words in claim.text)


class TestSeedArticle:
    def test_the_imminent_attack_has_two_speakers_and_no_evidence(self, claims):
        claim = claim_about(claims, "imminent attack")

        assert [speaker.name for speaker in claim.speakers] == ["Donald Trump", "Mike Pompeo"]
        assert claim.evidence_status == "none_provided"

    def test_the_targets_are_named_by_nasrallah_and_relayed_by_the_post(self, claims):
        claim = claim_about(claims, "The targets will be")

        assert [speaker.name for speaker in claim.speakers] == ["Hassan Nasrallah"]
        assert claim.relayed_by == ("The Washington Post",)

    def test_he_added_means_the_speaker_before_and_not_the_man_he_names(self, claims):
        assert claim_about(claims, "pay the price").speakers[0].name == "Hassan Nasrallah"

    def test_finds_twenty_claims_in_twelve_attributions(self, claims):
        assert len(claims) == 20
        assert len({claim.attribution for claim in claims}) == 12
