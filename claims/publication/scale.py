"""The newsroom's scale, as readers and programs may see it."""

from django.utils.translation import gettext_noop

from claims.models import Rating

# The ratings that the site comes with. A word that a newsroom adds stands as it is in every language.
WORDS = [
    gettext_noop("True"),
    gettext_noop("Mostly true"),
    gettext_noop("Half true"),
    gettext_noop("Mostly false"),
    gettext_noop("False"),
    gettext_noop("Unproven"),
    gettext_noop("Opinion"),
    gettext_noop("Satire"),
]


def rating_scale() -> list[dict]:
    """Every rating in the newsroom's order: name, slug, value (none when off the scale) and description."""
    ratings = Rating.objects.order_by("position").values("name", "slug", "value", "description")
    return [dict(rating) for rating in ratings]
