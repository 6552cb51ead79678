"""Let the database publish nothing whose hard gates are neither passed nor waived by another editor."""

from django.db import migrations

# The same people whom four_eyes keeps from approving.
OWN_WORK = """
CREATE FUNCTION claims_is_own_work(wanted bigint, person integer) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM claims_revision r JOIN claims_review w ON w.id = r.review_id
        WHERE r.id = wanted AND w.assignee_id = person
    ) OR EXISTS (
        SELECT 1 FROM claims_revisionedit e WHERE e.revision_id = wanted AND e.editor_id = person AND (
            e.edited_at > COALESCE((SELECT max(approved_at) FROM claims_approval
                                    WHERE revision_id = wanted AND voided_at IS NOT NULL), '-infinity')
            OR e.id = (SELECT max(id) FROM claims_revisionedit WHERE revision_id = wanted)))
$$;
"""

WAIVER = """
CREATE FUNCTION claims_check_waiver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF claims_is_own_work(NEW.revision_id, NEW.granted_by_id) THEN
        RAISE EXCEPTION 'Whoever edited a revision or has it assigned may not waive a gate for it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT claims_may_approve(NEW.granted_by_id) THEN
        RAISE EXCEPTION 'Only somebody with an open account and the right to approve may waive a gate'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM claims_gatecheck g JOIN claims_revision r ON r.id = g.revision_id
                   WHERE r.id = NEW.revision_id AND r.state IN ('in_review', 'approved')
                   AND g.words_hash = NEW.words_hash) THEN
        RAISE EXCEPTION 'A waiver is bound to the words as they stand while they are judged'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER another_editor_waives BEFORE INSERT ON claims_waiver
    FOR EACH ROW EXECUTE FUNCTION claims_check_waiver();
CREATE TRIGGER closed_once BEFORE UPDATE ON claims_waiver
    FOR EACH ROW EXECUTE FUNCTION claims_close_only('voided_at');
CREATE TRIGGER never_deleted BEFORE DELETE ON claims_waiver EXECUTE FUNCTION claims_refuse();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON claims_waiver EXECUTE FUNCTION claims_refuse();
"""

GATE_CHECK = """
CREATE FUNCTION claims_keep_gate_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_revision WHERE id IN (NEW.revision_id, OLD.revision_id)
               AND state NOT IN ('draft', 'in_review', 'approved')) THEN
        RAISE EXCEPTION 'What the gates said of a revision does not change once it was public'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER gate_check_stays BEFORE INSERT OR UPDATE OR DELETE ON claims_gatecheck
    FOR EACH ROW EXECUTE FUNCTION claims_keep_gate_check();
"""

# After the rules of revisions, in the order of names: who lacks an approval hears of that first.
PUBLICATION = """
CREATE FUNCTION claims_check_gates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM claims_gatecheck g
        WHERE g.revision_id = NEW.id AND g.content_hash = NEW.content_hash AND NOT EXISTS (
            SELECT 1 FROM unnest(g.open_gates) AS o(gate) WHERE NOT EXISTS (
                SELECT 1 FROM claims_waiver w
                WHERE w.revision_id = NEW.id AND w.gate = o.gate
                AND w.voided_at IS NULL AND w.words_hash = g.words_hash
                AND NOT EXISTS (SELECT 1 FROM claims_revisionedit e WHERE e.revision_id = NEW.id
                                AND e.editor_id = w.granted_by_id AND e.edited_at > w.granted_at)))) THEN
        RAISE EXCEPTION 'A revision passes every hard gate in these very words, or has a waiver by another editor'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER verdict_passes_gates BEFORE UPDATE OF state ON claims_revision
    FOR EACH ROW WHEN (NEW.state = 'published' AND OLD.state = 'approved') EXECUTE FUNCTION claims_check_gates();
"""
UNDO = """
DROP TRIGGER verdict_passes_gates ON claims_revision;
DROP TRIGGER gate_check_stays ON claims_gatecheck;
DROP TRIGGER another_editor_waives ON claims_waiver;
DROP TRIGGER closed_once ON claims_waiver;
DROP TRIGGER never_deleted ON claims_waiver;
DROP TRIGGER never_truncated ON claims_waiver;
DROP FUNCTION claims_check_gates();
DROP FUNCTION claims_keep_gate_check();
DROP FUNCTION claims_check_waiver();
DROP FUNCTION claims_is_own_work(bigint, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0041_gate_checks_and_waivers")]
    operations = [migrations.RunSQL([OWN_WORK, WAIVER, GATE_CHECK, PUBLICATION], UNDO)]
