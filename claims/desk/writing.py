"""The page of a revision: written on the left, what it still needs and its history on the right."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.desk.blind import blind_page
from claims.desk.checklist import still_open
from claims.desk.compare import base_of, chosen, differences, is_choosing
from claims.desk.evidence import EvidenceFormSet, rearranged
from claims.desk.forms import RevisionForm
from claims.desk.page import DeskRequest, at_desk, leave_note
from claims.desk.revision_page import around, read_page, revision_or_404, written_page
from claims.desk.rows import rows_of, version_seen
from claims.desk.unsaved import (
    as_typed,
    hold,
    keep_typed,
    restored,
    session_of,
    text_named,
)
from claims.models import Revision, RevisionState
from claims.review.actions import (
    RevisionContent,
    save_revision,
    submit_revision,
    written_content,
)
from claims.review.locks import release_revision
from claims.review.moves import MOVES, MoveNotAllowed, StaleSave, why_not
from claims.review.unsaved import close_page, new_page, page_named

if TYPE_CHECKING:
    from claims.review.revision_queries import ShownRevision


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_revision(request: DeskRequest, pk: int, refusal: str = "") -> HttpResponse:
    """A revision to read and judge or, for whoever may and wants to, to write; on POST, save it."""
    revision = revision_or_404(pk, request)
    if revision.is_hidden:
        return blind_page(request, revision, around(revision, request), refusal)
    if request.method != "POST" or refusal:
        said: dict[str, Any] = {"refusal": refusal, "status": 409 if refusal else 200}
        if not _is_written_here(request, revision):
            return read_page(request, revision, **said)
        if held_by := hold(request, revision.pk, opens=True):
            return read_page(request, revision, held_by=held_by, **said)
        return _opened(request, revision, **said)
    if data := rearranged(request.POST):
        forms = RevisionForm(data), EvidenceFormSet(data, prefix="evidence")
        return _not_saved(request, revision, *forms)
    return _save(request, revision)


def _is_written_here(request: DeskRequest, revision: "ShownRevision") -> bool:
    """Whether to show the form: drafts to those who may write; what is being judged, only when asked for."""
    is_wanted = revision.state == RevisionState.DRAFT or "edit" in request.GET
    return is_wanted and "read" not in request.GET and why_not(MOVES["save"], revision, request.user) is None


def _opened(request: DeskRequest, revision: "ShownRevision", **more: Any) -> HttpResponse:
    """The form with what is stored, or with an unsaved text of one's own that the address names."""
    content = written_content(revision, revision.evidence.all())
    if kept := text_named(request, revision, request.GET.get("kept", "")):
        forms, shown = restored(revision, content, kept)
        return written_page(request, revision, *forms, **more | shown)
    evidence = rows_of(EvidenceFormSet, content.evidence, prefix="evidence")
    return written_page(
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
    leave_note(request, _("Saved.") if saved.version != seen else _("Nothing had changed."))
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
        done = _("Saved and submitted. Another editor can now approve it or return it.")
        leave_note(request, done + still_open(submitted))
    except MoveNotAllowed as refusal:
        leave_note(request, _("Saved. %(refusal)s") % {"refusal": refusal}, is_refusal=True)
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
            return written_page(request, revision, form, evidence, page=new_page(), **more)
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
    return written_page(
        request, revision, form, evidence, page=page, held_by=held_by, is_unsaved=True, **more
    )
