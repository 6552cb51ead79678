"""The gates on what a verdict rests on."""

import pytest

from claims.models import Source
from claims.publication.record import content_hash, content_of
from claims.review.actions import save_revision, written_content
from claims.review.citing import EvidenceEntry
from claims.review.judged import judged
from claims.review.source_gates import (
    excerpts_are_found,
    interests_are_disclosed,
    protected_sources_are_confirmed,
    sources_are_kept,
)
from claims.sources.copies import add_copy, type_text
from claims.sources.links import mend_link
from claims.sources.protected import confirm_source, protect_source
from tests.factories import NINE, UserFactory, approved, draft
from tests.sources.files import PAGE, PNG

pytestmark = pytest.mark.django_db
INSPECTION = EvidenceEntry(
    "contradicts", "Inspection", "Dam Authority", "https://dam.example/1", "primary", "Cracks were found"
)


@pytest.fixture
def write(author):
    """A draft that rests on these entries."""
    return lambda *entries: draft(author, evidence=entries or (INSPECTION,))


def changed(entry, **changes):
    return EvidenceEntry(**(vars(entry) | changes))


def keep(author, content=b"In May, cracks were found.\nCracks were found.", name="notes.txt"):
    """A stored copy of the inspection."""
    source = Source.objects.get(title="Inspection")
    return add_copy(source_id=source.pk, editor=author, content=content, name=name, now=NINE)


def save_again(revision):
    return save_revision(
        revision_id=revision.pk,
        editor=revision.created_by,
        version=revision.version,
        content=written_content(revision),
        now=NINE,
    )


class TestSourcesAreKept:
    def test_wants_a_copy(self, write):
        assert "“Inspection” has no stored copy." in sources_are_kept(judged(write()))

    def test_passes_with_link_and_copy(self, write, author):
        revision = write()
        keep(author)

        assert sources_are_kept(judged(save_again(revision))) == ""

    def test_asks_to_save_once_more_where_the_copy_came_later(self, write, author):
        revision = write()
        keep(author)

        assert "Save it once more" in sources_are_kept(judged(revision))

    def test_wants_a_link(self, write):
        assert "“Inspection” has no link." in sources_are_kept(judged(write(changed(INSPECTION, url=""))))

    def test_takes_a_stated_reason_for_both(self, write):
        book = changed(INSPECTION, url="", unavailable="A book in the state library.")

        assert sources_are_kept(judged(write(book))) == ""

    def test_names_a_few_of_many(self, write):
        works = [changed(INSPECTION, title=f"Work {n}", url=f"https://dam.example/{n}") for n in range(5)]

        assert "“Work 0”, “Work 1”, “Work 2” and 2 more have no stored copy" in sources_are_kept(
            judged(write(*works))
        )


class TestExcerptsAreFound:
    def test_passes_where_the_copy_says_so(self, write, author):
        revision = write()
        keep(author)

        assert excerpts_are_found(judged(save_again(revision))) == ""

    def test_says_up_to_where_the_copy_says_so(self, write, author):
        revision = write(changed(INSPECTION, excerpt="Cracks were found in the west"))
        keep(author)

        assert "it differs after “Cracks were found”" in excerpts_are_found(judged(save_again(revision)))

    def test_waits_for_a_copy_that_is_being_read(self, write, author):
        revision = write()
        keep(author, PAGE, "page.html")

        assert "still being read" in excerpts_are_found(judged(save_again(revision)))

    def test_asks_for_what_an_image_says(self, write, author):
        revision = write()
        scan = keep(author, PNG, "scan.png")
        revision = save_again(revision)
        assert "Type on the source’s page what it says" in excerpts_are_found(judged(revision))

        type_text(copy_id=scan.pk, editor=author, text="Cracks were found.", now=NINE)

        assert excerpts_are_found(judged(revision)) == ""

    def test_compares_with_the_copy_that_is_cited_and_no_newer_one(self, write, author):
        revision = write()
        keep(author)
        revision = save_again(revision)
        keep(author, b"Nothing was found.")

        assert excerpts_are_found(judged(revision)) == ""

    def test_passes_where_there_is_nothing_to_compare(self, write):
        assert excerpts_are_found(judged(write())) == ""


class TestProtectedSourcesAreConfirmed:
    def test_wants_a_second_editor(self, write, author, editor):
        hidden = protect_source(editor=author, name="Ana", description="An engineer", danger="x", now=NINE)
        revision = write(EvidenceEntry("supports", "", "", "", "protected", source=str(hidden.pk)))
        assert "No second editor has confirmed the protected source “An engineer”" in (
            protected_sources_are_confirmed(judged(revision))
        )

        confirm_source(source_id=hidden.pk, editor=editor, now=NINE)

        assert protected_sources_are_confirmed(judged(revision)) == ""
        assert sources_are_kept(judged(revision)) == ""


class TestInterestsAreDisclosed:
    @pytest.mark.parametrize("kind", ["party", "company", "advocacy"])
    def test_are_asked_of_whoever_has_something_at_stake(self, write, kind):
        entry = changed(INSPECTION, publisher_kind=kind)

        assert "has at stake" in interests_are_disclosed(judged(write(entry)))
        assert interests_are_disclosed(judged(write(changed(entry, interests="It built the dam.")))) == ""

    @pytest.mark.parametrize("kind", ["", "public_body", "research", "media", "other"])
    def test_are_not_asked_of_others(self, write, kind):
        assert interests_are_disclosed(judged(write(changed(INSPECTION, publisher_kind=kind)))) == ""


class TestApprovals:
    """What happens to a source later leaves what was approved as it was."""

    def test_hold_when_a_copy_is_stored_or_a_link_is_mended_later(self, author, editor):
        revision = approved(author, editor, evidence=(INSPECTION,))
        copy = keep(author)
        mend_link(
            source_id=copy.source_id,
            editor=UserFactory(role="Editor"),
            url="https://dam.example/2",
            archive_url="https://archive.example/1",
            now=NINE,
        )

        assert content_hash(content_of(revision)) == revision.content_hash

    def test_are_void_once_the_newest_copy_is_cited(self, author, editor):
        revision = approved(author, editor, evidence=(INSPECTION,))
        copy = keep(author)

        saved = save_again(revision)

        assert saved.state == "draft"
        assert content_of(saved)["evidence"][0]["copy"] == {"sha256": copy.file_id, "stored_on": "2026-03-04"}
