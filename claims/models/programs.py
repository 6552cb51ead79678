"""Programs that act for people: what their tokens may be used for, and which of their requests were answered."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token opens; within it, its owner's rights decide."""

    ARTICLES = "articles", _("Submit articles, and ask what became of them")
    READ = "read", _("Read what the desk reads: claims, reviews, evidence")
    MOVE = "move", _("Decide on claims, make moves of reviews, add evidence")
    WEBHOOKS = "webhooks", _("Manage webhooks")


class TokenGrant(models.Model):
    """What a token is for; one from before there were scopes has none, and opens articles alone."""

    token = models.OneToOneField("knox.AuthToken", models.CASCADE, related_name="grant")
    name = models.CharField(max_length=80)
    scopes = ArrayField(models.CharField(max_length=16, choices=Scope))
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="To the minute.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="token_opens_something_that_there_is",
                condition=Q(scopes__contained_by=Scope.values) & ~Q(scopes=[]),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AnsweredRequest(models.Model):
    """A request with an Idempotency-Key that was carried out, and its answer; stored with what it did."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was asked for.")
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    location = models.TextField(blank=True)
    etag = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="a_key_is_used_for_one_request"),
        ]
        indexes = [models.Index(fields=["answered_at"], name="answered_requests_by_time")]

    def __str__(self) -> str:
        return f"{self.key} of {self.person}"
