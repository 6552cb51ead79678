"""How every button of a review is answered: the move is made and the review shown, or the refusal is said there."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from claims.desk.fields import Prose
from claims.desk.page import DeskRequest, leave_note
from claims.desk.rows import version_seen
from claims.desk.writing import show_revision
from claims.models import Revision
from claims.review.moves import MoveNotAllowed

REASON_AT_MOST = 5_000  # characters


def make_move(
    request: DeskRequest,
    pk: int,
    action: Callable[..., Revision],
    done: str | Callable[[Revision], str],
    **more: object,
) -> HttpResponse:
    """Make a move on what the form has seen, and go to the revision it gave; a refusal keeps what was typed."""
    get_object_or_404(Revision.objects.only("pk"), pk=pk)
    seen = version_seen(request.POST)
    try:
        revision = action(revision_id=pk, editor=request.user, version=seen, now=timezone.now(), **more)
    except MoveNotAllowed as refusal:
        return show_revision(request, pk, refusal=str(refusal))
    leave_note(request, done if isinstance(done, str) else done(revision))
    return redirect("desk:revision", revision.pk)


def typed_reason(request: DeskRequest, name: str = "reason") -> str:
    """What was typed as a reason, as far as it can be stored. Raises ValidationError for what nobody can read."""
    text: str = Prose(rows=1, max_length=REASON_AT_MOST, required=False).clean(request.POST.get(name, ""))
    return text
