"""The checklist beside a review, and the waivers granted from it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from claims.desk.checklist import checklist
from claims.desk.moving import make_move, typed_reason
from claims.desk.page import DeskRequest, at_desk
from claims.desk.revision_page import revision_or_404
from claims.desk.writing import show_revision
from claims.review.asking_again import check_again
from claims.review.waiving import waive_gate, withdraw_waiver

WAIVED = gettext_lazy("Waived. Readers will see your reason; approve it in these words, or have it approved.")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_gates(request: DeskRequest, pk: int) -> HttpResponse:
    """The checklist alone, to put in the place of an older one; on POST, ask the gates again."""
    if request.method == "POST":
        return make_move(request, pk, check_again, _("Checked again."))
    revision = revision_or_404(pk, request)
    if revision.is_hidden:
        raise PermissionDenied(_("Rate it before you look at its gates, or decline to."))
    return render(request, "desk/_gates.html", {"revision": revision, "is_live": True, **checklist(revision)})


@require_POST
@at_desk
def waive(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the revision pass without a requirement, for the reason typed."""
    try:
        reason = typed_reason(request, "waiver_reason")
    except ValidationError as error:
        return show_revision(request, pk, refusal=" ".join(error.messages))
    return make_move(request, pk, waive_gate, str(WAIVED), gate=request.POST.get("gate", ""), reason=reason)


@require_POST
@at_desk
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask for a requirement after all."""
    done = _("Withdrawn. It has to be met now, and the review to be approved without the waiver.")
    return make_move(request, pk, withdraw_waiver, done, gate=request.POST.get("gate", ""))
