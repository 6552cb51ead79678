"""What the desk reads."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, ClaimStatus, Review
from claims.review.actions import return_revision, save_revision, submit_revision
from claims.review.moves import editors_since_last_approval
from claims.review.queries import (
    QUEUE_ORDER,
    appearances_between,
    capped,
    claim_speakers,
    first_appearance,
    rows_after,
)
from claims.review.queues import TRIAGED, queue_sizes, review_queue
from claims.review.revision_queries import (
    LATEST_REVISIONS,
    REVISION_LISTS,
    appearances_in_context,
    revision_list,
    revision_list_sizes,
    revision_order,
)
from tests.factories import (
    NINE,
    AppearanceFactory,
    ArticleFactory,
    ClaimFactory,
    UserFactory,
    approved,
    content,
    draft,
    in_review,
    published,
    retracted,
    scheduled,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory(role="Reporter")


@pytest.fixture
def editor():
    return UserFactory(role="Editor")


class TestRowsAfter:
    def test_shows_each_row_once_however_many_are_alike(self):
        for worth in (0.5, 0.9, 0.5, 0.5, 0.1, 0.9):
            ClaimFactory(checkworthiness=worth)
        everything = list(Claim.objects.order_by(*QUEUE_ORDER))

        shown, last = [], None
        while page := list(rows_after(Claim.objects.all(), QUEUE_ORDER, last)[:2]):
            shown, last = shown + page, page[-1]

        assert shown == everything

    def test_goes_on_where_it_was_when_rows_come_and_go(self):
        first, second, third = (ClaimFactory(checkworthiness=worth) for worth in (0.9, 0.8, 0.7))
        ClaimFactory(checkworthiness=0.95)
        Claim.objects.filter(pk=second.pk).update(status=ClaimStatus.ACCEPTED)

        assert list(rows_after(review_queue(ClaimStatus.CANDIDATE), QUEUE_ORDER, first)) == [third]

    def test_finds_its_place_by_the_index(self):
        last = ClaimFactory(checkworthiness=0.5)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")  # of two rows it is as cheap as the index

        plan = rows_after(review_queue(ClaimStatus.CANDIDATE), QUEUE_ORDER, last)[:50].explain()

        assert "Index Scan using claim_queue" in plan
        assert "Sort" not in plan
        assert "checkworthiness <=" in plan.partition("Index Cond")[2]


class TestReviewQueue:
    def test_names_a_claim_once_that_appears_twice_in_an_article(self):
        place = AppearanceFactory()
        AppearanceFactory(article=place.article, claim=place.claim, start=0, end=9)

        assert list(review_queue(ClaimStatus.CANDIDATE, place.article_id)) == [place.claim]


class TestCount:
    @pytest.mark.parametrize(("count", "shown"), [(0, "0"), (100, "100"), (101, "100+")])
    def test_stops_at_a_hundred(self, count, shown):
        assert capped(count) == shown

    def test_counts_each_queue(self):
        ClaimFactory()
        ClaimFactory(status=ClaimStatus.ACCEPTED)

        assert queue_sizes() == {"candidate": "1", "accepted": "1", "dismissed": "0"}

    def test_counts_each_list_of_revisions(self, author, editor):
        draft(author)
        published(author, editor)

        sizes = revision_list_sizes(author)
        assert set(sizes) == set(REVISION_LISTS)
        assert {name for name, size in sizes.items() if size == "1"} == {"mine", "drafts", "published"}

    def test_counts_without_reading_everything(self):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            queue_sizes()

        (query,) = queries
        assert query["sql"].count("LIMIT 101") == len(TRIAGED)


class TestClaimSpeakers:
    def test_gives_those_of_the_first_appearance_in_order(self):
        first = AppearanceFactory(speakers=["Ana Alpha", "Ben Beta"])
        AppearanceFactory(claim=first.claim, speakers=["Cleo Gamma"])

        (hops,) = claim_speakers([first.claim]).values()

        assert [hop.speaker.name for hop in hops] == ["Ana Alpha", "Ben Beta"]


class TestAppearances:
    def test_prefers_the_article_asked_for(self):
        first = AppearanceFactory()
        second = AppearanceFactory(claim=first.claim)

        assert first_appearance(first.claim.public_id) == first
        assert first_appearance(first.claim.public_id, second.article_id) == second

    def test_gives_the_words_around_a_claim(self):
        place = AppearanceFactory()

        (shown,) = appearances_in_context(place.claim)

        assert shown.before + shown.words + shown.after == place.article.text

    def test_counts_characters_not_bytes(self):
        article = ArticleFactory(text="“Ä😀 the dam is safe”, said Ana.")
        place = AppearanceFactory(article=article, start=4, end=19)

        (shown,) = appearances_in_context(place.claim)

        assert (shown.before, shown.words, shown.after) == ("“Ä😀 ", "the dam is safe", "”, said Ana.")

    def test_finds_those_that_reach_into_a_part_of_an_article(self):
        place = AppearanceFactory(start=15, end=30)

        assert list(appearances_between(place.article, 29, 40)) == [place]
        assert not appearances_between(place.article, 30, 40)


class TestRevisionList:
    def test_knows_the_same_own_work_as_the_rule(self, author, editor):
        """Among them one that was approved, returned and saved by somebody else: its first author may judge it."""
        again = UserFactory(role="Editor")
        revision = approved(editor, again)
        revision = return_revision(
            revision_id=revision.pk,
            editor=again,
            version=revision.version,
            reason="Why?",
            now=NINE + timedelta(hours=1),
        )
        revision = save_revision(
            revision_id=revision.pk,
            editor=author,
            version=revision.version,
            content=content(headline="Other words"),
            now=NINE + timedelta(hours=2),
        )
        submit_revision(
            revision_id=revision.pk, editor=author, version=revision.version, now=NINE + timedelta(hours=3)
        )
        in_review(author)

        for person in (author, editor, again):
            for row in revision_list("waiting", person):
                is_own = person.pk in editors_since_last_approval(row) or row.review.assignee_id == person.pk
                assert row.is_own_work == is_own

    def test_shows_each_row_once(self, author, editor):
        for make in (draft, in_review):
            for _ in range(2):
                make(author)
        for make in (approved, published, scheduled, retracted):
            for _ in range(2):
                make(author, editor).review.followers.add(author)
        Review.objects.update(due_on=NINE.date())

        for name in REVISION_LISTS:
            shown, last = [], None
            while page := list(rows_after(revision_list(name, author), revision_order(name), last)[:1]):
                shown, last = shown + page, page[-1]

            assert len(shown) == len(set(shown)) == revision_list(name, author).count() > 0, name

    def test_shows_what_is_due_soonest_first(self, author, editor):
        late, soon = draft(author), draft(author)
        draft(author)
        done = published(author, editor)
        for revision, days in ((late, 9), (soon, 2), (done, 1)):
            Review.objects.filter(pk=revision.review_id).update(due_on=NINE.date() + timedelta(days=days))

        due = rows_after(revision_list("due", author), revision_order("due"), None)

        assert list(due) == [soon, late]

    def test_shows_the_latest_first(self, author):
        first, second = draft(author), draft(author)
        first.updated_at = NINE + timedelta(hours=1)
        type(first).objects.filter(pk=first.pk).update(updated_at=first.updated_at)

        assert list(revision_list("drafts", author).order_by(*LATEST_REVISIONS)) == [first, second]
