"""Two people, or two tabs, at one review."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import AuditEntry, EditLock, Rating, Revision, UnsavedText
from claims.review.actions import save_revision
from claims.review.locks import live_lock
from tests.desk.test_reviews import form_of, page_of
from tests.factories import NINE, content, draft, in_review, published

PAGE = "a" * 32


@pytest.fixture
def revision(reporter):
    return draft(reporter)


@pytest.fixture
def theirs(sign_in, editor):
    """The browser of somebody else who may write."""
    return sign_in(editor)


def address(name, revision, *more):
    return reverse(f"desk:{name}", args=[revision.pk, *more])


def keep(client, revision, page=PAGE, **changes):
    return client.post(address("keep", revision), form_of(revision, page=page, **changes))


def words_of(response):
    return response.content.decode()


def kept(person):
    return UnsavedText.objects.get(person=person, closed_at=None)


class TestLock:
    def test_is_taken_by_opening_the_form(self, desk, reporter, revision):
        desk.get(page_of(revision))

        assert live_lock(revision.pk).holder == reporter

    @pytest.mark.parametrize("query", [{"read": ""}, {"read": "", "edit": ""}])
    def test_is_not_taken_by_reading(self, desk, revision, query):
        desk.get(page_of(revision), query)

        assert not EditLock.objects.exists()

    def test_is_not_taken_by_who_may_not_write(self, sign_in, django_user_model, revision):
        visitor = sign_in(django_user_model.objects.create(username="visitor"))

        visitor.get(page_of(revision))
        visitor.post(page_of(revision), form_of(revision, headline="x" * 300))
        visitor.post(address("writing-here", revision))

        assert not EditLock.objects.exists()

    def test_says_who_writes_since_when_and_offers_to_read_or_take_over(self, desk, theirs, revision):
        desk.get(page_of(revision))

        page = words_of(theirs.get(page_of(revision)))

        assert "Rae Porter</bdi> has been writing this since" in page
        assert "You read it as it was last saved" in page
        assert "Take it over" in page
        assert 'id="write"' not in page

    def test_lets_a_second_tab_of_the_same_browser_write_too(self, desk, revision):
        desk.get(page_of(revision))

        assert 'id="write"' in words_of(desk.get(page_of(revision)))
        assert desk.post(page_of(revision), form_of(revision)).status_code == 302

    def test_follows_its_holder_into_another_browser_and_says_so_in_the_first(
        self, desk, sign_in, reporter, revision
    ):
        desk.get(page_of(revision))
        sign_in(reporter).get(page_of(revision))

        page = words_of(desk.post(address("writing-here", revision)))

        assert "You went on with this in another browser" in page
        assert "Go on here" in page

    def test_is_kept_by_saving_and_left_by_submitting(self, desk, revision):
        desk.post(page_of(revision), form_of(revision), follow=True)
        assert EditLock.objects.exists()

        revision.refresh_from_db()
        desk.post(page_of(revision), form_of(revision, then="submit", headline="Other"), follow=True)
        assert not EditLock.objects.exists()

    def test_is_left_by_saving_a_change_of_what_is_judged(self, desk, reporter):
        waiting = in_review(reporter)
        desk.get(page_of(waiting), {"edit": ""})

        desk.post(page_of(waiting), form_of(waiting), follow=True)

        assert not EditLock.objects.exists()

    def test_refuses_a_save_over_it_and_keeps_the_text(self, desk, theirs, editor, revision):
        desk.get(page_of(revision))

        response = theirs.post(page_of(revision), form_of(revision, body="Mine.", page=PAGE))

        assert response.status_code == 409
        assert "Cannot save: Rae Porter has been writing this since" in words_of(response)
        assert "Mine.</textarea>" in words_of(response)
        assert "body=Mine." in kept(editor).fields
        assert Revision.objects.get().body != "Mine."


class TestTakeOver:
    def test_gives_the_form_and_says_what_became_of_the_others_words(self, desk, theirs, revision):
        desk.get(page_of(revision))

        response = theirs.post(address("take-over", revision), follow=True)

        assert 'id="write"' in words_of(response)
        assert "What Rae Porter has typed is kept for them" in words_of(response)
        assert AuditEntry.objects.latest("pk").move == "take_over"

    def test_is_told_to_the_other_on_their_page(self, desk, theirs, revision):
        desk.get(page_of(revision))
        keep(desk, revision, body="Half a thought.")
        theirs.post(address("take-over", revision))

        assert "Eda Torr has been writing this since" in words_of(keep(desk, revision, body="More."))
        page = words_of(desk.post(address("writing-here", revision), {"page": PAGE}))
        assert "Eda Torr</bdi> has been writing this since" in page
        assert f'value="{PAGE}"' in page

    def test_is_told_to_the_other_when_they_come_back(self, desk, theirs, reporter, revision):
        desk.get(page_of(revision))
        keep(desk, revision, body="Half a thought.")
        theirs.post(address("take-over", revision))

        page = words_of(desk.get(page_of(revision)))
        assert "You have unsaved text of" in page
        assert "<bdi>Eda Torr</bdi> took the writing over from you then" in page

        both = words_of(desk.get(address("unsaved", revision, kept(reporter).pk)))
        assert "Half" in both
        assert "Throw it away" in both

    def test_can_be_answered_with_ones_own_text_in_the_form(self, desk, theirs, reporter, revision):
        desk.get(page_of(revision))
        keep(desk, revision, body="Half a thought.")
        theirs.post(address("take-over", revision))

        response = desk.post(address("take-over", revision), {"page": PAGE}, follow=True)

        assert f"kept={kept(reporter).pk}" in response.redirect_chain[0][0]
        assert "Half a thought.</textarea>" in words_of(response)

    def test_is_refused_where_nothing_is_written_any_more(self, theirs, reporter, editor):
        live = published(reporter, editor)

        response = theirs.post(address("take-over", live))

        assert response.status_code == 409
        assert "Cannot take this over: this is published" in words_of(response)

    def test_refuses_an_unknown_review(self, theirs):
        assert theirs.post("/desk/reviews/1/take-over/").status_code == 404


class TestKeep:
    def test_says_when_and_saves_nothing(self, desk, revision):
        before = AuditEntry.objects.count()

        response = keep(desk, revision, body="Half a thought.")

        assert words_of(response).startswith("Kept at ")
        assert "not saved yet" in words_of(response)
        assert response["Content-Type"].startswith("text/plain")
        assert AuditEntry.objects.count() == before
        assert Revision.objects.get().version == revision.version

    def test_is_offered_on_return(self, desk, reporter, revision):
        keep(desk, revision, body="Half a thought.")

        page = words_of(desk.get(page_of(revision)))

        assert "You have unsaved text of" in page
        assert f"kept={kept(reporter).pk}" in page
        assert "Throw it away" in page

    def test_goes_on_where_it_was_left(self, desk, reporter, revision):
        rating = Rating.objects.get(slug="unproven").pk
        keep(desk, revision, body="Half a thought.", rating=rating)

        response = desk.get(page_of(revision), {"edit": "", "kept": kept(reporter).pk})

        assert "Half a thought.</textarea>" in words_of(response)
        assert f'value="{rating}" checked' in words_of(response)
        assert f'name="page" value="{PAGE}"' in words_of(response)
        assert response.context["unsaved"] == []

    def test_goes_on_also_with_what_cannot_be_saved_yet(self, desk, reporter, revision):
        keep(desk, revision, **{"headline": "x" * 300, "evidence-0-url": "not yet"})

        response = desk.get(page_of(revision), {"kept": kept(reporter).pk})

        assert "x" * 300 in words_of(response)
        assert "not yet" in words_of(response)

    def test_is_removed_by_saving(self, desk, reporter, revision):
        keep(desk, revision, body="Half a thought.")

        desk.post(page_of(revision), form_of(revision, body="A thought.", page=PAGE))

        assert "You have unsaved text" not in words_of(desk.get(page_of(revision)))
        assert keep(desk, revision, body="Late").status_code == 409

    @pytest.mark.parametrize("change", [{"headline": "x" * 300}, {"add_row": "1"}, {"version": "0"}])
    def test_happens_without_scripts_when_a_save_is_refused(self, desk, reporter, revision, change):
        desk.post(page_of(revision), form_of(revision, page=PAGE, body="Half a thought.", **change))

        assert "Half+a+thought." in kept(reporter).fields

    def test_leaves_nothing_behind_after_a_double_click(self, desk, reporter, revision):
        sent = form_of(revision, page=PAGE)
        desk.post(page_of(revision), sent)

        response = desk.post(page_of(revision), sent)

        assert response.status_code == 409
        assert "Both versions say the same" in words_of(response)
        assert not UnsavedText.objects.filter(closed_at=None).exists()

    def test_takes_whatever_is_typed(self, desk, reporter, revision):
        response = keep(desk, revision, body="\0 <script> " + "x" * 200_000, **{"evidence-TOTAL_FORMS": "x"})

        assert response.status_code == 200
        assert desk.get(page_of(revision), {"kept": kept(reporter).pk}).status_code == 200
        assert desk.get(address("unsaved", revision, kept(reporter).pk)).status_code == 200

    def test_tells_somebody_signed_out_so(self, client, revision):
        response = client.post(address("keep", revision), form_of(revision, body="Half a page of words."))

        assert response.status_code == 403
        assert "<h1>You are signed out" in words_of(response)

    def test_takes_the_token_of_the_present_sign_in(self, reporter, revision):
        client = Client(enforce_csrf_checks=True)
        client.force_login(reporter)
        client.get(page_of(revision))
        fields = form_of(revision, page=PAGE, csrfmiddlewaretoken=client.cookies["csrftoken"].value)

        assert client.post(address("keep", revision), fields).status_code == 200

    def test_is_refused_without_the_right_to_write(self, sign_in, django_user_model, revision):
        visitor = sign_in(django_user_model.objects.create(username="visitor"))

        assert keep(visitor, revision).status_code == 403
        assert not UnsavedText.objects.exists()

    @pytest.mark.parametrize("number", ["1", "x", "9" * 40, "-1", "²"])
    def test_shows_the_stored_text_for_a_number_that_is_not_ones_own(self, desk, revision, number):
        response = desk.get(page_of(revision), {"kept": number})

        assert revision.short_answer in words_of(response)


class TestUnsaved:
    def test_is_shown_to_nobody_else(self, desk, theirs, reporter, revision):
        keep(desk, revision, body="Half a thought.")
        pk = kept(reporter).pk

        assert theirs.get(address("unsaved", revision, pk)).status_code == 404
        assert theirs.post(address("drop-unsaved", revision, pk)).status_code == 404
        assert kept(reporter)

    def test_marks_what_differs_from_what_is_saved(self, desk, reporter, revision):
        keep(desk, revision, headline="A report says the dam is safe")

        rows = {
            row["field"]: row
            for row in desk.get(address("unsaved", revision, kept(reporter).pk)).context["differences"]
        }

        assert "<del>" in rows["headline"]["stored_marked"]
        assert "<ins>" in rows["headline"]["typed_marked"]

    def test_is_thrown_away_on_request(self, desk, reporter, revision):
        keep(desk, revision)

        response = desk.post(address("drop-unsaved", revision, kept(reporter).pk), follow=True)

        assert "Thrown away." in words_of(response)
        assert not UnsavedText.objects.exists()


class TestSaveTooLate:
    """Both have opened the same text; the editor saved first."""

    @pytest.fixture
    def opened(self, desk, revision):
        """The form as the reporter opened it."""
        page = desk.get(page_of(revision))
        written = content()
        EditLock.objects.all().delete()
        return form_of(
            revision,
            works=[{name: value or "" for name, value in vars(work).items()} for work in written.evidence],
            base=page.context["base"],
            page=PAGE,
            headline=written.headline,
            short_answer=written.short_answer,
            body=written.body,
            rating=written.rating.pk,
            known=written.known,
            why_chosen=written.why_chosen,
            evidence_status=written.evidence_status,
            evidence_status_on=written.evidence_status_on,
        )

    @pytest.fixture
    def saved(self, opened, revision, editor):
        """What the editor saved meanwhile."""
        return save_revision(
            revision_id=revision.pk,
            editor=editor,
            version=revision.version,
            content=content(headline="Their headline", body="Their body"),
            now=NINE,
        )

    def test_is_answered_with_both_texts_and_what_only_one_changed_chosen(self, desk, opened, saved):
        response = desk.post(page_of(saved), opened | {"body": "My body", "why_chosen": "My reason"})

        assert response.status_code == 409
        choices = {row["field"]: row["choice"] for row in response.context["differences"]}
        assert choices == {"headline": "stored", "body": "", "why_chosen": "typed"}

    def test_saves_what_was_chosen_field_by_field(self, desk, opened, saved):
        mine = opened | {"body": "My body", "why_chosen": "My reason"}
        version = desk.post(page_of(saved), mine).context["version"]
        choices = {"take_headline": "stored", "take_body": "typed", "take_why_chosen": "typed"}

        response = desk.post(page_of(saved), mine | choices | {"version": version})

        now = Revision.objects.get()
        assert response.status_code == 302
        assert (now.headline, now.body, now.why_chosen) == ("Their headline", "My body", "My reason")
        assert not UnsavedText.objects.filter(closed_at=None).exists()

    def test_keeps_the_choices_when_something_else_is_wrong(self, desk, opened, saved):
        mine = opened | {"body": "My body"}
        version = desk.post(page_of(saved), mine).context["version"]

        response = desk.post(
            page_of(saved), mine | {"version": version, "take_body": "stored", "why_chosen": "x" * 6000}
        )

        assert response.status_code == 422
        assert {row["field"]: row["choice"] for row in response.context["differences"]}["body"] == "stored"

    def test_keeps_the_text_for_later_too(self, desk, reporter, opened, saved):
        desk.post(page_of(saved), opened | {"body": "My body"})

        response = desk.get(page_of(saved), {"kept": kept(reporter).pk})

        assert response.context["version"] == saved.version
        assert {row["field"] for row in response.context["differences"]} == {"headline", "body"}

    def test_says_nothing_of_fields_in_which_both_are_the_same(self, desk, opened, saved):
        response = desk.post(page_of(saved), opened | {"headline": "Their headline", "body": "Their body"})

        assert response.context["differences"] == []


class TestPresence:
    def test_names_who_else_reads_and_who_writes(self, desk, theirs, revision):
        desk.get(page_of(revision))
        claim = reverse("desk:claim", args=[revision.review.claim.public_id])

        page = words_of(theirs.get(claim))
        assert "<bdi>Rae Porter</bdi> is writing" in page
        assert "<bdi>Eda Torr</bdi> is reading this" in words_of(desk.get(page_of(revision)))

    def test_is_told_by_the_open_page(self, desk, theirs, revision):
        public_id = revision.review.claim.public_id
        desk.post(reverse("desk:here", args=[public_id]))

        page = words_of(theirs.post(reverse("desk:here", args=[public_id])))

        assert "<bdi>Rae Porter</bdi> is reading this" in page
        assert 'id="here"' in page

    def test_ends_with_the_session(self, client, revision):
        response = client.post(reverse("desk:here", args=[revision.review.claim.public_id]), follow=True)

        assert 'id="here"' not in words_of(response)

    def test_knows_nothing_of_an_unknown_claim(self, desk):
        assert "is reading" not in words_of(desk.post(reverse("desk:here", args=["nosuch"])))


def test_sends_fields_as_the_form_would(desk, reporter, revision):
    """What is kept is sent again byte for byte, whatever its script."""
    keep(desk, revision, body="Ærø & 50 % + ½ = “?”")

    assert urlencode({"body": "Ærø & 50 % + ½ = “?”"}) in kept(reporter).fields
