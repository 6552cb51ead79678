"""What a source says for or against a claim, in one revision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.copy import SourceCopy
from claims.models.review import Revision
from claims.models.source import Source


class Stance(models.TextChoices):
    """What a source does to the claim."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")
    CONTEXT = "context", _("Context")


class Evidence(models.Model):
    """The use of a source in one revision; a trigger keeps that of approved and published revisions unchanged."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="evidence")  # a part of its content
    source = models.ForeignKey(Source, models.PROTECT, related_name="uses")
    copy = models.ForeignKey(
        SourceCopy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="uses",
        help_text="The newest copy of the source when the revision was last saved.",
    )
    stance = models.CharField(max_length=16, choices=Stance)
    excerpt = models.TextField(blank=True, help_text="What the source says, word for word.")
    note = models.TextField(blank=True)
    accessed_on = models.DateField(null=True, blank=True, help_text="The day we last read it there.")
    unavailable = models.CharField(
        max_length=500, blank=True, default="", help_text="Why it has no link or no stored copy, for readers."
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="evidence_stands_in_one_order"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.stance})"
