"""The buttons of second ratings, and the page where a standards editor turns them on."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from claims.desk.moving import make_move, typed_reason
from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.rows import version_seen
from claims.desk.writing import show_revision
from claims.models import Revision
from claims.review.moves import MoveNotAllowed
from claims.review.second_rating import (
    SETS_DESK,
    agree_on_rating,
    change_desk,
    decline_to_rate,
    desk_settings,
    rate_revision,
)

ABOUT_DESK = gettext_lazy("Only standards editors change how the desk works. Ask one of them.")


@require_POST
@at_desk
def rate(request: DeskRequest, pk: int) -> HttpResponse:
    """Rate a claim before seeing how its author did."""
    return _with_rating(request, pk, rate_revision, "reason", _("Rated. Now you see both ratings."))


@require_POST
@at_desk
def decline(request: DeskRequest, pk: int) -> HttpResponse:
    """See the rating without giving one."""
    return make_move(
        request, pk, decline_to_rate, _("You see the rating now, and cannot rate this one any more.")
    )


@require_POST
@at_desk
def agree(request: DeskRequest, pk: int) -> HttpResponse:
    """Write down which rating was agreed on."""
    done = _("Settled. It can be approved as soon as it says so.")
    return _with_rating(request, pk, agree_on_rating, "agreement", done)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_settings(request: DeskRequest) -> HttpResponse:
    """How the desk works; on POST, change it."""
    if not request.user.has_perm(SETS_DESK):
        raise PermissionDenied(ABOUT_DESK)
    stored, refusal, status = desk_settings(), "", 200
    wanted = stored.has_second_rating
    if request.method == "POST":
        wanted = request.POST.get("has_second_rating") == "on"
        try:
            change_desk(
                editor=request.user,
                version=version_seen(request.POST),
                has_second_rating=wanted,
                now=timezone.now(),
            )
        except MoveNotAllowed as refused:
            refusal, status = str(refused), 409
        else:
            leave_note(request, _("Saved. It holds from now on."))
            return redirect("desk:settings")
    return show(request, "settings.html", status=status, stored=stored, wanted=wanted, refusal=refusal)


def _with_rating(
    request: DeskRequest, pk: int, action: Callable[..., Revision], field: str, done: str
) -> HttpResponse:
    """A move that names a rating and says why."""
    try:
        reason = typed_reason(request, field)
        rating = forms.IntegerField(min_value=0, max_value=2**31, required=False).clean(
            request.POST.get("rating", "").replace("\0", "")
        )
    except ValidationError as error:
        return show_revision(request, pk, refusal=" ".join(error.messages))
    return make_move(request, pk, action, done, rating_id=rating or 0, reason=reason)
