"""The audit's chain, checked by command."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import AuditEntry
from tests.factories import UserFactory, draft

pytestmark = pytest.mark.django_db


def verify(*arguments):
    output = io.StringIO()
    call_command("verify_audit", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def forge():
    """Call it to change history as somebody could who owns the database."""

    def run(statement, *values):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE claims_auditentry DISABLE TRIGGER USER")
            cursor.execute(statement, values or None)
            cursor.execute("ALTER TABLE claims_auditentry ENABLE TRIGGER USER")

    return run


class TestVerifyAudit:
    def test_says_that_an_untouched_chain_holds(self):
        draft(UserFactory(role="Reporter"))

        assert verify() == f"{AuditEntry.objects.count()} entries checked.\nThe chain holds.\n"

    def test_holds_where_nothing_has_happened(self):
        assert "0 entries checked." in verify()

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ("UPDATE claims_auditentry SET reason = 'x' WHERE id = {}", "was changed after it was written"),
            ("DELETE FROM claims_auditentry WHERE id = {}", "does not follow the entry before it"),
        ],
    )
    def test_names_what_was_tampered_with(self, forge, change, words):
        draft(UserFactory(role="Reporter"))
        draft(UserFactory(role="Reporter"))
        first, second = AuditEntry.objects.order_by("pk").values_list("pk", flat=True)[:2]

        forge(change.format(first))

        with pytest.raises(CommandError, match=words) as broken:
            verify()
        assert f"Entry {first if 'UPDATE' in change else second} " in str(broken.value)


class TestDigest:
    @pytest.fixture
    def kept(self, tmp_path):
        """A file with the digest of the day on which everything happened."""
        draft(UserFactory(role="Reporter"))
        draft(UserFactory(role="Reporter"))
        file = tmp_path / "digests"
        file.write_text(verify("--digest", "2026-03-04").splitlines()[-1] + "\n")
        return file

    def test_is_a_line_with_the_day_the_number_and_the_hash_of_all(self, kept):
        last = AuditEntry.objects.order_by("pk").last()

        assert kept.read_text() == f"2026-03-04 {AuditEntry.objects.count()} {last.pk} {last.hash}\n"

    def test_of_a_day_before_the_first_entry_says_that_there_was_none(self, kept):
        assert verify("--digest", "2026-03-03").splitlines()[-1] == f"2026-03-03 0 0 {'0' * 64}"

    def test_holds_while_the_audit_grows(self, kept):
        draft(UserFactory(role="Reporter"))

        assert "The chain holds." in verify("--kept", str(kept))

    def test_shows_what_the_chain_alone_cannot_that_its_end_was_cut_off(self, kept, forge):
        last = AuditEntry.objects.order_by("pk").last()
        forge("DELETE FROM claims_auditentry WHERE id = %s", last.pk)
        assert "The chain holds." in verify()

        with pytest.raises(CommandError, match="end of 2026-03-04 is not what was kept"):
            verify("--kept", str(kept))

    def test_shows_that_the_whole_chain_was_written_anew(self, kept, forge):
        previous = "0" * 64
        rows = list(AuditEntry.objects.order_by("pk"))
        rows[0].reason = "forged"
        for row in rows:
            row.previous_hash = previous
            row.hash = previous = row.computed_hash()
            sql = "UPDATE claims_auditentry SET reason = %s, previous_hash = %s, hash = %s WHERE id = %s"
            forge(sql, row.reason, row.previous_hash, row.hash, row.pk)
        assert "The chain holds." in verify()

        with pytest.raises(CommandError, match="is not what was kept"):
            verify("--kept", str(kept))

    def test_refuses_a_line_that_is_none(self, tmp_path):
        file = tmp_path / "digests"
        file.write_text("2026-03-04 many 1 x\n")

        with pytest.raises(CommandError, match="no line of a digest"):
            verify("--kept", str(file))
