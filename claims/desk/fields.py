"""Fields of the desk's forms."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.intake.text import refuse_unreadable
from factcheck.languages import RECORDS

PROSE_AT_MOST = 200_000  # characters


_NEWSROOMS = {"lang": RECORDS, "dir": "auto"}  # in which a browser reads aloud and checks the spelling


class Prose(forms.CharField):
    """Several lines of readable text, stored with plain line ends."""

    def __init__(self, *, rows: int, max_length: int = PROSE_AT_MOST, **kwargs: Any):
        super().__init__(
            max_length=max_length, widget=forms.Textarea(attrs=_NEWSROOMS | {"rows": rows}), **kwargs
        )

    def to_python(self, value: Any) -> str:
        """Refuse what nobody can read, saying where it is, before Django speaks of null characters."""
        refuse_unreadable(str(value or ""))
        return (super().to_python(value) or "").replace("\r\n", "\n")


class Moment(forms.DateTimeField):
    """A day and a time of the desk's clock."""

    def __init__(self, **kwargs: Any):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        """Refuse moments that no clock shows in every time zone, such as the last hour of the year 9999."""
        try:
            moment: datetime | None = super().clean(value)
        except OverflowError:
            raise ValidationError(
                _("Give a day and a time that exist, such as 9 March 2027, 14:00.")
            ) from None
        return moment


class Day(forms.DateField):
    """A day up to today, of which something is known."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def clean(self, value: Any) -> date:
        """Refuse days to come: nobody knows yet how things stand then."""
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is in the future. Give the day of which it is known."))
        return day
