"""The newsroom's scale, as readers and programs may see it."""

from django.utils.translation import gettext_noop

from claims.models import Rating

# The ratings that the site comes with. What a newsroom writes instead stands as it is in every language.
WORDS = {
    gettext_noop("True"): gettext_noop("The claim is right, and nothing important is missing."),
    gettext_noop("Mostly true"): gettext_noop(
        "The claim is right but needs a clarification or some context."
    ),
    gettext_noop("Half true"): gettext_noop(
        "The claim is right in part, and leaves out or bends what matters."
    ),
    gettext_noop("Mostly false"): gettext_noop("The claim holds a grain of truth and gives a wrong picture."),
    gettext_noop("False"): gettext_noop("The claim is wrong."),
    gettext_noop("Unproven"): gettext_noop(
        "Nobody, the speaker included, has shown evidence that would settle it."
    ),
    gettext_noop("Opinion"): gettext_noop(
        "A judgement or a wish, which evidence can neither prove nor refute."
    ),
    gettext_noop("Satire"): gettext_noop("Not meant to be taken at its word, and repeated as if it were."),
}


def rating_scale() -> list[dict]:
    """Every rating in the newsroom's order: name, slug, value (none when off the scale) and description."""
    ratings = Rating.objects.order_by("position").values("name", "slug", "value", "description")
    return [dict(rating) for rating in ratings]


def rating_slugs() -> list[str]:
    """The slug of every rating in the newsroom's order."""
    return list(Rating.objects.order_by("position").values_list("slug", flat=True))
