"""Articles, and how far the machine has come with reading them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ExtractionState(models.TextChoices):
    """How far extraction has come; `failed` is final: three tries, or a text that cannot be read."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class ArrivedBy(models.TextChoices):
    """The door an article came in by."""

    DESK = "desk", _("Pasted at the desk")
    COMMAND = "command", _("Command line")
    API = "api", _("API")
    READER = "reader", _("Asked for by a reader")


class Article(models.Model):
    """A published text in which claims appear, stored once; its text never changes (by trigger).

    The row is also the record of the work to be done on it; a message of the broker is only a hint to look here.
    `attempts` doubles as the fencing number: a worker may store its result only while the number is still its own.
    """

    title = models.CharField(max_length=300)
    outlet = models.CharField(max_length=200, blank=True)
    byline = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=16, blank=True, help_text="ISO 639-1, as the extraction found it.")
    text = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True, help_text="Of the text in UTF-8.")
    arrived_by = models.CharField(max_length=16, choices=ArrivedBy)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    submitted_at = models.DateTimeField()

    state = models.CharField(max_length=16, choices=ExtractionState, default=ExtractionState.WAITING)
    failure = models.TextField(blank=True, help_text="Why the last attempt did not succeed, for the editor.")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    extracted_at = models.DateTimeField(null=True, blank=True)
    model = models.CharField(max_length=100, blank=True, help_text="Name and version of the language model.")
    pipeline = models.CharField(max_length=32, blank=True, help_text="Version of the extraction.")

    class Meta:
        permissions = [("submit_article", "May submit articles")]
        constraints = [
            models.CheckConstraint(name="article_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="running_article_has_a_lease",
                condition=~Q(state=ExtractionState.RUNNING) | Q(leased_until__isnull=False),
            ),
            models.CheckConstraint(
                name="failed_article_says_why", condition=~Q(state=ExtractionState.FAILED) | ~Q(failure="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="article_unfinished",
                condition=Q(state__in=[ExtractionState.WAITING, ExtractionState.RUNNING]),
            ),
            models.Index(fields=["-submitted_at", "-id"], name="article_newest"),
        ]

    def __str__(self) -> str:
        return self.title
