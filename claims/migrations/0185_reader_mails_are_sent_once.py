"""Keep readers' mails from going back to where they could be sent again; begin to tell of the ledger from here on."""

from django.db import migrations

RULE = """
CREATE TRIGGER reader_mail_is_sent_once BEFORE UPDATE OF state ON claims_readermail
    FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION claims_check_mail();
INSERT INTO claims_ledgertold (id, sequence) SELECT 1, coalesce(max(sequence), 0) FROM claims_publicrecord;
"""
UNDO = """
DELETE FROM claims_ledgertold;
DROP TRIGGER reader_mail_is_sent_once ON claims_readermail;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0184_followers")]
    operations = [migrations.RunSQL(RULE, UNDO)]
