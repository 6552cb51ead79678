"""Claims: one checkable statement each, however often repeated."""

import secrets
from functools import reduce
from operator import add

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Expression
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread aloud or in print
ID_LENGTH = 12


def new_public_id() -> str:
    """A random public id of 59 bits: short enough to read out, too many to try."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


class ClaimStatus(models.TextChoices):
    """What the desk has made of a claim that the machine proposed."""

    CANDIDATE = "candidate", _("Candidate")
    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Dismissed")
    MERGED = "merged", _("Merged")


class DismissalReason(models.TextChoices):
    """Why a candidate is not pursued."""

    NOT_CHECKABLE = "not_checkable", _("Cannot be checked")
    OPINION = "opinion", _("Opinion")
    TRIVIAL = "trivial", _("Trivial")
    DUPLICATE = "duplicate", _("Already held")
    BADLY_EXTRACTED = "badly_extracted", _("Badly extracted")


class ClaimKind(models.TextChoices):
    """What sort of statement a claim is; only facts and predictions can turn out true or false."""

    FACT = "fact", _("Fact")
    PREDICTION = "prediction", _("Prediction")
    PLEDGE = "pledge", _("Pledge")
    OPINION = "opinion", _("Opinion")


class EvidenceStatus(models.TextChoices):
    """Whether evidence has been given for a claim: as a story says, or as the desk knows on a day."""

    NONE_PROVIDED = "none_provided", _("None provided")
    CITED = "cited", _("Cited")
    DISPUTED = "disputed", _("Disputed")
    UNSTATED = "unstated", _("Unstated")


class Topic(models.Model):
    """A field of reporting; a review on a sensitive one needs two approvals."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    is_sensitive = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


def words_to_search() -> Expression:
    """A claim's words under A, who said it under B, the outlets under C; names also as they are spelt, unstemmed.

    Cut where no claim and no list of names reaches: PostgreSQL refuses to store the words of a very long text.
    """
    text, speakers, outlets = (Left(name, 20_000) for name in ("text", "speaker_names", "outlet_names"))
    parts = [
        SearchVector(text, config="english", weight="A"),
        SearchVector(speakers, config="english", weight="B"),
        SearchVector(speakers, config="simple", weight="B"),
        SearchVector(outlets, config="simple", weight="C"),
    ]
    return reduce(add, parts)


class Claim(models.Model):
    """One checkable statement. Only review.triage and review.merging change it after intake has stored it."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    text = models.TextField()
    status = models.CharField(max_length=16, choices=ClaimStatus, default=ClaimStatus.CANDIDATE)
    dismissal_reason = models.CharField(max_length=24, choices=DismissalReason, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", help_text="One hop, by trigger."
    )
    kind = models.CharField(max_length=16, choices=ClaimKind)
    checkworthiness = models.FloatField(
        help_text="0 to 1: the machine's guess that it is worth an editor's time."
    )
    factors = models.JSONField(default=list, help_text='What it was guessed from: [{"name", "weight"}].')
    evidence_status = models.CharField(max_length=16, choices=EvidenceStatus)
    evidence_status_on = models.DateField(help_text="The day of which the evidence status holds.")
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts changes; a save must name the one it saw."
    )
    created_at = models.DateTimeField()
    speaker_names = models.TextField(
        default="", editable=False, help_text="Who said it, anywhere; kept by triggers."
    )
    outlet_names = models.TextField(
        default="", editable=False, help_text="Where it was printed; kept by triggers."
    )
    search = models.GeneratedField(
        expression=words_to_search(), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        permissions = [("triage_claim", "May accept, edit and dismiss claims")]
        constraints = [
            models.CheckConstraint(name="claim_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="checkworthiness_is_between_0_and_1",
                condition=Q(checkworthiness__gte=0, checkworthiness__lte=1),
            ),
            models.CheckConstraint(
                name="dismissed_claim_has_a_reason_and_no_other_does",
                condition=Q(status=ClaimStatus.DISMISSED) & ~Q(dismissal_reason="")
                | ~Q(status=ClaimStatus.DISMISSED) & Q(dismissal_reason=""),
            ),
            models.CheckConstraint(
                name="merged_claim_names_another_and_no_other_does",
                condition=Q(status=ClaimStatus.MERGED, merged_into__isnull=False) & ~Q(merged_into=F("id"))
                | ~Q(status=ClaimStatus.MERGED) & Q(merged_into__isnull=True),
            ),
        ]
        indexes = [
            # A queue is read along its order. Each filter that may leave next to nothing has an index of its own,
            # so that nobody waits until a hundred thousand rows have been looked at to find that none is left.
            models.Index(fields=["status", "-checkworthiness", "-id"], name="claim_queue"),
            models.Index(fields=["status", "kind", "-checkworthiness", "-id"], name="claim_queue_of_kind"),
            models.Index(
                fields=["status", "evidence_status", "-checkworthiness", "-id"],
                name="claim_queue_by_evidence",
            ),
            models.Index(fields=["status", "-created_at"], name="claim_queue_newest"),
            models.Index(fields=["-created_at"], name="claim_newest"),
            GinIndex(fields=["search"], name="claim_search", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.text
