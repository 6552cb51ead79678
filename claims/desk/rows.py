"""Forms in rows, of speakers or evidence; and the numbers that forms and addresses carry: versions, rows of a list."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.forms.formsets import BaseFormSet
from django.http import Http404
from django.utils.translation import gettext as _

Row = TypeVar("Row", bound=Model)
MOST_DIGITS = 18  # of a number that is surely within the database's reach


class Rows(BaseFormSet):
    """Rows that can be added and removed; one that was emptied counts as removed."""

    def initial_form_count(self) -> int:
        """None of what is sent in: every row may be left empty."""
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """A tick that removes the row."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove")


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
    data[f"{prefix}-TOTAL_FORMS"] = str(number_in(data.get(f"{prefix}-TOTAL_FORMS")) + 1)
    return data


def version_seen(data: Any) -> int:
    """The version that a form was filled in on; 0, which is never current, if it names none."""
    return number_in(data.get("version"))


def number_in(text: str | None) -> int:
    """A number that a form or an address has carried; 0, which no row has, if it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def continued_after(rows: QuerySet[Row], pk: str) -> Row | None:
    """The row of a list that an address continues after. Raises Http404 for one that has left the list."""
    if not pk:
        return None
    found = rows.filter(pk=number_in(pk)).first()
    if found is None:
        raise Http404(_("The list has changed since. Begin at its top."))
    return found
