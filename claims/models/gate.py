"""What stands between a revision and its publication: what the gates last said of it, and who waived which."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.models.review import Revision


class GateCheck(models.Model):
    """What the gates last said of a revision, in the words of one hash.

    A trigger publishes nothing without one that holds; from then on another keeps it unchanged.
    """

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="gate_check")
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of what readers would see.")
    words_hash = models.CharField(
        max_length=64, help_text="SHA-256 of the same but the waivers, which are bound to it."
    )
    answers = models.JSONField(help_text='The id of each gate, to "" if it is passed, else to a sentence.')
    open_gates = ArrayField(models.CharField(max_length=32), help_text="The hard ones that are not passed.")
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Gates of {self.revision}"


class Waiver(models.Model):
    """An editor lets a revision pass without a hard gate, for a reason that readers see.

    It holds for one wording until voided. A trigger refuses it to the revision's editors and to its assignee.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="waivers")
    gate = models.CharField(max_length=32, help_text="The id of a gate in review.gates.")
    name = models.CharField(max_length=120, help_text="What the gate asks for, as readers see it.")
    reason = models.TextField(help_text="Readers see it.")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words_hash = models.CharField(max_length=64)
    granted_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "gate"],
                condition=Q(voided_at__isnull=True),
                name="a_gate_is_waived_once",
            ),
            models.CheckConstraint(name="a_waiver_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.gate} waived for {self.revision}"
