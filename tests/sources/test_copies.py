"""Copies of sources: each content is stored once, and what it says is typed where nobody can read it."""

import hashlib

import pytest

from claims.models import AuditEntry, ReadingState, Source, SourceCopy, StoredFile
from claims.sources.acts import SourceRefused
from claims.sources.copies import add_copy, newest_copies, type_text
from claims.sources.links import dead_links, note_dead_link
from claims.sources.protected import protect_source
from tests.factories import NINE, UserFactory
from tests.sources.files import PNG

TEXT = b"Cracks were found."


@pytest.fixture
def keep(source, reporter):
    """Keep a file as a copy of the source."""

    def add(content=TEXT, name="notes.txt", **changes):
        given = {"source_id": source.pk, "editor": reporter, "now": NINE} | changes
        return add_copy(content=content, name=name, **given)

    return add


class TestAddCopy:
    def test_stores_the_bytes_under_their_hash(self, keep, source):
        copy = keep()

        file = StoredFile.objects.get()
        assert bytes(file.content) == TEXT
        assert copy.file_id == hashlib.sha256(TEXT).hexdigest()
        assert (file.media_type, file.size, file.state) == ("text/plain", 18, ReadingState.READ)
        assert AuditEntry.objects.get().source == source

    def test_stores_the_same_file_once(self, keep):
        assert keep() == keep(name="again.txt")

        assert StoredFile.objects.count() == SourceCopy.objects.count() == AuditEntry.objects.count() == 1

    def test_stores_a_file_once_for_two_sources(self, keep):
        other = Source.objects.create(url="https://b.example/", title="B", publisher="B", kind="secondary")

        keep()
        keep(source_id=other.pk)

        assert (StoredFile.objects.count(), SourceCopy.objects.count()) == (1, 2)

    def test_refuses_a_file_above_the_limit(self, keep, settings):
        settings.COPY_MAX_BYTES = 10

        with pytest.raises(SourceRefused, match="larger than 1e-05 MB"):
            keep()

    def test_refuses_whoever_does_not_write(self, keep, db):
        with pytest.raises(SourceRefused, match="does not have this right"):
            keep(editor=UserFactory())

    def test_refuses_a_protected_source(self, keep, reporter):
        hidden = protect_source(
            editor=reporter, name="Ana Alpha", description="An engineer", danger="Her job", now=NINE
        )

        with pytest.raises(SourceRefused, match="No copy of a protected source"):
            keep(source_id=hidden.pk)

    def test_mends_a_dead_link(self, keep, source, reporter):
        note_dead_link(source_id=source.pk, editor=reporter, reason="Gone", now=NINE)

        keep()

        assert not dead_links([source])


class TestNewestCopies:
    def test_knows_the_copies_of_an_address_in_whatever_words(self, keep, source):
        keep()
        newest = keep(b"Cracks were found again.")
        reworded = Source.objects.create(
            url=source.url, title="The inspection", publisher="Dam Authority", kind="primary"
        )

        assert newest_copies([reworded]) == {reworded.pk: newest}

    def test_takes_no_copy_of_another_source_without_an_address(self, keep):
        one, other = (
            Source.objects.create(url="", title=title, publisher="Library", kind="primary") for title in "AB"
        )
        copy = keep(source_id=one.pk)

        assert newest_copies([one, other]) == {one.pk: copy}


class TestTypeText:
    def test_makes_an_image_searchable(self, keep, reporter):
        copy = keep(PNG, "scan.png")

        type_text(copy_id=copy.pk, editor=reporter, text=" Cracks\x00  were found. \n", now=NINE)

        file = StoredFile.objects.get()
        assert (file.state, file.text, file.squeezed) == (
            ReadingState.TYPED,
            "Cracks were found.",
            "Crackswerefound.",
        )
        assert AuditEntry.objects.last().detail == {"text": ["", "Cracks were found."]}

    def test_is_refused_where_the_machine_has_read(self, keep, reporter):
        with pytest.raises(SourceRefused, match="is not typed over"):
            type_text(copy_id=keep().pk, editor=reporter, text="None.", now=NINE)

    def test_is_refused_without_words(self, keep, reporter):
        with pytest.raises(SourceRefused, match="Type what the copy says"):
            type_text(copy_id=keep(PNG, "scan.png").pk, editor=reporter, text=" \n", now=NINE)
