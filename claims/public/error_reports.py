"""Where a reader says what is wrong in a verdict. Never cached; it works without scripts."""

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from claims.public.forms import Passage, ReadersForm, for_readers
from claims.publication.deadlines import ANSWER_WITHIN, working_days_after
from claims.publication.error_reports import receive_report
from claims.publication.ledger import find_record, find_record_after_merge
from claims.publication.verdict import is_retracted, path_of


class ReportForm(ReadersForm):
    """What is wrong, where it says so, and how to reach the reader, if they want to be."""

    name = "report"
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

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        self.fields["mail"].widget.attrs["autocomplete"] = "email"
        self.fields["mail"].help_text = ngettext(
            "Only if we may ask you or should tell you what we decided. Nobody sees it but who handles your report, "
            "and it is removed %(days)d day after our answer.",
            "Only if we may ask you or should tell you what we decided. Nobody sees it but who handles your report, "
            "and it is removed %(days)d days after our answer.",
            settings.REPORT_MAIL_DAYS,
        ) % {"days": settings.REPORT_MAIL_DAYS}


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form; on POST, store what was sent."""
    found = find_record(public_id)
    if found is None and (other := find_record_after_merge(public_id)):
        return redirect("public:report-error", other.public_id)
    if found is None:
        raise Http404
    if is_retracted(found.record):
        return HttpResponseRedirect(path_of(found.record))
    form = ReportForm(request)
    if not form.is_valid():
        return form.show("public/report_error.html", page=_about(found.record), within=ANSWER_WITHIN)
    words = {name: form.cleaned_data[name] for name in ("what", "where_said", "mail")}
    address = get_adapter(request).get_client_ip(request)
    receive_report(record=found, **words, address=address, now=timezone.now())
    return redirect("public:error-reported", public_id)


@require_safe
@for_readers
def reported(request: HttpRequest, public_id: str) -> HttpResponse:
    """That it has come, and by when it is answered."""
    found = find_record(public_id)
    if found is None:
        raise Http404
    answer_by = working_days_after(timezone.localdate(), ANSWER_WITHIN)
    return render(
        request, "public/error_reported.html", {"page": _about(found.record), "answer_by": answer_by}
    )


def _about(record: dict) -> dict:
    """The verdict that is spoken of."""
    return {
        "id": record["id"],
        "path": path_of(record),
        "claim": record["claim_reviewed"],
        "version": record["version"],
    }
