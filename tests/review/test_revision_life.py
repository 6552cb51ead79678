"""The life of a revision, from its review to the public."""

from datetime import timedelta

import pytest

from claims.models import Approval, PublicRecord, Rating, Revision, RevisionState
from claims.review.actions import open_review, save_revision, written_content
from claims.review.moves import MoveNotAllowed
from claims.review.triage import ClaimContent, edit_claim
from tests.factories import NINE, UserFactory, accepted_claim, approved, draft, in_review, published
from tests.review.test_every_move import act

pytestmark = pytest.mark.django_db

LATER = NINE + timedelta(hours=1)


class TestOpenReview:
    def test_gives_the_review_that_is_open_already(self, author, editor):
        claim = accepted_claim()
        first = open_review(claim_id=claim.pk, editor=author, version=claim.version, now=NINE)

        second = open_review(claim_id=claim.pk, editor=editor, version=claim.version, now=LATER)

        assert second == first


class TestSaveRevision:
    def test_of_the_same_words_takes_in_what_has_changed_beside_them(self, author, editor):
        revision = approved(author, editor)
        Rating.objects.filter(pk=revision.rating_id).update(name="Mainly false")

        saved = save_revision(
            revision_id=revision.pk,
            editor=author,
            version=revision.version,
            content=written_content(revision),
            now=LATER,
        )

        assert saved.state == RevisionState.DRAFT
        assert act("submit", saved, author).state == RevisionState.IN_REVIEW

    def test_of_the_same_words_changes_nothing(self, author):
        revision = draft(author)

        save_revision(
            revision_id=revision.pk,
            editor=author,
            version=revision.version,
            content=written_content(revision),
            now=LATER,
        )

        assert Revision.objects.get(pk=revision.pk).version == revision.version

    def test_of_an_approved_revision_voids_its_approval(self, author, editor):
        revision = approved(author, editor)

        saved = act("save", revision, author)

        assert saved.state == RevisionState.DRAFT
        assert not Approval.objects.filter(voided_at=None).exists()


class TestSubmitRevision:
    def test_names_what_is_missing(self, author):
        revision = draft(author, headline="", body="")

        with pytest.raises(MoveNotAllowed, match="it has no headline, it has no body"):
            act("submit", revision, author)

    def test_asks_nothing_of_the_gates(self, author):
        revision = draft(author, rating=None, short_answer="", why_chosen="", evidence=())

        assert act("submit", revision, author).state == RevisionState.IN_REVIEW


class TestApproveRevision:
    def test_refuses_whoever_edited_it(self, author):
        revision, helper = draft(author), UserFactory(role="Editor")
        revision = act("save", revision, helper)
        revision = act("submit", revision, author)

        with pytest.raises(MoveNotAllowed, match="nobody judges their own work"):
            act("approve", revision, helper)

    def test_refuses_a_superuser_who_edited_it(self):
        superuser = UserFactory(is_superuser=True)
        revision = in_review(superuser)

        with pytest.raises(MoveNotAllowed, match="nobody judges their own work"):
            act("approve", revision, superuser)

    def test_refuses_the_assignee(self, author, editor):
        revision = in_review(author)
        revision.review.assignee = editor
        revision.review.save()

        with pytest.raises(MoveNotAllowed, match="assigned to you"):
            act("approve", revision, editor)

    def test_refuses_the_last_editor_also_after_a_return(self, author, editor):
        ready = approved(author, editor)
        ready.review.assignee = UserFactory(role="Editor")
        ready.review.save()
        revision = act("return", ready, UserFactory(role="Editor"))
        revision = act("submit", revision, author)

        with pytest.raises(MoveNotAllowed, match="nobody judges their own work"):
            act("approve", revision, author)

    def test_refuses_an_approver_who_changed_a_comma_after_approving(self, author, editor):
        revision = act("save", approved(author, editor), editor)
        revision = act("submit", revision, author)

        with pytest.raises(MoveNotAllowed, match="nobody judges their own work"):
            act("approve", revision, editor)

    def test_refuses_whoever_changed_the_words_of_the_claim(self, author, editor):
        revision = in_review(author)
        claim = revision.review.claim
        words = ClaimContent("The dam is quite safe", "fact", "cited", NINE.date(), [], [])
        edit_claim(claim_id=claim.pk, editor=editor, version=claim.version, content=words, now=LATER)
        revision.refresh_from_db()

        with pytest.raises(MoveNotAllowed, match="nobody judges their own work"):
            act("approve", revision, editor)

    def test_needs_two_editors_where_a_topic_is_sensitive(self, author, editor, sensitive_claim):
        revision = in_review(author, claim=sensitive_claim)

        once = act("approve", revision, editor)
        twice = act("approve", once, UserFactory(role="Editor"))

        assert (once.state, twice.state) == (RevisionState.IN_REVIEW, RevisionState.APPROVED)

    def test_counts_an_editor_once(self, author, editor, sensitive_claim):
        revision = act("approve", in_review(author, claim=sensitive_claim), editor)

        with pytest.raises(MoveNotAllowed, match="another editor"):
            act("approve", revision, editor)


class TestReturnRevision:
    def test_needs_a_reason(self, author, editor):
        with pytest.raises(MoveNotAllowed, match="without a reason"):
            act("return", in_review(author), editor, reason=" ")

    def test_voids_approvals(self, author, editor):
        returned = act("return", approved(author, editor), UserFactory(role="Editor"))

        assert returned.state == RevisionState.DRAFT
        assert not Approval.objects.filter(voided_at=None).exists()


class TestPublishRevision:
    def test_writes_the_public_record(self, author, editor):
        revision = published(author, editor)

        record = PublicRecord.objects.get().record
        assert record["id"] == revision.review.claim.public_id
        assert record["rating"]["slug"] == "mostly-false"
        ana = revision.review.claim.appearances.get().attributions.get().speaker
        assert record["speakers"] == [
            {"id": ana.pk, "name": "Ana Alpha", "kind": "person", "title": "Minister", "same_as": None}
        ]

    def test_refuses_a_record_that_would_read_other_than_approved(self, author, editor):
        revision = approved(author, editor)
        speaker = revision.review.claim.appearances.get().attributions.get().speaker
        speaker.name = "Ana Omega"
        speaker.save()

        with pytest.raises(MoveNotAllowed, match="has changed since it was saved"):
            act("publish", revision, UserFactory(role="Editor"))
