"""The page of a revision for whoever rates it before they see how its author did, and what both then see."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from claims.desk.evidence import look_at
from claims.desk.history import history_lines
from claims.desk.page import DeskRequest, keep_words, show, typed_words
from claims.models import AuditEntry, Rating, Revision, RevisionState, SecondRating
from claims.publication.prose import render_markdown
from claims.review.blindness import BLIND_IN, blind_among
from claims.review.judged import cited
from claims.review.moves import MOVES, why_not

BASIS = ("known", "not_known", "not_shown")  # what a rater may read: what was found, and no conclusion
CHANGED_MEANWHILE = _(
    "Second editors now rate before they see the first rating, and you have not: nothing was saved. Decline to rate "
    "on the page of the review, then save it again."
)


def blind_page(request: DeskRequest, revision: Revision, around: dict, refusal: str = "") -> HttpResponse:
    """The claim, the evidence and what is known, without rating and conclusion; to rate it, or to decline."""
    is_save = request.method == "POST" and not refusal
    if is_save and typed_words(request):
        return keep_words(request, str(CHANGED_MEANWHILE))
    context = {
        "version": revision.version,
        "evidence": [{"use": use, "look": look_at(use)} for use in cited(revision)],
        "parts": {name: render_markdown(getattr(revision, name)) for name in BASIS},
        "ratings": Rating.objects.order_by("position"),
        "rate_refusal": why_not(MOVES["rate"], revision, request.user),
        "is_in_review": revision.state == RevisionState.IN_REVIEW,
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
        "chosen": request.POST.get("rating", ""),
    }
    return show(request, "blind.html", status=409 if refusal or is_save else 200, **around | context)


def shown_history(
    entries: Iterable[AuditEntry], revision: Revision | None, person: User
) -> tuple[list[dict], list[AuditEntry]]:
    """The lines of a claim's history, without what would tell a second rater; and the entries themselves.

    `revision` was read for this person: it is the one that is worked on, or knows that one among its siblings.
    """
    entries = list(entries)
    return history_lines(entries, hidden_in(revision, person)), entries


def hidden_in(revision: Revision | None, person: User) -> set[int]:
    """The revision of a review whose words the person must not see yet, if there is one."""
    if revision is None:
        return set()
    if revision.state in BLIND_IN:
        return {revision.pk} if getattr(revision, "is_hidden", False) else set()
    others = [each["pk"] for each in getattr(revision, "siblings", []) if each["state"] in BLIND_IN]
    return blind_among(others, person)


def two_ratings(revision: Revision, entries: Iterable[AuditEntry]) -> dict[str, Any]:
    """The second ratings of a revision, and the discussion where they differ: the comments since then."""
    if getattr(revision, "is_hidden", True) or not getattr(revision, "is_rated_twice", False):
        return {"second_ratings": []}
    given = list(
        SecondRating.objects.filter(revision=revision, rating__isnull=False)
        .select_related("rater", "rating", "first_rating", "agreed_rating", "agreed_by")
        .order_by("pk")
    )
    differing = [each for each in given if each.rating_id != each.first_rating_id]
    began = min((each.rated_at for each in differing), default=None)
    said = [
        each
        for each in entries
        if began and each.revision_id == revision.pk and each.move == "comment" and each.happened_at >= began
    ]
    return {
        "second_ratings": given,
        "is_disputed": any(each.agreed_rating_id is None for each in differing),
        "is_settled_otherwise": any(
            each.agreed_rating_id not in (None, revision.rating_id) for each in differing
        ),
        "differing": differing,
        "discussion": history_lines(reversed(said)),
    }
