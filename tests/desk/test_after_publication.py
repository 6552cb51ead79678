"""What is done at the desk with a verdict that is approved or public, and with the review around it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import AuditEntry, Rating, Review, Revision, RevisionState
from tests.factories import UserFactory, approved, correction, draft, in_review, published, retracted

ATTACK = "<script>alert(1)</script>"


def page_of(revision):
    return reverse("desk:revision", args=[revision.pk])


def press(client, name, revision, **data):
    """What the button of that name would send, and the page it leads to."""
    around = name in ("take", "plan")
    version = Review.objects.get(pk=revision.review_id).version if around else revision.version
    return client.post(reverse(f"desk:{name}", args=[revision.pk]), {"version": version, **data}, follow=True)


def stored(revision):
    return Revision.objects.get(pk=revision.pk)


@pytest.fixture
def editors_desk(sign_in, editor):
    return sign_in(editor)


class TestButtons:
    @pytest.mark.parametrize(
        ("make", "names"),
        [
            (published, {"correct", "retract", "follow", "take", "plan", "comment"}),
            (retracted, {"correct", "restore"}),
            (approved, {"schedule", "publish"}),
            (correction, {"cancel", "comment", "plan"}),
        ],
    )
    def test_stand_where_their_user_looks_for_them(self, sign_in, reporter, editor, make, names):
        revision, person = make(reporter, editor), UserFactory(role="Editor")

        page = sign_in(person).get(page_of(revision)).content.decode()

        assert all(f'"{reverse(f"desk:{name}", args=[revision.pk])}"' in page for name in names)

    def test_that_one_may_not_press_are_not_there(self, desk, reporter, editor):
        revision = published(reporter, editor)

        page = desk.get(page_of(revision)).content.decode()

        assert reverse("desk:retract", args=[revision.pk]) not in page
        assert "Cannot retract: your account does not have this right" in page

    @pytest.mark.parametrize(
        "name",
        ["correct", "cancel", "retract", "restore", "schedule", "unschedule", "take", "follow", "comment"],
    )
    def test_move_nothing_by_looking(self, desk, reporter, name):
        assert desk.get(reverse(f"desk:{name}", args=[draft(reporter).pk])).status_code == 405

    @pytest.mark.parametrize("name", ["correct", "retract", "schedule", "take", "comment", "plan"])
    def test_of_an_unknown_review_lead_nowhere(self, desk, name):
        assert desk.post(reverse(f"desk:{name}", args=[1]), {"version": 1}).status_code == 404


class TestCorrect:
    def test_opens_a_correction_that_can_be_written(self, desk, reporter, editor):
        live = published(reporter, editor)

        page = press(desk, "correct", live).content.decode()

        assert "Note to readers" in page
        assert "Nothing differs yet from what readers see" in page

    def test_shows_side_by_side_what_changes_for_readers(self, sign_in, reporter, editor):
        begun = correction(reporter, editor)

        response = sign_in(UserFactory(role="Editor")).get(page_of(begun))

        changes = {row["name"]: (row["now"], row["then"]) for row in response.context["changes"]}
        assert changes == {
            "rating": ("Mostly false", "False"),
            "headline": ("No report says the dam is safe", "The dam is cracked"),
        }
        assert "Readers are told that this is a correction" in response.content.decode()

    def test_is_written_with_its_note(self, desk, reporter, editor):
        begun = correction(reporter, editor, correction_note="")
        form = {
            "version": begun.version,
            "headline": begun.headline,
            "short_answer": begun.short_answer,
            "rating": Rating.objects.get(slug="false").pk,
            "body": begun.body,
            "why_chosen": begun.why_chosen,
            "evidence_status": "cited",
            "evidence_status_on": "2026-03-04",
            "evidence-TOTAL_FORMS": 0,
            "evidence-INITIAL_FORMS": 0,
            "correction_note": "We had the rating wrong.",
            "raised_to": "",
        }

        desk.post(page_of(begun), form)

        assert stored(begun).correction_note == "We had the rating wrong."

    def test_leads_from_the_live_revision_to_the_open_one(self, desk, reporter, editor):
        begun = correction(reporter, editor)
        live = begun.review.revisions.get(number=1)

        assert f'<a href="{page_of(begun)}">go to revision 2</a>' in desk.get(page_of(live)).content.decode()

    def test_previews_the_page_with_its_notice(self, desk, reporter, editor):
        begun = correction(reporter, editor)

        page = desk.get(reverse("desk:preview-page", args=[begun.pk])).content.decode()

        assert "An earlier version called the claim mostly false." in page

    def test_may_be_cancelled(self, desk, reporter, editor):
        begun = correction(reporter, editor)

        press(desk, "cancel", begun)

        assert stored(begun).state == RevisionState.CANCELLED

    def test_makes_the_claim_editable_again(self, desk, reporter, editor):
        live = published(reporter, editor)
        address = reverse("desk:claim", args=[live.review.claim.public_id])

        before = desk.get(address).content.decode()
        press(desk, "correct", live)

        assert "open a correction in its review" in before
        assert 'id="edit"' in desk.get(address).content.decode()


class TestRetract:
    def test_asks_for_a_reason_and_keeps_what_was_typed_when_refused(self, editors_desk, reporter, editor):
        live = published(reporter, editor)

        refused = press(editors_desk, "retract", live, version=1, reason="The report was forged.")

        assert refused.status_code == 409
        assert "The report was forged.</textarea>" in refused.content.decode()
        assert press(editors_desk, "retract", live, reason=" ").status_code == 409
        assert stored(live).state == RevisionState.PUBLISHED

    @pytest.mark.parametrize("reason", ["for\0ged", "x" * 5001])
    def test_refuses_a_reason_that_cannot_be_printed(self, editors_desk, reporter, editor, reason):
        live = published(reporter, editor)

        assert press(editors_desk, "retract", live, reason=reason).status_code == 409
        assert stored(live).state == RevisionState.PUBLISHED

    def test_shows_the_desk_what_readers_see(self, editors_desk, reporter, editor):
        live = published(reporter, editor)

        page = press(editors_desk, "retract", live, reason=ATTACK).content.decode()

        assert "Readers see this reason instead of the verdict" in page
        assert ATTACK not in page

    def test_may_leave_what_was_written_to_readers_and_says_so_in_the_history(
        self, editors_desk, reporter, editor
    ):
        live = published(reporter, editor)

        page = press(editors_desk, "retract", live, reason="Forged.", keeps_words="on").content.decode()

        assert "readers may still read it" in page
        assert live.review.claim.public_records.get(version=2).record["withdrawn_version"] == 1

    def test_stands_among_the_published_and_may_be_restored(self, editors_desk, reporter, editor):
        taken_back = retracted(reporter, editor)

        listed = editors_desk.get(reverse("desk:reviews"), {"list": "published"}).context["rows"]
        press(editors_desk, "restore", taken_back, reason="It was genuine.")

        assert [row["revision"] for row in listed] == [taken_back]
        assert stored(taken_back).state == RevisionState.PUBLISHED


class TestSchedule:
    @pytest.mark.parametrize(
        "moment",
        ["", "x", "-1", "2026-02-30T10:00", "9999-12-31T23:59", "0001-01-01T00:00", "2020-01-01T10:00", "\0"],
    )
    def test_refuses_times_that_cannot_be_meant_in_one_sentence(self, editors_desk, reporter, editor, moment):
        ready = approved(reporter, editor)

        response = press(editors_desk, "schedule", ready, publish_at=moment)

        assert response.status_code == 409
        assert "Cannot schedule: " in response.content.decode()
        assert stored(ready).publish_at is None

    def test_shows_when_and_takes_it_off_again(self, editors_desk, reporter, editor):
        ready = approved(reporter, editor)
        tomorrow = timezone.localtime() + timedelta(days=1)

        page = press(
            editors_desk, "schedule", ready, publish_at=f"{tomorrow:%Y-%m-%dT%H:%M}"
        ).content.decode()

        assert "It publishes itself on" in page
        assert reverse("desk:publish", args=[ready.pk]) not in page
        assert [
            row["revision"]
            for row in editors_desk.get(reverse("desk:reviews"), {"list": "scheduled"}).context["rows"]
        ] == [ready]
        press(editors_desk, "unschedule", stored(ready))
        assert stored(ready).publish_at is None


class TestPlan:
    def test_assigns_and_plans_in_one(self, desk, reporter, editor):
        revision, day = draft(reporter), timezone.localdate() + timedelta(days=3)

        press(desk, "plan", revision, assignee=editor.pk, due_on=f"{day:%Y-%m-%d}", priority=4)

        review = Review.objects.get(pk=revision.review_id)
        assert (review.assignee, review.due_on, review.priority) == (editor, day, 4)

    @pytest.mark.parametrize(
        "wrong", [{"assignee": 0}, {"assignee": "x"}, {"due_on": "2026-02-30"}, {"priority": 9}]
    )
    def test_says_at_the_field_what_is_wrong(self, desk, reporter, wrong):
        revision = draft(reporter)

        response = press(
            desk, "plan", revision, **({"assignee": reporter.pk, "due_on": "", "priority": 2} | wrong)
        )

        assert response.status_code == 422

    def test_changes_nothing_when_one_half_is_refused(self, desk, reporter, editor):
        revision = approved(reporter, editor)

        response = press(desk, "plan", revision, assignee=editor.pk, due_on="", priority=4)

        assert response.status_code == 409
        assert "has approved it" in response.content.decode()
        assert Review.objects.get(pk=revision.review_id).priority == 2

    def test_refuses_what_somebody_has_changed_meanwhile(self, desk, sign_in, reporter, editor):
        revision = draft(reporter)
        press(sign_in(editor), "take", revision)

        response = press(desk, "plan", revision, version=1, assignee=reporter.pk, due_on="", priority=2)

        assert response.status_code == 409

    def test_takes_a_review_on(self, editors_desk, reporter, editor):
        revision = draft(reporter)

        press(editors_desk, "take", revision)

        assert Review.objects.get(pk=revision.review_id).assignee == editor


class TestCommentAndFollow:
    def test_puts_a_comment_into_the_history_as_text(self, editors_desk, reporter):
        revision = in_review(reporter)

        page = press(editors_desk, "comment", revision, comment=ATTACK).content.decode()

        assert "commented" in page
        assert ATTACK not in page
        assert AuditEntry.objects.latest("pk").reason == ATTACK

    def test_takes_no_comment_from_who_may_not_write(self, sign_in, reporter):
        response = press(sign_in(UserFactory()), "comment", in_review(reporter), comment="Ask the mayor.")

        assert response.status_code == 409
        assert not AuditEntry.objects.filter(move="comment").exists()

    def test_follows_and_unfollows(self, editors_desk, reporter):
        revision = draft(reporter)

        followed = press(editors_desk, "follow", revision).content.decode()
        listed = editors_desk.get(reverse("desk:reviews"), {"list": "followed"}).context["rows"]

        assert "Follow no longer" in followed
        assert [row["revision"] for row in listed] == [revision]
        assert "Follow no longer" not in press(editors_desk, "unfollow", revision).content.decode()
