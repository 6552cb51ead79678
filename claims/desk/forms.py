"""What editors type, checked at the field; the rules of the workflow are review's."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from claims.desk.fields import Day, Prose
from claims.desk.rows import Rows, filled_rows
from claims.intake.submit import ArticleForm, Line
from claims.models import (
    ClaimKind,
    CorrectionClass,
    DismissalReason,
    EvidenceStatus,
    HopRole,
    Rating,
    Scope,
    SpeakerKind,
    Topic,
)
from claims.review.actions import RevisionContent
from claims.review.citing import EvidenceEntry
from claims.review.triage import ClaimContent, SpeakerEntry

NOTE_AT_MOST = 5_000  # characters
ROWS_AT_MOST = 50  # speakers of a claim, pieces of evidence of a revision


class PasteForm(ArticleForm):
    """An article as it is pasted at the desk."""

    field_order = ["text", "title", "outlet", "byline", "published_at", "url"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        moment = {"type": "datetime-local"}
        self.fields["published_at"].widget = forms.DateTimeInput(attrs=moment, format="%Y-%m-%dT%H:%M")
        self.fields["published_at"].help_text = _("In the desk’s time zone, %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }
        self.fields["text"].widget.attrs = {"rows": 18, "autofocus": True}


# --- claims ------------------------------------------------------------------------------------------------------


class DismissalForm(forms.Form):
    """Why a claim is not pursued."""

    reason = forms.ChoiceField(choices=DismissalReason.choices, label=gettext_lazy("Reason"))


class ClaimForm(forms.Form):
    """A claim in our words."""

    text = Prose(rows=3, max_length=2_000, label=gettext_lazy("The claim"))
    kind = forms.ChoiceField(choices=ClaimKind.choices, label=gettext_lazy("Kind"))
    evidence_status = forms.ChoiceField(choices=EvidenceStatus.choices, label=gettext_lazy("Evidence status"))
    evidence_status_on = Day(label=gettext_lazy("As of"))
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Topics"),
    )

    def content(self, speakers: BaseFormSet) -> ClaimContent:
        """The claim as the action wants it; both forms must be valid."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "topics"}
        topics = tuple(topic.pk for topic in self.cleaned_data["topics"])
        entries = tuple(SpeakerEntry(**row) for row in filled_rows(speakers))
        return ClaimContent(**fields, topics=topics, speakers=entries)


class SpeakerForm(forms.Form):
    """One line of who said or relayed it."""

    name = Line(max_length=200, label=gettext_lazy("Name"))
    kind = forms.ChoiceField(choices=SpeakerKind.choices, label=gettext_lazy("Kind"))
    title = Line(max_length=200, required=False, label=gettext_lazy("Title"))
    role = forms.ChoiceField(choices=HopRole.choices, label=gettext_lazy("Role"))

    def has_changed(self) -> bool:
        """A row whose menus alone were touched is still empty."""
        return bool(self["name"].value() or self["title"].value())


# --- revisions ---------------------------------------------------------------------------------------------------


class RatingChoice(forms.ModelChoiceField):
    """The scale, each step with what it means."""

    def label_from_instance(self, rating: Rating) -> str:
        """The word; the template puts the description under it."""
        return gettext(rating.name)


class RevisionForm(forms.Form):
    """What an editor writes. Nothing is required to save; submitting says what is missing."""

    headline = Line(max_length=200, required=False, label=gettext_lazy("Headline"))
    short_answer = Prose(
        rows=3,
        max_length=1_000,
        required=False,
        label=gettext_lazy("Short answer"),
        help_text=gettext_lazy("Two or three sentences a reader can repeat to somebody."),
    )
    rating = RatingChoice(
        Rating.objects.order_by("position"),
        required=False,
        widget=forms.RadioSelect,
        label=gettext_lazy("Rating"),
        empty_label=gettext_lazy("Not rated yet"),
    )
    body = Prose(
        rows=16, required=False, label=gettext_lazy("What we found"), help_text=gettext_lazy("Markdown.")
    )
    known = Prose(rows=3, required=False, label=gettext_lazy("Known"))
    not_known = Prose(rows=3, required=False, label=gettext_lazy("Not known"))
    not_shown = Prose(rows=3, required=False, label=gettext_lazy("Not shown"))
    why_chosen = Prose(
        rows=2, max_length=NOTE_AT_MOST, required=False, label=gettext_lazy("Why we checked it")
    )
    primary_explanation = Prose(
        rows=2,
        max_length=NOTE_AT_MOST,
        required=False,
        label=gettext_lazy("Why no primary source"),
        help_text=gettext_lazy("Only if the evidence has none. Readers see it beside the evidence."),
    )
    evidence_status = forms.ChoiceField(choices=EvidenceStatus.choices, label=gettext_lazy("Evidence status"))
    evidence_status_on = Day(label=gettext_lazy("As of"))
    correction_note = Prose(
        rows=2,
        max_length=NOTE_AT_MOST,
        required=False,
        label=gettext_lazy("Note to readers"),
        help_text=gettext_lazy("What was changed and why. It stands at the top of the verdict."),
    )
    raised_to = forms.ChoiceField(
        choices=[
            ("", gettext_lazy("as computed")),
            (CorrectionClass.UPDATE, gettext_lazy("at least an update")),
            (CorrectionClass.CORRECTION, "a correction"),
        ],
        required=False,
        label=gettext_lazy("Count it as"),
    )

    def content(self, evidence: BaseFormSet) -> RevisionContent:
        """The revision as the action wants it; both forms must be valid."""
        entries = tuple(EvidenceEntry(**row) for row in filled_rows(evidence))
        return RevisionContent(**self.cleaned_data, evidence=entries)


SpeakerFormSet = formset_factory(
    SpeakerForm,
    Rows,
    extra=0,
    can_delete=True,
    max_num=ROWS_AT_MOST,
    validate_max=True,
    absolute_max=ROWS_AT_MOST + 10,
)


# --- tokens ------------------------------------------------------------------------------------------------------


class Lifetime(TextChoices):
    """How long a token holds, in days."""

    MONTH = "30", gettext_lazy("30 days")
    QUARTER = "90", gettext_lazy("90 days")
    YEAR = "365", gettext_lazy("a year")


class TokenForm(forms.Form):
    """A new API token."""

    name = Line(
        max_length=80,
        label=gettext_lazy("What it is for"),
        help_text=gettext_lazy("The program, so that you know it again."),
    )
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.ARTICLES],
        label=gettext_lazy("It may"),
    )
    days = forms.ChoiceField(
        choices=Lifetime.choices, initial=Lifetime.QUARTER, label=gettext_lazy("Holds for")
    )

    def lifetime(self) -> timedelta:
        """How long the token is to hold."""
        return timedelta(days=int(self.cleaned_data["days"]))
