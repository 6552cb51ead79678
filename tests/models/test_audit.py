"""The chain of the audit."""

import pytest
from django.db import connection

from claims.models import AuditEntry
from claims.models.audit import broken_entries
from tests.factories import UserFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """A published review's entries; a superuser has taken the triggers off to tamper with them."""
    published(UserFactory(role="Editor"), UserFactory(role="Editor"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE claims_auditentry DISABLE TRIGGER USER")
    return AuditEntry.objects.order_by("pk")


class TestBrokenEntries:
    def test_finds_nothing_in_an_untouched_chain(self, chain):
        assert len(chain) == 5
        assert not list(broken_entries(chain))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("move", "approve"),
            ("reason", "x"),
            ("detail", {"x": 1}),
            ("start_state", "x"),
            ("end_state", "x"),
            ("content_hash", "x"),
            ("happened_at", "2026-01-01T00:00Z"),
            ("revision", None),
        ],
    )
    def test_names_a_changed_entry(self, chain, field, value):
        target = chain[2]
        AuditEntry.objects.filter(pk=target.pk).update(**{field: value})

        assert [entry for entry, _ in broken_entries(chain.all())] == [target]

    def test_notices_a_removed_entry(self, chain):
        chain[2].delete()

        assert len(list(broken_entries(chain.all()))) == 1
