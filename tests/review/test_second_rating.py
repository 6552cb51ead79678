"""A second rating, given before the first is seen."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from claims.models import Approval, AuditEntry, Rating, Revision, SecondRating
from claims.review.actions import approve_revision, save_revision
from claims.review.assigning import take_review
from claims.review.blindness import is_blind
from claims.review.moves import MoveNotAllowed, StaleSave
from claims.review.second_rating import (
    agree_on_rating,
    change_desk,
    decline_to_rate,
    desk_settings,
    rate_revision,
)
from tests.factories import (
    NINE,
    UserFactory,
    approved,
    ask_for_second_ratings,
    content,
    draft,
    in_review,
    published,
    rated_twice,
)

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)


def rating(slug):
    return Rating.objects.get(slug=slug)


def act(action, revision, editor, **more):
    stored = Revision.objects.get(pk=revision.pk)
    return action(revision_id=stored.pk, editor=editor, version=stored.version, now=LATER, **more)


def rate(revision, editor, slug="false", reason="Nobody measured."):
    return act(rate_revision, revision, editor, rating_id=rating(slug).pk, reason=reason)


def agree(revision, editor, slug):
    return act(agree_on_rating, revision, editor, rating_id=rating(slug).pk, reason="The survey settles it.")


class TestIsBlind:
    @pytest.mark.parametrize("make", [draft, in_review])
    def test_who_could_give_the_second_rating(self, author, editor, make):
        ask_for_second_ratings()

        assert is_blind(make(author), editor)

    def test_nobody_where_the_desk_does_without(self, author, editor):
        assert not is_blind(in_review(author), editor)

    def test_not_who_wrote_in_it_may_not_judge_or_does_it(self, author, editor):
        ask_for_second_ratings()
        revision = in_review(author)
        act(lambda **named: take_review(**(named | {"version": 1})), revision, editor)

        people = [author, editor, UserFactory(role="Reporter"), UserFactory()]

        assert not any(is_blind(Revision.objects.get(pk=revision.pk), person) for person in people)

    @pytest.mark.parametrize("make", [approved, published])
    def test_nobody_once_it_is_decided(self, author, editor, make):
        revision = make(author, editor)
        ask_for_second_ratings()

        assert not is_blind(revision, UserFactory(role="Editor"))

    def test_nobody_where_there_is_no_rating_to_hide(self, author, editor):
        ask_for_second_ratings()

        assert not is_blind(draft(author, rating=None), editor)

    def test_not_again_who_had_it_in_hand_and_gave_it_on(self, author, editor):
        ask_for_second_ratings()
        revision = in_review(author)
        for version, person in ((1, editor), (2, UserFactory(role="Editor"))):
            take_review(revision_id=revision.pk, editor=person, version=version, now=LATER)

        with pytest.raises(MoveNotAllowed, match="you know the first rating already"):
            rate(revision, editor)


class TestRateRevision:
    def test_keeps_both_ratings_and_opens_the_eyes(self, author, editor):
        revision = rated_twice(author, editor)

        given = SecondRating.objects.get()
        assert (given.first_rating.slug, given.rating.slug) == ("mostly-false", "false")
        assert not is_blind(revision, editor)

    def test_takes_for_the_first_what_was_submitted(self, author, editor):
        ask_for_second_ratings()
        revision = in_review(author)
        act(save_revision, revision, author, content=content(rating=rating("true")))

        rate(revision, editor)

        assert SecondRating.objects.get().first_rating.slug == "mostly-false"

    def test_is_given_once(self, author, editor):
        revision = rated_twice(author, editor)

        with pytest.raises(MoveNotAllowed, match="have rated or declined before"):
            rate(revision, editor, "true")

    def test_is_refused_to_its_author(self, author):
        ask_for_second_ratings()

        with pytest.raises(MoveNotAllowed, match="you know the first rating already"):
            rate(in_review(author), author)

    def test_needs_a_rating_of_the_scale(self, author, editor):
        ask_for_second_ratings()

        with pytest.raises(MoveNotAllowed, match="choose one of the ratings"):
            act(rate_revision, in_review(author), editor, rating_id=0, reason="Cracks.")

    def test_is_refused_at_a_desk_that_does_without(self, author, editor):
        with pytest.raises(MoveNotAllowed, match="does without second ratings"):
            rate(in_review(author), editor)


class TestDeclineToRate:
    def test_opens_the_eyes_and_is_for_good(self, author, editor):
        ask_for_second_ratings()
        revision = in_review(author)
        act(decline_to_rate, revision, editor)
        act(decline_to_rate, revision, editor)

        assert not is_blind(revision, editor)
        assert AuditEntry.objects.filter(move="decline_rating").count() == 1
        with pytest.raises(MoveNotAllowed):
            rate(revision, editor)


class TestApproveRevision:
    def test_is_refused_before_one_has_rated(self, author, editor):
        ask_for_second_ratings()

        with pytest.raises(MoveNotAllowed, match="you have not rated it yet"):
            act(approve_revision, in_review(author), editor)

    @pytest.mark.parametrize("answer", [decline_to_rate, lambda **named: rate_alike(**named)])
    def test_is_open_to_who_declined_or_rated_alike(self, author, editor, answer):
        ask_for_second_ratings()
        revision = in_review(author)
        act(answer, revision, editor)

        assert act(approve_revision, revision, editor).state == "approved"

    def test_is_open_to_anybody_where_there_is_no_rating_yet(self, author, editor):
        ask_for_second_ratings()

        approved = act(approve_revision, in_review(author, rating=None), editor)

        assert approved.state == "approved"

    def test_is_refused_to_everybody_while_two_disagree(self, author, editor):
        revision, third = rated_twice(author, editor), UserFactory(role="Editor")
        act(decline_to_rate, revision, third)

        for person in (editor, third):
            with pytest.raises(MoveNotAllowed, match="two editors rate it differently"):
                act(approve_revision, revision, person)

    def test_follows_an_agreement_on_the_first_rating(self, author, editor):
        revision = rated_twice(author, editor)
        agree(revision, author, "mostly-false")

        assert act(approve_revision, revision, editor).state == "approved"

    def test_waits_until_the_revision_says_what_was_agreed(self, author, editor):
        revision = rated_twice(author, editor)
        agree(revision, editor, "false")
        with pytest.raises(MoveNotAllowed, match="the rating agreed on is “False”"):
            act(approve_revision, revision, editor)

        act(save_revision, revision, author, content=content(rating=rating("false")))

        assert act(approve_revision, revision, editor).state == "approved"

    @pytest.mark.parametrize("name", ["save", "return"])
    def test_nor_may_the_blind_do_what_shows_it(self, author, editor, name):
        from tests.review.test_every_move import act as make

        ask_for_second_ratings()

        with pytest.raises(MoveNotAllowed, match="must not see the first rating before"):
            make(name, in_review(author), editor)


def rate_alike(**named):
    return rate_revision(rating_id=rating("mostly-false").pk, reason="Cracks.", **named)


class TestAgreeOnRating:
    def test_is_an_entry_in_the_audit_with_both_words(self, author, editor):
        revision = rated_twice(author, editor)
        agree(revision, author, "false")
        agree(revision, author, "mostly-false")

        entry = AuditEntry.objects.latest("pk")
        assert (entry.move, entry.reason) == ("agree_rating", "The survey settles it.")
        assert entry.detail == {"rating agreed": ["False", "Mostly false"]}

    def test_needs_something_to_settle(self, author, editor):
        revision = rated_twice(author, editor, second="mostly-false")

        with pytest.raises(MoveNotAllowed, match="nobody has rated it otherwise"):
            agree(revision, author, "false")


class TestChangeDesk:
    def test_is_for_standards_editors_and_written_down(self):
        person = UserFactory(role="Standards editor")

        change_desk(editor=person, version=0, has_second_rating=True, now=NINE)

        assert desk_settings().has_second_rating
        assert AuditEntry.objects.get().detail == {"blind second rating": ["off", "on"]}

    def test_is_refused_to_an_editor(self, editor):
        with pytest.raises(MoveNotAllowed, match="for a standards editor"):
            change_desk(editor=editor, version=0, has_second_rating=True, now=NINE)

    def test_is_refused_after_somebody_elses_change(self):
        person = UserFactory(role="Standards editor")
        change_desk(editor=person, version=0, has_second_rating=True, now=NINE)

        with pytest.raises(StaleSave, match="Read them again"):
            change_desk(editor=person, version=0, has_second_rating=False, now=NINE)


class TestDatabase:
    def refuses(self, match, act):
        with pytest.raises(DatabaseError, match=match), transaction.atomic():
            act()

    def test_keeps_a_rating_as_it_was_given(self, author, editor):
        rated_twice(author, editor)

        for change in ({"rating": rating("true")}, {"reason": "x"}, {"first_rating": rating("true")}):
            self.refuses("stays as it was given", lambda c=change: SecondRating.objects.update(**c))
        self.refuses("only ever added to", lambda: SecondRating.objects.all()._raw_delete("default"))

    def test_takes_none_from_a_writer_or_the_assignee(self, author):
        given = {"rating": rating("true"), "first_rating": rating("false"), "reason": "x", "rated_at": NINE}

        self.refuses(
            "gives no second rating",
            lambda: SecondRating.objects.create(revision=in_review(author), rater=author, **given),
        )

    def test_takes_none_of_a_draft(self, author, editor):
        given = {"rating": rating("true"), "first_rating": rating("false"), "reason": "x", "rated_at": NINE}

        self.refuses(
            "Only what is in review",
            lambda: SecondRating.objects.create(revision=draft(author), rater=editor, **given),
        )

    def test_approves_nothing_that_two_rate_differently(self, author, editor):
        revision = rated_twice(author, editor)

        self.refuses("approved as they agreed", lambda: self.approve(revision, editor))

    def test_approves_nothing_for_who_has_not_rated(self, author, editor):
        ask_for_second_ratings()
        revision = in_review(author)

        self.refuses("has rated before", lambda: self.approve(revision, editor))

    def approve(self, revision, editor):
        Approval.objects.create(
            revision=revision, approver=editor, content_hash=revision.content_hash, approved_at=NINE
        )
