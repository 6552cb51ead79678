"""The desk in the language of whoever works there; what it stores stays in the newsroom's."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail as mailbox
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from claims.models import (
    AboutPage,
    AuditEntry,
    ChosenLanguage,
    DeclineReason,
    GateCheck,
    NotificationKind,
    Priority,
    WebhookEvent,
)
from claims.notifications.choices import choose_notifications
from claims.notifications.sending import send_mails
from claims.notifications.telling import notify
from claims.people.accounts import give_role
from claims.people.language import choose_language
from claims.people.tokens import make_token
from claims.publication.record import content_hash, content_of
from claims.review.about import save_about
from claims.review.actions import approve_revision, publish_revision, submit_revision
from claims.review.assigning import plan_review
from claims.review.error_reports import uphold_report
from claims.review.late_replies import untold_replies, update_with_replies
from claims.review.requests import decline_request
from claims.sources.links import note_dead_link, note_working_link
from claims.webhooks.endpoints import add_endpoint, renew_secret
from tests.factories import (
    ANSWER_BY,
    NINE,
    ArticleFactory,
    UserFactory,
    accepted_claim,
    answered,
    approved,
    corrected,
    correction,
    draft,
    excerpted,
    published,
    rated_twice,
    reported,
    retracted,
    scheduled,
    sent_request,
    waived,
)
from tests.marking import Marking

pytestmark = pytest.mark.django_db
ACCOUNT, CHOOSE = "/desk/account/", "/desk/account/language/"
GERMAN = {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}


class TestLanguage:
    def test_is_what_the_browser_asks_for_until_somebody_chooses(self, desk):
        german, english = desk.get(ACCOUNT, headers=GERMAN), desk.get(ACCOUNT)

        assert (german["Content-Language"], english["Content-Language"]) == ("de", "en")
        assert '<html lang="de">' in german.content.decode()
        assert "<h2>Sprache</h2>" in german.content.decode()

    def test_is_what_somebody_chose_whatever_the_browser_asks_for(self, desk):
        said = desk.post(CHOOSE, {"language": "de"}, follow=True)

        assert said["Content-Language"] == desk.get("/desk/")["Content-Language"] == "de"
        assert '<option value="de" selected>Deutsch</option>' in said.content.decode()
        desk.post(CHOOSE, {"language": "en"})
        assert desk.get(ACCOUNT, headers=GERMAN)["Content-Language"] == "en"
        desk.post(CHOOSE, {"language": ""})
        assert desk.get(ACCOUNT, headers=GERMAN)["Content-Language"] == "de"

    def test_is_the_browsers_at_the_door(self):
        assert Client().get("/desk/sign-in/", headers=GERMAN)["Content-Language"] == "de"
        assert Client().get("/desk/sign-in/")["Content-Language"] == "en"

    def test_of_refusals_is_the_same(self, desk, reporter):
        choose_language(person=reporter, name="de", now=NINE)
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(reporter)

        assert desk.get("/desk/nowhere/")["Content-Language"] == "de"
        assert desk.get("/desk/people/")["Content-Language"] == "de"
        assert strict.post(CHOOSE, {"language": "en"})["Content-Language"] == "de"

    def test_ends_with_the_answer(self, desk, reporter):
        choose_language(person=reporter, name="de", now=NINE)

        desk.get("/desk/")

        assert translation.get_language() == "en-gb"
        assert desk.get("/")["Content-Language"] == "en"

    @pytest.mark.parametrize("wrong", ["fr", "de-AT", "\0", "x" * 200_000])
    def test_that_we_have_not_is_refused(self, desk, wrong):
        page = desk.post(CHOOSE, {"language": wrong}, follow=True).content.decode()

        assert "There is no such language. Choose one of the list." in page
        assert not ChosenLanguage.objects.exists()

    def test_that_is_none_any_more_gives_way_to_the_browsers(self, desk, reporter):
        ChosenLanguage.objects.create(person=reporter, name="fr")

        assert desk.get(ACCOUNT, headers=GERMAN)["Content-Language"] == "de"

    def test_that_is_chosen_is_written_down_once(self, desk, reporter):
        for name in ("de", "de", ""):
            desk.post(CHOOSE, {"language": name})

        told = AuditEntry.objects.filter(move="choose_language").order_by("pk")
        assert [entry.detail["language"] for entry in told] == [
            ["as the browser asks", "Deutsch"],
            ["Deutsch", "as the browser asks"],
        ]

    def test_has_a_name_in_the_database_too(self, reporter):
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute("INSERT INTO claims_chosenlanguage VALUES (%s, '')", [reporter.pk])


class TestMail:
    def test_is_in_the_language_of_whoever_gets_it(self, reporter, editor):
        for person in (reporter, editor):
            person.email = f"{person.username}@desk.example"
            person.save()
        choose_language(person=reporter, name="de", now=NINE)
        people = [reporter.pk, editor.pk]
        notify(NotificationKind.ASSIGNED, people, event="audit:1", claim=accepted_claim(), now=NINE)

        send_mails(now=NINE)

        bodies = {sent.to[0]: sent.body for sent in mailbox.outbox}
        assert "Das ändern Sie hier:" in bodies[reporter.email]
        assert "„the dam is safe“" in bodies[reporter.email]
        assert "Change it:" in bodies[editor.email]


@pytest.fixture
def marking(monkeypatch):
    """Whoever acts reads a language in which every word of ours can be told from all others."""
    monkeypatch.setitem(trans_real._translations, "de", Marking())
    with translation.override("de"):
        yield


def stored_words():
    """Every text in the tables of ours, by its table and column."""
    for model in apps.get_app_config("claims").get_models():
        for row in model.objects.values():
            yield from ((model.__name__, name, str(value)) for name, value in row.items())


class TestWhatIsStored:
    def test_holds_no_translated_word(self, marking, reporter):
        author, other = (UserFactory(role="Standards editor", email=f"{n}@desk.example") for n in "ab")
        for make in (corrected, retracted, scheduled, waived, rated_twice):
            make(author, other)
        excerpted(draft(author), author, other)
        mine = draft(author)
        plan_review(
            revision_id=mine.pk,
            editor=author,
            version=mine.review.version,
            due_on=NINE.date(),
            priority=Priority.HIGH,
            now=NINE,
        )
        asked = sent_request()
        decline_request(
            request_id=asked.pk, editor=author, version=asked.version, why=DeclineReason.OPINION, now=NINE
        )
        choose_notifications(person=reporter, channels={"due": "off"}, digest_hour=9, now=NINE)
        save_about(page=AboutPage.FUNDING, text="Ours.", reason="New.", version=1, editor=author, now=NINE)

        assert AuditEntry.objects.filter(move="plan").exists()
        asked = ("GateCheck", "answers")  # kept in each language
        assert [row for row in stored_words() if "⟦" in row[2] and row[:2] != asked] == []
        answers = [said["en"] for check in GateCheck.objects.all() for said in check.answers.values() if said]
        assert answers
        assert "⟦" not in str(answers)

    def test_holds_no_translated_word_of_accounts_receivers_links_and_reports(self, marking, reporter):
        chief, other = UserFactory(role="Administrator", is_superuser=True), UserFactory(role="Editor")
        give_role(person_id=reporter.pk, role="Editor", administrator=chief, now=NINE)
        make_token(person=chief, name="Wire", scopes=["read"], lifetime=timedelta(days=1), now=NINE)
        told = {"url": "https://wire.example/in", "name": "Wire", "events": WebhookEvent.values}
        added, _secret = add_endpoint(**told, editor=chief, now=NINE)
        on = {"endpoint_id": added.pk, "editor": chief, "version": added.version}
        renew_secret(**on, at_once=True, now=NINE)
        live = published(chief, other)
        report = reported(live.review.claim)
        uphold_report(report_id=report.pk, editor=chief, version=report.version, reason="True.", now=NINE)
        source = live.evidence.first().source
        note_dead_link(source_id=source.pk, editor=chief, reason="Gone.", now=NINE)
        note_working_link(source_id=source.pk, editor=chief, now=NINE)

        assert AuditEntry.objects.filter(move="note_working_link").exists()
        assert [row for row in stored_words() if "⟦" in row[2] and row[0] != "GateCheck"] == []

    def test_knows_what_readers_were_told_in_any_language(self, marking):
        author, other = UserFactory(role="Editor"), UserFactory(role="Editor")
        revision = draft(author)
        attempt = answered(revision, author, outcome="none", answer="", answered_at=None)
        revision.refresh_from_db()
        soon = {"version": revision.version, "now": ANSWER_BY + timedelta(minutes=1)}
        waiting = submit_revision(revision_id=revision.pk, editor=author, **soon)
        soon["version"] = waiting.version
        ready = approve_revision(revision_id=revision.pk, editor=other, **soon)
        soon["version"] = ready.version
        live = publish_revision(revision_id=revision.pk, editor=other, **soon)

        assert untold_replies(live.review) == []
        answered(live, author, attempt, answered_at=soon["now"])
        soon["version"] = live.version
        begun = update_with_replies(revision_id=live.pk, editor=author, **soon)
        assert begun.correction_note == "Ana Alpha has answered our question; the answer is added."

    def test_is_approved_and_published_in_the_same_bytes(self, editor):
        revision = approved(editor, UserFactory(role="Editor"))
        english = content_of(revision)

        with translation.override("de"):
            german = content_of(revision)

        assert content_hash(german) == content_hash(english)
        assert german == english


class TestLanguageOfParts:
    """What is not in the language of the page says so (WCAG 3.1.2)."""

    def test_marks_what_the_newsroom_wrote(self, sign_in):
        person = UserFactory(role="Editor")
        revision = draft(person)

        page = (
            sign_in(person).get(f"/desk/reviews/{revision.pk}/", headers=GERMAN, follow=True).content.decode()
        )

        assert '<h1 class="about__words" dir="auto" lang="en">the dam is safe</h1>' in page
        assert re.search('<textarea name="short_answer"[^>]* lang="en" dir="auto"', page)

    @pytest.mark.parametrize(
        ("language", "marked"), [("ar", ' lang="ar"'), ("de", ""), ("und", ""), ("", "")]
    )
    def test_marks_an_article_by_its_own(self, sign_in, language, marked):
        article = ArticleFactory(language=language)

        page = sign_in(UserFactory(role="Editor")).get(f"/desk/articles/{article.pk}/", headers=GERMAN)

        assert f'<h1 class="headline" dir="auto"{marked}>' in page.content.decode()

    def test_names_the_language_of_an_article(self, sign_in):
        article = ArticleFactory(language="ar")

        page = sign_in(UserFactory(role="Editor")).get(f"/desk/articles/{article.pk}/", headers=GERMAN)

        assert "<dd>Arabisch</dd>" in page.content.decode()

    def test_says_in_the_readers_language_what_a_correction_makes_of_a_rating(self, sign_in):
        person = UserFactory(role="Editor")
        revision = correction(person, UserFactory(role="Editor"))

        pages = [
            sign_in(person).get(f"/desk/reviews/{revision.pk}/{part}", headers=GERMAN).content.decode()
            for part in ("", "differences/")
        ]

        assert all("Größtenteils" in page for page in pages)
        assert not any("Mostly" in page for page in pages)
