"""What one claim has to do with another: said at the desk, approved with the claim, kept in the audit."""

from datetime import timedelta

import pytest

from claims.models import AuditEntry, Claim, ClaimLink, Revision
from claims.publication.record import content_of
from claims.review.actions import approve_revision
from claims.review.correcting import cancel_correction, correct_revision
from claims.review.corrections import changed_parts
from claims.review.linking import link_claim, unlink_claim
from claims.review.merging import merge_claim, unmerge_claim
from claims.review.moves import MoveNotAllowed, StaleSave
from tests.factories import (
    NINE,
    AppearanceFactory,
    UserFactory,
    accepted_claim,
    approved,
    in_review,
    linked,
    published,
    retracted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def verdict(author, editor):
    """A claim whose verdict readers know."""
    return published(author, editor).review.claim


def links(claim):
    return list(claim.links.values_list("kind", "other__public_id"))


def corrected_claim(author, editor):
    """A public claim with a link, and an open correction of its verdict."""
    other = published(author, editor).review.claim
    claim = linked(accepted_claim(), other, author)
    live = published(author, editor, claim=claim)
    opened = correct_revision(revision_id=live.pk, editor=author, version=live.version, now=NINE)
    return opened, Claim.objects.get(pk=claim.pk), other


class TestLinkClaim:
    def test_says_in_the_audit_who_linked_what_and_how(self, author, verdict):
        claim = linked(accepted_claim(), verdict, author, "repeats")

        assert links(claim) == [("repeats", verdict.public_id)]
        entry = AuditEntry.objects.latest("pk")
        assert (entry.move, entry.claim, entry.actor) == ("link", claim, author)
        assert entry.detail["relation"] == ["", "Repeats"]
        assert entry.detail["with"][1].startswith(verdict.public_id)

    def test_voids_what_was_approved_without_it(self, author, editor, verdict):
        revision = approved(author, editor)

        linked(revision.review.claim, verdict, author)

        after = Revision.objects.get(pk=revision.pk)
        assert (after.state, after.approvals.filter(voided_at=None).count()) == ("draft", 0)
        assert content_of(after)["links"] == [{"kind": "contradicts", "claim": verdict.public_id}]

    def test_makes_whoever_links_an_editor_of_what_is_judged(self, author, editor, verdict):
        waiting = in_review(author)
        linked(waiting.review.claim, verdict, editor)
        waiting.refresh_from_db()

        with pytest.raises(MoveNotAllowed, match="nobody judges their own work"):
            approve_revision(revision_id=waiting.pk, editor=editor, version=waiting.version, now=NINE)

    def test_refuses_what_readers_could_not_follow(self, author, editor):
        draft, gone = accepted_claim(), retracted(author, editor).review.claim

        for other in (draft, gone):
            with pytest.raises(MoveNotAllowed, match="readers know no verdict"):
                linked(accepted_claim(), other, author)

    def test_refuses_the_claim_itself_and_one_that_is_not_there(self, author, editor):
        claim = retracted(author, editor).review.claim
        opened = correct_revision(
            revision_id=claim.review.revisions.get().pk,
            editor=author,
            version=claim.review.revisions.get().version,
            now=NINE,
        )

        with pytest.raises(MoveNotAllowed, match="to itself"):
            linked(opened.review.claim, claim, author)
        with pytest.raises(MoveNotAllowed, match="is not there"):
            linked(claim, Claim(public_id="nothing"), author)

    def test_refuses_a_public_verdict_without_a_correction(self, author, editor, verdict):
        claim = published(author, editor).review.claim

        with pytest.raises(MoveNotAllowed, match="Cannot link this claim: readers already see"):
            linked(claim, verdict, author)

    def test_links_two_claims_once_in_a_kind_whichever_way(self, author, editor, verdict):
        claim = linked(accepted_claim(), verdict, author)
        published(author, editor, claim=claim)
        live = verdict.review.revisions.get()
        correct_revision(revision_id=live.pk, editor=author, version=live.version, now=NINE)

        with pytest.raises(MoveNotAllowed, match="linked so already"):
            linked(verdict, claim, author)

        linked(verdict, claim, author, "answers")
        assert links(verdict) == [("answers", claim.public_id)]

    def test_refuses_a_claim_that_somebody_has_changed_since(self, author, verdict):
        act = {"relation": "repeats", "to": verdict.public_id, "editor": author, "version": 0, "now": NINE}

        with pytest.raises(StaleSave):
            link_claim(claim_id=accepted_claim().pk, **act)

    def test_refuses_whoever_may_not_triage(self, verdict):
        with pytest.raises(MoveNotAllowed, match="does not have this right"):
            linked(accepted_claim(), verdict, UserFactory())

    def test_stays_with_a_claim_that_is_merged_and_comes_back_with_it(self, author, verdict):
        claim = linked(AppearanceFactory().claim, verdict, author)
        act = {"claim_id": claim.pk, "editor": author, "now": NINE}

        merged = merge_claim(**act, into_id=accepted_claim().pk, version=claim.version)
        back = unmerge_claim(**act, version=merged.version)

        assert links(back) == [("contradicts", verdict.public_id)]


class TestUnlinkClaim:
    def act(self, claim, verdict, author):
        given = {"relation": "contradicts", "to": verdict.public_id, "editor": author, "now": NINE}
        return unlink_claim(claim_id=claim.pk, version=claim.version, **given)

    def test_takes_it_back_and_says_so(self, author, verdict):
        claim = linked(accepted_claim(), verdict, author)

        self.act(claim, verdict, author)

        assert not ClaimLink.objects.exists()
        assert AuditEntry.objects.latest("pk").detail["relation"] == ["Is contrary to", ""]

    def test_refuses_where_there_is_none(self, author, verdict):
        with pytest.raises(MoveNotAllowed, match="not there any more"):
            self.act(accepted_claim(), verdict, author)

    def test_refuses_a_public_verdict_without_a_correction(self, author, editor, verdict):
        claim = linked(accepted_claim(), verdict, author)
        published(author, editor, claim=claim)

        with pytest.raises(MoveNotAllowed, match="Cannot remove this link: readers already see"):
            self.act(claim, verdict, author)


class TestLinksOfACorrection:
    def test_are_given_back_when_it_is_cancelled(self, author, editor, verdict):
        opened, claim, other = corrected_claim(author, editor)
        act = {"relation": "contradicts", "to": other.public_id, "editor": author, "now": NINE}
        changed = unlink_claim(claim_id=claim.pk, version=claim.version, **act)
        linked(changed, verdict, author)
        opened.refresh_from_db()

        later = NINE + timedelta(hours=1)
        cancel_correction(revision_id=opened.pk, editor=author, version=opened.version, now=later)

        assert links(claim) == [("contradicts", other.public_id)]

    @pytest.mark.parametrize(
        ("before", "after", "kind"), [([], [1], "update"), ([1], [1, 2], "update"), ([1], [], "correction")]
    )
    def test_are_news_where_they_come_and_a_correction_where_they_go(self, before, after, kind):
        told = ({"links": [{"kind": "repeats", "claim": n} for n in each]} for each in (before, after))
        old, new = ({name: value for name, value in each.items() if value} for each in told)

        assert changed_parts(old, new) == {"links": kind}
