"""Keep who is called by name in a comment, and whether they have read it; and let the database refuse anything else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

RULE = """
CREATE FUNCTION claims_check_mention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM claims_auditentry WHERE id = NEW.entry_id AND move = 'comment') THEN
        RAISE EXCEPTION 'Somebody is mentioned in a comment, and in no other entry of the audit'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stands_in_a_comment BEFORE INSERT ON claims_mention
    FOR EACH ROW EXECUTE FUNCTION claims_check_mention();
CREATE TRIGGER read_once BEFORE UPDATE ON claims_mention
    FOR EACH ROW EXECUTE FUNCTION claims_close_only('read_at');
"""
UNDO = """
DROP TRIGGER read_once ON claims_mention;
DROP TRIGGER stands_in_a_comment ON claims_mention;
DROP FUNCTION claims_check_mention();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0105_presence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="claims.auditentry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-id"], name="mentions_of_somebody"),
                    models.Index(
                        condition=Q(read_at__isnull=True), fields=["person"], name="mentions_unread"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["entry", "person"], name="a_comment_mentions_somebody_once"
                    ),
                ],
            },
        ),
        migrations.RunSQL(RULE, UNDO),
    ]
