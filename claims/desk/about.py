"""The pages about the newsroom: their list, and the page where one is edited."""

from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from claims.desk.fields import Prose
from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.rows import version_seen
from claims.models import AboutPage, AboutVersion
from claims.publication.about import about_history, find_about
from claims.publication.marked_words import both_marked
from claims.publication.prose import render_markdown
from claims.review.about import EDITS_ABOUT, current_about, save_about
from claims.review.moves import MoveNotAllowed, StaleSave

READ_AGAIN_AFTER = timedelta(days=365)
NOT_YOURS = gettext_lazy(
    "Only standards editors and administrators edit the pages about us. Ask one of them."
)
NO_SUCH_PAGE = gettext_lazy("There is no such page about us. Choose one of the list.")


class AboutForm(forms.Form):
    """A page's text, and what readers are told of the change."""

    body = Prose(
        rows=24,
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("Markdown. “## ” begins a heading."),
        error_messages={"required": gettext_lazy("Write what readers should know.")},
    )
    reason = forms.CharField(
        max_length=500,
        label=gettext_lazy("Why, for readers"),
        help_text=gettext_lazy(
            "It stands among the versions of the page, with your name. Where you only read it again, say so."
        ),
        error_messages={
            "required": gettext_lazy("Say in a sentence what readers should know of this change.")
        },
    )


@require_safe
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """Every page, in which version it stands and whether it is to be read again."""
    _refuse_others(request)
    current = {row.page: row for row in current_about()}
    long_ago = timezone.now() - READ_AGAIN_AFTER
    rows = [
        {
            "row": current[page],
            "is_untouched": not current[page].saved_by,
            "is_old": current[page].saved_at < long_ago,
        }
        for page in AboutPage.values
    ]
    return show(request, "about_list.html", rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def edit(request: DeskRequest, page: str) -> HttpResponse:
    """One page; on POST, its next version."""
    _refuse_others(request)
    if page not in AboutPage:
        raise Http404(NO_SUCH_PAGE)
    if request.method != "POST":
        (stored,) = find_about(page)
        return _show(request, stored, AboutForm(initial={"body": stored.text}))
    form, seen = AboutForm(request.POST), version_seen(request.POST)
    if not form.is_valid():
        return _show(request, find_about(page)[0], form, version=seen, status=422)
    words = {"text": form.cleaned_data["body"], "reason": form.cleaned_data["reason"]}
    try:
        saved = save_about(page=page, editor=request.user, version=seen, **words, now=timezone.now())
    except MoveNotAllowed as refusal:
        (stored,) = find_about(page)
        is_stale = isinstance(refusal, StaleSave)
        return _show(request, stored, form, refusal=str(refusal), status=409, is_stale=is_stale)
    leave_note(request, _("Saved as version %(version)s. Readers see it now.") % {"version": saved.version})
    return redirect("desk:about-page", page)


def _show(
    request: DeskRequest,
    stored: AboutVersion,
    form: AboutForm,
    *,
    version: int = 0,
    refusal: str = "",
    status: int = 200,
    is_stale: bool = False,
) -> HttpResponse:
    typed = str(form["body"].value() or "")
    return show(
        request,
        "about_edit.html",
        status=status,
        stored=stored,
        version=version or stored.version,
        form=form,
        html=render_markdown(typed),
        refusal=refusal,
        changes=both_marked(stored.text, typed) if is_stale else "",
        history=about_history(stored.page),
    )


def _refuse_others(request: DeskRequest) -> None:
    if not request.user.has_perm(EDITS_ABOUT):
        raise PermissionDenied(NOT_YOURS)
