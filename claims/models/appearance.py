"""Where a claim was made and by whom: appearances, and the hops of "who said it, relayed by whom"."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article
from claims.models.claim import Claim, EvidenceStatus


class SpeakerKind(models.TextChoices):
    """What a speaker is; `unnamed` are those a story only describes ("two officials")."""

    PERSON = "person", _("Person")
    ORGANIZATION = "organization", _("Organization")
    GROUP = "group", _("Group")
    DOCUMENT = "document", _("Document")
    UNNAMED = "unnamed", _("Unnamed")


class Speaker(models.Model):
    """Who made or relayed a claim."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=SpeakerKind)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    description = models.CharField(max_length=300, blank=True)
    wikidata_id = models.CharField(max_length=16, unique=True, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), "kind", name="speaker_is_stored_once_under_a_name"),
            models.CheckConstraint(name="speaker_has_a_name", condition=~Q(name="")),
        ]
        indexes = [
            GinIndex(fields=["name"], name="speaker_name_alike", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class QuoteType(models.TextChoices):
    """Whether the words stand in quotation marks: all of them, none, or some."""

    DIRECT = "direct", _("Direct")
    INDIRECT = "indirect", _("Indirect")
    MIXED = "mixed", _("Mixed")


class Voice(models.TextChoices):
    """Who speaks in the article: somebody it quotes, or the outlet itself."""

    ATTRIBUTED = "attributed", _("Attributed")
    OUTLET = "outlet", _("The outlet's own")


class Appearance(models.Model):
    """One place where a claim was made: `words` stand at `start` to `end` of the article's text."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances")
    article = models.ForeignKey(Article, models.PROTECT, related_name="appearances")
    merged_from = models.ForeignKey(
        Claim,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The claim it came from when that was merged into this one; undoing takes it back there.",
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    voice = models.CharField(max_length=16, choices=Voice)
    quote_type = models.CharField(max_length=16, choices=QuoteType)
    cue = models.CharField(max_length=200, blank=True)
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    evidence_status = models.CharField(
        max_length=16, choices=EvidenceStatus, help_text="As the article states it."
    )
    evidence_start = models.PositiveIntegerField(null=True, blank=True)
    evidence_end = models.PositiveIntegerField(null=True, blank=True)
    found_by = models.JSONField(default=list, help_text="Names of the components that found it.")
    model = models.CharField(max_length=100)
    pipeline = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "start", "end"], name="one_appearance_per_article_and_span"
            ),
            models.CheckConstraint(name="appearance_ends_after_it_starts", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return self.words


class HopRole(models.TextChoices):
    """The part somebody plays between saying and printing."""

    ORIGINATOR = "originator", _("Said it")
    RELAYER = "relayer", _("Relayed it")


class Attribution(models.Model):
    """One hop of "who said it, relayed by whom"; several originators are joint speakers."""

    appearance = models.ForeignKey(
        Appearance, models.CASCADE, related_name="attributions"
    )  # nothing without its place
    hop = models.PositiveSmallIntegerField(help_text="Order: originators first, then relayers.")
    role = models.CharField(max_length=16, choices=HopRole)
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="attributions")
    title = models.CharField(max_length=200, blank=True, help_text='Held then: "Secretary of State".')
    words = models.CharField(max_length=500, blank=True, help_text='As the article has it: "he".')
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appearance", "hop"], name="one_speaker_per_hop"),
            models.UniqueConstraint(
                fields=["appearance", "role", "speaker"], name="a_speaker_plays_a_role_once_per_appearance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} ({self.get_role_display()})"
