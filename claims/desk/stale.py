"""Verdicts that may not hold any more: the list, and what is said of one that was looked at."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from claims.desk.moving import typed_reason
from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, show
from claims.desk.rows import continued_after, version_seen
from claims.desk.writing import show_revision
from claims.models import Revision
from claims.publication.marked_words import reveal
from claims.review.moves import MOVES, MoveNotAllowed
from claims.review.queries import rows_after
from claims.review.rechecking import note_new_evidence, say_it_still_holds, usual_recheck
from claims.review.stale import REASONS, SOONEST_RECHECK, stale_verdicts

NO_DAY = gettext_lazy("Say by when it is to be checked again: a day such as 2027-03-09.")


@require_safe
@at_desk
def show_stale(request: DeskRequest) -> HttpResponse:
    """The stale verdicts, through filters; `?after=` one continues below it."""
    asked = {name: request.GET[name] for name in ("why", "mine") if request.GET.get(name)}
    if asked.get("why", "") not in ("", *REASONS) or asked.get("mine", "1") != "1":
        raise Http404(_("There is no such list of stale verdicts. Begin with all of them."))
    today = timezone.localdate()
    rows = stale_verdicts(today, why=asked.get("why", ""), assignee=request.user if "mine" in asked else None)
    last = continued_after(rows, request.GET.get("after", ""))
    found = list(rows_after(rows, SOONEST_RECHECK, last)[: ROWS + 1])
    return show(
        request,
        "stale.html",
        rows=[_row(each, today) for each in found[:ROWS]],
        reasons=REASONS,
        why=asked.get("why", ""),
        is_mine="mine" in asked,
        here=f"{reverse('desk:stale')}?{urlencode(asked)}" if asked else reverse("desk:stale"),
        further=urlencode(asked | {"after": str(found[ROWS - 1].pk)}) if len(found) > ROWS else "",
        is_first=last is None,
        may_judge=request.user.has_perm(MOVES["still_holds"].right),
        may_write=request.user.has_perm(MOVES["correct"].right),
    )


@require_POST
@at_desk
def still_holds(request: DeskRequest, pk: int) -> HttpResponse:
    """It was checked again and stands."""
    get_object_or_404(Revision.objects.only("pk"), pk=pk)
    try:
        reason = typed_reason(request, "holds_because")
        day = forms.DateField(error_messages={"required": NO_DAY, "invalid": NO_DAY}).clean(
            request.POST.get("recheck_on", "").replace("\0", "")
        )
        say_it_still_holds(
            revision_id=pk,
            editor=request.user,
            version=version_seen(request.POST),
            recheck_on=day,
            reason=reason,
            now=timezone.now(),
        )
    except ValidationError as error:
        return show_revision(request, pk, refusal=" ".join(error.messages))
    except MoveNotAllowed as refusal:
        return show_revision(request, pk, refusal=str(refusal))
    leave_note(request, _("It holds. It is to be checked again by %(day)s.") % {"day": date_format(day)})
    return _back(request, pk)


@require_POST
@at_desk
def note_evidence(request: DeskRequest, pk: int) -> HttpResponse:
    """Evidence has come up since the verdict."""
    get_object_or_404(Revision.objects.only("pk"), pk=pk)
    try:
        note_new_evidence(
            revision_id=pk,
            editor=request.user,
            reason=typed_reason(request, "new_evidence"),
            now=timezone.now(),
        )
    except ValidationError as error:
        return show_revision(request, pk, refusal=" ".join(error.messages))
    except MoveNotAllowed as refusal:
        return show_revision(request, pk, refusal=str(refusal))
    leave_note(request, _("Noted. The verdict stands among the stale ones until somebody has looked at it."))
    return redirect("desk:revision", pk)


def _row(revision: Any, today: Any) -> dict:
    return {
        "revision": revision,
        "words": reveal(revision.headline or revision.review.claim.text),
        "is_due": revision.recheck_on <= today,
        "notes": [reveal(note) for note in revision.evidence_notes],
        "repeats": [each | {"words": reveal(each["text"])} for each in revision.repeats],
        "dead": [each | {"words": reveal(each["title"])} for each in revision.dead_sources],
        "update": next(iter(revision.open_update), None),
        "usual": usual_recheck(revision, today),
    }


def _back(request: DeskRequest, pk: int) -> HttpResponse:
    """To the list that the form was in, else to the review."""
    address, stale = request.POST.get("back_to", ""), reverse("desk:stale")
    if address == stale or address.startswith(f"{stale}?"):
        return HttpResponseRedirect(address)
    return redirect("desk:revision", pk)
