"""The audit's chain, checked by command."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import AuditEntry
from tests.factories import UserFactory, draft

pytestmark = pytest.mark.django_db


def verify():
    output = io.StringIO()
    call_command("verify_audit", stdout=output)
    return output.getvalue()


@pytest.fixture
def forge():
    """Call it to change history as somebody could who owns the database."""

    def run(statement):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE claims_auditentry DISABLE TRIGGER USER")
            cursor.execute(statement)
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
