"""Let the database hold the rules of corrections, retractions, embargoes, assignments and the ledger too."""

from django.db import migrations

WORDS = """
CREATE OR REPLACE FUNCTION claims_revision_words(r claims_revision) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT to_jsonb(r) - '{id,version,state,content_hash,updated_at,published_at,return_reason,raised_to,
                           publish_at,scheduled_by_id,publish_failure}'::text[]
$$;
"""

# What was public, or was cancelled, keeps its words for good; only its state goes on, and only to where it may.
REVISION = """
CREATE FUNCTION claims_check_kept_revision(old claims_revision, new claims_revision) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(new) - '{state,version,updated_at}'::text[] <> to_jsonb(old) - '{state,version,updated_at}'::text[]
       OR (old.state, new.state) NOT IN (('published', 'superseded'), ('published', 'retracted'),
                                         ('retracted', 'published'), ('retracted', 'superseded')) THEN
        RAISE EXCEPTION 'A % revision is never changed in place', old.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF new.state = 'retracted' AND EXISTS (
        SELECT 1 FROM claims_review WHERE id = new.review_id AND retracted_at IS NULL) THEN
        RAISE EXCEPTION 'A retraction gives its reason' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION claims_check_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A revision is never removed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'A revision begins as a draft' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state IN ('published', 'superseded', 'retracted', 'cancelled') THEN
        PERFORM claims_check_kept_revision(OLD, NEW);
        RETURN NEW;
    END IF;
    IF claims_revision_words(NEW) <> claims_revision_words(OLD) AND NEW.content_hash = OLD.content_hash THEN
        RAISE EXCEPTION 'The words changed and the content hash did not'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state IN ('approved', 'published') AND (
        SELECT count(DISTINCT approver_id) FROM claims_approval a
        WHERE a.revision_id = NEW.id AND a.voided_at IS NULL AND a.content_hash = NEW.content_hash
    ) < claims_approvals_needed(NEW.review_id) THEN
        RAISE EXCEPTION 'A revision needs an approval of these very words, two where a topic is sensitive'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state IN ('superseded', 'retracted') OR (NEW.state = 'published' AND OLD.state <> 'approved') THEN
        RAISE EXCEPTION 'Only an approved revision is published, and only a published one is superseded or retracted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'published' AND OLD.publish_at > clock_timestamp() THEN
        RAISE EXCEPTION 'A scheduled revision is not published before its time'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'cancelled' AND NEW.number = 1 THEN
        RAISE EXCEPTION 'Only a correction is cancelled' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

EVIDENCE = """
CREATE OR REPLACE FUNCTION claims_check_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_revision WHERE id IN (NEW.revision_id, OLD.revision_id)
               AND state NOT IN ('draft', 'in_review')) THEN
        RAISE EXCEPTION 'The evidence of an approved or published revision does not change'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
"""

# While a correction is open, the claim itself may be corrected; readers see the ledger, which stays as it is.
CLAIM = """
CREATE OR REPLACE FUNCTION claims_check_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_revision r JOIN claims_review w ON w.id = r.review_id
               WHERE w.claim_id = OLD.id AND r.state IN ('published', 'retracted'))
       AND NOT EXISTS (SELECT 1 FROM claims_revision r JOIN claims_review w ON w.id = r.review_id
               WHERE w.claim_id = OLD.id AND r.state IN ('draft', 'in_review', 'approved')) THEN
        RAISE EXCEPTION 'The words of a claim whose verdict is public do not change outside a correction'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

ASSIGNMENT = """
CREATE FUNCTION claims_check_assignee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_revision r JOIN claims_approval a ON a.revision_id = r.id
               WHERE r.review_id = NEW.id AND r.state IN ('draft', 'in_review', 'approved')
               AND a.voided_at IS NULL AND a.approver_id = NEW.assignee_id) THEN
        RAISE EXCEPTION 'A review is not assigned to somebody whose approval of it holds'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assignee_has_not_approved BEFORE UPDATE OF assignee_id ON claims_review
    FOR EACH ROW WHEN (NEW.assignee_id <> OLD.assignee_id) EXECUTE FUNCTION claims_check_assignee();
"""

LEDGER = """
CREATE FUNCTION claims_check_public_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM claims_revision r JOIN claims_review w ON w.id = r.review_id
        WHERE w.claim_id = NEW.claim_id AND r.content_hash = NEW.content_hash
        AND r.state = CASE WHEN NEW.state = 'retracted' THEN 'retracted' ELSE 'published' END) THEN
        RAISE EXCEPTION 'The ledger takes only what a revision in this state says'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_follows_revisions BEFORE INSERT ON claims_publicrecord
    FOR EACH ROW EXECUTE FUNCTION claims_check_public_record();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0012_assignment")]
    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (WORDS, REVISION, EVIDENCE, CLAIM, ASSIGNMENT, LEDGER)
    ]
