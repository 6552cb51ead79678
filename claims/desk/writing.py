"""The page of a revision: written on the left, what it still needs and its history on the right."""

from typing import TYPE_CHECKING, Any

from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.desk.blind import blind_page, shown_history, two_ratings
from claims.desk.checklist import checklist, still_open
from claims.desk.claim import place_in_context
from claims.desk.compare import differences
from claims.desk.evidence import EvidenceFormSet, look_at, look_at_rows, rearranged
from claims.desk.fields import PROSE_AT_MOST
from claims.desk.forms import RevisionForm
from claims.desk.marks import reveal
from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.rows import rows_of, version_seen
from claims.desk.versions import changes_for_readers
from claims.models import Rating, Revision, RevisionState
from claims.models.review import LIVE, UNPUBLISHED
from claims.publication.ledger import preview_record, public_verdict
from claims.publication.prose import render_markdown
from claims.publication.record import claim_path
from claims.publication.verdict import verdict_page
from claims.review.actions import (
    RevisionContent,
    save_revision,
    submit_revision,
    written_content,
)
from claims.review.heard import heard_beside
from claims.review.moves import MOVES, MoveNotAllowed, StaleSave, allowed_moves, why_not
from claims.review.passing import closed_by
from claims.review.queries import (
    appearances_in_context,
    claim_history,
    first_hops,
    hops_everywhere,
    revision_to_show,
)
from claims.review.source_gates import cited
from claims.sources.queries import sources_to_cite

if TYPE_CHECKING:
    from claims.review.queries import ShownRevision

WORDS_AT_MOST = 200  # characters of a search
SAID_BEFOREHAND = ("approve", "return", "publish", "retract", "restore")  # refusals somebody will look for
# What has to be there before a revision is submitted, field by field, as review.actions.what_is_missing judges it.
NEEDED_OF_CORRECTIONS = {
    "correction_note": "A note to readers",
    "correction_class": "A difference to the public version",
}
NEEDED = {"headline": "A headline", "body": "What we found"}


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_revision(request: DeskRequest, pk: int, refusal: str = "") -> HttpResponse:
    """A revision to read and judge or, for whoever may and wants to, to write; on POST, save it."""
    revision = revision_or_404(pk, request)
    if revision.is_hidden:
        return blind_page(request, revision, _around(revision, request), refusal)
    if request.method != "POST" or refusal:
        status = 409 if refusal else 200
        if _is_written_here(request, revision):
            return _written(request, revision, *_forms(revision), refusal=refusal, status=status)
        return _read(request, revision, refusal=refusal, status=status)
    if data := rearranged(request.POST):
        forms = RevisionForm(data), EvidenceFormSet(data, prefix="evidence")
        return _written(request, revision, *forms, is_unsaved=True)
    return _save(request, revision)


@require_safe
@at_desk
def preview_page(request: DeskRequest, pk: int) -> HttpResponse:
    """The public page as it would be if the revision, as it was last saved, were published now."""
    revision = revision_or_404(pk, request)
    if revision.is_hidden:
        leave_note(request, "Rate it before you look at the page, or decline to.", is_refusal=True)
        return redirect("desk:revision", pk)
    if revision.rating is None:
        leave_note(
            request,
            "Choose a rating and save before you look at the page: it begins with one.",
            is_refusal=True,
        )
        return redirect("desk:revision", pk)
    record = preview_record(revision, now=timezone.now())
    record["approved_by"] = record["approved_by"] or ["nobody yet"]
    return render(request, "desk/preview.html", {"page": verdict_page(record), "revision": revision})


@require_POST
@at_desk
def preview_prose(request: DeskRequest) -> HttpResponse:
    """What has been typed so far, as readers will see it."""
    html = render_markdown(request.POST.get("body", "")[:PROSE_AT_MOST])
    return render(request, "desk/_prose.html", {"html": html})


def revision_or_404(pk: int, request: DeskRequest) -> "ShownRevision":
    """The revision of a page. Raises Http404."""
    revision = revision_to_show(pk, request.user)
    if revision is None:
        raise Http404("There is no such review. It may have been typed wrongly.")
    return revision


def _is_written_here(request: DeskRequest, revision: "ShownRevision") -> bool:
    """Whether to show the form: drafts to those who may write; what is being judged, only when asked for."""
    is_wanted = revision.state == RevisionState.DRAFT or "edit" in request.GET
    return is_wanted and why_not(MOVES["save"], revision, request.user) is None


def _forms(revision: Revision) -> tuple:
    content = written_content(revision, revision.evidence.all())
    evidence = rows_of(EvidenceFormSet, content.evidence, prefix="evidence")
    return RevisionForm(initial=vars(content)), evidence


def _save(request: DeskRequest, revision: "ShownRevision") -> HttpResponse:
    form, evidence = RevisionForm(request.POST), EvidenceFormSet(request.POST, prefix="evidence")
    if not (form.is_valid() and evidence.is_valid()):
        return _written(request, revision, form, evidence, is_unsaved=True, status=422)
    content, seen, now = form.content(evidence), version_seen(request.POST), timezone.now()
    try:
        saved = save_revision(
            revision_id=revision.pk, editor=request.user, version=seen, content=content, now=now
        )
    except MoveNotAllowed as refusal:
        return _refused(request, revision, form, evidence, content, refusal)
    if request.POST.get("then") == "submit":
        return _submit(request, saved)
    leave_note(request, "Saved." if saved.version != seen else "Nothing had changed.")
    return redirect("desk:revision", revision.pk)


def _submit(request: DeskRequest, revision: Revision) -> HttpResponse:
    """Submit what has just been saved; a refusal leaves it saved."""
    try:
        submitted = submit_revision(
            revision_id=revision.pk, editor=request.user, version=revision.version, now=timezone.now()
        )
        done = "Saved and submitted. Another editor can now approve it or return it."
        leave_note(request, done + still_open(submitted))
    except MoveNotAllowed as refusal:
        leave_note(request, f"Saved. {refusal}", is_refusal=True)
    return redirect("desk:revision", revision.pk)


def _refused(
    request: DeskRequest,
    revision: "ShownRevision",
    form: RevisionForm,
    evidence: BaseFormSet,
    content: RevisionContent,
    refusal: MoveNotAllowed,
) -> HttpResponse:
    """The form as it was sent; after a stale save with what stands now beside it, to be saved on top knowingly."""
    more: dict[str, Any] = {"refusal": str(refusal), "status": 409}
    if isinstance(refusal, StaleSave):
        revision = revision_or_404(revision.pk, request)
        more |= {"version": revision.version, "differences": differences(written_content(revision), content)}
    return _written(request, revision, form, evidence, is_unsaved=True, **more)


def _written(
    request: DeskRequest, revision: "ShownRevision", form: RevisionForm, evidence: BaseFormSet, **more: Any
) -> HttpResponse:
    look_at_rows(evidence, revision)
    words = request.POST.get("find_source", "")[:WORDS_AT_MOST]
    context = {
        "found_words": words,
        "found_sources": sources_to_cite(words) if "find" in request.POST else [],
        "version": version_seen(request.POST) or revision.version,
        "form": form,
        "evidence_rows": evidence,
        "needed": _needed(revision),
        **checklist(revision),
        "ratings": Rating.objects.order_by("position"),
        "body_html": render_markdown(str(form["body"].value() or "")),
    }
    return show(request, "write.html", **_around(revision, request) | context | more)


def _read(request: DeskRequest, revision: "ShownRevision", **more: Any) -> HttpResponse:
    claim = revision.review.claim
    is_live = revision.state in LIVE
    moves, gates = allowed_moves(revision, request.user), checklist(revision)
    if gates["open_required"]:
        closed = {name: closed_by(name, gates["open_required"]) for name in ("publish", "schedule")}
        moves |= {name: moves[name] or sentence for name, sentence in closed.items() if name in moves}
    context = {
        "version": revision.version,
        "evidence": [{"use": use, "look": look_at(use)} for use in cited(revision)],
        "parts": {
            name: render_markdown(getattr(revision, name))
            for name in ("body", "known", "not_known", "not_shown")
        },
        "needed": _needed(revision) if revision.state == RevisionState.DRAFT else [],
        **gates,
        "moves": moves,
        "may_waive": "waive" in moves and not moves["waive"],
        "may_withdraw": "withdraw" in moves and not moves["withdraw"],
        "waiver_reason": request.POST.get("waiver_reason", ""),
        "waived_gate": request.POST.get("gate", ""),
        "refusals": [moves[name] for name in SAID_BEFOREHAND if moves.get(name)],
        "time_zone": timezone.get_current_timezone_name(),
        "publish_at": request.POST.get("publish_at", ""),
        "public_path": claim_path(claim.public_id, revision.review.slug) if is_live else "",
        "reason": request.POST.get("reason", ""),
        "recheck_on": request.POST.get("recheck_on", ""),
        "holds_because": request.POST.get("holds_because", ""),
        "new_evidence": request.POST.get("new_evidence", ""),
    }
    return show(request, "read.html", **_around(revision, request) | context | more)


def _needed(revision: Revision) -> list[dict]:
    """What has to be there before it is submitted, and whether it is."""
    wanted = NEEDED | (NEEDED_OF_CORRECTIONS if revision.is_correction else {})
    return [
        {"field": name, "name": words, "is_there": bool(getattr(revision, name))}
        for name, words in wanted.items()
    ]


def _around(revision: "ShownRevision", request: DeskRequest) -> dict:
    """What stands beside the text: the claim where it was made, who does it, and what has been done."""
    claim = revision.review.claim
    everywhere = hops_everywhere(claim)
    hops = first_hops(everywhere)
    heard = heard_beside(revision, [hop.speaker for hop in everywhere if hop.role == "originator"])
    places = [place_in_context(place) for place in appearances_in_context(claim)]
    is_open_correction = revision.is_correction and revision.state in UNPUBLISHED
    record = public_verdict(claim) if is_open_correction and not revision.is_hidden else None
    history, entries = shown_history(claim_history(claim), revision, request.user)
    return {
        "revision": revision,
        "claim": claim,
        "claim_words": reveal(claim.text),
        "speakers": [hop for hop in hops if hop.role == "originator"],
        "relayers": [hop for hop in hops if hop.role == "relayer"],
        "places": places,
        "heard": heard,
        "history": history,
        **two_ratings(revision, entries),
        "agreement": request.POST.get("agreement", ""),
        "is_due_again": bool(
            revision.review.recheck_on and revision.review.recheck_on <= timezone.localdate()
        ),
        "public_path": "",
        "changes": changes_for_readers(revision, record, hops if len(places) == 1 else None, heard)
        if record
        else [],
        "may_write": why_not(MOVES["comment"], revision, request.user) is None,
        "is_mine": revision.review.assignee_id == request.user.pk,
        "may_cancel": is_open_correction and why_not(MOVES["cancel"], revision, request.user) is None,
        "comment": request.POST.get("comment", ""),
    }
