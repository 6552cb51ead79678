"""A newsroom that readers follow."""

from datetime import timedelta

import pytest

from claims.following.subscribing import ask_to_follow, confirm
from claims.models import Follower, Following, LedgerTold
from tests.factories import NINE, UserFactory, accepted_claim, published

MAIL = "ana@reader.example"


@pytest.fixture
def follow(db):
    """Follow something, confirmed, from nine o'clock on: `follow("topic", "water")`."""

    def follow(kind: str, key: str, mail: str = MAIL, rhythm: str = "at_once", at=NINE) -> Following:
        ask_to_follow(kind=kind, key=key, mail=mail, rhythm=rhythm, now=at)
        following = Following.objects.get(follower__mail=mail.lower(), kind=kind, key=key)
        following.follower.mails.filter(kind="confirm").delete()
        confirmed = confirm(following_id=following.pk, now=at)
        assert confirmed
        return confirmed

    return follow


@pytest.fixture
def desk_of_two(db):
    """Who writes and who approves."""
    return UserFactory(role="Editor"), UserFactory(role="Editor")


@pytest.fixture
def verdict(desk_of_two):
    """A live revision that was public before anybody followed it."""
    made = published(*desk_of_two, claim=accepted_claim(claim__text="the dam is safe"))
    LedgerTold.objects.update(sequence=made.review.claim.public_records.get().sequence)
    return made


@pytest.fixture
def later():
    """After everything that the factories date."""
    return NINE + timedelta(hours=2)


@pytest.fixture
def followers():
    """How many are kept."""
    return Follower.objects.count
