"""What a reader asked for stays as it was written; a request joined to another leads to it in one step."""

from django.db import migrations

RULES = """
CREATE FUNCTION claims_check_reader_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (
        (NEW.key, NEW.words, NEW.link, NEW.outlet, NEW.why, NEW.language, NEW.received_at)
            IS DISTINCT FROM
        (OLD.key, OLD.words, OLD.link, OLD.outlet, OLD.why, OLD.language, OLD.received_at)
        OR NEW.mail NOT IN (OLD.mail, '') OR NEW.network NOT IN (OLD.network, '')) THEN
        RAISE EXCEPTION 'What a reader wrote is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.joined_to_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM claims_readerrequest WHERE id = NEW.joined_to_id AND joined_to_id IS NOT NULL)
        OR EXISTS (SELECT 1 FROM claims_readerrequest WHERE joined_to_id = NEW.id)) THEN
        RAISE EXCEPTION 'A request is joined to one that is joined to none itself'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reader_request_rules BEFORE INSERT OR UPDATE ON claims_readerrequest
    FOR EACH ROW EXECUTE FUNCTION claims_check_reader_request();
CREATE TRIGGER never_deleted BEFORE DELETE ON claims_readerrequest EXECUTE FUNCTION claims_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0180_reader_requests")]
    operations = [migrations.RunSQL(RULES, migrations.RunSQL.noop)]
