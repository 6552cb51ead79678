"""Who may rate, what stays of a rating, and what nobody approves: held by the database."""

from django.db import migrations

RATING = """
CREATE FUNCTION claims_check_second_rating() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - '{agreed_rating_id,agreed_by_id,agreed_at}'::text[]
           <> to_jsonb(OLD) - '{agreed_rating_id,agreed_by_id,agreed_at}'::text[] THEN
            RAISE EXCEPTION 'A second rating stays as it was given' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.rating_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM claims_revisionedit e
               WHERE e.revision_id = NEW.revision_id AND e.editor_id = NEW.rater_id)
       OR EXISTS (SELECT 1 FROM claims_revision r JOIN claims_review w ON w.id = r.review_id
                  WHERE r.id = NEW.revision_id AND w.assignee_id = NEW.rater_id) THEN
        RAISE EXCEPTION 'Whoever wrote in a revision or is assigned to it gives no second rating'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM claims_revision WHERE id = NEW.revision_id AND state = 'in_review') THEN
        RAISE EXCEPTION 'Only what is in review is rated' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER second_rating_rules BEFORE INSERT OR UPDATE ON claims_secondrating
    FOR EACH ROW EXECUTE FUNCTION claims_check_second_rating();
CREATE TRIGGER never_deleted BEFORE DELETE ON claims_secondrating EXECUTE FUNCTION claims_refuse();
"""

APPROVAL = """
CREATE FUNCTION claims_check_rated_before_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_secondrating s JOIN claims_revision r ON r.id = s.revision_id
               WHERE s.revision_id = NEW.revision_id AND s.rating_id IS NOT NULL AND s.rating_id <> s.first_rating_id
               AND s.agreed_rating_id IS DISTINCT FROM r.rating_id) THEN
        RAISE EXCEPTION 'What two editors rate differently is approved as they agreed, or not at all'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM claims_desksettings WHERE has_second_rating)
       AND NOT EXISTS (SELECT 1 FROM claims_secondrating s
                       WHERE s.revision_id = NEW.revision_id AND s.rater_id = NEW.approver_id)
       AND NOT EXISTS (SELECT 1 FROM claims_revisionedit e
                       WHERE e.revision_id = NEW.revision_id AND e.editor_id = NEW.approver_id) THEN
        RAISE EXCEPTION 'Whoever approves has rated before, or declined to'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rated_before BEFORE INSERT ON claims_approval
    FOR EACH ROW EXECUTE FUNCTION claims_check_rated_before_approval();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0080_second_ratings")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (RATING, APPROVAL)]
