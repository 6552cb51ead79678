"""The table of the cache that all web processes share, as `createcachetable` would make it."""

from django.db import migrations

TABLE = """
CREATE TABLE IF NOT EXISTS claims_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX IF NOT EXISTS claims_cache_expires ON claims_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0021_people")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE IF EXISTS claims_cache")]
