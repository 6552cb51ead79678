"""Search among the verdicts: a form whose answers stand in the address."""

from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.fresh import answer, answer_wrong
from claims.public.paging import ROWS_PER_PAGE, fingerprint
from claims.publication.scale import rating_scale
from claims.publication.search import (
    CANDIDATES,
    EVIDENCE_STATUSES,
    Wanted,
    find_verdicts,
    matching_words,
    read_place,
    write_place,
)
from claims.publication.subjects import SPEAKER, TOPIC, most_checked
from claims.publication.verdict import verdict_row

NO_PLACE = _("There is no such page of results. Search again to begin with the first.")


class Words(forms.CharField):
    """A line of readable text."""

    def __init__(self, *, most: int, **kwargs: Any):
        too_long = _("Search for at most %(limit_value)d characters; the most telling words find the same.")
        super().__init__(required=False, max_length=most, error_messages={"max_length": too_long}, **kwargs)

    def to_python(self, value: Any) -> str:
        """Without the characters that only programs write."""
        return "".join(c for c in super().to_python(value) or "" if c.isprintable() or c.isspace())


class Day(forms.DateField):
    """A day, picked or typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any):
        wrong = _("This is no day. Write year, month and day, for example “2026-03-04”.")
        super().__init__(
            required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": wrong}, **kwargs
        )


class SearchForm(forms.Form):
    """What to look for. The names of its fields are the parameters of the address."""

    q = Words(most=300, label=_("Words"), widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}))
    speaker = Words(most=100, label=_("Said by"), help_text=_("A name, or a part of one."))
    topic = forms.ChoiceField(required=False, label=_("Topic"))
    rating = forms.ChoiceField(required=False, label=_("Verdict"))
    evidence = forms.ChoiceField(
        required=False,
        label=_("Evidence status"),
        choices=[("", _("Any")), *EVIDENCE_STATUSES],
    )
    outlet = Words(most=100, label=_("Outlet"), help_text=_("Where it was said: a name, or a part of one."))
    since = Day(label=_("From"))
    until = Day(label=_("To"))

    def __init__(self, data: Any, *, topics: list[dict], ratings: list[dict]):
        super().__init__(data)
        self._offer("topic", topics, _("There is no such topic. Choose one of the list."))
        words = map(itemgetter("slug", "name"), ratings)
        rated = [{"slug": slug, "name": _(name)} for slug, name in words]
        self._offer("rating", rated, _("There is no such verdict. Choose one of the list."))

    def _offer(self, name: str, choices: list[dict], refusal: str | Promise) -> None:
        field = self.fields[name]
        field.choices = [("", _("Any")), *((each["slug"], each["name"]) for each in choices)]  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = refusal  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """Days in their order; a day ahead finds what today does."""
        given = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error(
                "until", ValidationError(_("The last day comes before the first. Change one of them."))
            )
        if until:
            given["until"] = min(until, timezone.localdate())
        return given

    @property
    def wanted(self) -> Wanted:
        """What the valid form asks for."""
        given = dict(self.cleaned_data)
        return Wanted(words=given.pop("q"), **given)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words is asked for."""
        return any(self.data.get(name) for name in self.fields if name != "q")


@require_safe
@gzip_page
def search(request: HttpRequest) -> HttpResponse:
    """The form; with anything in the address, what it finds."""
    topics, ratings = most_checked(TOPIC), rating_scale()
    form = SearchForm(request.GET, topics=topics, ratings=ratings)
    given = request.GET.get("below", "")
    below = read_place(given)
    is_wrong = not form.is_valid() or bool(given and not below)
    wanted = Wanted() if is_wrong else form.wanted
    found = find_verdicts(wanted, below=below, size=ROWS_PER_PAGE) if wanted else []
    rows, is_more = found[:ROWS_PER_PAGE], len(found) > ROWS_PER_PAGE
    context = {
        "form": form,
        "refusal": NO_PLACE if given and not below else "",
        "is_search": bool(wanted),
        "is_first": not below,
        "rows": [verdict_row(row.record.record) | {"matches": matching_words(row)} for row in rows],
        "count": getattr(rows[0], "found", None) if rows else 0,
        "candidates": CANDIDATES,
        "older": _address(request, write_place(rows[-1])) if is_more else "",
        "first": _address(request, ""),
        "asked": f"?{request.GET.urlencode()}" if request.GET else "",
        "topics": topics,
        "speakers": most_checked(SPEAKER, 12) if not wanted and not is_wrong else [],
    }
    if is_wrong:
        return answer_wrong(request, "public/search.html", context)
    state = [request.GET.urlencode(), topics, ratings, context["speakers"], context["count"], is_more]
    return answer(
        request, "public/search.html", context, version=fingerprint([*state, *(row.sequence for row in rows)])
    )


def _address(request: HttpRequest, place: str) -> str:
    """This search, from another place on; without what was left empty."""
    given = {name: value for name, value in request.GET.items() if value and name != "below"}
    return f"?{urlencode(given | ({'below': place} if place else {}))}"
