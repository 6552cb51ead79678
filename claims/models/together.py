"""How several people work on one review: who writes it now, what they have typed, who is here."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim
from claims.models.review import Revision


class EditLock(models.Model):
    """Who writes a revision: one person in one session, until a time of the database's clock."""

    revision = models.OneToOneField(Revision, models.PROTECT, primary_key=True, related_name="lock")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    session = models.CharField(max_length=64, help_text="A digest: the key itself opens the account.")
    taken_at = models.DateTimeField()
    renewed_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="lock_belongs_to_a_session", condition=~Q(session="")),
            models.CheckConstraint(
                name="lock_expires_after_it_was_renewed",
                condition=Q(renewed_at__gte=F("taken_at"), expires_at__gt=F("renewed_at")),
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="lock_by_expiry")]

    def __str__(self) -> str:
        return f"{self.holder} writes {self.revision}"


class UnsavedText(models.Model):
    """What somebody has typed into one opened form of a revision and not saved. Nobody else sees it.

    A form that was saved is closed, so that a late request of it cannot bring its older words back.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="unsaved_texts")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="unsaved_texts")
    page = models.CharField(max_length=32, help_text="Which opened form: two tabs are two texts.")
    fields = models.TextField(help_text="As the form would send them, url-encoded.")
    kept_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "revision", "page"], name="one_unsaved_text_per_opened_form"
            ),
            models.CheckConstraint(
                name="closed_form_keeps_no_words", condition=Q(closed_at__isnull=True) | Q(fields="")
            ),
        ]
        indexes = [models.Index(fields=["kept_at"], name="unsaved_text_by_time")]

    def __str__(self) -> str:
        return f"Unsaved text of {self.person}"


class Presence(models.Model):
    """Somebody has a claim or its review open. The table is not logged: after a crash it begins empty."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="+")  # says nothing without it
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "person"], name="somebody_is_here_once"),
        ]
        indexes = [models.Index(fields=["seen_at"], name="presence_by_time")]

    def __str__(self) -> str:
        return f"{self.person} at {self.claim}"
