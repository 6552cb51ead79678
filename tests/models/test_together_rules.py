"""What the database refuses of locks and unsaved texts, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from claims.review.locks import hold_revision
from claims.review.unsaved import close_page
from tests.factories import NINE, UserFactory, draft

pytestmark = pytest.mark.django_db


def refused(sql, *values, match):
    with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def author():
    return UserFactory(role="Editor")


@pytest.fixture
def revision(author):
    return draft(author)


class TestLock:
    @pytest.fixture(autouse=True)
    def held(self, revision, author):
        hold_revision(revision_id=revision.pk, person=author, session="desktop")

    @pytest.mark.parametrize(
        ("change", "match"),
        [
            ("expires_at = renewed_at", "lock_expires"),
            ("expires_at = NULL", "null"),
            ("taken_at = expires_at", "lock_expires"),
            ("session = ''", "lock_belongs_to_a_session"),
            ("holder_id = NULL", "null"),
        ],
    )
    def test_belongs_to_somebody_and_expires(self, change, match):
        refused(f"UPDATE claims_editlock SET {change}", match=match)  # noqa: S608 - the changes above

    def test_is_held_by_one_alone(self, revision):
        refused(
            "INSERT INTO claims_editlock SELECT revision_id, 'x', taken_at, renewed_at, expires_at, holder_id"
            " FROM claims_editlock WHERE revision_id = %s",
            revision.pk,
            match="duplicate key",
        )


class TestUnsavedText:
    def test_of_a_saved_form_has_no_words(self, revision, author):
        close_page(revision_id=revision.pk, person=author, page="a" * 32, now=NINE)

        refused("UPDATE claims_unsavedtext SET fields = 'body=x'", match="closed_form_keeps_no_words")
