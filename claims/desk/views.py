"""Saved views of the queue, and the plain page of all commands."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.place import Place
from claims.intake.text import clean_line
from claims.models import SavedView
from claims.review.queues import saved_views

VIEWS_AT_MOST = 30  # a person
NAME_AT_MOST = 60  # characters


@require_safe
@at_desk
def show_commands(request: DeskRequest) -> HttpResponse:
    """Every command as a link, for whoever has no script or wants to see them all."""
    return show(request, "commands.html", views=saved_views(request.user))


@require_safe
@at_desk
def show_views(request: DeskRequest) -> HttpResponse:
    """A person's views, each with a button that removes it."""
    return show(request, "views.html", views=saved_views(request.user))


@require_POST
@at_desk
def save_view(request: DeskRequest) -> HttpResponse:
    """Keep the place that the form names; under a name that is taken already, this one replaces the other."""
    place = Place.read(QueryDict(request.POST.get("query", "")[:5000])).top()
    try:
        name = clean_line(request.POST.get("name", ""))
    except ValidationError:
        name = ""
    if refusal := _why_not(request, name):
        leave_note(request, refusal, is_refusal=True)
    else:
        _store(request, name, place.query())
        leave_note(
            request,
            _("Saved the view “%(name)s”. It stands above the list, and nobody else sees it.")
            % {"name": name},
        )
    return HttpResponseRedirect(place.address())


@require_POST
@at_desk
def remove_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Forget a view of one's own; the claims in it are not touched."""
    if not SavedView.objects.filter(person=request.user, pk=pk).delete()[0]:
        raise Http404(_("You have no such view. It may have been removed already."))
    leave_note(request, _("Removed the view. No claim was touched."))
    return redirect("desk:views")


def _why_not(request: DeskRequest, name: str) -> str | None:
    if not name or len(name) > NAME_AT_MOST:
        return _("Cannot save this view: give it a name of at most %(limit)s characters.") % {
            "limit": NAME_AT_MOST
        }
    if saved_views(request.user).exclude(name__iexact=name).count() >= VIEWS_AT_MOST:
        return _("You have %(limit)s views, which is the limit. Remove one that you do not use.") % {
            "limit": VIEWS_AT_MOST
        }
    return None


def _store(request: DeskRequest, name: str, query: str) -> None:
    """Create or replace; of two tabs that save at once, the later one wins."""
    now = timezone.now()
    kept = SavedView.objects.filter(person=request.user, name__iexact=name)
    if kept.update(name=name, query=query, saved_at=now):
        return
    try:
        with transaction.atomic():
            SavedView.objects.create(person=request.user, name=name, query=query, saved_at=now)
    except IntegrityError:
        kept.update(name=name, query=query, saved_at=now)
