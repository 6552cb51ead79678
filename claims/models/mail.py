"""A mail that waits to be sent, and what has become of it."""

from django.db import models


class MailState(models.TextChoices):
    """What has become of a mail."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    DROPPED = "dropped", "Nothing was left to say"
    FAILED = "failed", "Not delivered"


MAIL_OPEN = [MailState.WAITING, MailState.SENDING]


class QueuedMail(models.Model):
    """A mail that is sent at most once: a trigger keeps it from going back to where it could be sent again."""

    state = models.CharField(max_length=16, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="When it is to be sent, or tried again.")
    began_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)

    class Meta:
        abstract = True
