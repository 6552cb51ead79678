"""Let the ledger print the words of the revision that it names, and keep its evidence from being emptied at once."""

from django.db import migrations

# A restored verdict is printed as it was: ratings and claims may have got other names since.
RULE = """
CREATE FUNCTION claims_check_printed_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    printed jsonb := NEW.record::jsonb;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM claims_revision r JOIN claims_review w ON w.id = r.review_id
        JOIN claims_claim c ON c.id = w.claim_id JOIN claims_rating t ON t.id = r.rating_id
        WHERE c.id = NEW.claim_id AND r.state = 'published' AND r.content_hash = NEW.content_hash
        AND c.public_id = NEW.public_id AND printed ->> 'id' = NEW.public_id
        AND (printed ->> 'headline', printed ->> 'short_answer', printed ->> 'body', printed ->> 'known',
             printed ->> 'not_known', printed ->> 'not_shown', printed ->> 'why_chosen')
          = (r.headline, r.short_answer, r.body, r.known, r.not_known, r.not_shown, r.why_chosen)
        AND (NEW.change = 'restoration' OR printed ->> 'claim_reviewed' = c.text
             AND printed -> 'rating' ->> 'slug' = t.slug)) THEN
        RAISE EXCEPTION 'The ledger prints the very words of a published revision'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_prints_revisions BEFORE INSERT ON claims_publicrecord
    FOR EACH ROW WHEN (NEW.state <> 'retracted') EXECUTE FUNCTION claims_check_printed_words();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON claims_evidence EXECUTE FUNCTION claims_refuse();
"""
UNDO = """
DROP TRIGGER never_truncated ON claims_evidence;
DROP TRIGGER ledger_prints_revisions ON claims_publicrecord;
DROP FUNCTION claims_check_printed_words();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0100_approvals_of_recorded_edits")]
    operations = [migrations.RunSQL(RULE, UNDO)]
