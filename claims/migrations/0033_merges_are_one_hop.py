"""Let the database keep merged claims one hop from the claim that has their appearances, and free of reviews."""

from django.db import migrations

# The other claim is locked, so that two merges at once, each into the other's claim, cannot both see it free.
MERGE = """
CREATE FUNCTION claims_check_merge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    other text;
BEGIN
    SELECT status INTO other FROM claims_claim WHERE id = NEW.merged_into_id FOR SHARE;
    IF other = 'merged' THEN
        RAISE EXCEPTION 'A claim is merged into one that was not merged itself'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM claims_claim WHERE merged_into_id = NEW.id) THEN
        RAISE EXCEPTION 'A claim that others were merged into is not merged itself'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM claims_review WHERE claim_id = NEW.id) THEN
        RAISE EXCEPTION 'A claim with a review is not merged' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM claims_appearance WHERE claim_id = NEW.id) THEN
        RAISE EXCEPTION 'The appearances of a merged claim stand with the other claim'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_hop BEFORE INSERT OR UPDATE OF status, merged_into_id ON claims_claim
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION claims_check_merge();
"""

LEFT_ALONE = """
CREATE FUNCTION claims_refuse_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held text;
BEGIN
    SELECT status INTO held FROM claims_claim WHERE id = NEW.claim_id FOR SHARE;
    IF held = 'merged' THEN
        RAISE EXCEPTION '% is refused: the claim was merged into another', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_is_not_merged BEFORE INSERT OR UPDATE OF claim_id ON claims_appearance
    FOR EACH ROW EXECUTE FUNCTION claims_refuse_merged();
CREATE TRIGGER claim_is_not_merged BEFORE INSERT OR UPDATE OF claim_id ON claims_review
    FOR EACH ROW EXECUTE FUNCTION claims_refuse_merged();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0032_merged_claims")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (MERGE, LEFT_ALONE)]
