"""Keep mails, in the database, from going back to where they could be sent a second time."""

from django.db import migrations

RULE = """
CREATE FUNCTION claims_check_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('sent', 'dropped', 'failed') THEN
        RAISE EXCEPTION 'A % mail is never sent again', OLD.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mail_is_sent_once BEFORE UPDATE OF state ON claims_mail
    FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION claims_check_mail();
"""
UNDO = """
DROP TRIGGER mail_is_sent_once ON claims_mail;
DROP FUNCTION claims_check_mail();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0092_notifications")]
    operations = [migrations.RunSQL(RULE, UNDO)]
