"""Who is here."""

import pytest
from django.db import connection
from django.db.models import F

from claims.models import EditLock, Presence
from claims.review.locks import hold_revision
from claims.review.presence import FRESH, Present, be_here
from claims.review.retention import remove_outlived
from tests.factories import NINE, UserFactory, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(author):
    return draft(author)


def here(revision, person):
    return be_here(public_id=revision.review.claim.public_id, person=person)


class TestBeHere:
    def test_names_the_others_and_not_oneself(self, revision, author, editor):
        assert here(revision, author) == []

        assert here(revision, editor) == [Present(author.get_full_name(), False)]

    def test_tells_who_writes_and_puts_them_first(self, revision, author, editor):
        here(revision, UserFactory(first_name="Aaron"))
        here(revision, author)
        hold_revision(revision_id=revision.pk, person=author, session="desktop")

        first, second = here(revision, editor)

        assert first == Present(author.get_full_name(), True)
        assert not second.is_writing

    def test_forgets_whoever_has_left(self, revision, author, editor):
        here(revision, author)
        hold_revision(revision_id=revision.pk, person=author, session="desktop")
        Presence.objects.update(seen_at=F("seen_at") - FRESH)
        EditLock.objects.update(taken_at=F("taken_at") - FRESH, renewed_at=F("renewed_at") - FRESH)

        assert here(revision, editor) == []

    def test_asks_one_question(self, revision, author, django_assert_num_queries):
        public_id = revision.review.claim.public_id

        with django_assert_num_queries(1):
            be_here(public_id=public_id, person=author)

    def test_knows_nobody_at_a_claim_that_there_is_not(self, author):
        assert be_here(public_id="nosuchclaim", person=author) == []
        assert not Presence.objects.exists()

    def test_writes_into_no_log(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'claims_presence'")
            assert cursor.fetchone() == ("u",)


class TestRemoveOutlived:
    def test_removes_whoever_has_left(self, revision, author):
        here(revision, author)
        Presence.objects.update(seen_at=F("seen_at") - FRESH)

        assert remove_outlived(now=NINE) == 1
        assert not Presence.objects.exists()
