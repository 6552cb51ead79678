"""Two people write one review in the same instant: one has the lock, and nobody loses a word."""

from functools import partial

import pytest
from django.db import transaction

from claims.models import AuditEntry, EditLock, Revision, UnsavedText
from claims.models.audit import broken_entries
from claims.review.actions import save_revision
from claims.review.locks import hold_revision, live_lock, take_over_revision
from claims.review.moves import MoveNotAllowed
from claims.review.unsaved import close_page, keep_text, texts_of
from tests.factories import NINE, UserFactory, content, draft
from tests.scenarios.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8


@pytest.fixture
def editors():
    return [UserFactory(role="Editor") for _ in range(4)]


def hold(revision, person):
    return hold_revision(revision_id=revision.pk, person=person, session=person.username, opens=True)


def keep(revision, person, page):
    return keep_text(
        revision_id=revision.pk,
        person=person,
        session=person.username,
        page=page,
        fields="body=Half+a+thought",
        now=NINE,
    )


def take_over(revision, person):
    return take_over_revision(revision_id=revision.pk, editor=person, session=person.username, now=NINE)


def save(revision, person):
    return save_revision(
        revision_id=revision.pk,
        editor=person,
        version=revision.version,
        content=content(headline=f"By {person}"),
        now=NINE,
        session=person.username,
    )


def save_form(revision, person, page):
    with transaction.atomic():
        save(revision, person)
        close_page(revision_id=revision.pk, person=person, page=page, now=NINE)


class TestTwoWriters:
    def test_open_a_draft_and_one_of_them_may_write(self, editors):
        for _ in range(ROUNDS):
            revision = draft(editors[0])

            results = at_once(*[partial(hold, revision, person) for person in editors])

            assert results.count(None) == 1
            (winner,) = {lock.holder for lock in results if lock}
            assert live_lock(revision.pk).holder == winner

    def test_take_over_what_is_being_typed_and_the_words_are_kept_and_marked(self, editors):
        ana, ben, *_ = editors
        for number in range(ROUNDS):
            revision = draft(ana)
            hold(revision, ana)
            page = f"{number:032x}"

            at_once(partial(keep, revision, ana, page), partial(take_over, revision, ben))

            text = texts_of(ana).get(page=page)
            assert (text.fields, text.taken_over_by) == ("body=Half+a+thought", ben)
            assert live_lock(revision.pk).holder == ben

    def test_take_over_what_nobody_holds_while_another_opens_it(self, editors):
        ana, ben, *_ = editors
        for _ in range(ROUNDS):
            revision = draft(ana)

            at_once(partial(hold, revision, ana), partial(take_over, revision, ben))

            assert live_lock(revision.pk).holder == ben

    def test_take_over_from_each_other_and_one_has_it(self, editors):
        ana, *others = editors
        revision = draft(ana)
        hold(revision, ana)

        at_once(*[partial(take_over, revision, person) for person in others])

        assert EditLock.objects.get().holder in others
        handed = AuditEntry.objects.filter(move="take_over").order_by("pk")
        names = [entry.detail["written by"] for entry in handed]
        assert len(names) == len(others)
        assert all(before[1] == after[0] for before, after in zip(names, names[1:], strict=False))
        assert not list(broken_entries(AuditEntry.objects.order_by("pk")))

    def test_save_and_take_over_and_it_was_saved_before_or_is_refused(self, editors):
        ana, ben, *_ = editors
        for _ in range(ROUNDS):
            revision = draft(ana)
            hold(revision, ana)

            saved, _ = at_once(partial(save, revision, ana), partial(take_over, revision, ben))

            is_saved = Revision.objects.get(pk=revision.pk).headline == f"By {ana}"
            assert is_saved != isinstance(saved, MoveNotAllowed)

    def test_save_a_form_while_its_last_words_are_still_on_their_way(self, editors):
        ana, *_ = editors
        for number in range(ROUNDS):
            revision = draft(ana)
            page = f"{number:032x}"

            at_once(partial(save_form, revision, ana, page), partial(keep, revision, ana, page))

            assert not UnsavedText.objects.filter(closed_at=None).exists()
