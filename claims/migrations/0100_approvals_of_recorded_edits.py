"""Let no words be approved or published that nobody is on record for having written, or that one person alone is."""

from django.db import migrations

# Without an entry among the edits, whoever changed the words by other ways could approve them too.
APPROVAL = """
CREATE FUNCTION claims_last_edit(wanted_revision bigint) RETURNS claims_revisionedit LANGUAGE sql STABLE AS $$
    SELECT e FROM claims_revisionedit e WHERE e.revision_id = wanted_revision ORDER BY e.id DESC LIMIT 1
$$;

-- A waiver adds to what readers see, not to the words; its own trigger asks who grants it.
CREATE FUNCTION claims_is_on_record(wanted bigint, hash text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT COALESCE((claims_last_edit(wanted)).content_hash = hash, false) OR EXISTS (
        SELECT 1 FROM claims_gatecheck g
        JOIN claims_waiver v ON v.revision_id = g.revision_id AND v.words_hash = g.words_hash
        WHERE g.revision_id = wanted AND g.content_hash = hash)
$$;

CREATE FUNCTION claims_check_words_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT claims_is_on_record(NEW.revision_id, NEW.content_hash) THEN
        RAISE EXCEPTION 'Words are approved only after somebody is on record for having written them'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER words_have_an_editor BEFORE INSERT ON claims_approval
    FOR EACH ROW EXECUTE FUNCTION claims_check_words_approved();
"""

PUBLICATION = """
CREATE FUNCTION claims_check_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT claims_is_on_record(NEW.id, NEW.content_hash) OR NOT EXISTS (
        SELECT 1 FROM claims_approval a WHERE a.revision_id = NEW.id AND a.voided_at IS NULL
        AND a.content_hash = NEW.content_hash AND a.approver_id <> (claims_last_edit(NEW.id)).editor_id) THEN
        RAISE EXCEPTION 'Two people publish a revision: who wrote it last, and another who approved it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER two_people BEFORE UPDATE OF state ON claims_revision FOR EACH ROW
    WHEN (NEW.state = 'published' AND OLD.state = 'approved') EXECUTE FUNCTION claims_check_two_people();
"""
UNDO = """
DROP TRIGGER words_have_an_editor ON claims_approval;
DROP TRIGGER two_people ON claims_revision;
DROP FUNCTION claims_check_words_approved();
DROP FUNCTION claims_check_two_people();
DROP FUNCTION claims_is_on_record(bigint, text);
DROP FUNCTION claims_last_edit(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0071_rules_of_replies")]
    operations = [migrations.RunSQL(APPROVAL + PUBLICATION, UNDO)]
