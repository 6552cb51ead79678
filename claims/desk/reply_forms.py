"""What is typed about the right of reply."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.desk.fields import Moment, Prose
from claims.intake.submit import Line
from claims.models import ContactAttempt, ContactChannel, Speaker, UnaskedReason
from claims.review.replies import ContactEntry

WORDS_AT_MOST = 20_000  # characters
SHORT_AT_MOST = 2_000
STAYS = _("It stays at the desk.")


class OfSpeaker(forms.Form):
    """About one of the speakers of a claim."""

    speaker = forms.TypedChoiceField(coerce=int, label=_("Speaker"))

    def __init__(self, speakers: Iterable[Speaker], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["speaker"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(speaker.pk, speaker.name) for speaker in speakers]


class ContactForm(OfSpeaker):
    """How a speaker was asked."""

    asked = Line(
        max_length=200,
        required=False,
        label=_("Through somebody who speaks for them"),
        help_text=_("Readers see it: “the ministry’s press office”."),
    )
    channel = forms.ChoiceField(choices=ContactChannel.choices, label=_("By"))
    contact = Line(max_length=200, required=False, label=_("Address or number"), help_text=STAYS)
    contacted_at = Moment(label=_("Asked on"))
    deadline = Moment(label=_("To answer by"))
    question = Prose(rows=3, max_length=WORDS_AT_MOST, label=_("What you asked"), help_text=STAYS)

    def entry(self) -> ContactEntry:
        """The attempt as the action wants it."""
        given = self.cleaned_data
        return ContactEntry(
            speaker_id=given["speaker"], **{name: value for name, value in given.items() if name != "speaker"}
        )


class UnaskedForm(OfSpeaker):
    """Why a speaker is not asked."""

    reason = forms.ChoiceField(
        choices=[("", _("Choose a reason")), *UnaskedReason.choices], label=_("Because")
    )
    words = Prose(
        rows=2,
        max_length=SHORT_AT_MOST,
        label=_("In words"),
        help_text=_("Readers see them, unless it is for somebody’s safety."),
    )
    link = forms.URLField(
        max_length=1000,
        required=False,
        label=_("Where they answered"),
        help_text=_("Only for a public answer."),
        assume_scheme="https",
    )


class AnswerForm(forms.Form):
    """What came back; which button was pressed says whether it is an answer."""

    answered_at = Moment(label=_("It came on"), required=False)
    answer = Prose(
        rows=4,
        required=False,
        label=_("The answer, all of it"),
        help_text=_("It stays at the desk, but for the excerpt that is approved for print."),
    )


class ExcerptForm(forms.Form):
    """What of an answer readers shall see."""

    excerpt = Prose(
        rows=3,
        max_length=WORDS_AT_MOST,
        required=False,
        label=_("For print"),
        help_text=_("Word for word as it stands in the answer."),
    )


class WithdrawForm(forms.Form):
    """Why an attempt was written down wrongly."""

    reason = Prose(rows=1, max_length=SHORT_AT_MOST, required=False, label=_("What is wrong with it"))


class ButtonForm(forms.Form):
    """A button alone."""


def first_contact(speaker_id: str) -> dict[str, Any]:
    """What the form of an attempt begins with: asked now, a day to answer."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    return {"speaker": speaker_id, "contacted_at": now, "deadline": now + timedelta(days=1)}


def answer_so_far(attempt: ContactAttempt) -> dict[str, Any]:
    """What the form of an answer begins with."""
    came = attempt.answered_at or timezone.now()
    return {
        "answered_at": timezone.localtime(came).replace(second=0, microsecond=0),
        "answer": attempt.answer,
    }
