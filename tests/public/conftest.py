"""A newsroom with verdicts, for the readers' pages."""

from datetime import timedelta

import pytest

from claims.models import PublicRecord, Rating
from claims.review.actions import approve_revision, publish_revision, submit_revision
from tests.factories import ANSWER_BY, UserFactory, accepted_claim, draft, excerpted, published


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


@pytest.fixture
def older_record():
    """Store a record once more as it was written before speakers had ids: `older_record(record, name="…")`."""

    def older_record(record: PublicRecord, **changes) -> PublicRecord:
        speakers = [
            {key: value for key, value in speaker.items() if key != "id"} | changes
            for speaker in record.record["speakers"]
        ]
        numbers = {"version": record.version + 1, "sequence": record.sequence + 1}
        PublicRecord.objects.filter(pk=record.pk).update(until_at=record.from_at)
        kept = {
            name: getattr(record, name) for name in ("claim", "public_id", "state", "content_hash", "from_at")
        }
        return PublicRecord.objects.create(
            **kept, **numbers, record=record.record | numbers | {"speakers": speakers}
        )

    return older_record


@pytest.fixture
def publish_heard(db):
    """Publish a verdict whose speaker has answered, with an excerpt for print; gives its address."""
    author, approver = UserFactory(role="Editor"), UserFactory(role="Editor")

    def publish_heard(excerpt: str) -> str:
        revision = draft(author)
        excerpted(revision, author, approver, excerpt)
        revision.refresh_from_db()
        for act, person in (
            (submit_revision, author),
            (approve_revision, approver),
            (publish_revision, approver),
        ):
            named = {"revision_id": revision.pk, "editor": person, "version": revision.version}
            revision = act(**named, now=ANSWER_BY + timedelta(hours=1))
        return revision.review.claim.public_records.get().record["url"].removeprefix("http://127.0.0.1:8000")

    return publish_heard
