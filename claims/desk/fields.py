"""Fields of the desk's forms."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.intake.text import refuse_unreadable

PROSE_AT_MOST = 200_000  # characters


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
