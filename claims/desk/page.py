"""What all pages of the desk share: who may see them, how they are answered, and notes of what was done."""

import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django_htmx.middleware import HtmxDetails

from claims.desk.commands import commands_for
from claims.desk.standing import standing_of
from claims.people.sessions import note_session
from claims.people.two_factor import has_two_factor, lacks_two_factor
from claims.review.queries import capped
from factcheck.languages import speak

ROWS = 50  # a page of a list


class DeskRequest(HttpRequest):
    """A request of somebody who is signed in; `htmx` is true of one that a part of a page made."""

    user: User
    htmx: HtmxDetails


View = Callable[..., HttpResponse]
# The part of the navigation that a page belongs to, by the name of its address.
SECTIONS = {
    "queue": "queue",
    "claim": "queue",
    "views": "queue",
    "figures": "figures",
    "articles": "articles",
    "article": "articles",
    "paste": "paste",
    "reviews": "reviews",
    "revision": "reviews",
    "plan": "reviews",
    "replies": "reviews",
    "awaited": "awaited",
    "sources": "sources",
    "source": "sources",
    "protect-source": "sources",
    "stale": "reviews",
    "error-reports": "reviews",
    "error-report": "reviews",
    "requests": "reviews",
    "request": "reviews",
    "people": "people",
    "person": "people",
    "invite": "people",
    "audit": "audit",
    "differences": "reviews",
    "unsaved": "reviews",
    "notifications": "notifications",
}
NOT_YOURS = gettext_lazy("Your account does not have this right. Ask an administrator for it.")
# Names of fields that nobody types into.
CARRIED = ("csrf", "back_to", "stay_at", "steps", "claims", "into", "decision", "gate", "events", "opened")
SECRET = re.compile("password|code")  # in the name of a field
SHORT = 12  # characters that are typed again more quickly than copied
SIGNED_OUT = gettext_lazy("You are signed out, so nothing was saved.")
UNPROVED = gettext_lazy("Your account now needs two-factor sign-in, so nothing was saved.")
OUT_OF_DATE = gettext_lazy("This form was opened before you signed in anew, so nothing was saved.")
NOT_FOUND = gettext_lazy(
    "There is no such page at the desk. It may have been typed wrongly, or the link is out of date."
)


def at_desk(view: View) -> View:
    """Let only people who are signed in see a page, keep it out of every cache, and refuse in the desk's own look.

    Whoever needs a second factor and has not proved it yet is led to do so first.
    """
    return _guarded(view, is_of_ones_own=False)


def of_ones_own(view: View) -> View:
    """The same for the pages where somebody sees to their own account, also before they have a second factor."""
    return _guarded(view, is_of_ones_own=True)


def _guarded(view: View, *, is_of_ones_own: bool) -> View:
    @wraps(view)
    def seen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _stopped(request, is_of_ones_own) or login_required(view)(request, *args, **kwargs)
        except Http404 as refusal:
            response = refuse(request, str(refusal) or NOT_FOUND, status=404)
        except PermissionDenied as refusal:
            response = _refused(request, str(refusal) or NOT_YOURS)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return seen


def _stopped(request: HttpRequest, is_of_ones_own: bool) -> HttpResponse | None:
    """What somebody has to do before they may go on, with what they typed kept; None if nothing."""
    has_typed = bool(typed_words(request))
    if not request.user.is_authenticated:
        return keep_words(request, SIGNED_OUT) if has_typed else None
    speak(standing_of(request.user).language)  # before anybody asks for a right: standing has them
    note_session(request, timezone.now())
    if is_of_ones_own or not lacks_two_factor(request):
        return None
    if has_typed:
        return keep_words(request, UNPROVED)
    wanted = request.get_full_path() if request.method == "GET" else reverse("desk:queue")
    if has_two_factor(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': wanted})}")
    request.session["wanted"] = wanted
    return redirect("mfa_activate_totp")


def _refused(request: HttpRequest, sentence: str | Promise) -> HttpResponse:
    """Why somebody may not do this; with what they typed, for a right may be taken in the middle of a form."""
    if typed_words(request):
        return keep_words(request, sentence)
    return refuse(request, sentence, status=403)


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk, with the notes left by what was done before it."""
    context["section"] = (
        SECTIONS.get(request.resolver_match.url_name or "", "") if request.resolver_match else ""
    )
    context["notes"] = request.session.pop("notes", [])
    context["commands"] = commands_for(cast(User, request.user))
    context |= _known_of(request)
    return render(request, f"desk/{template}", context, status=status)


def _known_of(request: HttpRequest) -> dict[str, str]:
    """What the frame says of whoever looks: their roles, how much they have not read, and how many replies are awaited.

    "" where it is nothing.
    """
    if not request.user.is_authenticated:
        return {}
    standing = standing_of(request.user)
    shown = {name: capped(count) if count else "" for name, count in standing.counts.items()}
    return {"roles": ", ".join(map(gettext, standing.roles))} | shown


def refuse(request: HttpRequest, sentence: str | Promise, *, status: int) -> HttpResponse:
    """A page that says why there is nothing to see here."""
    return show(request, "refused.html", status=status, sentence=sentence)


def leave_note(
    request: HttpRequest,
    sentence: str | Promise,
    *,
    undo: Sequence[str] = (),
    back_to: str = "",
    is_refusal: bool = False,
) -> None:
    """Say one line on the next page; with steps to `undo` it, beside a button that takes them and leads `back_to`."""
    note = {"sentence": str(sentence), "is_refusal": is_refusal, "undo": list(undo), "back_to": back_to}
    request.session["notes"] = [*request.session.get("notes", []), note][-3:]


def shortened(text: str, limit: int = 80) -> str:
    """The beginning of a text, cut at a word, for a line that must stay one."""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form without a valid token: forged, or opened before somebody signed in anew."""
    if request.user.is_authenticated:
        speak(standing_of(request.user).language)
    return keep_words(request, OUT_OF_DATE)


def keep_words(request: HttpRequest, sentence: str | Promise) -> HttpResponse:
    """Refuse a form and show what was typed into it, to be copied; it is never offered to be sent by itself."""
    response = render(
        request, "desk/kept.html", {"sentence": sentence, "words": typed_words(request)}, status=403
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


def typed_words(request: HttpRequest) -> list[str]:
    """The longer texts of a form that was sent; never a password or a code."""
    fields = request.POST.items() if request.method == "POST" else []
    return [
        str(text)
        for name, text in fields
        if len(text) > SHORT and not name.startswith(CARRIED) and not SECRET.search(name)
    ]


@at_desk
def unknown(request: DeskRequest, rest: str) -> HttpResponse:
    """Any other address below /desk/: the same with a slash if one is missing, else not found."""
    if request.method == "GET" and not rest.endswith("/") and is_valid_path(f"{request.path}/"):
        return redirect(f"{request.path}/")
    raise Http404
