"""A newsroom with verdicts, for the readers' pages."""

import pytest

from claims.models import PublicRecord, Rating
from tests.factories import UserFactory, accepted_claim, published


@pytest.fixture
def publish(db):
    """Publish a verdict and give its record: `publish(rating="true", text="the dam is safe")`."""
    author, approver = UserFactory(role="Editor"), UserFactory(role="Editor")

    def publish(
        *, rating: str = "mostly-false", text: str = "the dam is safe", claim=None, **changes
    ) -> PublicRecord:
        claim = claim or accepted_claim(claim__text=text)
        chosen = Rating.objects.get(slug=rating)
        revision = published(author, approver, claim=claim, rating=chosen, **changes)
        return revision.review.claim.public_records.get()

    return publish


@pytest.fixture
def path():
    """The address of a record's page on this site."""
    return lambda record: record.record["url"].removeprefix("http://127.0.0.1:8000")
