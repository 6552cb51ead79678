"""Let the database hold the rules of copies, links and protected sources, so that no right steps over them."""

from django.db import migrations

# A copy is what its hash says; what is read from it may be written down, its content never again.
FILES = """
ALTER TABLE claims_storedfile ADD CONSTRAINT stored_file_is_what_its_hash_says
    CHECK (sha256 = encode(sha256(content), 'hex') AND size = octet_length(content));
CREATE TRIGGER content_never_changes BEFORE UPDATE OF sha256, media_type, size, content, stored_at
    ON claims_storedfile FOR EACH ROW EXECUTE FUNCTION claims_refuse();
CREATE TRIGGER never_deleted BEFORE DELETE ON claims_storedfile FOR EACH ROW EXECUTE FUNCTION claims_refuse();
"""

COPIES = """
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON claims_sourcecopy
    FOR EACH ROW EXECUTE FUNCTION claims_refuse();
CREATE FUNCTION claims_check_copy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_source WHERE id = NEW.source_id AND kind = 'protected') THEN
        RAISE EXCEPTION 'No copy of a protected source is kept' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_open_sources_only BEFORE INSERT ON claims_sourcecopy
    FOR EACH ROW EXECUTE FUNCTION claims_check_copy();
"""

LINKS = """
CREATE TRIGGER closed_once BEFORE UPDATE ON claims_linkcheck
    FOR EACH ROW EXECUTE FUNCTION claims_close_only('settled_at');
CREATE TRIGGER never_deleted BEFORE DELETE ON claims_linkcheck FOR EACH ROW EXECUTE FUNCTION claims_refuse();
"""

NAMES = """
CREATE FUNCTION claims_check_protected_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.confirmed_at IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM claims_source WHERE id = NEW.source_id AND kind = 'protected') THEN
            RAISE EXCEPTION 'Only a protected source has a name to protect, and a second editor confirms it later'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF TG_OP = 'DELETE' OR OLD.confirmed_at IS NOT NULL
        OR to_jsonb(NEW) - '{confirmed_by_id,confirmed_at}'::text[]
        <> to_jsonb(OLD) - '{confirmed_by_id,confirmed_at}'::text[] THEN
        RAISE EXCEPTION 'Of a protected source only the confirmation is added, once'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER name_stays BEFORE INSERT OR UPDATE OR DELETE ON claims_protectedname
    FOR EACH ROW EXECUTE FUNCTION claims_check_protected_name();
"""

PUBLICATION = """
CREATE FUNCTION claims_check_protected_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_evidence e JOIN claims_source s ON s.id = e.source_id
               LEFT JOIN claims_protectedname n ON n.source_id = s.id
               WHERE e.revision_id = NEW.id AND s.kind = 'protected' AND n.confirmed_at IS NULL) THEN
        RAISE EXCEPTION 'A second editor must confirm a protected source before a verdict that cites it is public'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER protected_sources_are_confirmed BEFORE UPDATE OF state ON claims_revision
    FOR EACH ROW WHEN (NEW.state = 'published' AND OLD.state <> 'published')
    EXECUTE FUNCTION claims_check_protected_sources();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0063_protected_names")]
    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (FILES, COPIES, LINKS, NAMES, PUBLICATION)
    ]
