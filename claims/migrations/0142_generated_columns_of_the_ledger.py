"""Let a row of the ledger be closed though the database makes some of its columns anew when it is."""

from django.db import migrations

# The first argument may be set, once; the others are made by the database, and not there yet before the row is stored.
CLOSE_ONLY = """
CREATE OR REPLACE FUNCTION claims_close_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) -> TG_ARGV[0] <> 'null' OR to_jsonb(NEW) - TG_ARGV <> to_jsonb(OLD) - TG_ARGV THEN
        RAISE EXCEPTION 'UPDATE of % is refused: only % may be set, once', TG_TABLE_NAME, TG_ARGV[0]
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER closed_once BEFORE UPDATE ON claims_publicrecord
    FOR EACH ROW EXECUTE FUNCTION claims_close_only('until_at', 'facets', 'search', 'published_at');
"""
UNDO = """
CREATE OR REPLACE TRIGGER closed_once BEFORE UPDATE ON claims_publicrecord
    FOR EACH ROW EXECUTE FUNCTION claims_close_only('until_at');
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0141_ledger_is_narrowed")]
    operations = [migrations.RunSQL(CLOSE_ONLY, UNDO)]
