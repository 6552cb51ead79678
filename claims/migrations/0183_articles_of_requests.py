"""The words of a request that became a claim are an article too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0182_audit_of_requests")]
    operations = [
        migrations.AlterField(
            model_name="article",
            name="arrived_by",
            field=models.CharField(
                choices=[
                    ("desk", "Pasted at the desk"),
                    ("command", "Command line"),
                    ("api", "API"),
                    ("reader", "Asked for by a reader"),
                ],
                max_length=16,
            ),
        ),
    ]
