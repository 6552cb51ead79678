"""Claims: one checkable statement each, however often repeated."""

import secrets

from django.db import models
from django.db.models import Q

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread aloud or in print
ID_LENGTH = 12


def new_public_id() -> str:
    """A random public id of 59 bits: short enough to read out, too many to try."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


class ClaimStatus(models.TextChoices):
    """What the desk has made of a claim that the machine proposed."""

    CANDIDATE = "candidate", "Candidate"
    ACCEPTED = "accepted", "Accepted"
    DISMISSED = "dismissed", "Dismissed"


class DismissalReason(models.TextChoices):
    """Why a candidate is not pursued."""

    NOT_CHECKABLE = "not_checkable", "Cannot be checked"
    OPINION = "opinion", "Opinion"
    TRIVIAL = "trivial", "Trivial"
    DUPLICATE = "duplicate", "Already held"
    BADLY_EXTRACTED = "badly_extracted", "Badly extracted"


class ClaimKind(models.TextChoices):
    """What sort of statement a claim is; only facts and predictions can turn out true or false."""

    FACT = "fact", "Fact"
    PREDICTION = "prediction", "Prediction"
    PLEDGE = "pledge", "Pledge"
    OPINION = "opinion", "Opinion"


class EvidenceStatus(models.TextChoices):
    """Whether evidence has been given for a claim: as a story says, or as the desk knows on a day."""

    NONE_PROVIDED = "none_provided", "None provided"
    CITED = "cited", "Cited"
    DISPUTED = "disputed", "Disputed"
    UNSTATED = "unstated", "Unstated"


class Topic(models.Model):
    """A field of reporting; a review on a sensitive one needs two approvals."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    is_sensitive = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """One checkable statement. Only review.triage changes it after intake has stored it."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    text = models.TextField()
    status = models.CharField(max_length=16, choices=ClaimStatus, default=ClaimStatus.CANDIDATE)
    dismissal_reason = models.CharField(max_length=24, choices=DismissalReason, blank=True)
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
        ]
        indexes = [
            models.Index(fields=["status", "-checkworthiness", "-id"], name="claim_queue"),
        ]

    def __str__(self) -> str:
        return self.text
