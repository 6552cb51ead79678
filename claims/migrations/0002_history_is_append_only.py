"""Refuse, in the database, to change or remove what has been written down for good."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION claims_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: history is only ever added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

# Rows may be closed by setting one moment, once; nothing else of them may change.
CLOSE_ONLY = """
CREATE FUNCTION claims_close_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) -> TG_ARGV[0] <> 'null' OR to_jsonb(NEW) - TG_ARGV[0] <> to_jsonb(OLD) - TG_ARGV[0] THEN
        RAISE EXCEPTION 'UPDATE of % is refused: only % may be set, once', TG_TABLE_NAME, TG_ARGV[0]
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

ARTICLE_TEXT = """
CREATE TRIGGER article_text_never_changes BEFORE UPDATE OF text, sha256 ON claims_article
    FOR EACH ROW WHEN (NEW.text <> OLD.text OR NEW.sha256 <> OLD.sha256) EXECUTE FUNCTION claims_refuse();
"""

UNCHANGING = ["claims_auditentry", "claims_revisionedit", "claims_source"]
CLOSING = {"claims_publicrecord": "until_at", "claims_approval": "voided_at"}
KEPT = ["claims_auditentry", "claims_revisionedit", "claims_publicrecord", "claims_approval"]


def triggers() -> list[str]:
    """The statements that put the guards in place."""
    never = [
        f"CREATE TRIGGER never_updated BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION claims_refuse();"
        for table in UNCHANGING
    ]
    closing = [
        f"CREATE TRIGGER closed_once BEFORE UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION claims_close_only('{moment}');"
        for table, moment in CLOSING.items()
    ]
    kept = [
        f"CREATE TRIGGER never_{operation.lower()}d BEFORE {operation} ON {table} EXECUTE FUNCTION claims_refuse();"
        for table in KEPT
        for operation in ("DELETE", "TRUNCATE")
    ]
    return [REFUSE, CLOSE_ONLY, ARTICLE_TEXT, *never, *closing, *kept]


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in triggers()]
