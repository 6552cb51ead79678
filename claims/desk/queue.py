"""The queue of claims, most check-worthy first, and what is decided there."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.desk.claim import claim_pane, show_claim
from claims.desk.forms import DismissalForm
from claims.desk.marks import mark_up, marks_of, reveal, window
from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, shortened, show
from claims.desk.rows import version_seen
from claims.models import Article, Attribution, Claim, ClaimStatus, EvidenceStatus
from claims.review.moves import MOVES, MoveNotAllowed
from claims.review.queries import (
    QUEUE_ORDER,
    appearances_between,
    claim_speakers,
    claim_to_show,
    first_appearance,
    queue_sizes,
    review_queue,
    rows_after,
)
from claims.review.triage import accept_claim, dismiss_claim, reconsider_claim

AROUND = 12_000  # characters of an article shown on each side of the claim
TABS = {
    ClaimStatus.CANDIDATE: "To triage",
    ClaimStatus.ACCEPTED: "Accepted",
    ClaimStatus.DISMISSED: "Dismissed",
}
DONE = {"accept": "Accepted", "dismiss": "Dismissed", "reconsider": "Back in triage"}


@dataclass(frozen=True)
class Place:
    """Where in the queue somebody is: the part of the address that a decision leads back to."""

    status: ClaimStatus
    article: Article | None
    after: Claim | None

    @classmethod
    def read(cls, query: QueryDict) -> "Place":
        """The place an address names. Raises Http404 for one that we never wrote."""
        status = query.get("status", ClaimStatus.CANDIDATE)
        article, after = query.get("article", ""), query.get("after", "")
        if status not in ClaimStatus or not (article or "0").isdecimal() or "\0" in after:
            raise Http404("There is no such queue. Begin with the one of claims to triage.")
        return cls(
            ClaimStatus(status),
            get_object_or_404(Article.objects.defer("text"), pk=int(article)) if article else None,
            get_object_or_404(Claim, public_id=after) if after else None,
        )

    def address(self, **more: str) -> str:
        """The address of this place, with a claim chosen if one is given."""
        named = {
            "status": str(self.status) if self.status != ClaimStatus.CANDIDATE else "",
            "article": str(self.article.pk) if self.article else "",
            "after": self.after.public_id if self.after else "",
            **more,
        }
        query = urlencode({name: value for name, value in named.items() if value})
        return reverse("desk:queue") + (f"?{query}" if query else "")


@require_safe
@at_desk
def show_queue(request: DeskRequest) -> HttpResponse:
    """The list, the article of the chosen claim with all its claims marked, and the chosen claim."""
    place = Place.read(request.GET)
    rows = review_queue(place.status, place.article.pk if place.article else None)
    found = list(rows_after(rows, QUEUE_ORDER, place.after)[: ROWS + 1])
    chosen = request.GET.get("claim") or (found[0].public_id if found else "")
    return show(
        request,
        "queue.html",
        place=place,
        tabs=_tabs(place),
        rows=_rows(found[:ROWS], place, chosen),
        further=place.address(after=found[ROWS - 1].public_id) if len(found) > ROWS else None,
        back_to=place.address(claim=_neighbour(found[:ROWS], chosen)),
        stay_at=place.address(claim=chosen),
        **(_chosen_panes(request, place, chosen) if chosen and "\0" not in chosen else {}),
    )


@require_POST
@at_desk
def accept(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take a claim on."""
    return _decide(request, public_id, "accept", accept_claim)


@require_POST
@at_desk
def dismiss(request: DeskRequest, public_id: str) -> HttpResponse:
    """Put a claim aside for one of the reasons."""
    form = DismissalForm(request.POST)
    if not form.is_valid():
        leave_note(request, "Cannot dismiss without a reason. Choose one from the list.", is_refusal=True)
        return _back(request, public_id)
    return _decide(request, public_id, "dismiss", dismiss_claim, reason=form.cleaned_data["reason"])


@require_POST
@at_desk
def reconsider(request: DeskRequest, public_id: str) -> HttpResponse:
    """Make a decided claim a candidate again."""
    return _decide(request, public_id, "reconsider", reconsider_claim)


def _decide(
    request: DeskRequest, public_id: str, name: str, action: Callable[..., Claim], **more: str
) -> HttpResponse:
    before = get_object_or_404(Claim, public_id=public_id)
    seen = version_seen(request.POST)
    words = f"“{shortened(before.text)}”"
    if before.status == MOVES[name].end and seen < before.version:  # a double click, or another tab
        leave_note(request, f"{DONE[name]} already: {words}.")
        return _back(request, public_id)
    try:
        claim = action(claim_id=before.pk, editor=request.user, version=seen, now=timezone.now(), **more)
    except MoveNotAllowed as refusal:
        if request.POST.get("back_to"):
            leave_note(request, f"{refusal} {words}", is_refusal=True)
            return _back(request, public_id)
        return show_claim(request, public_id, refusal=str(refusal))
    is_undone = before.status == ClaimStatus.CANDIDATE
    leave_note(request, f"{DONE[name]}: {words}", undo=claim if is_undone else None)
    return _back(request, public_id)


def _back(request: DeskRequest, public_id: str) -> HttpResponseRedirect:
    """To the place in the queue that the form came from, else to the claim's page."""
    address = request.POST.get("back_to", "")
    queue = reverse("desk:queue")
    if address == queue or address.startswith(f"{queue}?"):
        return HttpResponseRedirect(address)
    return redirect("desk:claim", public_id)


def _neighbour(rows: list[Claim], chosen: str) -> str:
    """The claim to choose when the chosen one leaves the list: the next, or at the end the one before."""
    ids = [claim.public_id for claim in rows]
    if chosen not in ids:
        return ""
    at = ids.index(chosen)
    return (ids[at + 1 :] or ids[:at][-1:] or [""])[0]


def _tabs(place: Place) -> list[dict]:
    sizes = {} if place.article else queue_sizes()
    return [
        {
            "name": name,
            "size": sizes.get(status, ""),
            "address": Place(status, place.article, None).address(),
            "is_current": status == place.status,
        }
        for status, name in TABS.items()
    ]


def _rows(claims: list[Claim], place: Place, chosen: str) -> list[dict]:
    speakers = claim_speakers(claims)
    return [
        {
            "claim": claim,
            "words": reveal(claim.text),
            "speakers": _names(speakers.get(claim.pk, [])),
            "evidence": claim.get_evidence_status_display()
            if claim.evidence_status != EvidenceStatus.UNSTATED
            else "",
            "address": place.address(claim=claim.public_id),
            "is_chosen": claim.public_id == chosen,
        }
        for claim in claims
    ]


def _names(hops: list[Attribution]) -> list[str]:
    return [hop.speaker.name for hop in hops if hop.role == "originator"]


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
