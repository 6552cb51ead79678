"""The newsroom's scale, as readers and programs may see it."""

from claims.models import Rating


def rating_scale() -> list[dict]:
    """Every rating in the newsroom's order: name, slug, value (none when off the scale) and description."""
    ratings = Rating.objects.order_by("position").values("name", "slug", "value", "description")
    return [dict(rating) for rating in ratings]
