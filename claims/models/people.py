"""What is kept of people beside their accounts: attempts to sign in, who reads what language, who is only invented."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from factcheck.languages import CODES


def name_of(person: AbstractUser) -> str:
    """As people call somebody: the full name, else that of the account."""
    return person.get_full_name() or person.get_username()


def language_of(person: AbstractUser) -> str:
    """The language, as addresses name it, that somebody chose to read; "" if none that we have."""
    chosen = getattr(person, "chosen_language", None)
    return chosen.name if chosen and chosen.name in CODES else ""


class SignInAttempt(models.Model):
    """A password or code that was tried and was not right; those of the last hour slow down guessing.

    `who` is a digest, since people type passwords into the field for names.
    """

    who = models.CharField(max_length=64)
    network = models.CharField(max_length=45)
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["who", "happened_at"], name="attempts_of_somebody"),
            models.Index(fields=["network", "happened_at"], name="attempts_from_a_network"),
            models.Index(fields=["happened_at"], name="attempts_by_time"),
        ]

    def __str__(self) -> str:
        return f"Attempt from {self.network} at {self.happened_at:%Y-%m-%d %H:%M}"


class ChosenLanguage(models.Model):
    """What somebody reads: the desk's pages and our mails to them. Where there is none, their browser decides."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="chosen_language"
    )
    name = models.CharField(max_length=3, help_text="As addresses name it: “de”.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_chosen_language_has_a_name", condition=Q(name__regex="^[a-z]{2,3}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} reads {self.name}"


class DemoPerson(models.Model):
    """Somebody invented, whose password `make run` prints: a second factor would guard nothing."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="demo_person")

    def __str__(self) -> str:
        return f"{self.user} of the demo"
