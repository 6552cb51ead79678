"""Where a reader says what is wrong in a verdict. Never cached; it works without scripts."""

from math import ceil
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_http_methods, require_safe

from claims.publication.deadlines import ANSWER_WITHIN, working_days_after
from claims.publication.error_reports import TooManyReports, receive_report, unreadable_character
from claims.publication.ledger import find_record, find_record_after_merge
from claims.publication.verdict import is_retracted, path_of

uncached = cache_control(private=True, no_store=True)
STALE = _(
    "Your browser did not send back the proof that this form came from us. Nothing is lost: send it once more."
)
CAUGHT = _("You filled in the field that is there for programs. Empty it and send the form again.")
UNREADABLE = _("There is a character in it that no text holds, %(character)s. Remove it.")


class Passage(forms.CharField):
    """Several lines of readable text with plain line ends."""

    def __init__(self, *, rows: int, **kwargs: Any):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Refuse what nobody can read, by name."""
        text = (super().to_python(value) or "").replace("\r\n", "\n")
        if strange := unreadable_character(text):
            raise ValidationError(UNREADABLE, params={"character": strange})
        return text


class ReportForm(forms.Form):
    """What is wrong, where it says so, and how to reach the reader, if they want to be."""

    what = Passage(
        rows=6,
        min_length=10,
        max_length=5_000,
        label=_("What is wrong?"),
        error_messages={"required": _("Say what is wrong, in a sentence or two.")},
    )
    where_said = Passage(
        rows=2,
        max_length=1_000,
        required=False,
        label=_("Where does it say so?"),
        help_text=_("A source, a link, a page or a passage. You may leave this empty."),
    )
    mail = forms.EmailField(
        max_length=254,
        required=False,
        label=_("Your mail address"),
        error_messages={"invalid": _("This is no mail address. Correct it, or leave the field empty.")},
    )
    website = forms.CharField(required=False, label=_("Leave this empty"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["mail"].widget.attrs["autocomplete"] = "email"
        self.fields["mail"].help_text = ngettext(
            "Only if we may ask you or should tell you what we decided. Nobody sees it but who handles your report, "
            "and it is removed %(days)d day after our answer.",
            "Only if we may ask you or should tell you what we decided. Nobody sees it but who handles your report, "
            "and it is removed %(days)d days after our answer.",
            settings.REPORT_MAIL_DAYS,
        ) % {"days": settings.REPORT_MAIL_DAYS}
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}

    def clean_website(self) -> str:
        """A field that people do not see and programs fill in; what they send is not stored."""
        if self.cleaned_data["website"]:
            raise ValidationError(CAUGHT)
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
@uncached
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form; on POST, store what was sent."""
    found = find_record(public_id)
    if found is None and (other := find_record_after_merge(public_id)):
        return redirect("public:report-error", other.public_id)
    if found is None:
        raise Http404
    if is_retracted(found.record):
        return HttpResponseRedirect(path_of(found.record))
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show(request, found.record, form, status=422 if form.is_bound else 200)
    words = {name: form.cleaned_data[name] for name in ("what", "where_said", "mail")}
    address = get_adapter(request).get_client_ip(request)
    try:
        receive_report(record=found, **words, address=address, now=timezone.now())
    except TooManyReports as refusal:
        response = _show(request, found.record, form, refusal=_too_many(refusal), status=429)
        response["Retry-After"] = str(refusal.wait)
        return response
    return redirect("public:error-reported", public_id)


@require_safe
@uncached
def reported(request: HttpRequest, public_id: str) -> HttpResponse:
    """That it has come, and by when it is answered."""
    found = find_record(public_id)
    if found is None:
        raise Http404
    answer_by = working_days_after(timezone.localdate(), ANSWER_WITHIN)
    return render(
        request, "public/error_reported.html", {"page": _about(found.record), "answer_by": answer_by}
    )


@uncached
@requires_csrf_token
def stale_form(request: HttpRequest, public_id: str) -> HttpResponse:
    """A report without a valid token: shown again as it was typed, with a new one."""
    found = find_record(public_id)
    if found is None or is_retracted(found.record):
        raise Http404
    return _show(request, found.record, ReportForm(request.POST), refusal=STALE, status=403)


def _too_many(refusal: TooManyReports) -> str:
    minutes = ceil(refusal.wait / 60)
    return ngettext(
        "Many reports have come from your network within the hour. Nothing is lost: send this again in %(minutes)d "
        "minute.",
        "Many reports have come from your network within the hour. Nothing is lost: send this again in %(minutes)d "
        "minutes.",
        minutes,
    ) % {"minutes": minutes}


def _show(
    request: HttpRequest, record: dict, form: ReportForm, *, refusal: str = "", status: int
) -> HttpResponse:
    page = _about(record)
    context = {"page": page, "form": form, "refusal": refusal, "within": ANSWER_WITHIN}
    return render(request, "public/report_error.html", context, status=status)


def _about(record: dict) -> dict:
    """The verdict that is spoken of."""
    return {
        "id": record["id"],
        "path": path_of(record),
        "claim": record["claim_reviewed"],
        "version": record["version"],
    }
