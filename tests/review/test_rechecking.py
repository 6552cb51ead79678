"""When a verdict is checked again, and which verdicts are stale."""

from datetime import date, timedelta

import pytest

from claims.models import AuditEntry, Rating, Review, Revision
from claims.review.correcting import correct_revision, retract_revision
from claims.review.merging import merge_claim, unmerge_claim
from claims.review.moves import MoveNotAllowed, StaleSave
from claims.review.rechecking import note_new_evidence, plan_recheck, say_it_still_holds, usual_recheck
from claims.review.stale import stale_verdicts
from claims.sources.links import note_dead_link, note_working_link
from tests.factories import NINE, AppearanceFactory, draft, published, retracted

pytestmark = pytest.mark.django_db
TODAY, LATER = NINE.date(), NINE + timedelta(hours=1)
DAYS = {"unproven": 10, "none_provided": 20, "otherwise": 30}


@pytest.fixture(autouse=True)
def recheck_after(settings):
    settings.RECHECK_AFTER_DAYS = DAYS


def review_of(revision):
    return Review.objects.get(pk=revision.review_id)


def hold(revision, editor, day=None, reason="No survey since.", version=None):
    return say_it_still_holds(
        revision_id=revision.pk,
        editor=editor,
        version=version or review_of(revision).version,
        recheck_on=day or TODAY + timedelta(days=100),
        reason=reason,
        now=LATER + timedelta(hours=2),
    )


def merged_into(revision, editor, now=LATER):
    """A claim found again after the verdict, merged into the one that was judged."""
    found = AppearanceFactory().claim
    merge_claim(claim_id=found.pk, into_id=revision.review.claim_id, editor=editor, version=1, now=now)
    return found


def stale(day=TODAY, **more):
    return list(stale_verdicts(day, **more))


class TestUsualRecheck:
    @pytest.mark.parametrize(
        ("rating", "status", "days"),
        [
            ("unproven", "none_provided", 10),
            ("false", "none_provided", 20),
            ("unproven", "cited", 10),
            ("false", "cited", 30),
        ],
    )
    def test_is_the_sooner_of_what_rating_and_evidence_ask_for(self, author, rating, status, days):
        revision = draft(author, rating=Rating.objects.get(slug=rating), evidence_status=status)

        assert usual_recheck(revision, TODAY) == TODAY + timedelta(days=days)


class TestPublishRevision:
    def test_sets_the_usual_day(self, author, editor):
        review = review_of(published(author, editor))

        assert review.recheck_on == TODAY + timedelta(days=20)
        assert review.checked_at == NINE + timedelta(minutes=2)


class TestPlanRecheck:
    def test_sets_a_day_that_publishing_keeps(self, author, editor):
        from claims.review.actions import publish_revision
        from tests.factories import approved
        from tests.review.test_correcting import act

        ready = approved(author, editor)
        plan_recheck(
            revision_id=ready.pk, editor=author, version=1, recheck_on=TODAY + timedelta(days=7), now=LATER
        )
        act(publish_revision, Revision.objects.get(pk=ready.pk), editor)

        assert review_of(ready).recheck_on == TODAY + timedelta(days=7)

    @pytest.mark.parametrize(
        "day", [date(9999, 12, 31), TODAY, date(1, 1, 1), TODAY + timedelta(days=6 * 365)]
    )
    def test_refuses_days_that_help_nobody(self, author, day):
        with pytest.raises(MoveNotAllowed, match="between tomorrow and five years from now"):
            plan_recheck(revision_id=draft(author).pk, editor=author, version=1, recheck_on=day, now=LATER)

    def test_of_the_same_day_changes_nothing(self, author):
        revision, day = draft(author), TODAY + timedelta(days=7)
        for version in (1, 2):
            plan_recheck(revision_id=revision.pk, editor=author, version=version, recheck_on=day, now=LATER)

        assert AuditEntry.objects.filter(move="plan_recheck").count() == 1


class TestStaleVerdicts:
    def test_are_none_where_all_is_well(self, author, editor):
        published(author, editor)

        assert not stale()

    def test_are_those_whose_day_has_come(self, author, editor):
        live = published(author, editor)

        assert stale(TODAY + timedelta(days=20)) == [live]
        assert stale(TODAY + timedelta(days=20), why="recheck") == [live]
        assert not stale(TODAY + timedelta(days=19))

    def test_are_those_with_new_evidence(self, author, editor):
        live = published(author, editor)
        note_new_evidence(revision_id=live.pk, editor=author, reason="The survey is out.", now=LATER)

        assert [row.evidence_notes for row in stale(why="evidence")] == [["The survey is out."]]
        assert not stale(why="repeat")

    def test_are_those_whose_claim_was_found_again(self, author, editor):
        live = published(author, editor)
        found = merged_into(live, editor)

        assert [row.repeats for row in stale(why="repeat")] == [
            [{"public_id": found.public_id, "text": found.text}]
        ]
        found.refresh_from_db()
        unmerge_claim(claim_id=found.pk, editor=editor, version=found.version, now=LATER)
        assert not stale()

    def test_are_not_those_whose_claim_was_found_again_before(self, author, editor):
        live = published(author, editor)
        merged_into(live, editor, now=NINE)

        assert not stale()

    def test_are_those_that_rest_on_a_dead_link_until_it_is_mended(self, author, editor):
        live = published(author, editor)
        source = live.evidence.get(position=1).source
        note_dead_link(source_id=source.pk, editor=editor, reason="Not found.", now=LATER)

        assert [row.dead_sources for row in stale(why="dead")] == [[{"pk": source.pk, "title": source.title}]]
        note_working_link(source_id=source.pk, editor=editor, now=LATER)
        assert not stale()

    def test_are_those_of_one_person_if_wanted(self, author, editor):
        live = published(author, editor)
        note_new_evidence(revision_id=live.pk, editor=author, reason="A survey.", now=LATER)

        assert stale(assignee=author) == [live]
        assert not stale(assignee=editor)

    def test_are_not_those_taken_back(self, author, editor):
        retracted(author, editor)

        assert not stale(TODAY + timedelta(days=400))

    def test_name_the_update_that_is_open(self, author, editor):
        live = published(author, editor)
        update = correct_revision(revision_id=live.pk, editor=author, version=live.version, now=LATER)

        assert stale(TODAY + timedelta(days=20))[0].open_update == [update.pk]


class TestSayItStillHolds:
    def test_takes_a_verdict_from_the_list_whatever_made_it_stale(self, author, editor):
        live = published(author, editor)
        note_new_evidence(revision_id=live.pk, editor=author, reason="A survey.", now=LATER)
        merged_into(live, editor)

        hold(live, editor)

        assert not stale(TODAY + timedelta(days=99))
        assert stale(TODAY + timedelta(days=100)) == [live]

    def test_stands_in_the_audit_with_the_day_before(self, author, editor):
        hold(published(author, editor), editor)

        entry = AuditEntry.objects.latest("pk")
        assert (entry.move, entry.reason) == ("still_holds", "No survey since.")
        assert entry.detail["check again by"] == ["2026-03-24", "2026-06-12"]

    def test_is_stale_again_when_something_new_comes(self, author, editor):
        live = published(author, editor)
        hold(live, editor)
        note_new_evidence(
            revision_id=live.pk, editor=author, reason="Another.", now=LATER + timedelta(days=1)
        )

        assert stale() == [live]

    def test_is_refused_after_somebody_elses(self, author, editor):
        live = published(author, editor)
        hold(live, editor)

        with pytest.raises(StaleSave):
            hold(live, editor, version=1)

    def test_is_refused_of_a_verdict_taken_back(self, author, editor):
        live = published(author, editor)
        retract_revision(
            revision_id=live.pk, editor=editor, version=live.version, reason="Forged.", now=LATER
        )

        with pytest.raises(MoveNotAllowed, match="this is retracted"):
            hold(live, editor)

    @pytest.mark.parametrize("day", [TODAY, date(9999, 1, 1)])
    def test_needs_a_day_to_come(self, author, editor, day):
        with pytest.raises(MoveNotAllowed, match="between tomorrow and five years"):
            hold(published(author, editor), editor, day=day)
