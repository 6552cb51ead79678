"""What editors type, checked at the field; the rules of the workflow are review's."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils import timezone

from claims.intake.submit import ArticleForm, Line
from claims.intake.text import refuse_unreadable
from claims.models import (
    ClaimKind,
    DismissalReason,
    EvidenceStatus,
    HopRole,
    Rating,
    SourceKind,
    SpeakerKind,
    Stance,
    Topic,
)
from claims.review.actions import EvidenceEntry, RevisionContent
from claims.review.triage import ClaimContent, SpeakerEntry

PROSE_AT_MOST = 200_000  # characters
NOTE_AT_MOST = 5_000  # characters
ROWS_AT_MOST = 50  # speakers of a claim, pieces of evidence of a revision


class Prose(forms.CharField):
    """Several lines of readable text, stored with plain line ends."""

    def __init__(self, *, rows: int, max_length: int = PROSE_AT_MOST, **kwargs: Any):
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Refuse what nobody can read, saying where it is, before Django speaks of null characters."""
        refuse_unreadable(str(value or ""))
        return (super().to_python(value) or "").replace("\r\n", "\n")


class Day(forms.DateField):
    """A day up to today, of which something is known."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def clean(self, value: Any) -> date:
        """Refuse days to come: nobody knows yet how things stand then."""
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError("This day is in the future. Give the day of which it is known.")
        return day


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": "This name and password do not belong together. Check both, and the Caps Lock key.",
        "inactive": "This account is closed. Ask an administrator.",
    }


class PasteForm(ArticleForm):
    """An article as it is pasted at the desk."""

    field_order = ["text", "title", "outlet", "byline", "published_at", "url"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        moment = {"type": "datetime-local"}
        self.fields["published_at"].widget = forms.DateTimeInput(attrs=moment, format="%Y-%m-%dT%H:%M")
        self.fields[
            "published_at"
        ].help_text = f"In the desk’s time zone, {timezone.get_current_timezone_name()}."
        self.fields["text"].widget.attrs = {"rows": 18, "autofocus": True}


# --- claims ------------------------------------------------------------------------------------------------------


class DismissalForm(forms.Form):
    """Why a claim is not pursued."""

    reason = forms.ChoiceField(choices=DismissalReason.choices)


class ClaimForm(forms.Form):
    """A claim in our words."""

    text = Prose(rows=3, max_length=2_000, label="The claim")
    kind = forms.ChoiceField(choices=ClaimKind.choices)
    evidence_status = forms.ChoiceField(choices=EvidenceStatus.choices)
    evidence_status_on = Day(label="As of")
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.order_by("name"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def content(self, speakers: BaseFormSet) -> ClaimContent:
        """The claim as the action wants it; both forms must be valid."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "topics"}
        topics = tuple(topic.pk for topic in self.cleaned_data["topics"])
        entries = tuple(SpeakerEntry(**row) for row in filled_rows(speakers))
        return ClaimContent(**fields, topics=topics, speakers=entries)


class SpeakerForm(forms.Form):
    """One line of who said or relayed it."""

    name = Line(max_length=200)
    kind = forms.ChoiceField(choices=SpeakerKind.choices)
    title = Line(max_length=200, required=False)
    role = forms.ChoiceField(choices=HopRole.choices)

    def has_changed(self) -> bool:
        """A row whose menus alone were touched is still empty."""
        return bool(self["name"].value() or self["title"].value())


# --- revisions ---------------------------------------------------------------------------------------------------


class RatingChoice(forms.ModelChoiceField):
    """The scale, each step with what it means."""

    def label_from_instance(self, rating: Rating) -> str:
        """The word; the template puts the description under it."""
        return rating.name


class RevisionForm(forms.Form):
    """What an editor writes. Nothing is required to save; submitting says what is missing."""

    headline = Line(max_length=200, required=False)
    short_answer = Prose(
        rows=3,
        max_length=1_000,
        required=False,
        help_text="Two or three sentences a reader can repeat to somebody.",
    )
    rating = RatingChoice(
        Rating.objects.order_by("position"),
        required=False,
        widget=forms.RadioSelect,
        empty_label="Not rated yet",
    )
    body = Prose(rows=16, required=False, label="What we found", help_text="Markdown.")
    known = Prose(rows=3, required=False)
    not_known = Prose(rows=3, required=False)
    not_shown = Prose(rows=3, required=False)
    why_chosen = Prose(rows=2, max_length=NOTE_AT_MOST, required=False, label="Why we checked it")
    evidence_status = forms.ChoiceField(choices=EvidenceStatus.choices)
    evidence_status_on = Day(label="As of")

    def content(self, evidence: BaseFormSet) -> RevisionContent:
        """The revision as the action wants it; both forms must be valid."""
        entries = tuple(EvidenceEntry(**row) for row in filled_rows(evidence))
        return RevisionContent(**self.cleaned_data, evidence=entries)


class EvidenceForm(forms.Form):
    """One work we rely on, and what it says."""

    stance = forms.ChoiceField(choices=Stance.choices)
    title = Line(max_length=300, label="Title of the source")
    publisher = Line(max_length=200)
    url = forms.URLField(max_length=1000, label="Address", assume_scheme="https")
    kind = forms.ChoiceField(choices=SourceKind.choices)
    excerpt = Prose(rows=2, max_length=NOTE_AT_MOST, required=False, help_text="What it says, word for word.")
    note = Prose(
        rows=2,
        max_length=NOTE_AT_MOST,
        required=False,
        help_text="What follows from it; readers see this too.",
    )

    def has_changed(self) -> bool:
        """A row whose menus alone were touched is still empty."""
        return any(self[name].value() for name in ("title", "publisher", "url", "excerpt", "note"))


class Rows(BaseFormSet):
    """Rows that can be added and removed; one that was emptied counts as removed."""

    def initial_form_count(self) -> int:
        """None of what is sent in: every row may be left empty."""
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """A tick that removes the row."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Remove"


SpeakerFormSet = formset_factory(
    SpeakerForm,
    Rows,
    extra=0,
    can_delete=True,
    max_num=ROWS_AT_MOST,
    validate_max=True,
    absolute_max=ROWS_AT_MOST + 10,
)
EvidenceFormSet = formset_factory(
    EvidenceForm,
    Rows,
    extra=0,
    can_delete=True,
    max_num=ROWS_AT_MOST,
    validate_max=True,
    absolute_max=ROWS_AT_MOST + 10,
)


def rows_of(formset: type[BaseFormSet], entries: Iterable[Any], **kwargs: Any) -> BaseFormSet:
    """An unbound formset that shows these entries."""
    return formset(initial=[asdict(entry) for entry in entries], **kwargs)


def filled_rows(formset: BaseFormSet) -> list[dict]:
    """What stands in the rows that are neither empty nor to be removed, in their order."""
    rows = [form.cleaned_data for form in formset.forms if form.has_changed()]
    kept = [row for row in rows if row and not row.get("DELETE")]
    return [{name: value for name, value in row.items() if name != "DELETE"} for row in kept]


def with_another_row(data: Any, prefix: str) -> Any:
    """The posted data with one more empty row in a formset."""
    data = data.copy()
    data[f"{prefix}-TOTAL_FORMS"] = str(_number(data.get(f"{prefix}-TOTAL_FORMS")) + 1)
    return data


def version_seen(data: Any) -> int:
    """The version that a form was filled in on; 0, which is never current, if it names none."""
    return _number(data.get("version"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


# --- tokens ------------------------------------------------------------------------------------------------------


class Lifetime(TextChoices):
    """How long a token holds, in days."""

    MONTH = "30", "30 days"
    QUARTER = "90", "90 days"
    YEAR = "365", "a year"


class TokenForm(forms.Form):
    """A new API token."""

    days = forms.ChoiceField(choices=Lifetime.choices, initial=Lifetime.QUARTER, label="Holds for")

    def lifetime(self) -> timedelta:
        """How long the token is to hold."""
        return timedelta(days=int(self.cleaned_data["days"]))
