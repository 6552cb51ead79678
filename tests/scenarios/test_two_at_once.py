"""Two people act in the same instant; it ends as if one had acted after the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from claims.intake.submit import submit_article
from claims.models import ArrivedBy, Article, AuditEntry, Claim, OutboxMessage, PublicRecord, Revision
from claims.models.audit import broken_entries
from claims.people.accounts import give_role, take_role
from claims.review.actions import approve_revision, publish_revision, save_revision, submit_revision
from claims.review.assigning import comment_on_review
from claims.review.correcting import correct_revision, retract_revision
from claims.review.merging import merge_claim, unmerge_claim
from claims.review.moves import MoveNotAllowed
from claims.review.scheduling import publish_due
from claims.review.steps import Step, take_steps
from claims.review.triage import accept_claim, dismiss_claim
from tests.factories import (
    NINE,
    AppearanceFactory,
    UserFactory,
    approved,
    content,
    correction,
    draft,
    published,
    scheduled,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads of their own, started together; give what each returned or was refused with."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=10)
            return act()
        except MoveNotAllowed as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def editors():
    return [UserFactory(role="Editor") for _ in range(3)]


def refusals(results):
    return [result for result in results if isinstance(result, MoveNotAllowed)]


class TestTwoAtOnce:
    def test_publish_a_revision_once(self, editors):
        author, *others = editors
        ready = approved(author, others[0])

        def publish(editor):
            return publish_revision(revision_id=ready.pk, editor=editor, version=ready.version, now=NINE)

        results = at_once(*[lambda editor=editor: publish(editor) for editor in others])

        assert len(refusals(results)) == 1
        assert PublicRecord.objects.count() == 1

    def test_publish_two_revisions_under_numbers_without_gap_or_fork(self, editors):
        author, *others = editors
        ready = [approved(author, others[0]) for _ in range(4)]

        def publish(revision):
            return publish_revision(
                revision_id=revision.pk, editor=author, version=revision.version, now=NINE
            )

        at_once(*[lambda revision=revision: publish(revision) for revision in ready])

        assert sorted(PublicRecord.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4]
        assert not list(broken_entries(AuditEntry.objects.order_by("pk")))

    def test_save_a_revision_and_one_is_told(self, editors):
        written = draft(editors[0])

        def save(editor):
            return save_revision(
                revision_id=written.pk,
                editor=editor,
                version=written.version,
                content=content(headline=f"By {editor}"),
                now=NINE,
            )

        results = at_once(*[lambda editor=editor: save(editor) for editor in editors])

        (winner,) = [result for result in results if isinstance(result, Revision)]
        assert len(refusals(results)) == 2
        assert Revision.objects.get().headline == winner.headline

    def test_correct_a_verdict_and_there_is_one_correction(self, editors):
        live = published(*editors[:2])

        def correct(editor):
            return correct_revision(revision_id=live.pk, editor=editor, version=live.version, now=NINE)

        results = at_once(*[lambda editor=editor: correct(editor) for editor in editors])

        assert len({revision.pk for revision in results}) == 1
        assert Revision.objects.count() == 2

    def test_sweep_the_schedule_and_publish_once(self, editors):
        ready = scheduled(*editors[:2])

        results = at_once(*[lambda: publish_due(revision_id=ready.pk, now=NINE + timedelta(hours=3))] * 4)

        assert sorted(results) == [False, False, False, True]
        assert PublicRecord.objects.count() == 1

    def test_retract_a_verdict_and_publish_its_correction(self, editors):
        author, editor, other = editors
        begun = correction(author, editor)
        live = begun.review.revisions.get(number=1)
        for act, person in ((submit_revision, author), (approve_revision, editor)):
            begun = act(revision_id=begun.pk, editor=person, version=begun.version, now=NINE)
        known = {"editor": other, "now": NINE}

        at_once(
            lambda: publish_revision(revision_id=begun.pk, version=begun.version, **known),
            lambda: retract_revision(revision_id=live.pk, version=live.version, reason="Forged.", **known),
        )

        versions = list(PublicRecord.objects.order_by("version").values_list("version", "state"))
        assert versions in (
            [(1, "published"), (2, "corrected")],
            [(1, "published"), (2, "retracted"), (3, "corrected")],
        )
        assert PublicRecord.objects.filter(until_at=None).count() == 1

    def test_decide_on_a_claim_differently_and_one_is_told(self, editors):
        claim = AppearanceFactory().claim
        known = {"claim_id": claim.pk, "version": claim.version, "now": NINE}

        results = at_once(
            lambda: accept_claim(editor=editors[0], **known),
            lambda: dismiss_claim(editor=editors[1], reason="trivial", **known),
        )

        assert len(refusals(results)) == 1
        assert AuditEntry.objects.count() == 1

    def test_submit_the_same_text_and_it_is_stored_and_announced_once(self):
        def submit():
            return submit_article(
                text="Ana Alpha said the dam is safe.", arrived_by=ArrivedBy.API, submitted_by=None, now=NINE
            )

        results = at_once(*[submit] * 4)

        assert sorted(result.is_new for result in results) == [False, False, False, True]
        assert (Article.objects.count(), OutboxMessage.objects.count()) == (1, 1)

    def test_merge_two_claims_into_each_other_once(self, editors):
        for _ in range(5):
            first, second = AppearanceFactory().claim, AppearanceFactory().claim

            def merge(claim, other, editor):
                return merge_claim(claim_id=claim.pk, into_id=other.pk, editor=editor, version=1, now=NINE)

            pairs = [(first, second, editors[0]), (second, first, editors[1])]
            results = at_once(*[lambda pair=pair: merge(*pair) for pair in pairs])

            assert len(refusals(results)) == 1
            states = Claim.objects.filter(pk__in=[first.pk, second.pk]).values_list("status", flat=True)
            assert sorted(states) == ["candidate", "merged"]

    def test_take_back_a_merge_once(self, editors):
        claim, other = AppearanceFactory().claim, AppearanceFactory().claim
        merge_claim(claim_id=claim.pk, into_id=other.pk, editor=editors[0], version=1, now=NINE)

        def unmerge(editor):
            return unmerge_claim(claim_id=claim.pk, editor=editor, version=2, now=NINE)

        results = at_once(*[lambda editor=editor: unmerge(editor) for editor in editors[:2]])

        assert len(refusals(results)) == 1
        assert (claim.appearances.count(), other.appearances.count()) == (1, 1)

    def test_decide_the_same_many_claims_each_once_and_wait_in_no_ring(self, editors):
        claims = [AppearanceFactory().claim for _ in range(12)]

        def decide(editor, order):
            steps = [Step(claim.public_id, 1, "accept") for claim in order]
            return take_steps(steps=steps, editor=editor, now=NINE)

        def dismiss(editor):
            return dismiss_claim(claim_id=claims[6].pk, editor=editor, version=1, reason="trivial", now=NINE)

        forwards, backwards, single = at_once(
            lambda: decide(editors[0], claims),
            lambda: decide(editors[1], claims[::-1]),
            lambda: dismiss(editors[2]),
        )

        done = len(forwards.done) + len(backwards.done) + (not isinstance(single, MoveNotAllowed))
        assert done == AuditEntry.objects.count() == 12
        assert not list(broken_entries(AuditEntry.objects.order_by("pk")))

    def test_demote_somebody_who_acts_and_neither_waits_for_the_other_for_ever(self, editors):
        author, editor, other = editors
        administrator = UserFactory(role="Administrator")
        waiting = draft(author)
        for number in range(5):
            change = (take_role, give_role)[number % 2]
            results = at_once(
                lambda: comment_on_review(revision_id=waiting.pk, editor=editor, comment="Wait.", now=NINE),
                lambda: comment_on_review(revision_id=waiting.pk, editor=other, comment="Why?", now=NINE),
                lambda: change(person_id=editor.pk, role="Editor", administrator=administrator, now=NINE),  # noqa: B023
            )

            assert len(refusals(results)) <= 1
        assert not list(broken_entries(AuditEntry.objects.order_by("pk")))
