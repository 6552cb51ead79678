"""What readers ask us to check, and what became of it."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim

KEY_BYTES = 16  # too many to try; the address of a status page is all that leads there


def new_request_key() -> str:
    """The unguessable part of a status page's address."""
    return secrets.token_urlsafe(KEY_BYTES)


class RequestState(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", _("To look at")
    TAKEN = "taken", _("Being looked at")
    CLAIM = "claim", _("Became a claim")
    DECLINED = "declined", _("Not checked")
    JOINED = "joined", _("Asked before")


REQUEST_OPEN = [RequestState.RECEIVED, RequestState.TAKEN]


class DeclineReason(models.TextChoices):
    """Why we do not check what a reader asked for."""

    NO_CLAIM = "no_claim", _("There is no claim in it that could be checked")
    OPINION = "opinion", _("It is an opinion")
    NOT_FOUND = "not_found", _("We could not find where it was said")
    NOT_PUBLIC = "not_public", _("It concerns too few people")
    ELSEWHERE = "elsewhere", _("Others have checked it well")
    NO_TIME = "no_time", _("Other claims do more harm, and we cannot check all")


class ReaderRequest(models.Model):
    """A reader asks us to check a claim. Only review.requests changes it.

    A trigger keeps what the reader wrote; the mail address and the network may only be removed.
    """

    key = models.CharField(max_length=32, unique=True, default=new_request_key, editable=False)
    words = models.TextField(help_text="The claim, as the reader has it.")
    link = models.URLField(max_length=1000, blank=True)
    outlet = models.CharField(max_length=200, blank=True, help_text="Where they saw it, in their words.")
    why = models.TextField(blank=True, help_text="Why it should be checked.")
    mail = models.EmailField(
        blank=True, help_text="For one answer; nobody sees it, and it is removed some time after."
    )
    language = models.CharField(max_length=16, blank=True, help_text="In which the form was read.")
    network = models.CharField(
        max_length=64, blank=True, help_text="A digest, for a day: the same words sent twice are one request."
    )
    received_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=RequestState, default=RequestState.RECEIVED)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reader_requests"
    )
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="reader_requests")
    decline_reason = models.CharField(max_length=16, choices=DeclineReason, blank=True)
    answer = models.TextField(blank=True, help_text="What readers are told beside the reason.")
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts changes; a move must name the one it saw."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="request_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="request_says_where_it_was_seen", condition=~Q(link="") | ~Q(outlet="")
            ),
            models.CheckConstraint(
                name="decided_request_says_who_and_when_and_no_other_does",
                condition=Q(state__in=REQUEST_OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state__in=REQUEST_OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="request_that_is_looked_at_says_by_whom",
                condition=~Q(state=RequestState.TAKEN) | Q(assignee__isnull=False),
            ),
            models.CheckConstraint(
                name="request_that_became_a_claim_names_it_and_no_other_does",
                condition=Q(state=RequestState.CLAIM, claim__isnull=False)
                | ~Q(state=RequestState.CLAIM) & Q(claim__isnull=True),
            ),
            models.CheckConstraint(
                name="declined_request_has_a_reason_and_no_other_does",
                condition=Q(state=RequestState.DECLINED) & ~Q(decline_reason="")
                | ~Q(state=RequestState.DECLINED) & Q(decline_reason="", answer=""),
            ),
            models.CheckConstraint(
                name="joined_request_names_another_and_no_other_does",
                condition=Q(state=RequestState.JOINED, joined_to__isnull=False) & ~Q(joined_to=F("id"))
                | ~Q(state=RequestState.JOINED) & Q(joined_to__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "received_at", "id"], name="requests_by_age"),
            models.Index(fields=["state", "-decided_at", "-id"], name="requests_by_decision"),
            models.Index(
                fields=["network", "received_at"], condition=~Q(network=""), name="requests_of_a_network"
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"
