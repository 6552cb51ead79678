"""Say in the database what a record is narrowed by: its kind, rating, evidence status, topics, speakers, outlets."""

from django.db import migrations

FACETS = """
CREATE FUNCTION claims_facets(record json) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
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
    ) AS said (facet) WHERE facet IS NOT NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0121_listings_follow_the_ledger")]
    operations = [migrations.RunSQL(FACETS, "DROP FUNCTION claims_facets(json)")]
