"""What readers say is wrong in a verdict, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.review import Revision


class ReportState(models.TextChoices):
    """Where a report stands."""

    OPEN = "open", _("Open")
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Rejected")
    DUPLICATE = "duplicate", _("Reported before")


class ErrorReport(models.Model):
    """A reader reports an error in a verdict. Only review.error_reports changes it.

    A trigger keeps what the reader wrote; the mail address and the network may only be removed.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="error_reports")
    public_version = models.PositiveIntegerField(help_text="The version of the verdict that was public then.")
    what = models.TextField(help_text="What is wrong.")
    where_said = models.TextField(blank=True, help_text="Where it says so: a source, a page, a passage.")
    mail = models.EmailField(
        blank=True, help_text="Shown to whoever handles the report; removed some time after the answer."
    )
    network = models.CharField(
        max_length=64, blank=True, help_text="A digest, for a day: it slows down floods from one network."
    )
    received_at = models.DateTimeField()
    due_on = models.DateField(help_text="Seven working days after it came.")
    state = models.CharField(max_length=16, choices=ReportState, default=ReportState.OPEN)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="assigned_reports"
    )
    reason = models.TextField(blank=True, help_text="Why it was decided so.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    correction = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="error_reports"
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Counts changes; a move must name the one it saw."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="error_report_has_words", condition=~Q(what="")),
            models.CheckConstraint(
                name="decided_report_says_who_and_when_and_no_other_does",
                condition=Q(state=ReportState.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state=ReportState.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="rejected_report_has_a_reason",
                condition=~Q(state=ReportState.REJECTED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="duplicate_names_another_report_and_no_other_does",
                condition=Q(state=ReportState.DUPLICATE, duplicate_of__isnull=False)
                & ~Q(duplicate_of=F("id"))
                | ~Q(state=ReportState.DUPLICATE) & Q(duplicate_of__isnull=True),
            ),
            models.CheckConstraint(
                name="upheld_report_names_its_correction_and_no_other_does",
                condition=Q(state=ReportState.UPHELD, correction__isnull=False)
                | ~Q(state=ReportState.UPHELD) & Q(correction__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="reports_by_deadline"),
            models.Index(fields=["state", "-decided_at", "-id"], name="reports_by_decision"),
            models.Index(
                fields=["network", "received_at"], condition=~Q(network=""), name="reports_of_a_network"
            ),
        ]

    def __str__(self) -> str:
        return f"Error report {self.pk} on {self.claim.public_id}"
