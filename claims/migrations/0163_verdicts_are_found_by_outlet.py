"""Let verdicts be found by the outlets in which the claim stood."""

from django.db import migrations

# Each word of a name is kept by itself, as `outlet:ledger`, so that a part of a name finds it too.
LABELS = r"""
CREATE FUNCTION claims_outlet_words(names text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg('outlet:' || lexeme) FROM unnest(to_tsvector('simple', names))
$$;

CREATE FUNCTION claims_outlet_wanted(name text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || '''', ' & '), '')::tsquery
    FROM unnest(claims_outlet_words(name)) word
$$;

CREATE FUNCTION claims_labels_of(record json) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['rating:' || (record -> 'rating' ->> 'slug'),
                 'status:' || (record -> 'evidence_status' ->> 'status')]
        || ARRAY(SELECT s.kind || ':' || s.key FROM claims_subjects_of(record) s)
        || claims_outlet_words(claims_lines(record -> 'appearances', 'article', 'outlet'))
$$;
"""

ENTER = r"""
CREATE OR REPLACE FUNCTION claims_enter_verdict(r claims_publicrecord) RETURNS void LANGUAGE plpgsql AS $$
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
    v.search := claims_words_to_find(v, {labels});
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
BEFORE = """array_cat(
        ARRAY['rating:' || (rated ->> 'slug'), 'status:' || (r.record -> 'evidence_status' ->> 'status')],
        ARRAY(SELECT s.kind || ':' || s.key FROM claims_subjects_of(r.record) s))"""

FILL = """
UPDATE claims_publicverdict v SET search = v.search || array_to_tsvector(claims_labels_of(p.record))
FROM claims_publicrecord p WHERE p.id = v.record_id;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0162_first_pages_about_us")]
    operations = [
        migrations.RunSQL(
            LABELS, "DROP FUNCTION claims_labels_of, claims_outlet_wanted, claims_outlet_words"
        ),
        migrations.RunSQL(ENTER.format(labels="claims_labels_of(r.record)"), ENTER.format(labels=BEFORE)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
