"""Several people at one review: who is here, who writes, what each has typed, and taking the writing over."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.revision_page import revision_or_404
from claims.desk.unsaved import WRITES, hold, keep_typed, kept_differences, session_of, text_named
from claims.desk.writing import show_revision
from claims.models import EditLock, Revision, name_of
from claims.publication.marked_words import reveal
from claims.review.actions import written_content
from claims.review.locks import live_lock, take_over_revision
from claims.review.moves import MOVES, MoveNotAllowed, why_not
from claims.review.presence import be_here
from claims.review.unsaved import drop_text, page_named, texts_of

NO_TEXT = gettext_lazy(
    "There is no such unsaved text of yours. It was saved or thrown away, or its thirty days are over."
)


@require_POST
@at_desk
def here(request: DeskRequest, public_id: str) -> HttpResponse:
    """Say that one reads a claim or its review; the answer names the others who do."""
    if "\0" in public_id:
        raise Http404
    present = be_here(public_id=public_id, person=request.user)
    address = reverse("desk:here", args=[public_id])
    return render(request, "desk/_here.html", {"present": present, "here_address": address})


@require_POST
@at_desk
def writing_here(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that one still writes a revision; the answer names the others who are here, and whoever took it over."""
    revision = get_object_or_404(Revision.objects.select_related("review__claim"), pk=pk)
    context = {
        "held_by": hold(request, pk),
        "present": be_here(public_id=revision.review.claim.public_id, person=request.user),
        "here_address": reverse("desk:writing-here", args=[pk]),
        "is_writing": True,
        "revision": revision,
        "page": page_named(request.POST),
    }
    return render(request, "desk/_here.html", context)


@require_POST
@at_desk
def keep(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep what stands in the form; the answer is one line that says so. It is never a save."""
    if not request.user.has_perm(WRITES):
        raise PermissionDenied(_("Your account may not write reviews any more, so this was not kept."))
    get_object_or_404(Revision.objects.only("pk"), pk=pk)
    try:
        sentence, status = _kept(request, keep_typed(request, pk, page_named(request.POST))), 200
    except MoveNotAllowed as refusal:
        sentence, status = str(refusal), 409
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status)


@require_POST
@at_desk
def take_over(request: DeskRequest, pk: int) -> HttpResponse:
    """Write it oneself from now on; what the other has typed is kept for them."""
    get_object_or_404(Revision.objects.only("pk"), pk=pk)
    other = live_lock(pk)
    try:
        take_over_revision(
            revision_id=pk, editor=request.user, session=session_of(request), now=timezone.now()
        )
    except MoveNotAllowed as refusal:
        return show_revision(request, pk, refusal=str(refusal))
    if other and other.holder_id != request.user.pk:
        name = name_of(other.holder)
        leave_note(
            request,
            _("You write this now. What %(name)s has typed is kept for them, and they are told.")
            % {"name": name},
        )
    own = texts_of(request.user).filter(revision=pk, page=request.POST.get("page", "")).first()
    return redirect(reverse("desk:revision", args=[pk]) + ("?edit" + (f"&kept={own.pk}" if own else "")))


@require_safe
@at_desk
def show_unsaved(request: DeskRequest, pk: int, kept: int) -> HttpResponse:
    """An unsaved text of one's own beside what is stored now."""
    revision = revision_or_404(pk, request)
    if revision.is_hidden:
        raise PermissionDenied(_("Rate it before you compare your text with it, or decline to, on its page."))
    text = text_named(request, revision, str(kept))
    if text is None:
        raise Http404(NO_TEXT)
    content = written_content(revision, revision.evidence.all())
    return show(
        request,
        "unsaved.html",
        revision=revision,
        claim_words=reveal(revision.review.claim.text),
        text=text,
        differences=kept_differences(content, text),
        refusal_to_write=why_not(MOVES["save"], revision, request.user),
    )


@require_POST
@at_desk
def drop_unsaved(request: DeskRequest, pk: int, kept: int) -> HttpResponse:
    """Throw an unsaved text of one's own away; what is stored stays as it is."""
    if not drop_text(person=request.user, revision_id=pk, pk=kept):
        raise Http404(NO_TEXT)
    leave_note(request, _("Thrown away. You see the review as it is saved."))
    return redirect("desk:revision", pk)


def _kept(request: DeskRequest, lock: EditLock | None) -> str:
    kept = _("Kept at %(moment)s, not saved yet.") % {"moment": f"{timezone.localtime():%H:%M}"}
    if lock is None:
        return kept
    since = f"{timezone.localtime(lock.taken_at):%H:%M}"
    if lock.holder_id == request.user.pk:
        elsewhere = _("You went on with this in another browser at %(since)s: save it there.")
    else:
        elsewhere = _("%(name)s has been writing this since %(since)s: take it over before you save.")
    return f"{kept} {elsewhere % {'since': since, 'name': name_of(lock.holder)}}"
