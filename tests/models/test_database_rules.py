"""What the database refuses whoever asks: raw SQL stands for the shell, the admin and every forgotten door."""

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction

from claims.models import PublicRecord, Revision
from claims.review.actions import approve_revision, return_revision
from tests.factories import (
    NINE,
    ArticleFactory,
    UserFactory,
    approved,
    cancelled,
    corrected,
    correction,
    draft,
    in_review,
    published,
    retracted,
    scheduled,
    sole_source,
    superseded,
    waived,
)

pytestmark = pytest.mark.django_db


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        # Constraints that wait for the commit would refuse first, for a reason of their own.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql, values)


def refused(sql, *values, match):
    with pytest.raises(DatabaseError, match=match):
        run(sql, *values)


@pytest.fixture
def author():
    return UserFactory(role="Editor")


@pytest.fixture
def editor():
    return UserFactory(role="Editor")


class TestPublication:
    @pytest.mark.parametrize("make", [draft, in_review])
    def test_is_refused_without_an_approval(self, author, make):
        revision = make(author)

        refused(
            "UPDATE claims_revision SET state = 'published', published_at = now() WHERE id = %s",
            revision.pk,
            match="needs an approval",
        )

    def test_is_refused_after_other_words_were_written_into_an_approved_revision(self, author, editor):
        revision = approved(author, editor)

        refused(
            "UPDATE claims_revision SET body = 'x', content_hash = 'x', state = 'published', published_at = now()"
            " WHERE id = %s",
            revision.pk,
            match="needs an approval",
        )

    def test_is_refused_to_a_new_row(self, author):
        revision = draft(author)
        revision.pk, revision.number, revision.state = None, 2, "published"

        with pytest.raises(DatabaseError, match="begins as a draft"):
            Revision.objects.bulk_create([revision])

    def test_is_refused_before_its_time(self, author, editor):
        revision = scheduled(author, editor, at=NINE.replace(year=2028))

        with pytest.raises(DatabaseError, match="before its time"), transaction.atomic():
            Revision.objects.filter(pk=revision.pk).update(
                state="published", published_at=NINE, publish_at=None, scheduled_by=None
            )

    def test_of_a_correction_is_refused_without_a_note(self, author, editor):
        refused(
            "UPDATE claims_revision SET state = 'in_review' WHERE id = %s",
            correction(author, editor, correction_note="").pk,
            match="correction_says_what_was_changed",
        )


class TestGates:
    PUBLISH = "UPDATE claims_revision SET state = 'published', published_at = now() WHERE id = %s"
    WAIVE = """INSERT INTO claims_waiver (revision_id, gate, name, reason, granted_by_id, words_hash, granted_at)
               SELECT revision_id, 'two_publishers', 'x', 'x', %s, words_hash, now()
               FROM claims_gatecheck WHERE revision_id = %s"""

    @pytest.fixture
    def sole(self, author, editor):
        """Approved, with a hard gate open."""
        waiting = sole_source(author)
        return approve_revision(revision_id=waiting.pk, editor=editor, version=waiting.version, now=NINE)

    def test_keep_back_what_does_not_pass_them(self, sole):
        refused(self.PUBLISH, sole.pk, match="passes every hard gate")

    def test_keep_back_what_was_never_asked(self, author, editor):
        revision = approved(author, editor)
        run("DELETE FROM claims_gatecheck WHERE revision_id = %s", revision.pk)

        refused(self.PUBLISH, revision.pk, match="passes every hard gate")

    def test_keep_back_what_was_asked_in_other_words(self, author, editor):
        revision = approved(author, editor)
        run("UPDATE claims_gatecheck SET content_hash = 'other'")

        refused(self.PUBLISH, revision.pk, match="passes every hard gate")

    def test_let_through_what_another_editor_waived(self, sole):
        run(self.WAIVE, UserFactory(role="Editor").pk, sole.pk)

        run(self.PUBLISH, sole.pk)

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE claims_waiver SET voided_at = now()",
            "UPDATE claims_gatecheck SET words_hash = 'other'",
            """INSERT INTO claims_revisionedit (revision_id, editor_id, content_hash, edited_at)
               SELECT revision_id, granted_by_id, 'x', now() + interval '1 second' FROM claims_waiver""",
        ],
    )
    def test_keep_back_what_was_waived_in_other_words_or_by_one_of_its_writers(self, sole, change):
        run(self.WAIVE, UserFactory(role="Editor").pk, sole.pk)
        run(change)

        refused(self.PUBLISH, sole.pk, match="passes every hard gate")

    def test_are_not_waived_by_whoever_edited_the_revision(self, author):
        refused(self.WAIVE, author.pk, sole_source(author).pk, match="may not waive")

    def test_are_not_waived_by_the_assignee(self, author, editor):
        revision = sole_source(author)
        run("UPDATE claims_review SET assignee_id = %s", editor.pk)

        refused(self.WAIVE, editor.pk, revision.pk, match="may not waive")

    def test_are_not_waived_without_the_right(self, author):
        refused(
            self.WAIVE, UserFactory(role="Reporter").pk, sole_source(author).pk, match="the right to approve"
        )

    def test_are_not_waived_in_a_draft_or_after_publication(self, author, editor):
        for revision in (draft(author), published(author, editor)):
            refused(
                self.WAIVE, UserFactory(role="Editor").pk, revision.pk, match="as they stand while they are"
            )

    def test_are_not_waived_without_a_reason(self, author, editor):
        sql = self.WAIVE.replace("'x', %s", "'', %s")

        refused(sql, editor.pk, sole_source(author).pk, match="a_waiver_has_a_reason")

    @pytest.mark.parametrize(
        "sql", ["UPDATE claims_gatecheck SET open_gates = '{}'", "DELETE FROM claims_gatecheck"]
    )
    def test_keep_what_they_said_of_a_public_verdict(self, author, editor, sql):
        published(author, editor)

        refused(sql, match="does not change once it was public")

    @pytest.mark.parametrize(
        "sql",
        ["DELETE FROM claims_waiver", "TRUNCATE claims_waiver", "UPDATE claims_waiver SET reason = 'x'"],
    )
    def test_keep_their_waivers(self, author, editor, sql):
        waived(author, editor)

        refused(sql, match="refused")


class TestSchedule:
    @pytest.mark.parametrize("make", [draft, in_review])
    def test_is_refused_to_what_is_not_approved(self, author, make):
        refused(
            "UPDATE claims_revision SET publish_at = now(), scheduled_by_id = created_by_id WHERE id = %s",
            make(author).pk,
            match="only_an_approved_revision_is_scheduled",
        )

    def test_is_refused_in_nobodys_name(self, author, editor):
        refused(
            "UPDATE claims_revision SET publish_at = now() WHERE id = %s",
            approved(author, editor).pk,
            match="only_an_approved_revision_is_scheduled",
        )


class TestAfterPublication:
    CHANGES = (
        "body = 'x', content_hash = 'x'",
        "correction_note = 'x'",
        "state = 'draft'",
        "state = 'approved'",
    )

    @pytest.mark.parametrize("make", [published, superseded, retracted, cancelled, corrected])
    def test_nothing_goes_back_or_changes(self, author, editor, make):
        revision = make(author, editor)

        for change in self.CHANGES:
            sql = f"UPDATE claims_revision SET {change} WHERE id = %s"  # noqa: S608 - the changes above
            refused(sql, revision.pk, match="never changed in place")

    def test_a_verdict_is_not_retracted_without_a_reason(self, author, editor):
        revision = published(author, editor)

        refused(
            "UPDATE claims_revision SET state = 'retracted' WHERE id = %s",
            revision.pk,
            match="gives its reason",
        )
        refused(
            "UPDATE claims_review SET retracted_at = now() WHERE id = %s",
            revision.review_id,
            match="says_why",
        )

    @pytest.mark.parametrize("state", ["superseded", "retracted"])
    def test_what_was_never_public_is_not_taken_back(self, author, editor, state):
        refused(
            "UPDATE claims_revision SET state = %s, published_at = now() WHERE id = %s",
            state,
            approved(author, editor).pk,
            match="only a published one is superseded or retracted",
        )

    def test_only_a_correction_is_cancelled(self, author):
        refused(
            "UPDATE claims_revision SET state = 'cancelled' WHERE id = %s",
            draft(author).pk,
            match="Only a correction",
        )

    def test_the_evidence_of_what_was_public_stays(self, author, editor):
        revision = superseded(author, editor)

        refused("DELETE FROM claims_evidence WHERE revision_id = %s", revision.pk, match="does not change")

    def test_the_claim_changes_only_while_a_correction_is_open(self, author, editor):
        claim = retracted(author, editor).review.claim
        refused("UPDATE claims_claim SET text = 'x' WHERE id = %s", claim.pk, match="outside a correction")

        run("UPDATE claims_claim SET text = 'x' WHERE id = %s", correction(author, editor).review.claim_id)


class TestLedger:
    SQL = """INSERT INTO claims_publicrecord
             (claim_id, public_id, version, sequence, state, change, record, content_hash, from_at)
             SELECT w.claim_id, c.public_id, 9, 9, %s, '', '{}', r.content_hash, now()
             FROM claims_revision r JOIN claims_review w ON w.id = r.review_id JOIN claims_claim c ON c.id = w.claim_id
             WHERE r.id = %s"""

    @pytest.mark.parametrize("state", ["published", "corrected", "retracted"])
    @pytest.mark.parametrize("make", [approved, cancelled, superseded])
    def test_takes_nothing_that_no_revision_in_that_state_says(self, author, editor, make, state):
        revision = make(author, editor)
        if make is not approved:
            run("UPDATE claims_publicrecord SET until_at = now() WHERE until_at IS NULL")

        refused(self.SQL, state, revision.pk, match="ledger takes only")


class TestAssignment:
    def test_to_whoever_approved_it_is_refused(self, author, editor):
        revision = approved(author, editor)

        refused(
            "UPDATE claims_review SET assignee_id = %s WHERE id = %s",
            editor.pk,
            revision.review_id,
            match="whose approval of it holds",
        )


class TestApproval:
    SQL = """INSERT INTO claims_approval (revision_id, approver_id, content_hash, approved_at)
             SELECT id, %s, content_hash, now() FROM claims_revision WHERE id = %s"""

    def test_by_whoever_edited_the_revision_is_refused(self, author):
        refused(self.SQL, author.pk, in_review(author).pk, match="edited a revision may not approve")

    def test_by_the_last_editor_is_refused_also_after_a_return(self, author, editor):
        revision = approved(author, editor)
        returned = return_revision(
            revision_id=revision.pk, editor=editor, version=revision.version, reason="Name it.", now=NINE
        )

        refused(self.SQL, author.pk, returned.pk, match="edited a revision may not approve")

    def test_by_the_assignee_is_refused(self, author, editor):
        revision = in_review(author)
        revision.review.assignee = editor
        revision.review.save()

        refused(self.SQL, editor.pk, revision.pk, match="assignee")

    @pytest.mark.parametrize(
        "lost",
        [
            "DELETE FROM auth_user_groups WHERE user_id = %s",
            "UPDATE auth_user SET is_active = false WHERE id = %s",
        ],
    )
    def test_by_somebody_who_has_lost_the_right_is_refused(self, author, editor, lost):
        revision = in_review(author)
        run(lost, editor.pk)

        refused(self.SQL, editor.pk, revision.pk, match="open account and the right to approve")

    def test_by_a_right_given_to_one_person_alone_is_taken(self, author):
        approver = UserFactory()
        approver.user_permissions.add(Permission.objects.get(codename="approve_revision"))

        run(self.SQL, approver.pk, in_review(author).pk)

        assert Revision.objects.get().approvals.get().approver == approver

    def test_of_other_words_is_refused(self, author, editor):
        sql = self.SQL.replace("content_hash, now()", "'other', now()")

        refused(sql, editor.pk, in_review(author).pk, match="bound to the words")


class TestWords:
    @pytest.mark.parametrize("field", ["headline", "short_answer", "body", "why_chosen", "known"])
    def test_do_not_change_without_their_hash(self, author, field):
        sql = f"UPDATE claims_revision SET {field} = 'x' WHERE id = %s"  # noqa: S608 - the fields above

        refused(sql, draft(author).pk, match="content hash did not")

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE claims_revision SET updated_at = now()",
            "DELETE FROM claims_revision",
            "UPDATE claims_evidence SET note = 'x'",
            "DELETE FROM claims_evidence",
            "UPDATE claims_claim SET text = 'x'",
            "UPDATE claims_publicrecord SET record = '{}'",
            "DELETE FROM claims_publicrecord",
            "TRUNCATE claims_publicrecord CASCADE",
            "UPDATE claims_source SET title = 'x'",
        ],
    )
    def test_that_are_public_never_change(self, author, editor, sql):
        published(author, editor)

        refused(sql, match="refused|never|does not change|do not change")

    def test_of_an_article_never_change(self):
        ArticleFactory()

        refused("UPDATE claims_article SET text = 'x'", match="refused")


class TestHistory:
    @pytest.mark.parametrize("table", ["claims_auditentry", "claims_revisionedit", "claims_approval"])
    @pytest.mark.parametrize(
        "sql", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "UPDATE {} SET content_hash = 'x'"]
    )
    def test_is_only_added_to(self, author, editor, table, sql):
        published(author, editor)

        refused(sql.format(table), match="refused")

    def test_is_about_a_claim_or_a_person_and_never_neither(self, author, editor):
        published(author, editor)
        sql = """INSERT INTO claims_auditentry (actor_id, move, start_state, end_state, reason, detail, content_hash,
                 roles, request_id, happened_at, previous_hash, hash)
                 VALUES (%s, 'x', '', '', '', '{}', '', '{}', '', now(), 'p', 'h')"""

        refused(sql, author.pk, match="about_a_claim_a_person_a_source_or_a_request")

    def test_of_the_ledger_closes_a_version_once(self, author, editor):
        published(author, editor)
        PublicRecord.objects.update(until_at="2026-03-05T09:00Z")

        refused("UPDATE claims_publicrecord SET until_at = NULL", match="only until_at may be set, once")
