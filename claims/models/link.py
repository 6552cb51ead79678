"""What one claim has to do with another, as an editor says."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim


class LinkKind(models.TextChoices):
    """How a claim bears on another, read from the claim to the other."""

    REPEATS = "repeats", _("Repeats")
    CONTRADICTS = "contradicts", _("Is contrary to")
    PART_OF = "part_of", _("Is part of")
    ANSWERS = "answers", _("Answers")


class ClaimLink(models.Model):
    """A claim bears on another, whose verdict readers know. Only review.linking makes and removes links.

    The audit keeps who did so and when; a trigger refuses to change one, or to lead to what readers do not know.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=16, choices=LinkKind)
    other = models.ForeignKey(Claim, models.PROTECT, related_name="links_to_it")

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_claim_is_not_linked_to_itself", condition=~Q(claim=F("other"))),
            models.UniqueConstraint(
                Least("claim", "other"),
                Greatest("claim", "other"),
                "kind",
                name="two_claims_are_linked_once_in_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.kind} {self.other_id}"
