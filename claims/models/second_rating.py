"""The blind second rating: whether the desk has it, and what a second editor said before they saw the first."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.review import Rating, Revision


class DeskSettings(models.Model):
    """How the desk works, in one row; without it the defaults hold. Only review.second_rating changes it."""

    has_second_rating = models.BooleanField(
        default=False,
        help_text="Whoever may approve a revision rates it before they see how its author did.",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="the_desk_has_one_row_of_settings", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return "How the desk works"


class SecondRating(models.Model):
    """What a second editor made of a revision before they saw its rating; no rating where they declined.

    Triggers refuse one by whoever wrote the revision, any change but of what was agreed, and approvals of a revision
    whose raters disagree.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="second_ratings")
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    first_rating = models.ForeignKey(
        Rating,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The revision’s own when it was last submitted.",
    )
    rated_at = models.DateTimeField()
    agreed_rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "rater"], name="an_editor_rates_a_revision_once"),
            models.CheckConstraint(
                name="a_second_rating_has_a_first_and_a_reason",
                condition=Q(rating__isnull=True, first_rating__isnull=True)
                | Q(rating__isnull=False, first_rating__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="only_a_disagreement_is_settled_and_by_somebody",
                condition=Q(agreed_rating__isnull=True, agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_rating__isnull=False, agreed_by__isnull=False, agreed_at__isnull=False)
                & Q(rating__isnull=False)
                & ~Q(rating=F("first_rating")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rater} on {self.revision}"
