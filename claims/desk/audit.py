"""The audit to read: who did what to which claim or person, and when."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from claims.desk.move_names import MOVE_NAMES
from claims.desk.page import ROWS, DeskRequest, at_desk, show
from claims.desk.sentences import sentence_of
from claims.models import AuditEntry
from claims.people.accounts import ROLES
from claims.review.audit import NEWEST_ENTRIES, AuditFilter, audit_entries
from claims.review.blindness import blind_among
from claims.review.queries import rows_after


class AuditForm(forms.Form):
    """What to look for; it stands in the address, so that a search can be kept and sent to somebody."""

    person = forms.CharField(
        max_length=150,
        required=False,
        help_text=gettext_lazy("The name they sign in with."),
        label=gettext_lazy("Who"),
    )
    subject = forms.CharField(
        max_length=150,
        required=False,
        help_text=gettext_lazy("A claim’s id, or somebody’s name."),
        label=gettext_lazy("About"),
    )
    move = forms.ChoiceField(required=False, label=gettext_lazy("Move"))
    role = forms.ChoiceField(
        choices=[("", gettext_lazy("Every role")), *((role, gettext_lazy(role)) for role in ROLES)],
        required=False,
        help_text=gettext_lazy("Held then."),
        label=gettext_lazy("Role"),
    )
    request = forms.CharField(
        max_length=64,
        required=False,
        help_text=gettext_lazy("A request, task or command."),
        label=gettext_lazy("Request"),
    )
    since = forms.DateField(required=False, label=gettext_lazy("From the day"))
    until = forms.DateField(required=False, label=gettext_lazy("To the day"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["move"].choices = [  # type: ignore[attr-defined]
            ("", _("Every move")),
            *MOVE_NAMES.items(),
        ]
        for day in ("since", "until"):
            self.fields[day].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


@require_safe
@at_desk
def show_audit(request: DeskRequest) -> HttpResponse:
    """Entries newest first, as sentences; `?after=` an entry continues below it."""
    if not request.user.has_perm("claims.view_auditentry"):
        raise PermissionDenied(
            _("Only standards editors and administrators read the audit. Ask one of them.")
        )
    form = AuditForm(request.GET)
    if not form.is_valid():
        return show(request, "audit.html", form=form, lines=[], status=422)
    last = _named(request.GET.get("after", ""))
    entries = audit_entries(AuditFilter(**form.cleaned_data))
    found = list(rows_after(entries, NEWEST_ENTRIES, last)[: ROWS + 1])
    hidden = blind_among((entry.revision_id for entry in found), request.user)
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    further = urlencode(asked | {"after": found[ROWS - 1].pk}) if len(found) > ROWS else ""
    return show(
        request,
        "audit.html",
        form=form,
        lines=[sentence_of(entry, is_hidden=entry.revision_id in hidden) for entry in found[:ROWS]],
        further=further,
        top=urlencode(asked),
        is_first=last is None,
        is_filtered=bool(asked),
    )


def _named(pk: str) -> AuditEntry | None:
    """The entry an address continues after. Raises Http404 if it names one that is not there."""
    if not pk:
        return None
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 19
    found = AuditEntry.objects.filter(pk=int(pk)).first() if is_number else None
    if found is None:
        raise Http404(_("There is no such entry to continue after. Begin at the top of the audit."))
    return found
