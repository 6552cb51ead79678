"""What is decided in the queue: one claim or many at once, merges, and the way back from each."""

from collections.abc import Callable, Sequence

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from claims.desk.claim import show_claim
from claims.desk.forms import DismissalForm
from claims.desk.page import DeskRequest, at_desk, leave_note, shortened
from claims.desk.rows import version_seen
from claims.models import Claim, DismissalReason
from claims.review.merging import merge_claim, unmerge_claim
from claims.review.moves import MOVES, MoveNotAllowed
from claims.review.steps import STEPS, STEPS_AT_MOST, Outcome, Step, take_steps, way_back
from claims.review.triage import accept_claim, dismiss_claim, reconsider_claim

DONE = {
    "accept": _("Accepted"),
    "dismiss": _("Dismissed"),
    "reconsider": _("Back in triage"),
    "merge": _("Merged"),
    "unmerge": _("Back in triage"),
    "link": _("Linked"),
    "unlink": _("Link removed"),
}
NO_REASON = _("Cannot dismiss without a reason. Choose one from the list.")
REFUSALS_NAMED = 2


@require_POST
@at_desk
def accept(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take a claim on."""
    return _decide(request, public_id, "accept", accept_claim)


@require_POST
@at_desk
def dismiss(request: DeskRequest, public_id: str) -> HttpResponse:
    """Put a claim aside for one of the reasons."""
    form = DismissalForm(request.POST)
    if not form.is_valid():
        leave_note(request, str(NO_REASON), is_refusal=True)
        return _back(request, public_id)
    return _decide(request, public_id, "dismiss", dismiss_claim, reason=form.cleaned_data["reason"])


@require_POST
@at_desk
def reconsider(request: DeskRequest, public_id: str) -> HttpResponse:
    """Make a decided claim a candidate again."""
    return _decide(request, public_id, "reconsider", reconsider_claim)


@require_POST
@at_desk
def merge(request: DeskRequest, public_id: str) -> HttpResponse:
    """Give a candidate's appearances to a claim already held."""
    into = request.POST.get("into", "")
    held = Claim.objects.filter(public_id=into).first() if "\0" not in into else None
    if held is None:
        leave_note(
            request,
            gettext("Cannot merge: the other claim is not there. Search for it again."),
            is_refusal=True,
        )
        return _back(request, public_id)
    return _decide(request, public_id, "merge", merge_claim, into_id=held.pk)


@require_POST
@at_desk
def unmerge(request: DeskRequest, public_id: str) -> HttpResponse:
    """Make a merged claim a candidate again."""
    return _decide(request, public_id, "unmerge", unmerge_claim)


@require_POST
@at_desk
def decide_many(request: DeskRequest) -> HttpResponse:
    """Accept or dismiss all claims that are ticked; a refused one does not hold up the others."""
    move, _, reason = request.POST.get("decision", "").partition(".")
    seen = [ticked.partition(".") for ticked in request.POST.getlist("claims")]
    steps = [
        Step(public_id, version_seen({"version": version}), move, reason) for public_id, _, version in seen
    ]
    if refusal := _why_not(steps):
        leave_note(request, refusal, is_refusal=True)
    else:
        outcome = take_steps(steps=steps, editor=request.user, now=timezone.now())
        _tell(request, str(DONE[move]), outcome, back_to=request.POST.get("back_to", ""))
    return _back(request)


@require_POST
@at_desk
def undo(request: DeskRequest) -> HttpResponse:
    """Take back what a note says was done, as far as nobody has gone on from there."""
    steps = [step for step in map(_read_step, request.POST.getlist("steps")) if step]
    if refusal := _why_not(steps):
        leave_note(request, refusal, is_refusal=True)
    else:
        outcome = take_steps(steps=steps, editor=request.user, now=timezone.now())
        moves = {step.move for step in steps}
        _tell(
            request,
            str(DONE[moves.pop()]) if len(moves) == 1 else gettext("Taken back"),
            outcome,
            is_undo=True,
        )
    return _back(request)


def step_text(step: Step) -> str:
    """A step as a form carries it."""
    return f"{step.public_id}.{step.version}.{step.move}.{step.reason}"


def _read_step(text: str) -> Step | None:
    parts = text.split(".")
    if len(parts) != 4:
        return None
    public_id, version, move, reason = parts
    return Step(public_id, version_seen({"version": version}), move, reason)


def _why_not(steps: Sequence[Step]) -> str | None:
    """What keeps the steps from being tried at all."""
    if not steps:
        return gettext("Nothing was ticked, so nothing was done. Tick claims in the list first.")
    if len(steps) > STEPS_AT_MOST:
        return gettext("Cannot decide more than %(most)s claims at once. Tick fewer.") % {
            "most": STEPS_AT_MOST
        }
    if any("\0" in step.public_id for step in steps) or not all(step.move in STEPS for step in steps):
        return gettext("There is no such decision. Accept the ticked claims, or dismiss them for a reason.")
    if any(step.move == "dismiss" and step.reason not in DismissalReason for step in steps):
        return str(NO_REASON)
    return None


def _tell(
    request: DeskRequest, done: str, outcome: Outcome, *, back_to: str = "", is_undo: bool = False
) -> None:
    """One line on what was done, with the way back; another on what was refused, and why."""
    if outcome.done:
        undo = [] if is_undo else [step_text(step) for step in outcome.undo]
        leave_note(request, f"{done}: {_counted(outcome.done)}", undo=undo, back_to=back_to)
    if not outcome.refused:
        if not outcome.done:
            leave_note(request, gettext("These claims are not there any more. Look again."), is_refusal=True)
        return
    named = [f"{sentence} {_quoted(claim)}" for claim, sentence in outcome.refused[:REFUSALS_NAMED]]
    if more := len(outcome.refused) - len(named):
        named.append(gettext("The same for %(number)s more.") % {"number": more})
    leave_note(request, " ".join(named), is_refusal=True)


def _counted(claims: Sequence[Claim]) -> str:
    if len(claims) == 1:
        return _quoted(claims[0])
    return ngettext("%(number)s claim", "%(number)s claims", len(claims)) % {"number": len(claims)}


def _quoted(claim: Claim) -> str:
    return gettext("“%(words)s”") % {"words": shortened(claim.text)}


def _decide(
    request: DeskRequest, public_id: str, name: str, action: Callable[..., Claim], **more: str | int
) -> HttpResponse:
    before = get_object_or_404(Claim, public_id=public_id)
    seen = version_seen(request.POST)
    words = _quoted(before)
    if before.status == MOVES[name].end and seen < before.version:  # a double click, or another tab
        leave_note(request, gettext("%(done)s already: %(claim)s.") % {"done": DONE[name], "claim": words})
        return _back(request, public_id)
    try:
        claim = action(claim_id=before.pk, editor=request.user, version=seen, now=timezone.now(), **more)
    except MoveNotAllowed as refusal:
        if request.POST.get("back_to"):
            leave_note(request, f"{refusal} {words}", is_refusal=True)
            return _back(request, public_id)
        return show_claim(request, public_id, refusal=str(refusal))
    back = way_back(before, claim)
    leave_note(
        request,
        f"{DONE[name]}: {words}",
        undo=[step_text(back)] if back else [],
        back_to=request.POST.get("stay_at", "") or reverse("desk:claim", args=[public_id]),
    )
    return _back(request, public_id)


def _back(request: DeskRequest, public_id: str = "") -> HttpResponseRedirect:
    """To the place in the queue or the claim that the form names, else to the claim's page."""
    address = request.POST.get("back_to", "")
    queue = reverse("desk:queue")
    is_claim = address.startswith(f"{queue}claims/") and ".." not in address
    if address == queue or address.startswith(f"{queue}?") or is_claim:
        return HttpResponseRedirect(address)
    return redirect("desk:claim", public_id) if public_id else redirect("desk:queue")
