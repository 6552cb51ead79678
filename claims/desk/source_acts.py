"""What is done with a source: a copy kept, a link noted as dead or mended, a protected name written down."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.desk.evidence import NUMBER_AT_MOST
from claims.desk.fields import Prose
from claims.desk.moving import typed_reason
from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.sources import show_state, source_page
from claims.desk.uploads import is_too_large
from claims.intake.submit import Line
from claims.models import MediaType, Source, SourceCopy
from claims.sources.acts import WRITES, SourceRefused
from claims.sources.copies import add_copy, too_large, type_text
from claims.sources.links import mend_link, note_dead_link, note_working_link, rely_on_copy
from claims.sources.media import ENDING_OF
from claims.sources.protected import confirm_source, protect_source, read_name

NO_FILE = gettext_lazy("Choose a file first: a PDF, an HTML page, a text, or an image.")


class ProtectedForm(forms.Form):
    """A source that readers are not told of by name."""

    name = Line(
        max_length=300,
        label=gettext_lazy("Who it is"),
        help_text=gettext_lazy(
            "Seen only by you and by editors who may; each time somebody reads it is written down."
        ),
    )
    description = Line(
        max_length=300,
        label=gettext_lazy("What readers may know"),
        help_text=gettext_lazy("As much as is safe: “An engineer who worked at the dam”."),
    )
    danger = Prose(
        rows=3,
        max_length=2_000,
        label=gettext_lazy("What could happen to them"),
        help_text=gettext_lazy("For the second editor."),
    )


class MendForm(forms.Form):
    """Where a work can be read now."""

    url = forms.URLField(
        max_length=1000, required=False, label=gettext_lazy("Its link now"), assume_scheme="https"
    )
    archive_url = forms.URLField(
        max_length=1000,
        required=False,
        label=gettext_lazy("Its address at an archive"),
        assume_scheme="https",
    )


@require_POST
@at_desk
def upload(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep a file as a copy; to a row of evidence only how it stands comes back, so that what is typed stays."""
    file = None if is_too_large(request) else request.FILES.get("file")
    refusal, status = (too_large(), 413) if is_too_large(request) else ("" if file else str(NO_FILE), 422)
    if file:
        content = {"content": file.read(), "name": file.name or ""}
        try:
            add_copy(source_id=_pk(pk), editor=request.user, now=timezone.now(), **content)
        except SourceRefused as reason:
            refusal, status = str(reason), 409
    if request.htmx:
        return show_state(request, refusal=refusal)
    if refusal:
        return source_page(request, pk, refusal=refusal, status=status)
    leave_note(request, _("Stored. Save a review once more to cite this copy in it."))
    return redirect("desk:source", pk)


@require_safe
@at_desk
def download(request: DeskRequest, pk: int) -> HttpResponse:
    """A stored copy, to be kept and opened elsewhere: whatever it holds, it runs nowhere on this site."""
    if not request.user.has_perm(WRITES):
        raise PermissionDenied(
            _("Only people who write reviews open stored copies. Ask an administrator for this right.")
        )
    copy = SourceCopy.objects.select_related("file").filter(pk=pk).first()
    if copy is None:
        raise Http404(_("There is no such copy. It may have been typed wrongly."))
    name = f"source-{copy.source_id}-{copy.file_id[:12]}.{ENDING_OF[MediaType(copy.file.media_type)]}"
    return HttpResponse(
        bytes(copy.file.content),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


@require_POST
@at_desk
def type_copy(request: DeskRequest, pk: int) -> HttpResponse:
    """Store what an editor has read in a copy."""
    copy = get_object_or_404(SourceCopy, pk=pk)
    typed = request.POST.get("text", "")
    try:
        text = Prose(rows=1, required=False).clean(typed)
        type_text(copy_id=pk, editor=request.user, text=text, now=timezone.now())
    except ValidationError as error:
        refusal = " ".join(error.messages)
    except SourceRefused as error:
        refusal = str(error)
    else:
        leave_note(request, _("Stored. Excerpts are looked for in it from now on."))
        return redirect("desk:source", copy.source_id)
    return source_page(request, copy.source_id, refusal=refusal, status=422, typed_for=pk, typed=typed)


@require_POST
@at_desk
def note_dead(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that its link is dead."""
    try:
        reason = typed_reason(request)
    except ValidationError as error:
        return source_page(request, pk, refusal=" ".join(error.messages), status=422)
    return _act(
        request,
        pk,
        note_dead_link,
        _("Noted. It stands among the dead links until it is mended."),
        reason=reason,
    )


@require_POST
@at_desk
def note_working(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that it works."""
    return _act(request, pk, note_working_link, _("Noted: its link works."))


@require_POST
@at_desk
def rely(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the stored copy do."""
    return _act(request, pk, rely_on_copy, _("Off the list: the stored copy does for it."))


@require_POST
@at_desk
def mend(request: DeskRequest, pk: int) -> HttpResponse:
    """Give it another link, or one to an archive."""
    form = MendForm(request.POST)
    if not form.is_valid():
        return source_page(request, pk, mend_form=form, status=422)
    try:
        mended = mend_link(source_id=_pk(pk), editor=request.user, now=timezone.now(), **form.cleaned_data)
    except SourceRefused as refusal:
        return source_page(request, pk, refusal=str(refusal), mend_form=form, status=409)
    leave_note(
        request, _("Mended. Reviews take it over row by row; what is public stays until it is updated.")
    )
    return redirect("desk:source", mended.pk)


@sensitive_post_parameters("name")
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def protect(request: DeskRequest) -> HttpResponse:
    """Write down a protected source."""
    if not request.user.has_perm(WRITES):
        raise PermissionDenied(
            _("Only people who write reviews add sources. Ask an administrator for this right.")
        )
    form = ProtectedForm(request.POST or None)
    if not form.is_valid():
        return show(request, "protect.html", form=form, status=422 if form.is_bound else 200)
    try:
        source = protect_source(editor=request.user, now=timezone.now(), **form.cleaned_data)
    except SourceRefused as refusal:
        form.add_error("description", str(refusal))
        return show(request, "protect.html", form=form, status=422)
    leave_note(
        request,
        _("Written down. A second editor has to confirm it before a verdict that cites it is public."),
    )
    return redirect("desk:source", source.pk)


@require_POST
@at_desk
def show_name(request: DeskRequest, pk: int) -> HttpResponse:
    """Who a protected source is, on this page alone; that it was read is written down."""
    try:
        kept = read_name(source_id=_protected(pk), reader=request.user, now=timezone.now())
    except SourceRefused as refusal:
        return source_page(request, pk, refusal=str(refusal), status=403)
    return source_page(request, pk, name=kept.name, danger=kept.danger)


@require_POST
@at_desk
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """Stand in for it as a second editor."""
    return _act(request, _protected(pk), confirm_source, _("Confirmed. Verdicts that cite it may be public."))


def _act(
    request: DeskRequest, pk: int, action: Callable[..., object], done: str, **more: object
) -> HttpResponse:
    """Do it and come back to the source, or say there why not."""
    try:
        action(source_id=_pk(pk), editor=request.user, now=timezone.now(), **more)
    except SourceRefused as refusal:
        return source_page(request, pk, refusal=str(refusal), status=409)
    leave_note(request, done)
    return redirect("desk:source", pk)


def _pk(pk: int) -> int:
    found = Source.objects.filter(pk=pk).exists() if pk <= NUMBER_AT_MOST else False
    if not found:
        raise Http404(_("There is no such source. It may have been typed wrongly."))
    return pk


def _protected(pk: int) -> int:
    get_object_or_404(Source.objects.only("pk"), pk=_pk(pk), protected_name__isnull=False)
    return pk
