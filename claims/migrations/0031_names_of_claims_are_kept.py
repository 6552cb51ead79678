"""Keep the names that a claim is found by as its appearances have them, whoever changes these."""

from django.db import migrations

REFRESH = r"""
CREATE FUNCTION claims_refresh_names(wanted bigint[]) RETURNS void LANGUAGE sql AS $$
    UPDATE claims_claim c SET speaker_names = n.speakers, outlet_names = n.outlets
    FROM (
        SELECT w.id,
            coalesce((
                SELECT string_agg(DISTINCT concat_ws(E'\n', s.name, nullif(array_to_string(s.aliases, E'\n'), '')), E'\n')
                FROM claims_appearance p
                JOIN claims_attribution t ON t.appearance_id = p.id AND t.role = 'originator'
                JOIN claims_speaker s ON s.id = t.speaker_id
                WHERE p.claim_id = w.id), '') AS speakers,
            coalesce((
                SELECT string_agg(DISTINCT a.outlet, E'\n') FROM claims_appearance p
                JOIN claims_article a ON a.id = p.article_id WHERE p.claim_id = w.id), '') AS outlets
        FROM (SELECT DISTINCT unnest(wanted) AS id) w
    ) n
    WHERE c.id = n.id AND (c.speaker_names, c.outlet_names) IS DISTINCT FROM (n.speakers, n.outlets)
$$;
"""

APPEARANCES = """
CREATE FUNCTION claims_names_of_appearances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        PERFORM claims_refresh_names(ARRAY(SELECT claim_id FROM gone));
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        PERFORM claims_refresh_names(ARRAY(SELECT claim_id FROM come));
    END IF;
    RETURN NULL;
END $$;
"""

ATTRIBUTIONS = """
CREATE FUNCTION claims_names_of_attributions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        PERFORM claims_refresh_names(
            ARRAY(SELECT p.claim_id FROM gone JOIN claims_appearance p ON p.id = gone.appearance_id));
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        PERFORM claims_refresh_names(
            ARRAY(SELECT p.claim_id FROM come JOIN claims_appearance p ON p.id = come.appearance_id));
    END IF;
    RETURN NULL;
END $$;
"""

SPEAKER = """
CREATE FUNCTION claims_names_of_speaker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM claims_refresh_names(ARRAY(
        SELECT p.claim_id FROM claims_attribution t JOIN claims_appearance p ON p.id = t.appearance_id
        WHERE t.speaker_id = NEW.id));
    RETURN NULL;
END $$;
CREATE TRIGGER names_follow AFTER UPDATE OF name, aliases ON claims_speaker
    FOR EACH ROW EXECUTE FUNCTION claims_names_of_speaker();
"""

OUTLET = """
CREATE FUNCTION claims_names_of_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM claims_refresh_names(ARRAY(SELECT claim_id FROM claims_appearance WHERE article_id = NEW.id));
    RETURN NULL;
END $$;
CREATE TRIGGER names_follow AFTER UPDATE OF outlet ON claims_article
    FOR EACH ROW EXECUTE FUNCTION claims_names_of_article();
"""

BY_OPERATION = {
    "INSERT": "NEW TABLE AS come",
    "UPDATE": "OLD TABLE AS gone NEW TABLE AS come",
    "DELETE": "OLD TABLE AS gone",
}


def followers() -> list[str]:
    """One trigger for each operation: PostgreSQL shows the rows of a statement to no trigger on several."""
    return [
        f"CREATE TRIGGER names_follow_{operation.lower()} AFTER {operation} ON claims_{table} "
        f"REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION claims_names_of_{table}s();"
        for table in ("appearance", "attribution")
        for operation, rows in BY_OPERATION.items()
    ]


ALL = "SELECT claims_refresh_names(ARRAY(SELECT id FROM claims_claim));"


class Migration(migrations.Migration):
    dependencies = [("claims", "0030_search_of_claims")]
    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (REFRESH, APPEARANCES, ATTRIBUTIONS, SPEAKER, OUTLET, *followers(), ALL)
    ]
