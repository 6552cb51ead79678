"""Let the database hold the rules of approval and publication, so that no right and no superuser steps over them."""

from django.db import migrations

APPROVAL = """
CREATE FUNCTION claims_check_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_voided timestamptz := (
        SELECT max(approved_at) FROM claims_approval WHERE revision_id = NEW.revision_id AND voided_at IS NOT NULL);
BEGIN
    IF EXISTS (SELECT 1 FROM claims_revisionedit e WHERE e.revision_id = NEW.revision_id
               AND e.editor_id = NEW.approver_id AND (last_voided IS NULL OR e.edited_at > last_voided
                    OR e.id = (SELECT max(id) FROM claims_revisionedit WHERE revision_id = NEW.revision_id))) THEN
        RAISE EXCEPTION 'Whoever edited a revision may not approve it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM claims_revision r JOIN claims_review w ON w.id = r.review_id
               WHERE r.id = NEW.revision_id AND w.assignee_id = NEW.approver_id) THEN
        RAISE EXCEPTION 'The assignee of a review may not approve it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM claims_revision r WHERE r.id = NEW.revision_id
                   AND r.content_hash = NEW.content_hash) THEN
        RAISE EXCEPTION 'An approval is bound to the words as they stand'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT ON claims_approval
    FOR EACH ROW EXECUTE FUNCTION claims_check_approval();
"""

REVISION = """
CREATE FUNCTION claims_revision_words(r claims_revision) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT to_jsonb(r) - '{id,version,state,content_hash,updated_at,published_at,return_reason}'::text[]
$$;

CREATE FUNCTION claims_approvals_needed(wanted_review bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN EXISTS (
        SELECT 1 FROM claims_review w
        JOIN claims_claim_topics ct ON ct.claim_id = w.claim_id
        JOIN claims_topic t ON t.id = ct.topic_id
        WHERE w.id = wanted_review AND t.is_sensitive) THEN 2 ELSE 1 END
$$;

CREATE FUNCTION claims_check_revision() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF OLD.state = 'published' THEN
        RAISE EXCEPTION 'A published revision is never changed in place'
            USING ERRCODE = 'integrity_constraint_violation';
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
    IF NEW.state = 'published' AND OLD.state <> 'approved' THEN
        RAISE EXCEPTION 'Only an approved revision is published' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_rules BEFORE INSERT OR UPDATE OR DELETE ON claims_revision
    FOR EACH ROW EXECUTE FUNCTION claims_check_revision();
"""

EVIDENCE = """
CREATE FUNCTION claims_check_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_revision WHERE id IN (NEW.revision_id, OLD.revision_id)
               AND state IN ('approved', 'published')) THEN
        RAISE EXCEPTION 'The evidence of an approved or published revision does not change'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER evidence_stays BEFORE INSERT OR UPDATE OR DELETE ON claims_evidence
    FOR EACH ROW EXECUTE FUNCTION claims_check_evidence();
"""

CLAIM = """
CREATE FUNCTION claims_check_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_revision r JOIN claims_review w ON w.id = r.review_id
               WHERE w.claim_id = OLD.id AND r.state = 'published') THEN
        RAISE EXCEPTION 'The words of a claim whose verdict is public do not change'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER public_claim_stays BEFORE UPDATE OF text ON claims_claim
    FOR EACH ROW WHEN (NEW.text <> OLD.text) EXECUTE FUNCTION claims_check_claim();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_history_is_append_only")]
    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (APPROVAL, REVISION, EVIDENCE, CLAIM)
    ]
