"""What the database refuses of links between claims, whoever asks."""

import pytest

from tests.factories import UserFactory, accepted_claim, linked, published
from tests.models.test_database_rules import refused, run

pytestmark = pytest.mark.django_db
LINK = "INSERT INTO claims_claimlink (claim_id, kind, other_id) VALUES (%s, %s, %s)"


@pytest.fixture
def verdict():
    """A claim whose verdict readers know."""
    return published(UserFactory(role="Editor"), UserFactory(role="Editor")).review.claim


class TestLinks:
    def test_refuses_one_to_a_claim_that_readers_do_not_know(self):
        refused(LINK, accepted_claim().pk, "repeats", accepted_claim().pk, match="whose verdict readers know")

    def test_refuses_one_to_the_claim_itself(self, verdict):
        refused(LINK, verdict.pk, "repeats", verdict.pk, match="a_claim_is_not_linked_to_itself")

    def test_refuses_a_second_one_of_a_kind_whichever_way(self, verdict):
        other = published(UserFactory(role="Editor"), UserFactory(role="Editor")).review.claim
        run(LINK, verdict.pk, "repeats", other.pk)

        refused(LINK, verdict.pk, "repeats", other.pk, match="two_claims_are_linked_once_in_a_kind")
        refused(LINK, other.pk, "repeats", verdict.pk, match="two_claims_are_linked_once_in_a_kind")

    def test_refuses_to_change_one(self, verdict):
        linked(accepted_claim(), verdict, UserFactory(role="Editor"))

        refused("UPDATE claims_claimlink SET kind = 'answers'", match="history is only ever added to")
