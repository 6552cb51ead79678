"""Let the database keep what was asked and when, and what readers are told of it as long as that is approved."""

from django.db import migrations

ATTEMPT = """
CREATE TRIGGER never_deleted BEFORE DELETE ON claims_contactattempt
    FOR EACH ROW EXECUTE FUNCTION claims_refuse();
CREATE TRIGGER asked_stays BEFORE UPDATE ON claims_contactattempt FOR EACH ROW
    WHEN ((NEW.review_id, NEW.speaker_id, NEW.asked, NEW.channel, NEW.contacted_at, NEW.deadline,
           NEW.recorded_by_id, NEW.recorded_at)
          IS DISTINCT FROM (OLD.review_id, OLD.speaker_id, OLD.asked, OLD.channel, OLD.contacted_at, OLD.deadline,
           OLD.recorded_by_id, OLD.recorded_at))
    EXECUTE FUNCTION claims_refuse();
CREATE TRIGGER withdrawn_for_good BEFORE UPDATE ON claims_contactattempt
    FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION claims_refuse();
"""

EXCERPT = """
CREATE FUNCTION claims_check_excerpt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.excerpt_approved_at = OLD.excerpt_approved_at
       AND (NEW.excerpt, NEW.excerpt_approved_by_id) IS DISTINCT FROM (OLD.excerpt, OLD.excerpt_approved_by_id) THEN
        RAISE EXCEPTION 'Another excerpt needs an approval of its own'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (TG_OP = 'INSERT' OR NEW.excerpt_approved_at IS DISTINCT FROM OLD.excerpt_approved_at)
       AND NOT claims_may_approve(NEW.excerpt_approved_by_id) THEN
        RAISE EXCEPTION 'Only somebody with an open account and the right to approve may approve an excerpt'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER excerpt_rules BEFORE INSERT OR UPDATE ON claims_contactattempt
    FOR EACH ROW WHEN (NEW.excerpt_approved_at IS NOT NULL) EXECUTE FUNCTION claims_check_excerpt();
"""

# Readers are told of all of an attempt but the address, the question, the answer, and an excerpt not yet approved.
TOLD = """
CREATE FUNCTION claims_check_reply() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_revision WHERE review_id IN (NEW.review_id, OLD.review_id)
               AND state = 'approved') THEN
        RAISE EXCEPTION 'What readers are told of replies does not change under an approved revision'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER told_stays_on_insert BEFORE INSERT ON claims_contactattempt
    FOR EACH ROW EXECUTE FUNCTION claims_check_reply();
CREATE TRIGGER told_stays BEFORE UPDATE ON claims_contactattempt FOR EACH ROW
    WHEN ((NEW.outcome, NEW.answered_at, NEW.excerpt_approved_at, NEW.withdrawn_at)
          IS DISTINCT FROM (OLD.outcome, OLD.answered_at, OLD.excerpt_approved_at, OLD.withdrawn_at))
    EXECUTE FUNCTION claims_check_reply();
CREATE TRIGGER told_stays BEFORE INSERT OR UPDATE OR DELETE ON claims_unaskedspeaker
    FOR EACH ROW EXECUTE FUNCTION claims_check_reply();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0070_right_of_reply")]
    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (ATTEMPT, EXCERPT, TOLD)
    ]
