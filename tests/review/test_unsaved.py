"""What was typed and not saved."""

from datetime import timedelta

import pytest

from claims.models import AuditEntry, Revision, UnsavedText
from claims.review.locks import hold_revision, take_over_revision
from claims.review.moves import MoveNotAllowed
from claims.review.retention import remove_outlived
from claims.review.revision_queries import revision_to_show
from claims.review.unsaved import KEPT_FOR, close_page, drop_text, keep_text, new_page, page_named, texts_of
from tests.factories import NINE, draft

pytestmark = pytest.mark.django_db

PAGE, OTHER_PAGE = "a" * 32, "b" * 32


@pytest.fixture
def revision(author):
    return draft(author)


def keep(revision, person, fields="body=Half+a+thought", page=PAGE, now=NINE):
    return keep_text(
        revision_id=revision.pk, person=person, session="desktop", page=page, fields=fields, now=now
    )


def close(revision, person, page=PAGE, now=NINE):
    close_page(revision_id=revision.pk, person=person, page=page, now=now)


class TestKeepText:
    def test_keeps_the_latest_words_of_a_form(self, revision, author):
        keep(revision, author, "body=Half")
        keep(revision, author, "body=Half+a+thought")

        assert texts_of(author).get().fields == "body=Half+a+thought"

    def test_keeps_each_tab_apart(self, revision, author):
        keep(revision, author, "body=Here")
        keep(revision, author, "body=There", page=OTHER_PAGE)

        assert sorted(texts_of(author).values_list("fields", flat=True)) == ["body=Here", "body=There"]

    def test_is_no_save(self, revision, author):
        before = AuditEntry.objects.count()

        keep(revision, author)

        assert Revision.objects.get().version == revision.version
        assert AuditEntry.objects.count() == before

    def test_keeps_characters_that_nothing_else_stores(self, revision, author):
        keep(revision, author, "body=%00%F0%9F%98%80")

        assert texts_of(author).get().fields == "body=%00%F0%9F%98%80"

    def test_renews_the_lock_of_the_holder(self, revision, author, editor):
        assert keep(revision, author) is None

        assert hold_revision(revision_id=revision.pk, person=editor, session="laptop").holder == author

    def test_keeps_also_what_somebody_types_after_it_was_taken_over(self, revision, author, editor):
        hold_revision(revision_id=revision.pk, person=editor, session="laptop")

        assert keep(revision, author).holder == editor
        assert texts_of(author).get().taken_over_by == editor

    def test_is_refused_to_a_form_that_was_saved(self, revision, author):
        keep(revision, author)
        close(revision, author)

        with pytest.raises(MoveNotAllowed, match="saved already"):
            keep(revision, author, "body=Late")

        assert not texts_of(author).exists()

    def test_is_refused_to_a_form_that_was_saved_before_anything_was_kept(self, revision, author):
        close(revision, author)

        with pytest.raises(MoveNotAllowed):
            keep(revision, author)

    def test_shows_nobody_elses_text(self, revision, author, editor):
        keep(revision, author)

        assert len(revision_to_show(revision.pk, author).unsaved) == 1
        assert revision_to_show(revision.pk, editor).unsaved == []


class TestTakeOverRevision:
    def test_marks_what_the_other_has_typed_and_keeps_it(self, revision, author, editor):
        keep(revision, author)

        take_over_revision(revision_id=revision.pk, editor=editor, session="laptop", now=NINE)

        text = texts_of(author).get()
        assert (text.fields, text.taken_over_by) == ("body=Half+a+thought", editor)


class TestDropText:
    def test_throws_ones_own_away(self, revision, author):
        keep(revision, author)

        assert drop_text(person=author, revision_id=revision.pk, pk=texts_of(author).get().pk)
        assert not UnsavedText.objects.exists()

    def test_leaves_the_text_of_others(self, revision, author, editor):
        keep(revision, author)

        assert not drop_text(person=editor, revision_id=revision.pk, pk=texts_of(author).get().pk)
        assert texts_of(author).exists()


class TestRemoveOutlived:
    def test_forgets_texts_after_their_time(self, revision, author):
        keep(revision, author)

        assert remove_outlived(now=NINE + KEPT_FOR - timedelta(minutes=1)) == 0
        assert remove_outlived(now=NINE + KEPT_FOR) == 1
        assert not texts_of(author).exists()

    def test_forgets_a_saved_form_after_a_day(self, revision, author):
        close(revision, author)

        remove_outlived(now=NINE + timedelta(days=1))

        assert not UnsavedText.objects.exists()


class TestPageNamed:
    def test_takes_a_name_of_ours(self):
        name = new_page()

        assert page_named({"page": name}) == name

    @pytest.mark.parametrize("name", ["", "x", "A" * 32, "a" * 33, "a" * 31 + "\0"])
    def test_gives_a_new_one_for_any_other(self, name):
        assert page_named({"page": name}) not in ("", name)
