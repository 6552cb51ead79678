"""The checklist beside a review, and what is done from it."""

import pytest
from django.urls import reverse

from claims.models import Revision, RevisionState
from claims.review.gates import GATES
from tests.desk.test_reviews import form_of, move, page_of, state
from tests.factories import approved, draft, in_review, left_unasked, published, sole_source, waived

REASON = "Nobody else has inspected the dam."


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def browser(sign_in, editor):
    return sign_in(editor)


class TestChecklist:
    @pytest.mark.parametrize("make", [draft, in_review])
    def test_stands_beside_the_text_where_it_is_written_and_where_it_is_judged(self, browser, reporter, make):
        revision = left_unasked(make(reporter), reporter)

        page = text_of(browser.get(page_of(revision)))

        for gate in GATES.values():
            kind = "required" if gate.is_hard else "advised"
            word = "open" if gate.id == "both_stances" else "passed"
            assert f'<b>{gate.name}</b>: {word} <span class="hint">{kind} · {gate.standard},' in page
        assert "Everything required is met or waived." in page

    def test_follows_what_is_saved(self, desk, reporter):
        revision = left_unasked(draft(reporter), reporter)

        response = desk.post(page_of(revision), form_of(revision, why_chosen=""), follow=True)

        assert "Required and not met yet: “Why we checked it” and “Two independent publishers”." in text_of(
            response
        )

    def test_can_be_had_alone(self, desk, reporter):
        response = desk.get(reverse("desk:gates", args=[sole_source(reporter).pk]))

        assert text_of(response).startswith('<section class="gates"')
        assert "comes from Dam Authority" in text_of(response)

    def test_is_asked_again_on_demand(self, browser, reporter, editor):
        revision = approved(reporter, editor)
        revision.gate_check.delete()

        page = text_of(browser.post(reverse("desk:gates", args=[revision.pk]), follow=True))

        assert "Everything required is met or waived." in page
        assert state(revision) == RevisionState.APPROVED

    def test_of_a_public_verdict_stays_as_it_was(self, browser, reporter, editor):
        revision = published(reporter, editor)

        browser.post(reverse("desk:gates", args=[revision.pk]))

        revision.gate_check.refresh_from_db()
        assert revision.gate_check.checked_at == revision.published_at

    def test_of_an_unknown_review_is_not_found(self, desk):
        assert desk.get(reverse("desk:gates", args=[1])).status_code == 404

    def test_is_gone_once_readers_know_the_verdict(self, browser, reporter, editor):
        assert 'id="gates"' not in text_of(browser.get(page_of(published(reporter, editor))))

    def test_says_what_is_not_checked_yet(self, browser, reporter, editor):
        revision = approved(reporter, editor)
        revision.gate_check.delete()

        assert "<b>Rating</b>: not checked yet" in text_of(browser.get(page_of(revision)))

    def test_shows_what_was_typed_as_text(self, browser, reporter):
        revision = draft(reporter)
        revision.gate_check.answers["origin"] = "<script>alert(1)</script>"
        revision.gate_check.save()

        assert "<script>alert" not in text_of(browser.get(page_of(revision)))


class TestOpenGates:
    def test_are_named_when_a_review_is_submitted(self, desk, reporter):
        revision = left_unasked(draft(reporter), reporter)

        response = desk.post(page_of(revision), form_of(revision, then="submit"), follow=True)

        assert state(revision) == RevisionState.IN_REVIEW
        assert "Before it is published it still needs “Two independent publishers”." in text_of(response)

    def test_are_named_when_it_is_approved(self, browser, reporter):
        revision = sole_source(reporter)

        page = text_of(move(browser, "approve", revision))

        assert state(revision) == RevisionState.APPROVED
        assert "Approved as it stands. Before it is published it still needs “Two independent" in page

    def test_take_the_buttons_away_and_say_why(self, browser, reporter):
        revision = sole_source(reporter)
        page = text_of(move(browser, "approve", revision))

        assert reverse("desk:publish", args=[revision.pk]) not in page
        assert reverse("desk:schedule", args=[revision.pk]) not in page
        assert "Cannot publish: required and not met is “Two independent publishers”." in page

    def test_refuse_publication_also_when_forced(self, browser, reporter):
        revision = sole_source(reporter)
        move(browser, "approve", revision)
        revision.refresh_from_db()

        response = move(browser, "publish", revision)

        assert response.status_code == 409
        assert "required and not met is “Two independent publishers”" in text_of(response)
        assert state(revision) == RevisionState.APPROVED


class TestWaive:
    def test_is_offered_to_another_editor(self, browser, reporter):
        page = text_of(browser.get(page_of(sole_source(reporter))))

        assert "Waive “Two independent publishers”" in page

    def test_is_not_offered_to_whoever_wrote_it(self, desk, reporter):
        page = text_of(desk.get(page_of(sole_source(reporter))))

        assert "Waive “" not in page

    def test_is_said_with_its_reason_and_who_granted_it(self, browser, reporter):
        revision = sole_source(reporter)

        page = text_of(
            move(browser, "waive", revision, gate="two_publishers", waiver_reason=f"{REASON} <b>None.</b>")
        )

        assert "Two independent publishers</b>: waived" in page
        assert f'Waived by <bdi>Eda Torr</bdi>: <q dir="auto">{REASON} &lt;b&gt;None.&lt;/b&gt;</q>' in page

    def test_is_seen_on_the_page_that_readers_would_get(self, browser, reporter, editor):
        revision = waived(reporter, editor)

        page = text_of(browser.get(reverse("desk:preview-page", args=[revision.pk])))

        assert "<b>Waived: <span>two independent publishers</span>.</b> Reason:" in page
        assert REASON in page

    @pytest.mark.parametrize(
        ("reason", "sentence"),
        [
            (" ", "without a reason"),
            ("x" * 5_001, "5000"),
            ("x\0", "U+0000"),
        ],
    )
    def test_keeps_a_reason_that_cannot_be_taken(self, browser, reporter, reason, sentence):
        revision = sole_source(reporter)

        response = move(browser, "waive", revision, gate="two_publishers", waiver_reason=reason)

        assert response.status_code == 409
        assert sentence in text_of(response)
        assert not revision.waivers.exists()

    def test_keeps_the_reason_of_a_refused_waiver(self, browser, reporter):
        revision = sole_source(reporter)

        response = move(browser, "waive", revision, version=1, gate="two_publishers", waiver_reason=REASON)

        assert response.status_code == 409
        assert f"{REASON}</textarea>" in text_of(response)

    def test_a_second_click_is_refused(self, browser, reporter):
        revision = sole_source(reporter)
        move(browser, "waive", revision, gate="two_publishers", waiver_reason=REASON)

        response = move(browser, "waive", revision, gate="two_publishers", waiver_reason=REASON)

        assert (response.status_code, revision.waivers.count()) == (409, 1)

    def test_of_an_approved_revision_asks_for_another_approval(self, browser, reporter):
        revision = sole_source(reporter)
        move(browser, "approve", revision)

        assert "has to be approved again" in text_of(browser.get(page_of(revision)))


class TestWithdraw:
    def test_opens_the_gate_again(self, browser, reporter, editor):
        revision = waived(reporter, editor)

        page = text_of(move(browser, "withdraw", revision, gate="two_publishers"))

        assert "Two independent publishers</b>: open" in page

    def test_of_none_is_refused(self, browser, reporter):
        response = move(browser, "withdraw", sole_source(reporter), gate="\0")

        assert response.status_code == 409
        assert "there is none" in text_of(response)


class TestExplanation:
    def test_of_a_missing_primary_source_is_kept(self, desk, reporter):
        revision = draft(reporter)

        desk.post(page_of(revision), form_of(revision, primary_explanation="The files burnt."))

        assert Revision.objects.get().primary_explanation == "The files burnt."
        assert "The files burnt." in text_of(desk.get(page_of(revision)))
