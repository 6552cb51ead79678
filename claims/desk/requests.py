"""What readers ask us to check: the list, and the page where one request is decided."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from claims.desk.fields import Prose
from claims.desk.moving import REASON_AT_MOST, typed_reason
from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, show
from claims.desk.rows import continued_after, number_in, version_seen
from claims.intake.submit import Line
from claims.models import DeclineReason, ReaderRequest, RequestState
from claims.publication.marked_words import reveal
from claims.review.asked_claims import AskedClaim
from claims.review.moves import MoveNotAllowed, allowed_moves
from claims.review.queries import rows_after
from claims.review.queues import claims_held
from claims.review.requests import (
    RequestFilter,
    accept_request,
    attach_request,
    decline_request,
    join_request,
    reader_requests,
    reopen_request,
    request_order,
    take_request,
)

NO_SUCH_LIST = gettext_lazy("There is no such list of requests. Begin with those to look at.")
NO_NUMBER = gettext_lazy(
    "Give the number of the other request, as it stands in the list: a number such as 12."
)
NO_REASON = gettext_lazy("Cannot decline the request: choose a reason from the list. Its sender reads it.")
WORDS_AT_MOST = 300  # of a search among the claims
TYPED = ("why", "answer", "to", "reopened", "public_id")


class AskedClaimForm(forms.Form):
    """The claim and where it stood, read over by an editor: both may be printed later."""

    words = Prose(rows=3, max_length=2_000, label=gettext_lazy("The claim"))
    link = forms.URLField(max_length=1000, required=False, label=gettext_lazy("Link"), assume_scheme="https")
    outlet = Line(
        max_length=200,
        required=False,
        label=gettext_lazy("Outlet"),
        help_text=gettext_lazy("Readers will see it as the place."),
    )


@require_safe
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """The requests of a state, mine or all; `?after=` one continues below it."""
    asked = {name: request.GET[name] for name in ("state", "mine") if request.GET.get(name)}
    state = asked.get("state", str(RequestState.RECEIVED))
    if state not in RequestState or asked.get("mine", "1") != "1":
        raise Http404(NO_SUCH_LIST)
    rows = reader_requests(RequestFilter(state, request.user if "mine" in asked else None))
    last = continued_after(rows, request.GET.get("after", ""))
    found = list(rows_after(rows, request_order(state), last)[: ROWS + 1])
    return show(
        request,
        "requests.html",
        rows=[{"asked": each, "words": reveal(each.words)} for each in found[:ROWS]],
        states=[
            {"name": label, "query": urlencode(asked | {"state": each}), "is_current": each == state}
            for each, label in RequestState.choices
        ],
        state=state,
        is_open=state in (RequestState.RECEIVED, RequestState.TAKEN),
        is_mine="mine" in asked,
        top=urlencode(asked),
        further=urlencode(asked | {"after": str(found[ROWS - 1].pk)}) if len(found) > ROWS else "",
        is_first=last is None,
    )


@require_safe
@at_desk
def show_request(request: DeskRequest, pk: int) -> HttpResponse:
    """One request, what may be done with it, and what became of it; `?held=` looks among the claims."""
    return _page(request, pk)


@require_POST
@at_desk
def take(request: DeskRequest, pk: int) -> HttpResponse:
    """Look at it."""
    return _act(request, pk, take_request, _("It is yours to look at."))


@require_POST
@at_desk
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Make it a claim, in words that an editor has read over."""
    form = AskedClaimForm(request.POST)
    if not form.is_valid():
        _request(pk)
        return _page(request, pk, form=form)
    asked = AskedClaim(**form.cleaned_data)
    return _act(request, pk, accept_request, _("It is a claim now, in triage."), form=form, asked=asked)


@require_POST
@at_desk
def attach(request: DeskRequest, pk: int) -> HttpResponse:
    """We hold the claim already."""
    public_id = request.POST.get("public_id", "").replace("\0", "").strip()[:WORDS_AT_MOST]
    done = _("Joined to this claim. Its sender sees what becomes of it.")
    return _act(request, pk, attach_request, done, public_id=public_id)


@require_POST
@at_desk
def decline(request: DeskRequest, pk: int) -> HttpResponse:
    """We do not check it."""
    if request.POST.get("why") not in DeclineReason:
        return _page(request, pk, refusal=str(NO_REASON))
    try:
        answer = typed_reason(request, "answer")
    except ValidationError as error:
        return _page(request, pk, refusal=" ".join(error.messages))
    why = DeclineReason(request.POST["why"])
    return _act(request, pk, decline_request, _("Declined. Its sender reads why."), why=why, answer=answer)


@require_POST
@at_desk
def join(request: DeskRequest, pk: int) -> HttpResponse:
    """Another reader has asked the same."""
    if not (number := number_in(request.POST.get("to"))):
        return _page(request, pk, refusal=str(NO_NUMBER))
    return _act(request, pk, join_request, _("Joined. Both are answered together."), to=number)


@require_POST
@at_desk
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """It was decided too soon."""
    try:
        reason = typed_reason(request, "reopened")
    except ValidationError as error:
        return _page(request, pk, refusal=" ".join(error.messages))
    return _act(request, pk, reopen_request, _("Open again."), reason=reason)


def _act(
    request: DeskRequest,
    pk: int,
    action: Callable[..., ReaderRequest],
    done: str,
    form: forms.Form | None = None,
    **more: Any,
) -> HttpResponse:
    """Make a move on what the form has seen; a refusal keeps what was typed."""
    _request(pk)
    seen = version_seen(request.POST)
    try:
        asked = action(request_id=pk, editor=request.user, version=seen, now=timezone.now(), **more)
    except MoveNotAllowed as refusal:
        return _page(request, pk, refusal=str(refusal), form=form)
    leave_note(request, done)
    if asked.claim:
        return redirect("desk:claim", asked.claim.public_id)
    return redirect("desk:request", pk)


def _page(request: DeskRequest, pk: int, refusal: str = "", form: forms.Form | None = None) -> HttpResponse:
    asked = _request(pk)
    form = form or AskedClaimForm(
        initial={name: getattr(asked, name) for name in ("words", "link", "outlet")}
    )
    words = request.GET.get("held", "").replace("\0", "").strip()[:WORDS_AT_MOST]
    held = claims_held(words, like=asked.words) if words else []
    return show(
        request,
        "request.html",
        status=409 if refusal else 422 if form.errors else 200,
        asked=asked,
        words=reveal(asked.words),
        outlet=reveal(asked.outlet),
        why=reveal(asked.why),
        is_mine=asked.assignee_id == request.user.pk,
        moves=allowed_moves(asked, request.user),
        form=form,
        held_words=words,
        held=[{"claim": each, "words": reveal(each.text), "said_by": each.said_by} for each in held],
        reasons=DeclineReason.choices,
        reason_at_most=REASON_AT_MOST,
        typed={name: request.POST.get(name, "") for name in TYPED},
        refusal=refusal,
    )


def _request(pk: int) -> ReaderRequest:
    related = ("assignee", "decided_by", "joined_to", "claim")
    found = ReaderRequest.objects.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such request. Its number may have been typed wrongly."))
    return found
