"""What people do in haste, in two tabs, on old pages, with pasted text: nothing is lost, and nothing happens twice."""

import time

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from claims.models import AuditEntry, Claim, PublicRecord, Rating, Revision, RevisionState
from claims.publication.prose import render_markdown
from claims.review import revising
from claims.review.actions import save_revision
from tests.desk.test_claim_page import form_of as claim_form
from tests.desk.test_reviews import WORK, form_of
from tests.factories import (
    NINE,
    AppearanceFactory,
    UserFactory,
    approved,
    content,
    correction,
    draft,
    in_review,
    left_unasked,
    published,
    retracted,
    scheduled,
)

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)><b>bold</b>"
RUNS = ("<script>alert", "<img src=x", "onerror=alert(1)>", "<b>bold</b>")
LONGEST = 200_000  # characters
SECONDS = 10  # of the processor, on a busy machine; what is quadratic would take minutes
TWO_WORKS = [
    WORK | {"unavailable": "It may be read there and not copied."},
    WORK | {"unavailable": "It is a book.", "publisher": "The Ledger", "title": "History"},
]
LONG_TEXTS = {
    "prose": "The dam is safe. ",
    "emphasis": "**a** _b_ ",
    "unclosed emphasis": "*a **b ",
    "unclosed links": "[a](",
    "brackets": "[",
    "quotes": "> ",
    "lists": "- ",
    "backticks": "`a``b",
    "entities": "&amp;",
    "tables": "|a|b|\n|-|-|\n",
    "tags": "<a>",
}


def address(name, revision):
    return reverse(f"desk:{name}", args=[revision.pk])


def now_stored(revision):
    return Revision.objects.get(pk=revision.pk)


def makers(author, editor):
    """For each button of a review, one on which it may be pressed by another editor."""
    return {
        "submit": lambda: draft(author),
        "approve": lambda: in_review(author),
        "return": lambda: in_review(author),
        "publish": lambda: approved(author, editor),
        "schedule": lambda: approved(author, editor),
        "unschedule": lambda: scheduled(author, editor),
        "correct": lambda: published(author, editor),
        "cancel": lambda: correction(author, editor),
        "retract": lambda: published(author, editor),
        "restore": lambda: retracted(author, editor),
        "take": lambda: draft(author),
        "follow": lambda: draft(author),
    }


class TestDoubleClick:
    @pytest.mark.parametrize("name", makers(None, None))
    def test_acts_once(self, sign_in, reporter, editor, name):
        revision = makers(reporter, editor)[name]()
        client = sign_in(UserFactory(role="Editor"))
        version = revision.review.version if name == "take" else revision.version
        sent = {"version": version, "reason": "Name the report.", "publish_at": "2029-03-04T10:00"}
        before = AuditEntry.objects.count()

        first, second = (client.post(address(name, revision), sent) for _ in range(2))

        assert first.status_code == 302
        assert second.status_code in (302, 409)
        assert AuditEntry.objects.count() == before + 1

    def test_saves_once(self, desk, reporter):
        revision = draft(reporter)
        sent = form_of(revision, headline="The dam is cracked")
        before = AuditEntry.objects.count()

        for _ in range(2):
            desk.post(address("revision", revision), sent)

        assert AuditEntry.objects.count() == before + 1


class TestTwoTabs:
    def test_keep_what_is_typed_in_one_when_the_other_submitted(self, desk, reporter):
        revision = draft(reporter)
        desk.post(address("submit", revision), {"version": revision.version})

        page = desk.post(address("revision", revision), form_of(revision, headline="From the other tab"))

        assert page.status_code == 409
        assert "From the other tab" in page.content.decode()
        assert now_stored(revision).headline != "From the other tab"

    def test_publish_nothing_from_a_page_opened_before_a_return(self, sign_in, reporter, editor):
        ready = approved(reporter, editor)
        client = sign_in(editor)
        client.post(address("return", ready), {"version": ready.version, "reason": "Not yet."})

        page = client.post(address("publish", ready), {"version": ready.version})

        assert page.status_code == 409
        assert "Cannot publish: this is draft, not approved." in page.content.decode()
        assert not PublicRecord.objects.exists()


class TestBackButton:
    def test_brings_back_no_older_words(self, desk, reporter):
        revision = draft(reporter)
        old = form_of(revision, headline="First thought")
        desk.post(address("revision", revision), form_of(revision, headline="Second thought"))

        page = desk.post(address("revision", revision), old).content.decode()

        assert now_stored(revision).headline == "Second thought"
        assert "First thought" in page
        assert "Second thought" in page


class TestTextThatChangedASecondAgo:
    @pytest.mark.parametrize("name", ["approve", "publish", "schedule"])
    def test_is_not_judged_unread(self, sign_in, reporter, editor, name):
        seen = in_review(reporter) if name == "approve" else approved(reporter, editor)
        save_revision(
            revision_id=seen.pk,
            editor=reporter,
            version=seen.version,
            content=content(headline="Other"),
            now=NINE,
        )

        page = sign_in(editor).post(
            address(name, seen), {"version": seen.version, "publish_at": "2029-03-04T10:00"}
        )

        assert page.status_code == 409
        assert f"Cannot {name}: " in page.content.decode()
        assert now_stored(seen).state in (RevisionState.IN_REVIEW, RevisionState.DRAFT)
        assert not PublicRecord.objects.exists()


class TestDemotedWhileClicking:
    @pytest.mark.parametrize(
        "name", ["submit", "approve", "return", "publish", "schedule", "retract", "restore"]
    )
    @pytest.mark.parametrize("lost", ["role", "account"])
    def test_does_nothing_any_more(self, sign_in, reporter, editor, monkeypatch, name, lost):
        revision = makers(reporter, editor)[name]()
        somebody = UserFactory(role="Editor")
        lock = revising.lock_revision

        def demoted_meanwhile(revision_id):
            """The administrator was faster: the request has read the rights already, and now waits for the claim."""
            if lost == "role":
                somebody.groups.remove(Group.objects.get(name="Editor"))
            else:
                type(somebody).objects.filter(pk=somebody.pk).update(is_active=False)
            return lock(revision_id)

        for room in ("actions", "correcting", "scheduling"):
            monkeypatch.setattr(f"claims.review.{room}.lock_revision", demoted_meanwhile)
        sent = {"version": revision.version, "reason": "It was forged.", "publish_at": "2029-03-04T10:00"}
        before = AuditEntry.objects.count()

        page = sign_in(somebody).post(address(name, revision), sent)

        assert page.status_code == 409
        assert "your account does not have this right. Ask an administrator for it." in page.content.decode()
        assert now_stored(revision).state == revision.state
        assert AuditEntry.objects.count() == before


class TestRatingRemovedFromTheScale:
    def test_is_refused_while_a_review_uses_it(self, sign_in, reporter):
        draft(reporter)
        used = Rating.objects.get(slug="mostly-false")
        root = sign_in(UserFactory(is_staff=True, is_superuser=True))

        page = root.post(reverse("admin:claims_rating_delete", args=[used.pk]), {"post": "yes"})

        assert Rating.objects.filter(pk=used.pk).exists()
        assert "would require deleting" in page.content.decode()

    def test_under_an_open_form_loses_nothing_of_it(self, desk, reporter):
        revision = draft(reporter)
        sent = form_of(revision, headline="Typed for an hour", rating=Rating.objects.get(slug="true").pk)
        Rating.objects.get(slug="true").delete()

        page = desk.post(address("revision", revision), sent)

        assert page.status_code == 422
        assert "Typed for an hour" in page.content.decode()
        assert "Select a valid choice" in page.content.decode()

    def test_or_renamed_under_an_approval_publishes_nothing_that_nobody_approved(
        self, sign_in, reporter, editor
    ):
        ready = approved(reporter, editor)
        Rating.objects.filter(slug="mostly-false").update(name="Rather wrong")

        page = sign_in(editor).post(address("publish", ready), {"version": ready.version})

        assert page.status_code == 409
        assert "such as a name or a rating, has changed since it was saved" in page.content.decode()
        assert not PublicRecord.objects.exists()


class TestPastedHtml:
    @pytest.fixture
    def pasted(self, desk, reporter, editor):
        """A verdict in each of whose fields somebody has pasted what could run."""
        claim = AppearanceFactory().claim
        sent = claim_form(claim, speakers=[(SCRIPT, SCRIPT)], text=SCRIPT)
        assert desk.post(reverse("desk:claim", args=[claim.public_id]), sent).status_code == 302
        claim.refresh_from_db()
        for name in ("accept", "open-review"):
            desk.post(reverse(f"desk:{name}", args=[claim.public_id]), {"version": claim.version})
            claim.refresh_from_db()
        revision = Revision.objects.get(review__claim=claim)
        prose = "headline short_answer body known not_known not_shown why_chosen".split()
        work = {
            "title": SCRIPT,
            "publisher": f"Dam Authority {SCRIPT}",  # not the speaker
            "url": "https://dam.example/?q=<script>alert(1)</script>",
            "kind": "primary",
            "stance": "context",
            "excerpt": SCRIPT,
            "note": SCRIPT,
            "interests": SCRIPT,
            "unavailable": SCRIPT,
        }
        works = [work, work | {"publisher": "The Ledger", "title": "History"}]
        sent = form_of(revision, works=works, **{field: SCRIPT for field in prose})
        assert desk.post(address("revision", revision), sent).status_code == 302
        desk.post(address("comment", revision), {"comment": SCRIPT})
        return left_unasked(now_stored(revision), reporter)

    def test_runs_nowhere(self, pasted, sign_in, desk, editor, reporter, client):
        judge = sign_in(editor)
        pages = [judge.get(address("preview-page", pasted)), judge.get(f"{address('revision', pasted)}?edit")]
        for who, name in (
            (desk, "submit"),
            (judge, "return"),
            (desk, "submit"),
            (judge, "approve"),
            (judge, "publish"),
        ):
            version = now_stored(pasted).version
            moved = who.post(address(name, pasted), {"version": version, "reason": SCRIPT}, follow=True)
            assert moved.status_code == 200, moved.context["refusal"]
            pages.append(moved)
        claim = Claim.objects.get(review__revisions=pasted)
        record = PublicRecord.objects.get().record
        pages += [
            judge.get(reverse("desk:claim", args=[claim.public_id])),
            judge.get(reverse("desk:reviews")),
        ]
        pages += [judge.get("/desk/?status=accepted"), judge.get("/desk/?list=published"), client.get("/")]
        pages += [client.get(record["url"].removeprefix("http://127.0.0.1:8000"))]
        version = now_stored(pasted).version
        judge.post(address("retract", pasted), {"version": version, "reason": SCRIPT})
        pages += [
            client.get(record["url"].removeprefix("http://127.0.0.1:8000")),
            client.get("/corrections/"),
        ]

        assert [page.status_code for page in pages[-2:]] == [410, 200]
        assert record["headline"] == SCRIPT
        for page in pages:
            found = [run for run in RUNS if run in page.content.decode()]
            assert found == [], page.request["PATH_INFO"]


class TestLongMarkdown:
    @pytest.mark.parametrize("name", LONG_TEXTS)
    def test_is_rendered_within_seconds(self, name):
        text = (LONG_TEXTS[name] * LONGEST)[:LONGEST]
        start = time.process_time()

        render_markdown(text)

        assert time.process_time() - start < SECONDS

    def test_goes_the_whole_way_unchanged(self, sign_in, desk, reporter, editor, client):
        text = ("The **dam** is safe, says [the report](https://dam.example/1).\n\n" * LONGEST)[
            :LONGEST
        ].strip()
        revision, judge = left_unasked(draft(reporter), reporter), sign_in(editor)
        desk.post(address("revision", revision), form_of(revision, works=TWO_WORKS, body=text, known=text))
        for who, name in ((desk, "submit"), (judge, "approve"), (judge, "publish")):
            who.post(address(name, revision), {"version": now_stored(revision).version})

        record = PublicRecord.objects.get().record
        assert record["body"] == record["known"] == text
        assert client.get(record["url"].removeprefix("http://127.0.0.1:8000")).status_code == 200

    def test_that_is_too_long_is_refused_and_kept(self, desk, reporter):
        revision = draft(reporter)

        page = desk.post(address("revision", revision), form_of(revision, body="dam " * 60_000))

        assert page.status_code == 422
        assert "at most 200000 characters" in page.content.decode()
        assert page.content.decode().count("dam " * 1000) >= 59

    def test_saved_too_late_is_shown_beside_the_other(self, desk, sign_in, reporter, editor):
        revision = draft(reporter)
        desk.post(address("revision", revision), form_of(revision, body="a " * 90_000))

        page = sign_in(editor).post(address("revision", revision), form_of(revision, body="b " * 90_000))

        assert page.status_code == 409
        assert "b " * 1000 in page.content.decode()

    @pytest.mark.parametrize("name", ["return", "retract"])
    def test_is_no_reason_and_is_not_cut_in_silence(self, sign_in, reporter, editor, name):
        revision = makers(reporter, editor)[name]()

        page = sign_in(UserFactory(role="Editor")).post(
            address(name, revision), {"version": revision.version, "reason": "dam " * 2_000}
        )

        assert page.status_code == 409
        assert "at most 5000 characters" in page.content.decode()
        assert "dam " * 1_900 in page.content.decode()
        assert now_stored(revision).state == revision.state
