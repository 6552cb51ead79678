"""Keep the notices of retractions as the ledger has them, in the statement that writes it."""

from django.db import migrations

ENTER = """
CREATE FUNCTION claims_enter_notice(r claims_publicrecord) RETURNS void LANGUAGE sql AS $$
    INSERT INTO claims_publicnotice (subject_id, record_id, sequence)
    SELECT s.id, r.id, r.sequence
    FROM (SELECT record FROM claims_publicrecord WHERE claim_id = r.claim_id AND state <> 'retracted'
          ORDER BY version DESC LIMIT 1) verdict
    CROSS JOIN claims_subjects_of(verdict.record) n
    JOIN claims_publicsubject s ON s.kind = n.kind AND s.key = n.key
$$;
"""

FOLLOW = """
CREATE FUNCTION claims_list_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM claims_publicnotice WHERE record_id = OLD.id;
    ELSE
        PERFORM claims_enter_notice(NEW);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER noticed_when_it_begins AFTER INSERT ON claims_publicrecord
    FOR EACH ROW WHEN (NEW.until_at IS NULL AND NEW.state = 'retracted') EXECUTE FUNCTION claims_list_notice();
CREATE TRIGGER unnoticed_when_it_ends AFTER UPDATE OF until_at ON claims_publicrecord
    FOR EACH ROW WHEN (OLD.until_at IS NULL AND NEW.until_at IS NOT NULL AND OLD.state = 'retracted')
    EXECUTE FUNCTION claims_list_notice();
"""

FILL = """
SELECT claims_enter_notice(p) FROM claims_publicrecord p WHERE until_at IS NULL AND state = 'retracted';
"""

UNDO = """
DROP TRIGGER unnoticed_when_it_ends ON claims_publicrecord;
DROP TRIGGER noticed_when_it_begins ON claims_publicrecord;
DROP FUNCTION claims_list_notice, claims_enter_notice;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0164_notices")]
    operations = [
        migrations.RunSQL([ENTER, FOLLOW], UNDO),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
