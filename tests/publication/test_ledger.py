"""The ledger's numbers, and what the public may see of it."""

import pytest

from claims.models import PublicRecord
from claims.publication.ledger import current_records, find_record
from claims.publication.record import content_hash, content_of
from tests.factories import UserFactory, approved, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


class TestCurrentRecords:
    def test_are_newest_first_under_numbers_without_gaps(self, people):
        claims = [published(*people).review.claim.public_id for _ in range(3)]

        records = list(current_records())

        assert [record.public_id for record in records] == claims[::-1]
        assert [record.sequence for record in records] == [3, 2, 1]

    def test_leave_out_what_has_been_superseded(self, people):
        published(*people)
        PublicRecord.objects.update(until_at="2026-03-05T09:00Z")

        assert not current_records()


class TestFindRecord:
    def test_knows_nothing_of_an_unpublished_claim(self, people):
        assert find_record(approved(*people).review.claim.public_id) is None

    def test_gives_the_record_with_those_who_stand_behind_it(self, people):
        author, approver = people

        record = find_record(published(*people).review.claim.public_id).record

        assert record["written_by"] == [author.get_full_name()]
        assert record["approved_by"] == [approver.get_full_name()]
        assert record["version"] == 1

    def test_keeps_the_order_of_the_keys_as_written(self, people):
        record = find_record(published(*people).review.claim.public_id).record

        assert list(record)[:4] == ["id", "url", "version", "sequence"]


class TestContentHash:
    def test_of_the_ledger_is_the_approved_one(self, people):
        revision = published(*people)

        assert PublicRecord.objects.get().content_hash == revision.content_hash

    @pytest.mark.parametrize(
        "field", ["headline", "body", "rating", "evidence", "speakers", "claim_reviewed", "replies"]
    )
    def test_changes_with_every_part_that_readers_see(self, people, field):
        content = content_of(approved(*people))

        assert content_hash(content | {field: "other"}) != content_hash(content)
