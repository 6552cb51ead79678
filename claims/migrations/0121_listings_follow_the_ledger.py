"""Keep what readers find as the ledger has it, in the statement that writes it."""

from django.db import migrations

# A speaker whom a story only describes is nobody in particular. Records of old name no id: their speakers are those who
# are stored under the same name, which is there once for each kind.
SUBJECTS = """
CREATE FUNCTION claims_subjects_of(record json) RETURNS TABLE (kind text, key text, about json)
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (f.kind, f.key) f.kind, f.key, f.about FROM (
        SELECT 'speaker' AS kind, coalesce(s ->> 'id', (
            SELECT p.id::text FROM claims_speaker p
            WHERE lower(p.name) = lower(s ->> 'name') AND p.kind = s ->> 'kind')) AS key, s AS about
        FROM json_array_elements(record -> 'speakers') s WHERE s ->> 'kind' <> 'unnamed'
        UNION ALL
        SELECT 'topic', t ->> 'slug', t FROM json_array_elements(record -> 'topics') t
    ) f WHERE f.key IS NOT NULL
$$;
"""

# Cut where nothing that people read reaches: PostgreSQL refuses to store the words of a very long text.
ENTER = r"""
CREATE FUNCTION claims_lines(entries json, VARIADIC path text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT left(coalesce(string_agg(e #>> path, E'\n'), ''), 20000) FROM json_array_elements(entries) e
$$;

CREATE FUNCTION claims_words_to_find(v claims_publicverdict, labels text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT setweight(to_tsvector('english', left(v.claim_reviewed, 20000)), 'A')
        || setweight(to_tsvector('english', v.speakers) || to_tsvector('simple', v.speakers), 'B')
        || setweight(to_tsvector('english', v.answer), 'C') || setweight(to_tsvector('english', v.places), 'D')
        || array_to_tsvector(labels)
$$;

CREATE FUNCTION claims_enter_verdict(r claims_publicrecord) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v claims_publicverdict;
    rated json := r.record -> 'rating';
BEGIN
    v.record_id := r.id;
    v.sequence := r.sequence;
    v.from_at := r.from_at;
    v.claim_reviewed := r.record ->> 'claim_reviewed';
    v.speakers := claims_lines(r.record -> 'speakers', 'name');
    v.answer := left(concat_ws(E'\n', r.record ->> 'headline', r.record ->> 'short_answer'), 20000);
    v.places := concat_ws(E'\n', claims_lines(r.record -> 'relayed_by', 'name'),
        claims_lines(r.record -> 'appearances', 'article', 'outlet'),
        claims_lines(r.record -> 'appearances', 'words'));
    v.search := claims_words_to_find(v, array_cat(
        ARRAY['rating:' || (rated ->> 'slug'), 'status:' || (r.record -> 'evidence_status' ->> 'status')],
        ARRAY(SELECT s.kind || ':' || s.key FROM claims_subjects_of(r.record) s)));
    INSERT INTO claims_publicverdict SELECT v.*;
    WITH subjects AS (
        INSERT INTO claims_publicsubject AS s (kind, key, about, verdicts)
        SELECT n.kind, n.key, n.about, 1 FROM claims_subjects_of(r.record) n
        ON CONFLICT (kind, key) DO UPDATE SET about = EXCLUDED.about, verdicts = s.verdicts + 1 RETURNING s.id
    ), tallies AS (
        INSERT INTO claims_publictally AS t (subject_id, rating, about, verdicts)
        SELECT id, rated ->> 'slug', rated, 1 FROM subjects
        ON CONFLICT (subject_id, rating) DO UPDATE SET about = EXCLUDED.about, verdicts = t.verdicts + 1
    )
    INSERT INTO claims_publiclisting (subject_id, verdict_id, sequence) SELECT id, r.id, r.sequence FROM subjects;
END $$;
"""

LEAVE = """
CREATE FUNCTION claims_leave_verdict(r claims_publicrecord) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH gone AS (
        DELETE FROM claims_publiclisting WHERE verdict_id = r.id RETURNING subject_id
    ), fewer AS (
        UPDATE claims_publicsubject s SET verdicts = s.verdicts - 1 FROM gone WHERE s.id = gone.subject_id
    )
    UPDATE claims_publictally t SET verdicts = t.verdicts - 1 FROM gone
    WHERE t.subject_id = gone.subject_id AND t.rating = r.record -> 'rating' ->> 'slug';
    DELETE FROM claims_publicverdict WHERE record_id = r.id;
END $$;
"""

FOLLOW = """
CREATE FUNCTION claims_list_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM claims_leave_verdict(OLD);
    ELSE
        PERFORM claims_enter_verdict(NEW);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER listed_when_it_begins AFTER INSERT ON claims_publicrecord
    FOR EACH ROW WHEN (NEW.until_at IS NULL AND NEW.state <> 'retracted') EXECUTE FUNCTION claims_list_verdict();
CREATE TRIGGER unlisted_when_it_ends AFTER UPDATE OF until_at ON claims_publicrecord
    FOR EACH ROW WHEN (OLD.until_at IS NULL AND NEW.until_at IS NOT NULL) EXECUTE FUNCTION claims_list_verdict();
"""

FILL = """
DO $$
DECLARE
    r claims_publicrecord;
BEGIN
    FOR r IN SELECT * FROM claims_publicrecord WHERE until_at IS NULL AND state <> 'retracted' ORDER BY sequence LOOP
        PERFORM claims_enter_verdict(r);
    END LOOP;
END $$;
"""

UNDO = """
DROP TRIGGER unlisted_when_it_ends ON claims_publicrecord;
DROP TRIGGER listed_when_it_begins ON claims_publicrecord;
DROP FUNCTION claims_list_verdict, claims_leave_verdict, claims_enter_verdict, claims_words_to_find, claims_lines,
    claims_subjects_of;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0120_listings")]
    operations = [
        migrations.RunSQL([SUBJECTS, ENTER, LEAVE, FOLLOW], UNDO),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
