"""Stored copies of sources: the bytes once for each content, and which source they are a copy of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.source import Source


class MediaType(models.TextChoices):
    """What a stored copy may be, as its content says."""

    PDF = "application/pdf", _("PDF")
    HTML = "text/html", _("HTML")
    TEXT = "text/plain", _("Text")
    PNG = "image/png", _("PNG image")
    JPEG = "image/jpeg", _("JPEG image")
    GIF = "image/gif", _("GIF image")
    WEBP = "image/webp", _("WebP image")


class ReadingState(models.TextChoices):
    """How far the machine has come with the text of a copy; an image has none until somebody types it."""

    WAITING = "waiting", _("Still being read")
    READ = "read", pgettext_lazy("of a stored copy", "Read")
    FAILED = "failed", _("Could not be read")
    UNREADABLE = "unreadable", _("Has no text of its own")
    TYPED = "typed", _("Typed by an editor")


class StoredFile(models.Model):
    """A file under its SHA-256, stored once. Constraint and trigger keep its content what the hash says, for good.

    The row is also the record of reading its text; a message of the broker is only a hint to look here.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=32, choices=MediaType)
    size = models.PositiveIntegerField(help_text="In bytes.")
    content = models.BinaryField()
    stored_at = models.DateTimeField()

    state = models.CharField(max_length=16, choices=ReadingState)
    failure = models.CharField(
        max_length=500, blank=True, help_text="Why it could not be read, in a sentence."
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    text = models.TextField(blank=True)
    squeezed = models.TextField(blank=True, help_text="The text as sources.excerpts compares it.")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="stored_file_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="file_that_could_not_be_read_says_why",
                condition=~Q(state=ReadingState.FAILED) | ~Q(failure=""),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="file_unread", condition=Q(state=ReadingState.WAITING)),
        ]

    def __str__(self) -> str:
        return f"{self.get_media_type_display()} {self.sha256[:12]}"


class SourceCopy(models.Model):
    """A file kept as a copy of a source. Never changed or removed: evidence names the copy it relies on."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="copies")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="copies")
    name = models.CharField(max_length=200, blank=True, help_text="The file’s name at whoever uploaded it.")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["source", "file"], name="a_file_is_kept_once_as_a_copy_of_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"Copy {self.file_id[:12]} of {self.source}"
