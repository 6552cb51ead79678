"""The links of a claim on its page: what it bears on, found by search, and what bears on it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims.desk.claim import show_claim
from claims.desk.decisions import step_text
from claims.desk.page import DeskRequest, at_desk, leave_note, shortened
from claims.desk.rows import version_seen
from claims.models import Claim
from claims.review.linking import link_claim, unlink_claim
from claims.review.moves import MoveNotAllowed
from claims.review.steps import link_step

DONE = {
    "link": gettext_lazy("Linked: “%(words)s”"),
    "unlink": gettext_lazy("The link is removed: “%(words)s”"),
}


@require_POST
@at_desk
def link(request: DeskRequest, public_id: str) -> HttpResponse:
    """Say that a claim bears on another."""
    return _move(request, public_id, "link", link_claim, back="unlink")


@require_POST
@at_desk
def unlink(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take that back."""
    return _move(request, public_id, "unlink", unlink_claim, back="link")


def _move(
    request: DeskRequest, public_id: str, move: str, action: Callable[..., Claim], *, back: str
) -> HttpResponse:
    pk = get_object_or_404(Claim.objects.only("pk"), public_id=public_id).pk
    link = {name: request.POST.get(name, "").replace("\0", "") for name in ("relation", "to")}
    seen: dict[str, Any] = {"version": version_seen(request.POST), "now": timezone.now()}
    try:
        claim = action(claim_id=pk, editor=request.user, **link, **seen)
    except MoveNotAllowed as refusal:
        return show_claim(request, public_id, refusal=str(refusal))
    other = Claim.objects.values_list("text", flat=True).get(public_id=link["to"])
    address = reverse("desk:claim", args=[public_id])
    leave_note(
        request,
        DONE[move] % {"words": shortened(other)},
        undo=[step_text(link_step(claim, back, **link))],
        back_to=address,
    )
    return redirect(f"{address}#links")
