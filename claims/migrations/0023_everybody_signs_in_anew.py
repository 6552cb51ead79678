"""End the sessions from before there was a list of them: what is not listed could not be ended by its owner."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_shared_cache"), ("sessions", "0001_initial")]
    operations = [migrations.RunSQL("DELETE FROM django_session", migrations.RunSQL.noop)]
