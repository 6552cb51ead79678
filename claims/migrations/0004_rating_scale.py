"""The scale a newsroom begins with; it may rename its steps in the admin."""

from django.db import migrations

SCALE = [
    ("True", "true", 5, "The claim is right, and nothing important is missing."),
    ("Mostly true", "mostly-true", 4, "The claim is right but needs a clarification or some context."),
    ("Half true", "half-true", 3, "The claim is right in part, and leaves out or bends what matters."),
    ("Mostly false", "mostly-false", 2, "The claim holds a grain of truth and gives a wrong picture."),
    ("False", "false", 1, "The claim is wrong."),
    ("Unproven", "unproven", None, "Nobody, the speaker included, has shown evidence that would settle it."),
    ("Opinion", "opinion", None, "A judgement or a wish, which evidence can neither prove nor refute."),
    ("Satire", "satire", None, "Not meant to be taken at its word, and repeated as if it were."),
]


def create_scale(apps, schema_editor):
    """Store the steps in their order."""
    rating = apps.get_model("claims", "Rating")
    for position, (name, slug, value, description) in enumerate(SCALE, start=1):
        rating.objects.create(name=name, slug=slug, value=value, description=description, position=position)


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_four_eyes")]
    operations = [migrations.RunPython(create_scale, migrations.RunPython.noop)]
