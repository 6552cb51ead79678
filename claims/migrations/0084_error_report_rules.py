"""What a reader wrote stays as it was written; repeats lead to their report in one step."""

from django.db import migrations

REPORT = """
CREATE FUNCTION claims_check_error_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (
        (NEW.claim_id, NEW.public_version, NEW.what, NEW.where_said, NEW.received_at, NEW.due_on)
            IS DISTINCT FROM
        (OLD.claim_id, OLD.public_version, OLD.what, OLD.where_said, OLD.received_at, OLD.due_on)
        OR NEW.mail NOT IN (OLD.mail, '') OR NEW.network NOT IN (OLD.network, '')) THEN
        RAISE EXCEPTION 'What a reader wrote is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.duplicate_of_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM claims_errorreport WHERE id = NEW.duplicate_of_id
                AND (claim_id <> NEW.claim_id OR duplicate_of_id IS NOT NULL))
        OR EXISTS (SELECT 1 FROM claims_errorreport WHERE duplicate_of_id = NEW.id)) THEN
        RAISE EXCEPTION 'A repeat leads to a report on the same verdict that is none itself'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER error_report_rules BEFORE INSERT OR UPDATE ON claims_errorreport
    FOR EACH ROW EXECUTE FUNCTION claims_check_error_report();
CREATE TRIGGER never_deleted BEFORE DELETE ON claims_errorreport EXECUTE FUNCTION claims_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0083_error_reports")]
    operations = [migrations.RunSQL(REPORT, migrations.RunSQL.noop)]
