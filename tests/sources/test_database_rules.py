"""What the database refuses of copies and links, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from claims.models import StoredFile
from claims.sources.copies import add_copy
from claims.sources.links import note_dead_link, note_working_link
from claims.sources.protected import protect_source
from tests.factories import NINE


def refused(sql, *values, match):
    with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def copy(source, reporter):
    return add_copy(source_id=source.pk, editor=reporter, content=b"Cracks", name="", now=NINE)


class TestStoredFiles:
    def test_are_what_their_hash_says(self, db):
        refused(
            "INSERT INTO claims_storedfile (sha256, media_type, size, content, stored_at, state, failure, attempts,"
            " due_at, text, squeezed)"
            " VALUES (repeat('0', 64), 'text/plain', 1, 'x', now(), 'read', '', 0, now(), '', '')",
            match="is_what_its_hash_says",
        )

    @pytest.mark.parametrize(
        "change", ["content = 'Cracks'", "media_type = 'text/html'", "stored_at = now()"]
    )
    def test_never_change(self, copy, change):
        refused(f"UPDATE claims_storedfile SET {change}", match="only ever added to")  # noqa: S608

    def test_are_never_removed(self, copy):
        refused("DELETE FROM claims_storedfile", match="only ever added to")

    def test_take_down_what_was_read(self, copy):
        assert StoredFile.objects.update(text="x", squeezed="x") == 1


class TestCopies:
    @pytest.mark.parametrize(
        "sql", ["UPDATE claims_sourcecopy SET name = 'x'", "DELETE FROM claims_sourcecopy"]
    )
    def test_stay(self, copy, sql):
        refused(sql, match="only ever added to")

    def test_are_not_kept_of_protected_sources(self, copy, reporter):
        hidden = protect_source(editor=reporter, name="Ana", description="x", danger="y", now=NINE)

        refused(
            "INSERT INTO claims_sourcecopy (source_id, file_id, name, uploaded_by_id, uploaded_at)"
            " VALUES (%s, %s, '', %s, now())",
            hidden.pk,
            copy.file_id,
            reporter.pk,
            match="No copy of a protected source",
        )


class TestLinkChecks:
    @pytest.fixture
    def noted(self, source, reporter):
        note_dead_link(source_id=source.pk, editor=reporter, reason="Gone", now=NINE)
        return source

    @pytest.mark.parametrize("change", ["found = 'x'", "is_dead = false", "url = 'x'"])
    def test_keep_what_was_found(self, noted, change):
        refused(f"UPDATE claims_linkcheck SET {change}", match="only settled_at may be set")  # noqa: S608

    def test_are_settled_once(self, noted, reporter):
        note_working_link(source_id=noted.pk, editor=reporter, now=NINE)

        refused(
            "UPDATE claims_linkcheck SET settled_at = NULL WHERE is_dead", match="only settled_at may be set"
        )

    def test_know_a_dead_link_once(self, noted):
        refused(
            "INSERT INTO claims_linkcheck (url, is_dead, found, checked_at) VALUES (%s, true, 'x', now())",
            noted.url,
            match="a_link_is_dead_once",
        )

    def test_are_never_removed(self, noted):
        refused("DELETE FROM claims_linkcheck", match="only ever added to")
