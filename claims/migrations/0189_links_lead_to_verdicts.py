"""A link leads to a claim that readers know, so that no record tells of a draft; it is made and removed, never changed.

What a record links to is one of the things it is found by: so the verdict it bears on finds it.
"""

from django.db import migrations

RULES = """
CREATE FUNCTION claims_check_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM claims_publicrecord WHERE claim_id = NEW.other_id) THEN
        RAISE EXCEPTION 'A claim is linked to one whose verdict readers know'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER links_lead_to_verdicts BEFORE INSERT ON claims_claimlink
    FOR EACH ROW EXECUTE FUNCTION claims_check_link();
CREATE TRIGGER never_changed BEFORE UPDATE ON claims_claimlink EXECUTE FUNCTION claims_refuse();
"""
# Records that are there already link to nothing, so what was made of them stays right.
FACETS = """
CREATE OR REPLACE FUNCTION claims_facets(record json) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT facet) FROM (
        VALUES ('kind:' || (record ->> 'kind')),
               ('rating:' || (record -> 'rating' ->> 'slug')),
               ('evidence_status:' || (record -> 'evidence_status' ->> 'status'))
        UNION ALL
        SELECT 'topic:' || (topic ->> 'slug') FROM json_array_elements(record -> 'topics') AS topic
        UNION ALL
        SELECT 'speaker:' || (speaker ->> 'name') FROM json_array_elements(record -> 'speakers') AS speaker
        UNION ALL
        SELECT 'known_as:' || known
        FROM json_array_elements(record -> 'speakers') AS speaker,
             unnest(ARRAY[speaker ->> 'id', substring(speaker ->> 'same_as' FROM 'Q[0-9]+$')]) AS known
        UNION ALL
        SELECT 'outlet:' || (appearance -> 'article' ->> 'outlet')
        FROM json_array_elements(record -> 'appearances') AS appearance
        UNION ALL
        SELECT 'linked_to:' || (link ->> 'claim') FROM json_array_elements(record -> 'links') AS link
    ) AS said (facet) WHERE facet IS NOT NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0188_claims_are_linked")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (RULES, FACETS)]
