"""The list of the replies that are awaited."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.desk.page import ROWS, DeskRequest, at_desk, show
from claims.desk.rows import continued_after
from claims.publication.marked_words import reveal
from claims.review.awaited import SOONEST_DEADLINE, replies_awaited
from claims.review.queries import rows_after


@require_safe
@at_desk
def show_awaited(request: DeskRequest) -> HttpResponse:
    """The replies whose deadline is near or has passed, the earliest first; `?after=` one continues below it."""
    now = timezone.now()
    rows = replies_awaited(now)
    last = continued_after(rows, request.GET.get("after", ""))
    found = list(rows_after(rows, SOONEST_DEADLINE, last)[: ROWS + 1])
    listed = [
        {"attempt": each, "words": reveal(each.review.claim.text), "is_over": each.deadline <= now}
        for each in found[:ROWS]
    ]
    further = found[ROWS - 1].pk if len(found) > ROWS else None
    return show(request, "awaited.html", rows=listed, further=further, is_first=last is None)
