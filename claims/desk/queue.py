"""The queue of claims, most check-worthy first, and the panes of the chosen one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.desk.claim import claim_pane
from claims.desk.marks import mark_up, marks_of, window
from claims.desk.page import ROWS, DeskRequest, at_desk, show
from claims.desk.place import WORDS_AT_MOST, Place
from claims.models import Claim, ClaimKind, ClaimStatus, DismissalReason, EvidenceStatus
from claims.publication.marked_words import reveal
from claims.review.queries import (
    QUEUE_ORDER,
    appearances_between,
    claim_to_show,
    first_appearance,
    rows_after,
)
from claims.review.queues import (
    claims_held,
    queue_sizes,
    review_queue,
    saved_views,
    speakers_alike,
    with_speakers,
)

if TYPE_CHECKING:
    from claims.review.queues import ListedClaim

AROUND = 12_000  # characters of an article shown on each side of the claim
TABS = {
    ClaimStatus.CANDIDATE: _("To triage"),
    ClaimStatus.ACCEPTED: _("Accepted"),
    ClaimStatus.DISMISSED: _("Dismissed"),
}
LISTS = {"mine": _("Mine"), "waiting": _("Waiting"), "due": _("Due")}  # of revisions
SPANS = [1, 7, 30, 90, 365]  # days
WORTHS = [0.5, 0.6, 0.7, 0.8, 0.9]


@require_safe
@at_desk
def show_queue(request: DeskRequest) -> HttpResponse:
    """The list, the article of the chosen claim with all its claims marked, and the chosen claim."""
    place, now = Place.read(request.GET), timezone.now()
    rows = review_queue(place.status, place.article.pk if place.article else None, place.narrowed, now)
    found = list(with_speakers(rows_after(rows, QUEUE_ORDER, place.after))[: ROWS + 1])
    chosen = request.GET.get("claim") or (found[0].public_id if found else "")
    panes = _chosen_panes(request, place, chosen) if chosen and "\0" not in chosen else {}
    return show(
        request,
        "queue.html",
        place=place,
        here=place.named(),
        tabs=_tabs(request, place),
        views=_views(request, place),
        rows=_rows(found[:ROWS], place, chosen),
        top=place.top().address(),
        further=place.address(after=found[ROWS - 1].public_id) if len(found) > ROWS else None,
        back_to=place.address(claim=_neighbour(found[:ROWS], chosen)),
        stay_at=place.address(claim=chosen),
        alike=_alike(place) if not found else [],
        **_choices(place),
        **panes,
        **(_held(request, panes["claim"]) if panes else {}),
    )


def _tabs(request: DeskRequest, place: Place) -> list[dict]:
    """The queues of claims with the same filters, then the lists of reviews; sizes only where nothing is left out."""
    is_whole = not (place.article or place.narrowed)
    sizes = queue_sizes(request.user)
    claims = [
        {
            "name": name,
            "size": sizes[status] if is_whole else "",
            "address": place.top(status=status).address(),
            "is_current": status == place.status,
        }
        for status, name in TABS.items()
    ]
    reviews = [
        {
            "name": name,
            "size": sizes[key],
            "address": f"{reverse('desk:reviews')}?list={key}",
            "is_elsewhere": True,
        }
        for key, name in LISTS.items()
    ]
    return claims + reviews


def _views(request: DeskRequest, place: Place) -> list[dict]:
    here = place.top().query()
    return [
        {
            "name": view.name,
            "address": f"{reverse('desk:queue')}?{view.query}",
            "is_current": view.query == here,
        }
        for view in saved_views(request.user)
    ]


def _choices(place: Place) -> dict[str, Any]:
    """What the filters offer, and whatever else the address has chosen, so that no form loses it."""
    days, worth = place.narrowed.days, place.narrowed.worth
    spans = SPANS if days is None or days in SPANS else [*SPANS, days]
    return {
        "kinds": ClaimKind.choices,
        "evidence_statuses": EvidenceStatus.choices,
        "days": [(each, _span(each)) for each in spans],
        "worths": WORTHS if worth is None or worth in WORTHS else [*WORTHS, worth],
        "words_at_most": WORDS_AT_MOST,
        "dismissal_reasons": DismissalReason.choices,
    }


def _span(days: int) -> str:
    known = {1: gettext("Today and yesterday"), 365: gettext("A year")}
    return known.get(days) or ngettext("%(number)s day", "%(number)s days", days) % {"number": days}


def _alike(place: Place) -> list[dict]:
    """Speakers with a name like the one that found nothing, each with the address that asks for them."""
    name = place.narrowed.speaker
    return [
        {"name": each, "address": place.top().address(speaker=each)}
        for each in (speakers_alike(name) if name else [])
        if each != name
    ]


def _held(request: DeskRequest, claim: Claim) -> dict[str, Any]:
    """What a search for a claim to merge this one into has found; nothing without a search."""
    words = request.GET.get("held", "").replace("\0", "").strip()[:WORDS_AT_MOST]
    if not words or claim.status != ClaimStatus.CANDIDATE:
        return {"held_words": words}
    found = claims_held(words, like=claim.text, but=claim.pk)
    rows = [{"claim": each, "words": reveal(each.text), "speakers": _names(each)} for each in found]
    return {"held_words": words, "held": rows}


def _neighbour(rows: Sequence[Claim], chosen: str) -> str:
    """The claim to choose when the chosen one leaves the list: the next, or at the end the one before."""
    ids = [claim.public_id for claim in rows]
    if chosen not in ids:
        return ""
    at = ids.index(chosen)
    return (ids[at + 1 :] or ids[:at][-1:] or [""])[0]


def _rows(claims: "list[ListedClaim]", place: Place, chosen: str) -> list[dict]:
    return [
        {
            "claim": claim,
            "words": reveal(claim.text),
            "speakers": _names(claim),
            "evidence": claim.get_evidence_status_display()
            if claim.evidence_status != EvidenceStatus.UNSTATED
            else "",
            "address": place.address(claim=claim.public_id),
            "is_chosen": claim.public_id == chosen,
        }
        for claim in claims
    ]


def _names(claim: "ListedClaim") -> list[str]:
    """Each speaker once, also one who said it in several places."""
    return list(dict.fromkeys(claim.said_by))


def _chosen_panes(request: DeskRequest, place: Place, public_id: str) -> dict:
    """The panes of the chosen claim and its article; none for a claim we do not hold."""
    appearance = first_appearance(public_id, place.article.pk if place.article else None)
    if appearance is None:
        claim = claim_to_show(public_id)
        return claim_pane(request.user, claim, None, []) | {"topic_names": claim.topic_names} if claim else {}
    article = appearance.article
    start, end = window(article.text, appearance.start, appearance.end, AROUND)
    appearances = list(appearances_between(article, start, end))
    html = mark_up(
        article.text[start:end],
        [mark for each in appearances for mark in marks_of(each)],
        address=lambda claim: place.address(claim=claim),
        offset=start,
        selected=public_id,
    )
    hops = next(each.attributions.all() for each in appearances if each == appearance)
    return claim_pane(request.user, appearance.claim, appearance, hops) | {
        "topic_names": appearance.topic_names,
        "article": article,
        "article_html": html,
        "is_excerpt": end - start < len(article.text),
    }
