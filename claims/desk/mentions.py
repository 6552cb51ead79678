"""Comments that call somebody, for the one they call."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.desk.history import why
from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, show
from claims.models import Mention
from claims.publication.marked_words import reveal
from claims.review.blindness import HIDDEN, blind_among
from claims.review.mentions import NEWEST_MENTIONS, mark_read, mentions_of
from claims.review.queries import rows_after


@require_safe
@at_desk
def show_mentions(request: DeskRequest) -> HttpResponse:
    """The mentions of whoever asks, newest first; `?after=` a mention continues below it."""
    mentions = mentions_of(request.user)
    last = _named(request, request.GET.get("after", ""))
    found = list(rows_after(mentions, NEWEST_MENTIONS, last)[: ROWS + 1])
    hidden = blind_among((each.entry.revision_id for each in found), request.user)
    return show(
        request,
        "mentions.html",
        rows=[_row(each, hidden) for each in found[:ROWS]],
        further=found[ROWS - 1].pk if len(found) > ROWS else None,
        is_first=last is None,
    )


@require_safe
@at_desk
def open_mention(request: DeskRequest, pk: int) -> HttpResponse:
    """Go to the comment; it counts as read from then on."""
    mention = mentions_of(request.user).filter(pk=pk).first()
    if mention is None:
        raise Http404("There is no such mention of you.")
    mark_read(person=request.user, pk=pk, now=timezone.now())
    address = reverse("desk:revision", args=[mention.entry.revision_id])
    return redirect(f"{address}?read#entry-{mention.entry_id}")


@require_POST
@at_desk
def read_all(request: DeskRequest) -> HttpResponse:
    """Mark all of them as read."""
    count = mark_read(person=request.user, now=timezone.now())
    leave_note(request, f"{count} marked as read." if count else "All were read already.")
    return redirect("desk:mentions")


def _row(mention: Mention, hidden: set[int]) -> dict:
    entry = mention.entry
    return {
        "pk": mention.pk,
        "is_unread": mention.read_at is None,
        "who": entry.actor,
        "when": entry.happened_at,
        "words": HIDDEN if entry.revision_id in hidden else why(entry),
        "claim": reveal(entry.claim.text if entry.claim else ""),
    }


def _named(request: DeskRequest, pk: str) -> Mention | None:
    """The mention an address continues after. Raises Http404 for one that is not there."""
    if not pk:
        return None
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 19
    found = mentions_of(request.user).filter(pk=int(pk)).first() if is_number else None
    if found is None:
        raise Http404("There is no such mention to continue after. Begin at the top of the list.")
    return found
