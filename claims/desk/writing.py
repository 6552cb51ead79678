"""The page of a revision: written on the left, what it still needs and its history on the right."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from claims.desk.blind import blind_page, shown_history, two_ratings
from claims.desk.checklist import checklist, still_open
from claims.desk.claim import place_in_context
from claims.desk.compare import base_of, chosen, differences, is_choosing
from claims.desk.evidence import EvidenceFormSet, look_at, look_at_rows, rearranged
from claims.desk.forms import RevisionForm
from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.rows import rows_of, version_seen
from claims.desk.unsaved import (
    as_typed,
    hold,
    keep_typed,
    restored,
    session_of,
    text_named,
    unsaved_lines,
)
from claims.desk.versions import changes_for_readers
from claims.models import Rating, Revision, RevisionState
from claims.models.review import LIVE, UNPUBLISHED
from claims.publication.ledger import public_verdict
from claims.publication.marked_words import reveal
from claims.publication.prose import render_markdown
from claims.publication.record import claim_path
from claims.review.actions import (
    RevisionContent,
    save_revision,
    submit_revision,
    written_content,
)
from claims.review.heard import heard_beside
from claims.review.judged import cited
from claims.review.locks import release_revision
from claims.review.moves import MOVES, MoveNotAllowed, StaleSave, allowed_moves, why_not
from claims.review.passing import closed_by
from claims.review.presence import be_here
from claims.review.queries import claim_history
from claims.review.revision_queries import (
    appearances_in_context,
    first_hops,
    hops_everywhere,
    revision_to_show,
)
from claims.review.unsaved import close_page, new_page, page_named
from claims.sources.queries import sources_to_cite

if TYPE_CHECKING:
    from claims.review.revision_queries import ShownRevision

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
        said: dict[str, Any] = {"refusal": refusal, "status": 409 if refusal else 200}
        if not _is_written_here(request, revision):
            return _read(request, revision, **said)
        if held_by := hold(request, revision.pk, opens=True):
            return _read(request, revision, held_by=held_by, **said)
        return _opened(request, revision, **said)
    if data := rearranged(request.POST):
        forms = RevisionForm(data), EvidenceFormSet(data, prefix="evidence")
        return _not_saved(request, revision, *forms)
    return _save(request, revision)


def revision_or_404(pk: int, request: DeskRequest) -> "ShownRevision":
    """The revision of a page. Raises Http404."""
    revision = revision_to_show(pk, request.user)
    if revision is None:
        raise Http404("There is no such review. It may have been typed wrongly.")
    return revision


def _is_written_here(request: DeskRequest, revision: "ShownRevision") -> bool:
    """Whether to show the form: drafts to those who may write; what is being judged, only when asked for."""
    is_wanted = revision.state == RevisionState.DRAFT or "edit" in request.GET
    return is_wanted and "read" not in request.GET and why_not(MOVES["save"], revision, request.user) is None


def _opened(request: DeskRequest, revision: "ShownRevision", **more: Any) -> HttpResponse:
    """The form with what is stored, or with an unsaved text of one's own that the address names."""
    content = written_content(revision, revision.evidence.all())
    if kept := text_named(request, revision, request.GET.get("kept", "")):
        forms, shown = restored(revision, content, kept)
        return _written(request, revision, *forms, **more | shown)
    evidence = rows_of(EvidenceFormSet, content.evidence, prefix="evidence")
    return _written(
        request, revision, RevisionForm(initial=vars(content)), evidence, base=base_of(content), **more
    )


def _save(request: DeskRequest, revision: "ShownRevision") -> HttpResponse:
    form, evidence = RevisionForm(request.POST), EvidenceFormSet(request.POST, prefix="evidence")
    if not (form.is_valid() and evidence.is_valid()):
        return _not_saved(request, revision, form, evidence, status=422)
    stored, typed, seen = written_content(revision), form.content(evidence), version_seen(request.POST)
    try:
        saved = _store(request, revision, chosen(typed, stored, request.POST))
    except MoveNotAllowed as refusal:
        return _refused(request, revision, form, evidence, typed, refusal)
    if request.POST.get("then") == "submit":
        return _submit(request, saved)
    if saved.state != RevisionState.DRAFT:  # it is read from here on
        release_revision(revision_id=saved.pk, person=request.user, session=session_of(request))
    leave_note(request, "Saved." if saved.version != seen else "Nothing had changed.")
    return redirect("desk:revision", revision.pk)


@transaction.atomic
def _store(request: DeskRequest, revision: Revision, content: RevisionContent) -> Revision:
    """Save, and forget what was kept of this form before."""
    now = timezone.now()
    saved = save_revision(
        revision_id=revision.pk,
        editor=request.user,
        version=version_seen(request.POST),
        content=content,
        now=now,
        session=session_of(request),
    )
    close_page(revision_id=revision.pk, person=request.user, page=page_named(request.POST), now=now)
    return saved


def _submit(request: DeskRequest, revision: Revision) -> HttpResponse:
    """Submit what has just been saved; a refusal leaves it saved."""
    try:
        submitted = submit_revision(
            revision_id=revision.pk, editor=request.user, version=revision.version, now=timezone.now()
        )
        release_revision(revision_id=revision.pk, person=request.user, session=session_of(request))
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
    """The form as it was sent; after a stale save with what stands now beside it, to choose from both."""
    more: dict[str, Any] = {"refusal": str(refusal), "status": 409}
    if isinstance(refusal, StaleSave):
        revision = revision_or_404(revision.pk, request)
        base = request.POST.get("base", "")
        both = differences(written_content(revision), content, base)
        more |= {"version": revision.version, "differences": both}
        if not both:  # sent twice: nothing is lost
            return _written(request, revision, form, evidence, page=new_page(), **more)
    return _not_saved(request, revision, form, evidence, **more)


def _not_saved(
    request: DeskRequest, revision: "ShownRevision", form: RevisionForm, evidence: BaseFormSet, **more: Any
) -> HttpResponse:
    """The form as it was sent, with what it holds kept; with both versions still, if it came from a choice of them."""
    if "differences" not in more and is_choosing(request.POST):
        typed, base = as_typed(form, evidence), request.POST.get("base", "")
        more["differences"] = differences(written_content(revision), typed, base, request.POST)
    page = page_named(request.POST)
    try:
        held_by = keep_typed(request, revision.pk, page)
    except MoveNotAllowed:  # the form was saved once, and sent again with other words
        page = new_page()
        held_by = keep_typed(request, revision.pk, page)
    return _written(request, revision, form, evidence, page=page, held_by=held_by, is_unsaved=True, **more)


def _written(
    request: DeskRequest, revision: "ShownRevision", form: RevisionForm, evidence: BaseFormSet, **more: Any
) -> HttpResponse:
    look_at_rows(evidence, revision)
    words = request.POST.get("find_source", "")[:WORDS_AT_MOST]
    page = more.setdefault("page", new_page())
    context = {
        "unsaved": unsaved_lines(revision, page),
        "base": request.POST.get("base", ""),
        "here_address": reverse("desk:writing-here", args=[revision.pk]),
        "is_writing": True,
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
        "unsaved": unsaved_lines(revision),
        "may_restore": moves.get("save", "not here") is None and not more.get("held_by"),
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
        "present": be_here(public_id=claim.public_id, person=request.user),
        "here_address": reverse("desk:here", args=[claim.public_id]),
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
