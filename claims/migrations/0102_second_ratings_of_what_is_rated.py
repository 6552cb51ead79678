"""Let what has no rating yet be judged without a second one: there is nothing to be blind to."""

from django.db import migrations

RULE = """
CREATE OR REPLACE FUNCTION claims_check_rated_before_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_secondrating s JOIN claims_revision r ON r.id = s.revision_id
               WHERE s.revision_id = NEW.revision_id AND s.rating_id IS NOT NULL AND s.rating_id <> s.first_rating_id
               AND s.agreed_rating_id IS DISTINCT FROM r.rating_id) THEN
        RAISE EXCEPTION 'What two editors rate differently is approved as they agreed, or not at all'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM claims_desksettings WHERE has_second_rating)
       AND EXISTS (SELECT 1 FROM claims_revision WHERE id = NEW.revision_id AND rating_id IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM claims_secondrating s
                       WHERE s.revision_id = NEW.revision_id AND s.rater_id = NEW.approver_id)
       AND NOT EXISTS (SELECT 1 FROM claims_revisionedit e
                       WHERE e.revision_id = NEW.revision_id AND e.editor_id = NEW.approver_id) THEN
        RAISE EXCEPTION 'Whoever approves has rated before, or declined to'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0101_ledger_prints_its_revision")]
    operations = [migrations.RunSQL(RULE, migrations.RunSQL.noop)]
