"""Merging a candidate into a claim already held."""

import pytest
from django.db import DatabaseError, connection, transaction

from claims.models import Appearance, AuditEntry, Claim, ClaimStatus, Revision, Speaker
from claims.models.audit import broken_entries
from claims.publication.ledger import find_record
from claims.review.correcting import correct_revision, restore_revision, retract_revision
from claims.review.merging import merge_claim, unmerge_claim
from claims.review.moves import MoveNotAllowed, StaleSave
from claims.review.queries import claim_speakers, first_appearance
from claims.review.triage import ClaimContent, SpeakerEntry, edit_claim
from tests.factories import (
    NINE,
    AppearanceFactory,
    ClaimFactory,
    UserFactory,
    accepted_claim,
    approved,
    draft,
    published,
    scheduled,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return UserFactory(role="Reporter")


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql, values)


def claim_in(status):
    """A claim that stands in an article, in any status."""
    if status == ClaimStatus.ACCEPTED:
        return accepted_claim()
    claim = AppearanceFactory().claim
    if status == ClaimStatus.DISMISSED:
        claim.status, claim.dismissal_reason = status, "trivial"
        claim.save()
    return claim


def merge(claim, other, editor, **changes):
    named = {"claim_id": claim.pk, "into_id": other.pk, "version": claim.version, "now": NINE}
    return merge_claim(editor=editor, **(named | changes))


def unmerge(claim, editor):
    return unmerge_claim(claim_id=claim.pk, editor=editor, version=claim.version, now=NINE)


class TestMergeClaim:
    def test_gives_the_appearances_to_the_other(self, reporter):
        claim, other = AppearanceFactory().claim, accepted_claim()

        merged = merge(claim, other, reporter)

        assert (merged.status, merged.merged_into) == (ClaimStatus.MERGED, other)
        assert other.appearances.count() == 2
        assert not claim.appearances.exists()

    def test_keeps_the_others_own_appearance_first(self, reporter):
        claim, other = AppearanceFactory(speakers=["Zoe"]).claim, AppearanceFactory(speakers=["Ana"]).claim

        merge(claim, other, reporter)

        assert [hop.speaker.name for hop in claim_speakers([other])[other.pk]] == ["Ana"]
        assert first_appearance(other.public_id).merged_from is None

    def test_stands_in_the_history_of_both(self, reporter):
        claim, other = AppearanceFactory().claim, accepted_claim()

        merge(claim, other, reporter)

        entries = AuditEntry.objects.order_by("pk").values_list("claim", "move", "start_state", "end_state")
        assert list(entries) == [
            (claim.pk, "merge", "candidate", "merged"),
            (other.pk, "merge", "accepted", "accepted"),
        ]

    def test_voids_what_was_approved_of_the_other(self, reporter, editor):
        revision = approved(reporter, editor)

        merge(AppearanceFactory().claim, revision.review.claim, reporter)

        changed = Revision.objects.get(pk=revision.pk)
        assert (changed.state, changed.approvals.filter(voided_at=None).count()) == ("draft", 0)
        assert changed.content_hash != revision.content_hash

    def test_adds_to_a_claim_whose_verdict_is_public(self, reporter, editor):
        live = published(reporter, editor)

        merge(AppearanceFactory().claim, live.review.claim, reporter)

        assert live.review.claim.appearances.count() == 2

    def test_takes_the_other_off_its_schedule(self, reporter, editor):
        revision = scheduled(reporter, editor)

        merge(AppearanceFactory().claim, revision.review.claim, reporter)

        changed = Revision.objects.get(pk=revision.pk)
        assert (changed.state, changed.publish_at, changed.scheduled_by) == ("draft", None, None)

    def test_makes_an_open_correction_weigh_the_appearance(self, reporter, editor):
        live = published(reporter, editor)
        opened = correct_revision(revision_id=live.pk, editor=reporter, version=live.version, now=NINE)

        merge(AppearanceFactory().claim, live.review.claim, reporter)

        assert opened.correction_class == ""
        assert Revision.objects.get(pk=opened.pk).correction_class == "update"

    def test_leaves_a_public_verdict_as_readers_know_it(self, reporter, editor):
        """A retraction and a restoration of it give readers the very words back."""
        live = published(reporter, editor)
        before = find_record(live.review.claim.public_id).record
        merge(AppearanceFactory().claim, live.review.claim, reporter)

        for act in (retract_revision, restore_revision):
            live.refresh_from_db()
            act(revision_id=live.pk, editor=editor, version=live.version, reason="Look again.", now=NINE)

        after = find_record(live.review.claim.public_id).record
        assert after["appearances"] == before["appearances"]

    def test_leaves_the_first_speakers_to_be_edited(self, reporter):
        """Also where the appearance that came is the older one."""
        claim, other = AppearanceFactory(speakers=["Zoe"]).claim, AppearanceFactory(speakers=["Ana"]).claim
        merge(claim, other, reporter)
        words = ClaimContent(
            other.text, "fact", "cited", NINE.date(), [], [SpeakerEntry("Ben", "person", "originator")]
        )

        edit_claim(claim_id=other.pk, editor=reporter, version=2, content=words, now=NINE)

        detail = AuditEntry.objects.get(move="edit_claim").detail
        assert [detail[when]["speakers"][0][1] for when in ("before", "after")] == ["Ana", "Ben"]

    @pytest.mark.parametrize("status", [ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED])
    def test_takes_candidates_only(self, reporter, status):
        with pytest.raises(MoveNotAllowed, match="Cannot merge: this is"):
            merge(claim_in(status), accepted_claim(), reporter)

    def test_refuses_a_dismissed_claim_as_the_other(self, reporter):
        with pytest.raises(MoveNotAllowed, match="it is dismissed"):
            merge(AppearanceFactory().claim, claim_in(ClaimStatus.DISMISSED), reporter)

    def test_refuses_a_claim_with_itself(self, reporter):
        claim = AppearanceFactory().claim

        with pytest.raises(MoveNotAllowed, match="with itself"):
            merge(claim, claim, reporter)

    def test_refuses_to_build_a_chain(self, reporter):
        first, second, third = (AppearanceFactory().claim for _ in range(3))
        merge(first, second, reporter)
        second.refresh_from_db()

        with pytest.raises(MoveNotAllowed, match="other claims were merged into this one"):
            merge(second, third, reporter)
        with pytest.raises(MoveNotAllowed, match="it is merged"):
            merge(third, first, reporter)

    def test_refuses_who_may_not_triage(self):
        with pytest.raises(MoveNotAllowed, match="does not have this right"):
            merge(AppearanceFactory().claim, accepted_claim(), UserFactory())

    def test_refuses_a_claim_that_somebody_else_has_changed(self, reporter):
        claim = AppearanceFactory().claim

        with pytest.raises(StaleSave):
            merge(claim, accepted_claim(), reporter, version=claim.version + 1)


class TestUnmergeClaim:
    def test_takes_back_exactly_what_came_with_it(self, reporter):
        claim, third, other = (AppearanceFactory().claim for _ in range(3))
        own = claim.appearances.get()
        merged = merge(claim, other, reporter)
        merge(third, other, reporter)

        back = unmerge(merged, reporter)

        assert (back.status, back.merged_into, back.appearances.get()) == ("candidate", None, own)
        assert other.appearances.count() == 2
        assert not Appearance.objects.filter(merged_from=claim).exists()

    def test_voids_what_was_approved_with_it(self, reporter, editor):
        claim, held = AppearanceFactory().claim, accepted_claim()
        merged = merge(claim, held, reporter)
        held.refresh_from_db()
        revision = approved(reporter, editor, claim=held)

        unmerge(merged, reporter)

        assert Revision.objects.get(pk=revision.pk).state == "draft"

    def test_leaves_the_audit_whole(self, reporter):
        unmerge(merge(AppearanceFactory().claim, accepted_claim(), reporter), reporter)

        assert AuditEntry.objects.count() == 4
        assert not list(broken_entries(AuditEntry.objects.order_by("pk")))

    @pytest.mark.parametrize("status", [s for s in ClaimStatus if s != ClaimStatus.MERGED])
    def test_is_refused_to_claims_that_were_not_merged(self, reporter, status):
        with pytest.raises(MoveNotAllowed, match="Cannot undo the merge"):
            unmerge(claim_in(status), reporter)


class TestDatabase:
    """Raw SQL stands for the shell, the admin and every forgotten door."""

    POINT = "UPDATE claims_claim SET status = 'merged', merged_into_id = %s WHERE id = %s"

    def refused(self, sql, *values, match):
        with pytest.raises(DatabaseError, match=match):
            run(sql, *values)

    def test_keeps_merges_to_one_hop(self, reporter):
        first, second, third = (ClaimFactory() for _ in range(3))
        merge(first, second, reporter)

        self.refused(self.POINT, third.pk, second.pk, match="others were merged into")
        self.refused(self.POINT, first.pk, third.pk, match="not merged itself")

    def test_refuses_a_claim_that_is_merged_into_itself(self):
        claim = ClaimFactory()

        self.refused(self.POINT, claim.pk, claim.pk, match="merged_claim_names_another")

    def test_refuses_a_merged_claim_without_another_and_another_without_a_merge(self):
        claim, other = ClaimFactory(), ClaimFactory()

        self.refused(
            "UPDATE claims_claim SET status = 'merged' WHERE id = %s", claim.pk, match="merged_claim_names"
        )
        sql = "UPDATE claims_claim SET merged_into_id = %s WHERE id = %s"
        self.refused(sql, other.pk, claim.pk, match="merged_claim_names")

    def test_refuses_to_merge_what_has_an_appearance_or_a_review(self, reporter):
        other = ClaimFactory()

        self.refused(
            self.POINT, other.pk, AppearanceFactory().claim.pk, match="appearances of a merged claim"
        )
        self.refused(
            self.POINT, other.pk, draft(reporter).review.claim_id, match="with a review is not merged"
        )

    def test_gives_a_merged_claim_neither_appearance_nor_review(self, reporter):
        place, claim = AppearanceFactory(), ClaimFactory()
        merge(claim, place.claim, reporter)
        revision = draft(reporter)

        self.refused(
            "UPDATE claims_appearance SET claim_id = %s WHERE id = %s", claim.pk, place.pk, match="was merged"
        )
        self.refused(
            "UPDATE claims_review SET claim_id = %s WHERE id = %s",
            claim.pk,
            revision.review_id,
            match="was merged",
        )

    def test_keeps_the_names_a_claim_is_found_by(self, reporter):
        claim = AppearanceFactory(speakers=["Zoe Zeta"], article__outlet="The Anchor").claim
        other = AppearanceFactory(speakers=["Ana Alpha"]).claim

        merge(claim, other, reporter)
        Speaker.objects.filter(name="Zoe Zeta").update(name="Zoe Zulu")

        names = dict(Claim.objects.values_list("pk", "speaker_names"))
        assert (names[claim.pk], names[other.pk]) == ("", "Ana Alpha\nZoe Zulu")
        assert Claim.objects.get(pk=other.pk).outlet_names == "The Anchor\nThe Ledger"
