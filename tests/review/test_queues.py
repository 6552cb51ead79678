"""Queues through their filters, searches, and claims already held."""

from datetime import timedelta

import pytest
from django.db import connection

from claims.models import Claim, ClaimStatus, Review, Speaker
from claims.review.queries import QUEUE_ORDER, rows_after
from claims.review.queues import (
    LISTS_BESIDE,
    QueueFilter,
    claims_held,
    queue_sizes,
    review_queue,
    speakers_alike,
)
from tests.factories import NINE, AppearanceFactory, ClaimFactory, UserFactory, in_review

pytestmark = pytest.mark.django_db


def found(**narrowed):
    rows = review_queue(ClaimStatus.CANDIDATE, None, QueueFilter(**narrowed), NINE)
    return [claim.text for claim in rows.order_by(*QUEUE_ORDER)]


@pytest.fixture
def claims():
    """Three claims that differ in everything a filter looks at."""
    AppearanceFactory(
        claim__text="the dams were inspected",
        claim__checkworthiness=0.9,
        claim__kind="fact",
        claim__evidence_status="cited",
        speakers=["Ana Alpha", "Ben O'Brien"],
    )
    AppearanceFactory(
        claim__text="taxes will fall by 3.9 percent",
        claim__checkworthiness=0.6,
        claim__kind="prediction",
        claim__evidence_status="disputed",
        claim__created_at=NINE - timedelta(days=10),
        article__outlet="North Coast Post",
        speakers=["Carla Jones"],
    )
    AppearanceFactory(
        claim__text="it is lovely", claim__checkworthiness=0.2, claim__kind="opinion", speakers=["Will"]
    )


DAM, TAXES, LOVELY = "the dams were inspected", "taxes will fall by 3.9 percent", "it is lovely"


@pytest.mark.usefixtures("claims")
class TestQueueFilter:
    @pytest.mark.parametrize(
        ("narrowed", "texts"),
        [
            ({}, [DAM, TAXES, LOVELY]),
            ({"kind": "prediction"}, [TAXES]),
            ({"evidence": "cited"}, [DAM]),
            ({"worth": 0.6}, [DAM, TAXES]),
            ({"days": 7}, [DAM, LOVELY]),
            ({"speaker": "alpha"}, [DAM]),
            ({"speaker": "ALP an"}, []),
            ({"speaker": "ALP ana"}, [DAM]),
            ({"speaker": "o'brien"}, [DAM]),
            ({"speaker": "dams"}, []),
            ({"outlet": "north"}, [TAXES]),
            ({"outlet": "the ledger"}, [DAM, LOVELY]),
            ({"outlet": "Carla"}, []),
            ({"kind": "fact", "worth": 0.95}, []),
        ],
        ids=str,
    )
    def test_leaves_what_fits(self, narrowed, texts):
        assert found(**narrowed) == texts

    @pytest.mark.parametrize(
        ("words", "texts"),
        [
            ("inspect the dam", [DAM]),
            ("3.9 taxes", [TAXES]),
            ("dam jones", []),
            ("Jones taxed", [TAXES]),
            ("will", [LOVELY]),
            ("unheard", []),
            ("'|&!():* \\", []),
            ("dam:* | taxes", []),
            ("the of and", []),
        ],
    )
    def test_finds_words_of_claims_and_names(self, words, texts):
        assert found(words=words) == texts

    @pytest.mark.parametrize("name", ["'", "\\", "':*", "a & | !", "<->", "(" * 50, "%_", "🦆", "x " * 90])
    def test_takes_any_characters_for_a_name(self, name):
        assert found(speaker=name) == found(outlet=name) == []

    def test_suggests_speakers_with_a_name_alike(self):
        assert speakers_alike("Carla Jons") == ["Carla Jones"]
        assert speakers_alike("Xerxes") == []

    def test_finds_a_speaker_by_what_else_they_are_called(self):
        Speaker.objects.filter(name="Ana Alpha").update(aliases=["The Iron Minister"])

        assert found(speaker="iron") == [DAM]


class TestPlan:
    @pytest.fixture
    def many(self):
        """Claims enough for the database to prefer an index, each rare thing once in a thousand."""
        Claim.objects.bulk_create(
            ClaimFactory.build(
                text=f"word{number}",
                kind="fact" if number % 1000 else "pledge",
                evidence_status="cited" if number % 1000 else "disputed",
                checkworthiness=number % 997 / 997,
                speaker_names=f"Speaker{number}",
                outlet_names=f"Outlet{number}",
            )
            for number in range(3000)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE claims_claim")

    @pytest.mark.parametrize(
        ("narrowed", "index"),
        [
            ({"kind": "pledge"}, "claim_queue_of_kind"),
            ({"evidence": "disputed"}, "claim_queue_by_evidence"),
            ({"words": "word7"}, "claim_search"),
            ({"speaker": "speaker77"}, "claim_search"),
            ({"outlet": "outlet777"}, "claim_search"),
        ],
        ids=str,
    )
    def test_reaches_what_is_rare_by_its_index(self, many, narrowed, index):
        rows = review_queue(ClaimStatus.CANDIDATE, None, QueueFilter(**narrowed), NINE)

        plan = rows_after(rows, QUEUE_ORDER, None)[:51].explain()

        assert index in plan


class TestQueueSizes:
    def test_count_what_is_a_persons_own(self):
        author = UserFactory(role="Reporter")
        Review.objects.filter(pk=in_review(author).review_id).update(due_on=NINE.date())

        sizes = queue_sizes(author)
        assert [sizes[name] for name in LISTS_BESIDE] == ["1", "1", "1"]
        assert queue_sizes(UserFactory())["mine"] == "0"


class TestClaimsHeld:
    def test_ranks_by_likeness_what_has_all_the_words(self):
        like = ClaimFactory(text="The dam in Estwick is safe")
        for text in (
            "A dam was built",
            "The dam at Estwick is not safe",
            "The dam in Estwick is safe, he says",
        ):
            ClaimFactory(text=text)
        ClaimFactory(text="The bridge is safe")

        texts = [claim.text for claim in claims_held("dam", like=like.text, but=like.pk)]

        assert texts == [
            "The dam in Estwick is safe, he says",
            "The dam at Estwick is not safe",
            "A dam was built",
        ]

    def test_offers_no_dismissed_or_merged_claim(self):
        like, held = ClaimFactory(), ClaimFactory()
        ClaimFactory(status="dismissed", dismissal_reason="trivial")
        ClaimFactory(status="merged", merged_into=held)

        assert claims_held("dam", like=like.text, but=like.pk) == [held]
