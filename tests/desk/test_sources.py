"""Sources at the desk: found, kept, mended, and never more told than they may be."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import AuditEntry, LinkCheck, Revision, Source, SourceCopy, StoredFile
from claims.review.actions import open_review
from claims.sources.copies import add_copy
from claims.sources.links import dead_links, mend_link, note_dead_link
from claims.sources.protected import protect_source
from tests.desk.test_reviews import WORK, form_of, page_of
from tests.factories import NINE, UserFactory, accepted_claim, published
from tests.sources.files import PAGE, PNG

NAME = "Ana Alpha-Omega"


@pytest.fixture
def source(db):
    return Source.objects.create(
        url=WORK["url"], title=WORK["title"], publisher=WORK["publisher"], kind="primary"
    )


@pytest.fixture
def opened(reporter):
    claim = accepted_claim()
    return open_review(claim_id=claim.pk, editor=reporter, version=claim.version, now=NINE)


@pytest.fixture
def hidden(reporter):
    return protect_source(
        editor=reporter, name=NAME, description="An engineer at the dam", danger="Her job", now=NINE
    )


def address(name, source):
    return reverse(f"desk:{name}", args=[source.pk])


def upload(client, source, content=b"Cracks were found.", name="notes.txt"):
    file = SimpleUploadedFile(name, content)
    return client.post(address("store-copy", source), {"file": file}, follow=True)


def text(response):
    return response.content.decode()


class TestList:
    def test_finds_by_the_beginnings_of_words(self, desk, source):
        for words in ("inspec", "dam auth", "dam.example", "https://dam.example/1", "AUTHORITY"):
            assert source.title in text(desk.get("/desk/sources/", {"q": words})), words

    @pytest.mark.parametrize("words", ["nowhere", "'", "& | !", "\\", "((", ":*", "x" * 200])
    def test_takes_whatever_is_searched(self, desk, source, words):
        assert "No source has these words" in text(desk.get("/desk/sources/", {"q": words}))

    @pytest.mark.parametrize(
        "query", ["q=%00", "list=none", "after=x", "after=99999999999999999999", "q=" + "x" * 201]
    )
    def test_knows_no_address_that_it_never_wrote(self, desk, query):
        assert desk.get(f"/desk/sources/?{query}").status_code == 404

    def test_continues_below_the_last_row(self, desk):
        Source.objects.bulk_create(
            Source(url=f"https://x.example/{n}", title=f"Work {n}", publisher="X", kind="primary")
            for n in range(60)
        )

        first = desk.get("/desk/sources/")
        second = desk.get(f"/desk/sources/?{first.context['further']}")

        assert [row["source"].title for row in second.context["rows"]] == [
            f"Work {n}" for n in range(9, -1, -1)
        ]

    def test_shows_which_public_verdicts_rest_on_a_dead_link(self, desk, reporter, editor):
        live = published(UserFactory(role="Editor"), editor)
        cited = live.evidence.first().source
        note_dead_link(source_id=cited.pk, editor=reporter, reason="Page not found", now=NINE)

        response = desk.get("/desk/sources/?list=dead")

        assert page_of(live) in text(response)
        assert "Page not found" in text(response)


class TestUpload:
    def test_keeps_a_copy(self, desk, source):
        response = upload(desk, source)

        assert "Stored." in text(response)
        assert SourceCopy.objects.get().name == "notes.txt"

    def test_refuses_what_is_no_copy(self, desk, source):
        response = upload(desk, source, PAGE, "report.pdf")

        assert response.status_code == 409
        assert "is named .pdf and is HTML" in text(response)
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize("size", [1_001, 3_000_000])
    def test_refuses_a_file_above_the_limit(self, desk, source, settings, size):
        settings.COPY_MAX_BYTES = 1_000

        response = upload(desk, source, b"x" * size)

        assert response.status_code == 413
        assert "larger than 0.001 MB" in text(response)

    def test_refuses_a_form_without_a_file(self, desk, source):
        response = desk.post(address("store-copy", source), {"file": ""})

        assert response.status_code == 422
        assert "Choose a file first" in text(response)

    def test_is_refused_to_whoever_does_not_write(self, sign_in, source):
        response = upload(sign_in(UserFactory()), source)

        assert "does not have this right" in text(response)

    def test_shows_the_name_of_a_file_and_obeys_none(self, desk, source):
        upload(desk, source, name="../../<script>.txt")

        assert "<script>.txt" not in text(desk.get(address("source", source)))
        assert SourceCopy.objects.get().name == "<script>.txt"


class TestDownload:
    def test_runs_nowhere(self, desk, source, reporter):
        copy = add_copy(source_id=source.pk, editor=reporter, content=PNG + PAGE, name="", now=NINE)

        response = desk.get(address("copy", copy))

        assert response.content == PNG + PAGE
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"].startswith('attachment; filename="source-')
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]

    def test_is_for_the_desk(self, client, sign_in, source, reporter):
        copy = add_copy(source_id=source.pk, editor=reporter, content=PAGE, name="", now=NINE)

        assert client.get(address("copy", copy)).status_code == 302
        assert sign_in(UserFactory()).get(address("copy", copy)).status_code == 403

    def test_shows_what_it_says_as_text(self, desk, source, reporter):
        words = b"Cracks <script>alert(1)</script>"
        add_copy(source_id=source.pk, editor=reporter, content=words, name="", now=NINE)

        assert "<script>alert" not in text(desk.get(address("source", source)))


class TestTypeText:
    def test_keeps_what_was_typed_when_it_is_refused(self, desk, source, reporter):
        copy = add_copy(source_id=source.pk, editor=reporter, content=PNG, name="", now=NINE)

        response = desk.post(address("type-copy", copy), {"text": "Cracks\x00were"})

        assert response.status_code == 422
        assert "U+0000" in text(response)
        assert "Cracks" in text(response)

    def test_stores_it(self, desk, source, reporter):
        copy = add_copy(source_id=source.pk, editor=reporter, content=PNG, name="", now=NINE)

        desk.post(address("type-copy", copy), {"text": "Cracks were found."})

        assert StoredFile.objects.get().text == "Cracks were found."


class TestLink:
    def test_is_noted_as_dead_and_as_working(self, desk, source):
        desk.post(address("note-dead", source), {"reason": "Page not found"})
        assert dead_links([source])

        desk.post(address("note-working", source))
        assert not dead_links([source])

    def test_is_not_noted_without_words(self, desk, source):
        response = desk.post(address("note-dead", source), {"reason": ""})

        assert response.status_code == 409
        assert not LinkCheck.objects.exists()

    def test_is_mended(self, desk, source):
        desk.post(address("mend", source), {"url": "dam.example/2", "archive_url": ""})

        assert Source.objects.get(replaces=source).url == "https://dam.example/2"

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", "data:text/html,x", "ftp://x", "http://" + "x" * 1000]
    )
    def test_is_mended_with_no_other_kind_of_address(self, desk, source, url):
        response = desk.post(address("mend", source), {"url": url, "archive_url": ""})

        assert response.status_code in (409, 422)
        assert Source.objects.count() == 1


class TestCite:
    def test_takes_a_source_we_hold_into_a_row(self, desk, opened, source):
        typed = form_of(opened, works=(), headline="Half a tho", cite=source.pk)

        response = desk.post(page_of(opened), typed)

        row = response.context["evidence_rows"].forms[0]
        assert (row["title"].value(), row["url"].value()) == (source.title, source.url)
        assert "Half a tho" in text(response)
        assert not Revision.objects.get().headline

    def test_offers_what_is_found_without_javascript(self, desk, opened, source):
        response = desk.post(page_of(opened), form_of(opened, works=(), find="1", find_source="inspec"))

        assert f'name="cite" value="{source.pk}"' in text(response)

    def test_offers_what_is_found_as_one_types(self, desk, source):
        assert source.title in text(desk.get("/desk/sources/find/", {"find_source": "insp"}))

    def test_takes_a_mended_source_in_the_place_of_the_old_one(self, desk, opened, source, reporter):
        desk.post(page_of(opened), form_of(opened))
        mended = mend_link(
            source_id=source.pk, editor=reporter, url="https://dam.example/2", archive_url="", now=NINE
        )
        opened.refresh_from_db()
        assert f'value="0:{mended.pk}"' in text(desk.get(page_of(opened)))

        response = desk.post(page_of(opened), form_of(opened, take=f"0:{mended.pk}"))

        row = response.context["evidence_rows"].forms[0]
        assert (row["url"].value(), row["excerpt"].value()) == ("https://dam.example/2", "Cracks")

    @pytest.mark.parametrize(
        "asked", [{"cite": "x"}, {"cite": "999"}, {"take": "x:y"}, {"take": "7:1"}, {"take": ""}]
    )
    def test_loses_nothing_where_nothing_is_found(self, desk, opened, asked):
        response = desk.post(page_of(opened), form_of(opened, headline="Half a tho", **asked))

        assert response.status_code == 200
        assert "Half a tho" in text(response)

    def test_stores_what_is_said_of_a_source(self, desk, opened):
        more = {
            "publisher_kind": "company",
            "interests": "It built the dam.",
            "archive_url": "https://archive.example/1",
            "accessed_on": "2026-03-04",
        }

        desk.post(page_of(opened), form_of(opened, works=(WORK | more,)))

        use = opened.evidence.get()
        assert use.source.interests == "It built the dam."
        assert use.accessed_on == NINE.date()

    def test_wants_an_address_or_a_reason(self, desk, opened):
        without = WORK | {"url": "", "unavailable": ""}

        assert desk.post(page_of(opened), form_of(opened, works=(without,))).status_code == 422
        assert desk.post(page_of(opened), form_of(opened, works=(without | {"unavailable": "A book."},))).url


class TestState:
    def ask(self, client, **typed):
        row = {f"evidence-4-{name}": value for name, value in (WORK | typed).items()}
        return text(client.post("/desk/sources/state/", row))

    def test_says_whether_the_excerpt_stands_in_the_copy(self, desk, source, reporter):
        add_copy(source_id=source.pk, editor=reporter, content=b"Cracks were found.", name="", now=NINE)

        assert "the excerpt stands in it" in self.ask(desk, excerpt="Cracks were")
        assert "it differs after “Cracks”" in self.ask(desk, excerpt="Cracks are")

    def test_asks_for_a_copy(self, desk, source):
        assert "Store a copy on its page" in self.ask(desk)

    def test_asks_what_a_company_has_at_stake(self, desk):
        assert "has at stake" in self.ask(desk, publisher_kind="company")

    def test_comes_back_with_a_copy_that_was_stored_from_the_row(self, desk, source):
        said = self.store(desk, source, b"Cracks were found.", excerpt="Cracks were")

        assert "the excerpt stands in it" in said
        assert SourceCopy.objects.get().source == source

    def test_says_why_a_copy_was_not_stored(self, desk, source, settings):
        settings.COPY_MAX_BYTES = 10

        assert "larger than" in self.store(desk, source, b"Cracks were found.")
        assert "cannot tell what this file is" in self.store(desk, source, b"\x00\x01")
        assert "Choose a file first" in self.store(desk, source, b"")
        assert not SourceCopy.objects.exists()

    def store(self, client, source, content, **typed):
        row = {f"evidence-4-{name}": value for name, value in (WORK | typed).items()}
        file = {"file": SimpleUploadedFile("notes", content)} if content else {}
        return text(client.post(address("store-copy", source), row | file, headers={"HX-Request": "true"}))

    def test_takes_whatever_is_typed(self, desk):
        assert "new to us" in self.ask(desk, url="\x00", excerpt="x" * 200_000, title="<script>")


class TestProtected:
    def test_is_written_down_without_its_name_in_any_log(self, desk, caplog):
        typed = {"name": NAME, "description": "An engineer", "danger": "Her job"}
        with caplog.at_level(logging.DEBUG):
            response = desk.post(reverse("desk:protect-source"), typed, follow=True)

        assert "Written down." in text(response)
        assert NAME not in text(response)
        assert NAME not in caplog.text

    def test_keeps_what_was_typed_when_it_is_refused(self, desk):
        typed = {"name": NAME, "description": f"{NAME}, an engineer", "danger": "Her job"}

        response = desk.post(reverse("desk:protect-source"), typed)

        assert response.status_code == 422
        assert "holds the name" in text(response)
        assert "Her job" in text(response)

    def test_shows_the_name_only_when_asked_and_writes_that_down(self, sign_in, hidden, editor):
        browser = sign_in(editor)
        assert NAME not in text(browser.get(address("source", hidden)))

        response = browser.post(address("protected-name", hidden))

        assert NAME in text(response)
        assert "no-store" in response["Cache-Control"]
        assert AuditEntry.objects.filter(move="read_protected_name", actor=editor).exists()

    def test_shows_it_to_nobody_else(self, sign_in, hidden):
        response = sign_in(UserFactory(role="Reporter")).post(address("protected-name", hidden))

        assert response.status_code == 403
        assert NAME not in text(response)

    def test_is_confirmed_by_a_second_editor(self, desk, sign_in, hidden, editor):
        assert desk.post(address("confirm-source", hidden)).status_code == 409

        sign_in(editor).post(address("confirm-source", hidden))

        hidden.refresh_from_db()
        assert hidden.protected_name.confirmed_by == editor

    def test_is_cited_by_somebody_who_does_not_know_the_name(self, sign_in, opened, hidden):
        other = sign_in(UserFactory(role="Reporter"))
        row = {"source": hidden.pk, "stance": "supports", "excerpt": "It leaks.", "note": ""}

        other.post(page_of(opened), form_of(opened, works=(row,)))
        response = other.get(page_of(opened))

        assert opened.evidence.get().source == hidden
        assert NAME not in text(response)
        assert "An engineer at the dam" in text(response)

    def test_cannot_be_made_of_an_open_source(self, desk, opened, source):
        row = {"source": source.pk, "stance": "supports", "excerpt": "", "note": ""}

        response = desk.post(page_of(opened), form_of(opened, works=(row,)))

        assert response.status_code == 422
        assert "no such protected source" in text(response)

    def test_stands_in_no_other_page_of_the_desk(self, sign_in, hidden, editor):
        browser = sign_in(UserFactory(role="Standards editor"))
        for page in (
            "/desk/sources/",
            "/desk/sources/?list=protected",
            "/desk/sources/?q=Ana",
            "/desk/audit/",
        ):
            assert NAME not in text(browser.get(page)), page
