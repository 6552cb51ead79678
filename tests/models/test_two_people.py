"""Ways to publish alone, or to print other words than were approved, with raw SQL; the database refuses each."""

import pytest

from claims.models import AuditEntry, PublicRecord, Revision
from tests.factories import UserFactory, approved, cancelled, in_review, published
from tests.models.test_database_rules import refused, run

pytestmark = pytest.mark.django_db

APPROVE = """INSERT INTO claims_approval (revision_id, approver_id, content_hash, approved_at)
             SELECT id, %s, content_hash, now() FROM claims_revision WHERE id = %s"""
PUBLISH = "UPDATE claims_revision SET state = 'published', published_at = now() WHERE id = %s"


@pytest.fixture
def author():
    return UserFactory(role="Editor")


@pytest.fixture
def editor():
    return UserFactory(role="Editor")


class TestApproval:
    def test_of_words_that_nobody_is_on_record_for_is_refused(self, author, editor):
        revision = in_review(author)
        run("UPDATE claims_revision SET body = 'x', content_hash = 'x' WHERE id = %s", revision.pk)

        refused(APPROVE, editor.pk, revision.pk, match="on record for having written")

    def test_of_a_revision_made_beside_the_desk_is_refused(self, author, editor):
        made = cancelled(author, editor)
        made.pk, made.number, made.state = None, 3, "draft"
        Revision.objects.bulk_create([made])

        refused(APPROVE, editor.pk, made.pk, match="on record for having written")


class TestPublication:
    def test_in_words_written_after_the_approval_by_its_approver_is_refused(self, author, editor):
        revision = approved(author, editor)
        sql = """INSERT INTO claims_revisionedit (revision_id, editor_id, content_hash, edited_at)
                 SELECT id, %s, content_hash, now() FROM claims_revision WHERE id = %s"""
        run(sql, editor.pk, revision.pk)

        refused(PUBLISH, revision.pk, match="Two people publish")

    def test_of_what_another_approved_is_taken(self, author, editor):
        revision = approved(author, editor)

        run(PUBLISH, revision.pk)

        assert Revision.objects.get(pk=revision.pk).state == "published"


class TestLedger:
    AGAIN = """INSERT INTO claims_publicrecord
               (claim_id, public_id, version, sequence, state, change, record, content_hash, from_at)
               SELECT claim_id, public_id, 2, 2, 'corrected', 'correction',
                      jsonb_set(record::jsonb, %s, %s)::json, content_hash, now() FROM claims_publicrecord"""

    @pytest.fixture
    def closed(self, author, editor):
        """The one version of a verdict, ended, so that another may follow."""
        published(author, editor)
        run("UPDATE claims_publicrecord SET until_at = now()")

    @pytest.mark.parametrize(
        "part",
        [
            "{headline}",
            "{short_answer}",
            "{body}",
            "{known}",
            "{why_chosen}",
            "{claim_reviewed}",
            "{rating,slug}",
            "{id}",
        ],
    )
    @pytest.mark.usefixtures("closed")
    def test_prints_nothing_but_the_words_of_its_revision(self, part):
        refused(self.AGAIN, part, '"Other words"', match="very words of a published revision")

    @pytest.mark.usefixtures("closed")
    def test_leaves_nothing_out(self):
        sql = self.AGAIN.replace("jsonb_set(record::jsonb, %s, %s)::json", "(record::jsonb - 'body')::json")

        refused(sql, match="very words of a published revision")

    @pytest.mark.usefixtures("closed")
    def test_prints_the_words_of_its_revision(self):
        run(self.AGAIN, "{version}", "2")

        assert PublicRecord.objects.count() == 2


class TestTruncate:
    @pytest.mark.parametrize(
        "tables",
        [
            "claims_evidence",
            "claims_revision CASCADE",
            "claims_review CASCADE",
            "claims_claim CASCADE",
            "claims_source CASCADE",
            "auth_user CASCADE",
        ],
    )
    def test_of_what_history_rests_on_is_refused(self, author, editor, tables):
        published(author, editor)

        refused(f"TRUNCATE {tables}", match="refused")


class TestAudit:
    @pytest.mark.parametrize(
        "sql",
        [
            "INSERT INTO claims_auditentry SELECT * FROM claims_auditentry ON CONFLICT (id) DO UPDATE SET reason = 'x'",
            "WITH gone AS (DELETE FROM claims_auditentry RETURNING *) SELECT count(*) FROM gone",
            "MERGE INTO claims_auditentry t USING claims_auditentry s ON s.id = t.id WHEN MATCHED THEN DELETE",
            "DELETE FROM auth_user",
        ],
    )
    def test_keeps_its_rows_whatever_the_statement(self, author, editor, sql):
        published(author, editor)
        before = list(AuditEntry.objects.order_by("pk").values())

        refused(sql, match="refused|violates")

        assert list(AuditEntry.objects.order_by("pk").values()) == before
