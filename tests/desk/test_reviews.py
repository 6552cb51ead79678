"""Reviews at the desk: written, judged, published."""

import pytest
from django.urls import reverse

from claims.models import PublicRecord, Rating, Revision, RevisionState
from claims.review.actions import open_review, what_is_missing
from claims.review.revision_queries import REVISION_LISTS
from tests.factories import NINE, accepted_claim, approved, draft, in_review, published

WORK = {
    "title": "Inspection",
    "publisher": "Dam Authority",
    "url": "https://dam.example/1",
    "kind": "primary",
    "stance": "contradicts",
    "excerpt": "Cracks",
    "note": "",
    "unavailable": "It may be read there and not copied.",
}


def page_of(revision):
    return reverse("desk:revision", args=[revision.pk])


def form_of(revision, works=(WORK,), **changes):
    """What the page's form would send."""
    data = {
        "version": revision.version,
        "headline": "No report says so",
        "short_answer": "Nobody has shown one.",
        "rating": Rating.objects.get(slug="false").pk,
        "body": "## What we found\n\nCracks.",
        "why_chosen": "People live below it.",
        "evidence_status": "cited",
        "evidence_status_on": "2026-03-04",
        "evidence-TOTAL_FORMS": len(works),
        "evidence-INITIAL_FORMS": 0,
    }
    for number, work in enumerate(works):
        data |= {f"evidence-{number}-{field}": value for field, value in work.items()}
    return data | changes


def move(client, name, revision, **data):
    return client.post(
        reverse(f"desk:{name}", args=[revision.pk]), {"version": revision.version, **data}, follow=True
    )


def state(revision):
    return Revision.objects.get(pk=revision.pk).state


@pytest.fixture
def opened(reporter):
    claim = accepted_claim()
    return open_review(claim_id=claim.pk, editor=reporter, version=claim.version, now=NINE)


class TestWrite:
    def test_stores_the_text_and_its_evidence(self, desk, opened):
        desk.post(page_of(opened), form_of(opened))

        opened.refresh_from_db()
        assert opened.headline == "No report says so"
        assert opened.rating.name == "False"
        assert [use.source.title for use in opened.evidence.all()] == ["Inspection"]

    def test_needs_nothing_to_save(self, desk, opened):
        empty = form_of(opened, works=(), headline="", short_answer="", rating="", body="", why_chosen="")

        assert desk.post(page_of(opened), empty).url == page_of(opened)

    def test_passes_over_a_row_that_is_left_empty(self, desk, opened):
        empty = dict.fromkeys(WORK, "") | {"kind": "primary", "stance": "supports"}

        desk.post(page_of(opened), form_of(opened, works=(empty, WORK)))

        assert opened.evidence.count() == 1

    def test_adds_a_row_without_saving(self, desk, opened):
        response = desk.post(page_of(opened), form_of(opened, headline="Half a tho", add_row="1"))

        assert len(response.context["evidence_rows"]) == 2
        assert "Half a tho" in response.content.decode()
        assert not Revision.objects.get().headline

    def test_saves_and_submits_in_one(self, desk, opened):
        desk.post(page_of(opened), form_of(opened, then="submit"))

        assert state(opened) == RevisionState.IN_REVIEW

    def test_keeps_what_was_saved_when_it_cannot_be_submitted_yet(self, desk, opened):
        response = desk.post(page_of(opened), form_of(opened, body="", then="submit"), follow=True)

        assert "Saved. Cannot submit yet: it has no body." in response.content.decode()
        assert Revision.objects.get().headline == "No report says so"

    def test_keeps_both_texts_when_saved_too_late(self, desk, opened):
        too_late = form_of(opened, body="Mine.")
        desk.post(page_of(opened), form_of(opened, body="Theirs."))

        response = desk.post(page_of(opened), too_late)

        assert response.status_code == 409
        (row,) = response.context["differences"]
        assert (row["name"], row["stored"], row["typed"]) == ("what we found", "Theirs.", "Mine.")
        desk.post(page_of(opened), too_late | {"version": response.context["version"]})
        assert Revision.objects.get().body == "Mine."

    def test_saves_the_same_form_twice_as_once(self, desk, opened):
        desk.post(page_of(opened), form_of(opened))
        version = Revision.objects.get().version

        response = desk.post(page_of(opened), form_of(opened, version=version), follow=True)

        assert "Nothing had changed." in response.content.decode()
        assert Revision.objects.get().version == version

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("headline", "x" * 201, "200"),
            ("body", "x" * 200_001, "200000"),
            ("body", "dam\0", "U+0000"),
            ("rating", "99", "valid choice"),
            ("rating", "9" * 40, "valid choice"),
            ("evidence_status_on", "2999-01-01", "in the future"),
            ("evidence-0-url", "javascript:alert(1)", "valid URL"),
            ("evidence-0-title", "", "required"),
            ("evidence-0-stance", "hates", "valid choice"),
            ("evidence-TOTAL_FORMS", "x", "ManagementForm"),
        ],
    )
    def test_says_at_the_field_what_is_wrong(self, desk, opened, field, value, sentence):
        response = desk.post(page_of(opened), form_of(opened, **{field: value}))

        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert "People live below it." in response.content.decode()

    def test_lists_what_submitting_needs(self, desk, opened):
        needed = desk.get(page_of(opened)).context["needed"]

        assert len(needed) == len(what_is_missing(opened))
        assert not any(each["is_there"] for each in needed)

    def test_ticks_off_what_is_there(self, desk, reporter):
        needed = desk.get(page_of(draft(reporter))).context["needed"]

        assert all(each["is_there"] for each in needed)

    def test_offers_no_form_to_who_may_not_write(self, sign_in, django_user_model, opened):
        visitor = sign_in(django_user_model.objects.create(username="visitor"))

        assert "<textarea" not in visitor.get(page_of(opened)).content.decode()
        assert visitor.post(page_of(opened), form_of(opened)).status_code == 409

    def test_asks_before_it_lets_somebody_change_what_is_judged(self, desk, reporter, editor):
        waiting = in_review(reporter)

        assert 'id="write"' not in desk.get(page_of(waiting)).content.decode()
        assert "approvals are void" in desk.get(page_of(waiting), {"edit": ""}).content.decode()

    def test_refuses_an_unknown_review(self, desk):
        assert desk.get("/desk/reviews/1/").status_code == 404
        assert desk.get(f"/desk/reviews/{10**30}/").status_code == 404


class TestPreview:
    def test_renders_markdown_without_what_could_run(self, desk):
        response = desk.post(
            reverse("desk:preview"), {"body": "**Cracks** <script>x</script> [a](javascript:x)"}
        )

        assert "<strong>Cracks</strong>" in response.content.decode()
        assert "<script" not in response.content.decode()
        assert "href" not in response.content.decode()

    def test_shows_the_page_as_readers_would_see_it(self, desk, reporter):
        revision = draft(reporter)

        page = desk.get(reverse("desk:preview-page", args=[revision.pk])).content.decode()

        assert "Nobody outside the desk sees this" in page
        assert revision.short_answer in page
        assert not PublicRecord.objects.exists()

    def test_asks_for_a_rating_first(self, desk, opened):
        response = desk.get(reverse("desk:preview-page", args=[opened.pk]), follow=True)

        assert "Choose a rating" in response.content.decode()


class TestJudge:
    def test_says_beforehand_why_nobody_approves_their_own_work(self, sign_in, editor):
        revision = in_review(editor)

        page = sign_in(editor).get(page_of(revision)).content.decode()

        assert "you edited this revision, and nobody judges their own work" in page
        assert reverse("desk:approve", args=[revision.pk]) not in page

    @pytest.mark.parametrize("name", ["approve", "return"])
    def test_refuses_own_work_also_when_forced(self, sign_in, editor, name):
        revision = in_review(editor)

        response = move(sign_in(editor), name, revision, reason="Mine")

        assert response.status_code == 409
        assert "nobody judges their own work" in response.content.decode()
        assert state(revision) == RevisionState.IN_REVIEW

    def test_lets_another_editor_approve(self, sign_in, reporter, editor):
        revision = in_review(reporter)

        move(sign_in(editor), "approve", revision)

        assert state(revision) == RevisionState.APPROVED

    def test_returns_with_a_reason_that_the_author_reads(self, desk, sign_in, reporter, editor):
        revision = in_review(reporter)

        move(sign_in(editor), "return", revision, reason="Who inspected it?")

        assert "Who inspected it?" in desk.get(page_of(revision)).content.decode()

    @pytest.mark.parametrize("reason", ["", "  ", "\0"])
    def test_returns_nothing_without_a_reason(self, sign_in, reporter, editor, reason):
        revision = in_review(reporter)

        response = move(sign_in(editor), "return", revision, reason=reason)

        assert response.status_code == 409
        assert state(revision) == RevisionState.IN_REVIEW

    def test_keeps_the_reason_of_a_refused_return(self, sign_in, reporter, editor):
        revision = in_review(reporter)

        response = move(sign_in(editor), "return", revision, version=1, reason="Who inspected it?")

        assert response.status_code == 409
        assert "Who inspected it?</textarea>" in response.content.decode()

    def test_publishes_what_was_approved(self, sign_in, reporter, editor):
        revision = approved(reporter, editor)

        page = move(sign_in(editor), "publish", revision).content.decode()

        assert state(revision) == RevisionState.PUBLISHED
        assert PublicRecord.objects.get().record["url"].rpartition("/claims/")[2] in page

    @pytest.mark.parametrize("name", ["approve", "publish", "submit"])
    def test_takes_a_second_click_for_a_refusal_not_an_error(self, sign_in, reporter, editor, name):
        revision = published(reporter, editor)

        response = move(sign_in(editor), name, revision)

        assert response.status_code == 409
        assert "this is published" in response.content.decode()

    def test_refuses_an_unknown_review(self, desk):
        assert desk.post("/desk/reviews/1/approve/").status_code == 404

    def test_moves_nothing_by_looking(self, desk, reporter):
        revision = draft(reporter)

        assert desk.get(reverse("desk:submit", args=[revision.pk])).status_code == 405


class TestShowLists:
    def test_puts_first_what_somebody_may_approve(self, sign_in, reporter, editor):
        own, others = in_review(editor), in_review(reporter, claim=accepted_claim())

        rows = sign_in(editor).get(reverse("desk:reviews"), {"list": "waiting"}).context["rows"]

        assert [row["revision"] for row in rows] == [others, own]

    def test_says_what_will_stand_in_an_empty_list(self, desk):
        for name in REVISION_LISTS:
            assert 'class="nothing"' in desk.get(reverse("desk:reviews"), {"list": name}).content.decode()

    @pytest.mark.parametrize("query", ["list=secret", "after=1", "after=x", "list=waiting&after=9"])
    def test_refuses_addresses_it_never_wrote(self, desk, query):
        assert desk.get(f"{reverse('desk:reviews')}?{query}").status_code == 404
