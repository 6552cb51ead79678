"""What is being written, as readers will see it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.desk.fields import PROSE_AT_MOST
from claims.desk.page import DeskRequest, at_desk, leave_note
from claims.desk.revision_page import revision_or_404
from claims.publication.ledger import preview_record
from claims.publication.linked import linked_verdicts
from claims.publication.prose import render_markdown
from claims.publication.verdict import linked_rows, verdict_page


@require_safe
@at_desk
def preview_page(request: DeskRequest, pk: int) -> HttpResponse:
    """The public page as it would be if the revision, as it was last saved, were published now."""
    revision = revision_or_404(pk, request)
    if revision.is_hidden:
        leave_note(request, _("Rate it before you look at the page, or decline to."), is_refusal=True)
        return redirect("desk:revision", pk)
    if revision.rating is None:
        leave_note(
            request,
            _("Choose a rating and save before you look at the page: it begins with one."),
            is_refusal=True,
        )
        return redirect("desk:revision", pk)
    record = preview_record(revision, now=timezone.now())
    record["approved_by"] = record["approved_by"] or [_("nobody yet")]
    context = {
        "page": verdict_page(record),
        "linked": linked_rows(linked_verdicts(record)),
        "revision": revision,
    }
    return render(request, "desk/preview.html", context)


@require_POST
@at_desk
def preview_prose(request: DeskRequest) -> HttpResponse:
    """What has been typed so far, as readers will see it."""
    html = render_markdown(request.POST.get("body", "")[:PROSE_AT_MOST])
    return render(request, "desk/_prose.html", {"html": html})
