"""The works a verdict relies on, and what each says for or against it."""

from django.db import models

from claims.models.review import Revision


class SourceKind(models.TextChoices):
    """How near a source stands to what it tells of."""

    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"


class Source(models.Model):
    """A work we rely on. Never changed, since approved revisions may cite it: another wording is another row."""

    url = models.URLField(max_length=1000)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=SourceKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["url", "title", "publisher", "kind"], name="source_is_stored_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


class Stance(models.TextChoices):
    """What a source does to the claim."""

    SUPPORTS = "supports", "Supports"
    CONTRADICTS = "contradicts", "Contradicts"
    CONTEXT = "context", "Context"


class Evidence(models.Model):
    """The use of a source in one revision; a trigger keeps that of approved and published revisions unchanged."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="evidence")  # a part of its content
    source = models.ForeignKey(Source, models.PROTECT, related_name="uses")
    stance = models.CharField(max_length=16, choices=Stance)
    excerpt = models.TextField(blank=True, help_text="What the source says, word for word.")
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="evidence_stands_in_one_order"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.stance})"
