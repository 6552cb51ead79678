"""Refuse, in the database, to change or remove a version of a page about us, or to leave a number out."""

from django.db import migrations

FOLLOWS = """
CREATE FUNCTION claims_about_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version <> 1 + (SELECT COALESCE(MAX(version), 0) FROM claims_aboutversion WHERE page = NEW.page) THEN
        RAISE EXCEPTION 'Version % of % does not follow the one before it', NEW.version, NEW.page
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER versions_follow BEFORE INSERT ON claims_aboutversion
    FOR EACH ROW EXECUTE FUNCTION claims_about_follows();
"""
KEPT = """
CREATE TRIGGER never_updated BEFORE UPDATE ON claims_aboutversion FOR EACH ROW EXECUTE FUNCTION claims_refuse();
CREATE TRIGGER never_deleted BEFORE DELETE ON claims_aboutversion EXECUTE FUNCTION claims_refuse();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON claims_aboutversion EXECUTE FUNCTION claims_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0160_pages_about_us")]
    operations = [
        migrations.RunSQL(FOLLOWS, migrations.RunSQL.noop),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
