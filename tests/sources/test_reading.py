"""The text of a copy is read once, in a process with little time and memory, whatever is in the file."""

import pytest

from claims.models import OutboxMessage, ReadingState, StoredFile
from claims.sources import reading
from claims.sources.copies import add_copy
from claims.sources.reading import offer_due_copies, read_bounded, read_copy
from tests.factories import NINE
from tests.sources.files import PAGE, pdf, pdf_bomb, pdf_that_says

HTML, PDF = "text/html", "application/pdf"


class TestReadBounded:
    def test_reads_a_page_as_its_readers_see_it(self):
        found = read_bounded(PAGE, HTML)

        assert found["state"] == ReadingState.READ
        assert found["text"] == "Inspection\nCracks were found in the eastern wall."

    def test_reads_a_pdf(self):
        found = read_bounded(pdf_that_says("Cracks were found."), PDF)

        assert (found["state"], found["text"]) == (ReadingState.READ, "Cracks were found.")

    def test_reads_a_page_in_the_character_set_that_it_names(self):
        page = "<meta charset=iso-8859-2><p>Škody</p>".encode("iso-8859-2")

        assert read_bounded(page, HTML)["text"] == "Škody"

    def test_says_of_a_scan_that_it_has_no_text(self):
        assert read_bounded(pdf(b"0 0 m 10 10 l S"), PDF)["state"] == ReadingState.UNREADABLE

    @pytest.mark.parametrize(
        "content", [b"%PDF-1.7\n", b"%PDF-" + bytes(range(256)) * 40], ids=["cut", "noise"]
    )
    def test_says_of_a_broken_pdf_that_it_is_broken(self, content):
        found = read_bounded(content, PDF)

        assert found["state"] == ReadingState.FAILED
        assert "broken" in found["failure"]

    def test_gives_up_a_pdf_that_unpacks_to_more_than_it_should(self):
        found = read_bounded(pdf_bomb(1_000), PDF)

        assert found["state"] in (ReadingState.FAILED, ReadingState.UNREADABLE)

    @pytest.mark.parametrize(
        "page",
        [
            b"<html>" + b"<div>" * 1_000_000,
            b"<html>" + b"<b>" * 500_000 + b"Cracks" + b"</b>" * 500_000,
            b"<html>" + b"<svg>" * 300_000,
            b"<html>" + b"<!--" * 300_000,
            b"<html>" + b"<a " * 300_000,
            b"<html>" + b"&" * 1_000_000,
        ],
        ids=["div", "b", "svg", "comment", "attribute", "entity"],
    )
    def test_outlives_every_page(self, page, monkeypatch):
        monkeypatch.setattr(reading, "PATIENCE", 3)

        found = read_bounded(page, HTML)

        assert found["state"] in (ReadingState.READ, ReadingState.UNREADABLE, ReadingState.FAILED)

    def test_gives_up_what_takes_too_long(self, monkeypatch):
        monkeypatch.setattr(reading, "PATIENCE", 0.001)

        found = read_bounded(PAGE, HTML)

        assert found == {"state": ReadingState.FAILED, "failure": reading.GIVEN_UP}


@pytest.fixture
def page(source, reporter):
    """A stored page that nobody has read yet."""
    return add_copy(source_id=source.pk, editor=reporter, content=PAGE, name="page.html", now=NINE).file


class TestReadCopy:
    def test_is_asked_for_when_a_copy_is_stored(self, page):
        message = OutboxMessage.objects.get(kind="copy.stored")

        assert message.payload == {"sha256": page.pk}
        assert page.state == ReadingState.WAITING

    def test_stores_the_text_once(self, page):
        read_copy(sha256=page.pk)
        read_copy(sha256=page.pk)

        page.refresh_from_db()
        assert (page.state, page.attempts) == (ReadingState.READ, 1)
        assert page.squeezed.endswith("Crackswerefoundintheeasternwall.")

    def test_leaves_a_file_alone_that_another_worker_is_reading(self, page, monkeypatch):
        def by_another(content, media_type):
            read_copy(sha256=page.pk)
            return {"state": ReadingState.READ, "text": "Cracks", "squeezed": "Cracks"}

        monkeypatch.setattr(reading, "read_bounded", by_another)

        read_copy(sha256=page.pk)

        page.refresh_from_db()
        assert page.attempts == 1

    def test_gives_a_file_up_that_has_cost_three_workers(self, page):
        StoredFile.objects.filter(pk=page.pk).update(attempts=3)

        read_copy(sha256=page.pk)

        page.refresh_from_db()
        assert (page.state, page.failure) == (ReadingState.FAILED, reading.GIVEN_UP)

    def test_is_offered_again_as_long_as_it_waits(self, page):
        assert offer_due_copies() == 1
        read_copy(sha256=page.pk)
        assert offer_due_copies() == 0
