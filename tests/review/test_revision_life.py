"""The life of a revision, each move from each state."""

from datetime import timedelta

import pytest

from claims.models import (
    Approval,
    AuditEntry,
    ContactAttempt,
    DeskSettings,
    PublicRecord,
    Rating,
    Revision,
    RevisionState,
)
from claims.review.actions import (
    approve_revision,
    open_review,
    publish_revision,
    return_revision,
    save_revision,
    submit_revision,
    written_content,
)
from claims.review.assigning import (
    assign_review,
    comment_on_review,
    follow_review,
    plan_review,
    take_review,
    unfollow_review,
)
from claims.review.correcting import cancel_correction, correct_revision, restore_revision, retract_revision
from claims.review.excerpts import approve_excerpt, propose_excerpt
from claims.review.locks import hold_revision, take_over_revision
from claims.review.moves import MOVES, MoveNotAllowed, StaleSave, verb
from claims.review.rechecking import note_new_evidence, plan_recheck, say_it_still_holds
from claims.review.replies import AnswerEntry, record_answer, record_contact, withdraw_contact
from claims.review.scheduling import schedule_revision, unschedule_revision
from claims.review.second_rating import agree_on_rating, decline_to_rate, rate_revision
from claims.review.triage import ClaimContent, edit_claim
from claims.review.unasked import leave_unasked
from claims.review.waiving import waive_gate, withdraw_waiver
from tests.factories import (
    ANSWER_BY,
    ASKED_AT,
    NINE,
    SpeakerFactory,
    UserFactory,
    accepted_claim,
    approved,
    ask_for_second_ratings,
    cancelled,
    contact_entry,
    content,
    correction,
    draft,
    in_review,
    published,
    rated_twice,
    retracted,
    scheduled,
    sole_source,
    superseded,
    waived,
)

pytestmark = pytest.mark.django_db

LATER = NINE + timedelta(hours=1)


def false() -> int:
    return Rating.objects.get(slug="false").pk


ACTIONS = {
    "save": lambda **named: save_revision(content=content(headline="Other"), **named),
    "take_over": lambda version=0, **named: take_over_revision(session="mine", **named),
    "submit": submit_revision,
    "return": lambda **named: return_revision(**({"reason": "Name the report."} | named)),
    "approve": approve_revision,
    "waive": lambda **named: waive_gate(**({"gate": "two_publishers", "reason": "The only count."} | named)),
    "withdraw": lambda **named: withdraw_waiver(gate="two_publishers", **named),
    "publish": publish_revision,
    "schedule": lambda **named: schedule_revision(publish_at=LATER + timedelta(days=1), **named),
    "unschedule": unschedule_revision,
    "correct": correct_revision,
    "cancel": cancel_correction,
    "retract": lambda **named: retract_revision(**({"reason": "It was forged."} | named)),
    "restore": lambda **named: restore_revision(**({"reason": "It was not forged."} | named)),
    "rate": lambda **named: rate_revision(rating_id=false(), **({"reason": "Cracks."} | named)),
    "decline_rating": decline_to_rate,
    "agree_rating": lambda **named: agree_on_rating(rating_id=false(), **({"reason": "Cracks."} | named)),
    "still_holds": lambda **named: say_it_still_holds(
        recheck_on=LATER.date() + timedelta(days=90), **({"reason": "No new inspection."} | named)
    ),
    "note_evidence": lambda version=0, **named: note_new_evidence(**({"reason": "A survey."} | named)),
    "plan_recheck": lambda **named: plan_recheck(recheck_on=LATER.date() + timedelta(days=9), **named),
    "assign": lambda **named: assign_review(assignee_id=UserFactory(role="Reporter").pk, **named),
    "take": take_review,
    "plan": lambda **named: plan_review(due_on=LATER.date(), priority=3, **named),
    "follow": lambda version=0, **named: follow_review(**named),
    "unfollow": lambda version=0, **named: unfollow_review(**named),
    "comment": lambda version=0, **named: comment_on_review(**({"comment": "Ask the mayor."} | named)),
}


def attempt_in(revision_id, **fields):
    """A row as the actions of the right of reply would find it, whatever the revision's state."""
    review, somebody = Revision.objects.get(pk=revision_id).review, UserFactory()
    row = {
        "speaker": SpeakerFactory(),
        "channel": "mail",
        "question": "Why?",
        "contacted_at": ASKED_AT,
        "deadline": ANSWER_BY,
        "outcome": "answered",
        "answer": "It is safe.",
        "answered_at": NINE,
        "answer_by": somebody,
        "recorded_by": somebody,
        "recorded_at": NINE,
    }
    attempt = ContactAttempt.objects.create(review=review, **(row | fields))
    return {"attempt_id": attempt.pk, "version": 1}


def entered(revision_id):
    """An excerpt that somebody else has entered."""
    return attempt_in(revision_id, excerpt="It is safe.", excerpt_by=UserFactory())


ACTIONS |= {
    "record_contact": lambda version=0, **named: record_contact(
        entry=contact_entry(Revision.objects.get(pk=named["revision_id"])), **named
    ),
    "record_answer": lambda version=0, **named: record_answer(
        entry=AnswerEntry("declined", "", NINE), **named, **attempt_in(named["revision_id"])
    ),
    "propose_excerpt": lambda version=0, **named: propose_excerpt(
        excerpt="It is safe", **named, **attempt_in(named["revision_id"])
    ),
    "approve_excerpt": lambda version=0, **named: approve_excerpt(**named, **entered(named["revision_id"])),
    "withdraw_contact": lambda version=0, **named: withdraw_contact(
        **({"reason": "Another Ana."} | named), **attempt_in(named["revision_id"])
    ),
    "leave_unasked": lambda version=0, **named: leave_unasked(
        speaker_id=SpeakerFactory().pk, reason="dead", words="She died in 2019.", **named
    ),
}
OF_REVISIONS = [name for name, move in MOVES.items() if isinstance(move.starts[0], RevisionState)]
BOUND = [name for name in ACTIONS if MOVES[name].is_bound_to]


@pytest.fixture
def revision_in(author, editor):
    """Make a revision in any state; where a move wants more of it than its state, as that move wants it."""
    makers = {
        RevisionState.DRAFT: lambda: draft(author),
        RevisionState.IN_REVIEW: lambda: in_review(author),
        RevisionState.APPROVED: lambda: approved(author, editor),
        RevisionState.PUBLISHED: lambda: published(author, editor),
        RevisionState.SUPERSEDED: lambda: superseded(author, editor),
        RevisionState.RETRACTED: lambda: retracted(author, editor),
        RevisionState.CANCELLED: lambda: cancelled(author, editor),
    }

    def asked(make):
        ask_for_second_ratings()
        return make(author)

    wanted = {
        ("rate", RevisionState.IN_REVIEW): lambda: asked(in_review),
        ("decline_rating", RevisionState.DRAFT): lambda: asked(draft),
        ("agree_rating", RevisionState.IN_REVIEW): lambda: disputed(author, editor),
        ("cancel", RevisionState.DRAFT): lambda: correction(author, editor),
        ("unschedule", RevisionState.APPROVED): lambda: scheduled(author, editor),
        ("waive", RevisionState.IN_REVIEW): lambda: sole_source(author),
        ("withdraw", RevisionState.IN_REVIEW): lambda: waived(author, editor),
    }
    return lambda state, move="": wanted.get((move, state), makers[state])()


def disputed(author, rater):
    """A revision that two editors rate differently, at a desk that has stopped asking for second ratings since."""
    revision = rated_twice(author, rater)
    DeskSettings.objects.update(has_second_rating=False)
    return revision


def act(name, revision, editor, **changes):
    arguments = {"revision_id": revision.pk, "editor": editor, "now": LATER}
    around = MOVES[name].is_bound_to == "review"
    arguments["version"] = revision.review.version if around else revision.version
    return ACTIONS[name](**(arguments | changes))


class TestEveryMove:
    def test_is_tried_here(self):
        assert set(ACTIONS) == set(OF_REVISIONS)

    @pytest.mark.parametrize(
        ("name", "state"),
        [(name, state) for name in ACTIONS for state in RevisionState if state not in MOVES[name].starts],
    )
    def test_is_refused_from_every_other_state(self, revision_in, name, state):
        revision = revision_in(state)

        with pytest.raises(MoveNotAllowed, match=f"Cannot {verb(name)}"):
            act(name, revision, UserFactory(role="Editor"))

        assert Revision.objects.get(pk=revision.pk).state == state

    @pytest.mark.parametrize("name", ACTIONS)
    def test_is_refused_without_the_right_to_it(self, revision_in, name):
        revision = revision_in(MOVES[name].starts[0], name)

        with pytest.raises(MoveNotAllowed, match="does not have this right"):
            act(name, revision, UserFactory())

    @pytest.mark.parametrize("name", BOUND)
    def test_is_refused_on_words_that_have_changed_since_they_were_read(self, revision_in, name):
        revision = revision_in(MOVES[name].starts[0], name)

        with pytest.raises(StaleSave, match="Read it again"):
            act(name, revision, UserFactory(role="Editor"), version=0)

    @pytest.mark.parametrize("name", ACTIONS)
    def test_leaves_one_audit_entry(self, revision_in, name):
        revision, mover = revision_in(MOVES[name].starts[0], name), UserFactory(role="Editor")
        if name == "unfollow":
            revision.review.followers.add(mover)
        if name == "take_over":
            hold_revision(revision_id=revision.pk, person=UserFactory(role="Editor"), session="theirs")
        before = AuditEntry.objects.count()

        act(name, revision, mover)

        entry = AuditEntry.objects.latest("pk")
        assert AuditEntry.objects.count() == before + 1
        assert (entry.move, entry.actor, entry.revision.review) == (name, mover, revision.review)

    @pytest.mark.parametrize("name", ["return", "waive", "retract", "restore"])
    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_that_needs_a_reason_is_refused_without(self, revision_in, name, reason):
        revision = revision_in(MOVES[name].starts[0])

        with pytest.raises(MoveNotAllowed, match="without a reason"):
            act(name, revision, UserFactory(role="Editor"), reason=reason)

    def test_twice_is_refused_the_second_time(self, revision_in):
        revision = revision_in(RevisionState.APPROVED)
        publisher = UserFactory(role="Editor")
        act("publish", revision, publisher)

        with pytest.raises(MoveNotAllowed, match="this is published"):
            act("publish", revision, publisher)

        assert PublicRecord.objects.count() == 1


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

    def test_of_an_approved_revision_voids_its_approval(self, revision_in, author):
        revision = revision_in(RevisionState.APPROVED)

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

    def test_voids_approvals(self, revision_in):
        returned = act("return", revision_in(RevisionState.APPROVED), UserFactory(role="Editor"))

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

    def test_refuses_a_record_that_would_read_other_than_approved(self, revision_in):
        revision = revision_in(RevisionState.APPROVED)
        speaker = revision.review.claim.appearances.get().attributions.get().speaker
        speaker.name = "Ana Omega"
        speaker.save()

        with pytest.raises(MoveNotAllowed, match="has changed since it was saved"):
            act("publish", revision, UserFactory(role="Editor"))
