"""Links of sources: found dead by hand or by a check, and mended once."""

import pytest

from claims.models import AuditEntry, LinkCheck, Source
from claims.sources.acts import SourceRefused
from claims.sources.copies import add_copy, newest_copies
from claims.sources.links import (
    dead_links,
    mend_link,
    note_dead_link,
    note_working_link,
    record_link_check,
    rely_on_copy,
)
from tests.factories import NINE

ARCHIVE = "https://archive.example/dam/1"


@pytest.fixture
def by(source, reporter):
    """What the acts on the source want."""
    return {"source_id": source.pk, "editor": reporter, "now": NINE}


def moves():
    return list(AuditEntry.objects.order_by("pk").values_list("move", flat=True))


class TestNoteDeadLink:
    def test_counts_once_however_often_it_is_noted(self, by, source):
        note_dead_link(**by, reason="Page not found")
        note_dead_link(**by, reason="Still not found")

        assert dead_links([source])[source.url].found == "Page not found"
        assert moves() == ["note_dead_link"]

    def test_holds_for_every_wording_of_the_address(self, by, source):
        reworded = Source.objects.create(url=source.url, title="B", publisher="B", kind="primary")

        note_dead_link(**by, reason="Page not found")

        assert source.url in dead_links([reworded])

    def test_wants_to_know_what_was_found(self, by):
        with pytest.raises(SourceRefused, match="what you found"):
            note_dead_link(**by, reason=" ")

    def test_is_undone(self, by, source):
        note_dead_link(**by, reason="Page not found")

        note_working_link(**by)

        assert not dead_links([source])
        assert moves() == ["note_dead_link", "note_working_link"]


class TestRecordLinkCheck:
    def check(self, source, is_dead):
        return record_link_check(source_id=source.pk, is_dead=is_dead, found="404", now=NINE)

    def test_puts_a_dead_link_among_them_once(self, source):
        assert self.check(source, True)
        assert self.check(source, True) is None
        assert list(dead_links([source])) == [source.url]

    def test_takes_a_link_that_works_again_off_them(self, source):
        self.check(source, True)
        self.check(source, False)

        assert not dead_links([source])
        assert LinkCheck.objects.count() == 2

    def test_does_not_bring_back_what_was_mended(self, source, by):
        self.check(source, True)
        mend_link(**by, url=source.url, archive_url=ARCHIVE)

        assert self.check(source, True) is None
        assert not dead_links([source])

    def test_passes_over_a_source_without_a_link(self, db):
        book = Source.objects.create(url="", title="A book", publisher="Press", kind="primary")

        assert self.check(book, True) is None


class TestMendLink:
    def test_leaves_the_old_row_as_it_was(self, by, source):
        note_dead_link(**by, reason="Page not found")

        mended = mend_link(**by, url="https://dam.example/2", archive_url="")

        source.refresh_from_db()
        assert (source.url, mended.url, mended.title) == (
            "https://dam.example/1",
            "https://dam.example/2",
            "Inspection",
        )
        assert mended.replaces == source
        assert not dead_links([source])
        assert AuditEntry.objects.last().detail == {"link": [source.url, mended.url]}

    def test_takes_the_copy_along(self, by):
        copy = add_copy(**by, content=b"Cracks", name="")

        mended = mend_link(**by, url="https://dam.example/2", archive_url="")

        assert newest_copies([mended])[mended.pk].file == copy.file

    def test_is_refused_where_nothing_is_new(self, by, source):
        with pytest.raises(SourceRefused, match="Nothing is new"):
            mend_link(**by, url=source.url, archive_url="")

    def test_is_refused_a_second_time(self, by, source):
        mend_link(**by, url=source.url, archive_url=ARCHIVE)

        with pytest.raises(SourceRefused, match="mended already"):
            mend_link(**by, url="https://dam.example/3", archive_url="")


class TestRelyOnCopy:
    def test_lets_the_copy_do(self, by, source):
        add_copy(**by, content=b"Cracks", name="")
        note_dead_link(**by, reason="Page not found")

        rely_on_copy(**by)

        assert not dead_links([source])
        assert moves()[-1] == "settle_link"

    def test_is_refused_without_one(self, by):
        note_dead_link(**by, reason="Page not found")

        with pytest.raises(SourceRefused, match="no stored copy"):
            rely_on_copy(**by)
