"""Our check of a claim: the review, its revisions, and who stands behind them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim, EvidenceStatus


class Rating(models.Model):
    """A step of the newsroom's scale; `value` runs from 1 (false) to 5 (true), none when off the truth axis."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    description = models.TextField()
    position = models.PositiveSmallIntegerField(help_text="Order on the methodology page and in menus.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rating_value_is_1_to_5_or_none",
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Priority(models.IntegerChoices):
    """How soon a review is wanted; the number orders lists."""

    LOW = 1, _("Low")
    NORMAL = 2, _("Normal")
    HIGH = 3, _("High")
    URGENT = 4, _("Urgent")


class Review(models.Model):
    """Our check of one claim: who does it, until when, and whether its verdict has been taken back.

    A trigger refuses to assign a review to somebody whose approval holds.
    """

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="review")
    slug = models.SlugField(
        max_length=80, help_text="The readable end of the public address; fixed when opened."
    )
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assigned_reviews")
    due_on = models.DateField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    version = models.PositiveIntegerField(
        default=1,
        help_text="Counts changes of who does it and until when; a change must name the one it saw.",
    )
    followers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="followed_reviews")
    submitted_rating = models.ForeignKey(
        Rating,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What its revision said when it was last submitted: the first rating, where another is asked for.",
    )
    recheck_on = models.DateField(
        null=True,
        blank=True,
        help_text="The day by which the verdict is to be checked again; readers do not see it.",
    )
    checked_at = models.DateTimeField(
        null=True, blank=True, help_text="When the live verdict was last found to hold, or was published."
    )
    opened_at = models.DateTimeField()
    publish_tried_at = models.DateTimeField(
        null=True, blank=True, help_text="When a scheduled publication was last begun; others go before it."
    )
    retracted_at = models.DateTimeField(null=True, blank=True)
    retraction_reason = models.TextField(blank=True, help_text="Readers see it in place of the verdict.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="retracted_review_says_why_and_no_other_does",
                condition=Q(retracted_at__isnull=True, retraction_reason="")
                | Q(retracted_at__isnull=False) & ~Q(retraction_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["recheck_on"], condition=Q(recheck_on__isnull=False), name="review_recheck"),
        ]

    def __str__(self) -> str:
        return f"Review of “{self.claim}”"


class RevisionState(models.TextChoices):
    """Where a revision stands; `review.moves` says how it gets from one to the next."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")
    RETRACTED = "retracted", _("Retracted")
    CANCELLED = "cancelled", _("Cancelled")


UNPUBLISHED = [RevisionState.DRAFT, RevisionState.IN_REVIEW, RevisionState.APPROVED]
LIVE = [RevisionState.PUBLISHED, RevisionState.RETRACTED]  # the one that the claim's address answers with


class CorrectionClass(models.TextChoices):
    """What a new version of a public verdict is to its readers; each weighs more than the one before it."""

    MINOR = "minor", _("Spelling")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")


class Revision(models.Model):
    """One version of a review's content. Only review.actions changes it.

    Triggers refuse what no right may step over: publishing without the approvals that hold for `content_hash`,
    changing content without changing that hash, and changing anything that is published.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves; a save must name the one it saw."
    )
    state = models.CharField(max_length=16, choices=RevisionState, default=RevisionState.DRAFT)
    headline = models.CharField(max_length=200, blank=True)
    short_answer = models.TextField(
        blank=True, help_text="Two or three sentences a reader can repeat to somebody."
    )
    body = models.TextField(blank=True, help_text="Markdown.")
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True)
    evidence_status = models.CharField(max_length=16, choices=EvidenceStatus)
    evidence_status_on = models.DateField()
    why_chosen = models.TextField(blank=True)
    known = models.TextField(blank=True, help_text="Markdown.")
    not_known = models.TextField(blank=True, help_text="Markdown.")
    not_shown = models.TextField(blank=True, help_text="Markdown.")
    primary_explanation = models.TextField(
        blank=True, help_text="Why no primary source is among the evidence, for readers."
    )
    return_reason = models.TextField(
        blank=True, help_text="Why it was last sent back; empty once submitted again."
    )
    correction_class = models.CharField(
        max_length=16,
        choices=CorrectionClass,
        blank=True,
        help_text="Computed from the difference to the public version, or raised; empty in a first revision.",
    )
    raised_to = models.CharField(
        max_length=16, choices=CorrectionClass, blank=True, help_text="The least that its author calls it."
    )
    correction_note = models.TextField(blank=True, help_text="What was changed and why, for readers.")
    publish_at = models.DateTimeField(null=True, blank=True, help_text="It publishes itself then.")
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    publish_failure = models.TextField(blank=True, help_text="Why it was last taken off the schedule.")
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of what readers would see.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="created_revisions")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        permissions = [
            ("write_revision", "May open and write reviews"),
            ("approve_revision", "May approve and return revisions"),
            ("publish_revision", "May publish approved revisions"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="revision_numbers_are_used_once"),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(state__in=UNPUBLISHED),
                name="a_review_has_at_most_one_revision_not_yet_published",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(state__in=LIVE),
                name="a_review_has_at_most_one_live_revision",
            ),
            models.CheckConstraint(
                name="published_revision_has_rating_and_date",
                condition=~Q(state__in=[*LIVE, RevisionState.SUPERSEDED])
                | Q(rating__isnull=False, published_at__isnull=False) & ~Q(short_answer=""),
            ),
            models.CheckConstraint(
                name="correction_says_what_was_changed",
                condition=Q(number=1)
                | Q(state__in=[RevisionState.DRAFT, RevisionState.CANCELLED])
                | ~Q(correction_class="") & ~Q(correction_note=""),
            ),
            models.CheckConstraint(
                name="only_an_approved_revision_is_scheduled_and_by_somebody",
                condition=Q(publish_at__isnull=True, scheduled_by__isnull=True)
                | Q(publish_at__isnull=False, scheduled_by__isnull=False, state=RevisionState.APPROVED),
            ),
        ]
        indexes = [
            models.Index(
                fields=["publish_at"], condition=Q(publish_at__isnull=False), name="revision_scheduled"
            ),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of {self.review}"

    @property
    def is_correction(self) -> bool:
        """Whether readers know an earlier revision: only the first of a review was not opened beside a live one."""
        return self.number > 1


class RevisionEdit(models.Model):
    """Somebody changed what readers would see. Append-only: it decides who may no longer approve."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="edits")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    edited_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.editor} edited {self.revision}"


class Approval(models.Model):
    """An editor stands behind a revision, word for word: it holds for one content hash until voided.

    A trigger refuses approvals by the assignee and by whoever edited since the last voided approval.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="approvals")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    approved_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "approver"],
                condition=Q(voided_at__isnull=True),
                name="an_editor_approves_a_revision_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approver} approved {self.revision}"
