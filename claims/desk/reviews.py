"""The lists of reviews, and the moves of a revision."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from claims.desk.checklist import still_open
from claims.desk.claim import show_claim
from claims.desk.moving import make_move, make_move_with_reason
from claims.desk.page import ROWS, DeskRequest, at_desk, show
from claims.desk.rows import continued_after, version_seen
from claims.models import Claim
from claims.publication.marked_words import reveal
from claims.review.actions import (
    approve_revision,
    open_review,
    publish_revision,
    return_revision,
    submit_revision,
)
from claims.review.moves import MoveNotAllowed
from claims.review.queries import rows_after
from claims.review.revision_queries import REVISION_LISTS, revision_list, revision_list_sizes, revision_order

TABS = {
    "mine": (
        _("Mine"),
        _("Reviews assigned to you that are not published yet. Open one from an accepted claim."),
    ),
    "drafts": (
        _("Drafts"),
        _("Reviews being written. A claim that was accepted gets one with “Open a review”."),
    ),
    "waiting": (
        _("Waiting for approval"),
        _("Reviews that their author has submitted. Another editor approves them here."),
    ),
    "due": (
        _("Due"),
        _("Reviews that should be done by a day, the soonest first. “Assign and plan” on a review sets it."),
    ),
    "approved": (
        _("Approved"),
        _("Reviews that an editor stands behind, word for word, and that wait to be published."),
    ),
    "scheduled": (
        _("Scheduled"),
        _("Approved reviews that publish themselves at their time. Set one on an approved review."),
    ),
    "published": (
        _("Published"),
        _(
            "Verdicts that readers see, and those taken back. An approved review comes here with “Publish now”."
        ),
    ),
    "followed": (
        _("Followed"),
        _("Reviews you follow, at whatever state. “Follow” stands beside each review."),
    ),
}


@require_safe
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """One of the lists; `?after=` a revision continues below it."""
    name = request.GET.get("list", REVISION_LISTS[0])
    if name not in TABS:
        raise Http404(gettext("There is no such list of reviews."))
    rows = revision_list(name, request.user)
    last = continued_after(rows, request.GET.get("after", ""))
    found = list(rows_after(rows, revision_order(name), last)[: ROWS + 1])
    sizes = revision_list_sizes(request.user)
    return show(
        request,
        "reviews.html",
        list=name,
        tabs=[{"list": each, "name": TABS[each][0], "size": sizes[each]} for each in TABS],
        heading=TABS[name][0],
        explanation=TABS[name][1],
        rows=[{"revision": each, "words": reveal(_words(each))} for each in found[:ROWS]],
        further=found[ROWS - 1].pk if len(found) > ROWS else None,
        is_first=last is None,
    )


@require_POST
@at_desk
def begin(request: DeskRequest, public_id: str) -> HttpResponse:
    """Open the review of an accepted claim, or go to the one it has."""
    claim = get_object_or_404(Claim, public_id=public_id)
    seen = version_seen(request.POST)
    try:
        revision = open_review(claim_id=claim.pk, editor=request.user, version=seen, now=timezone.now())
    except MoveNotAllowed as refusal:
        return show_claim(request, public_id, refusal=str(refusal))
    return redirect("desk:revision", revision.pk)


@require_POST
@at_desk
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask another editor to judge it."""
    done = gettext("Submitted. Another editor can now approve it or return it.")
    return make_move(request, pk, submit_revision, lambda revision: done + still_open(revision))


@require_POST
@at_desk
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Stand behind it word for word."""
    return make_move(
        request,
        pk,
        approve_revision,
        lambda revision: (
            gettext("Approved as it stands.")
            + (still_open(revision) or " " + gettext("Whoever may publish can do so now."))
        ),
    )


@require_POST
@at_desk
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Return it to its author with a reason."""
    return make_move_with_reason(request, pk, return_revision, gettext("Returned with your reason."))


@require_POST
@at_desk
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Put it before the readers."""
    return make_move(request, pk, publish_revision, gettext("Published. Readers see it now."))


def _words(revision: Any) -> str:
    """The headline; the claim itself where there is none yet, or for whoever is to rate it before they read one."""
    return (not revision.is_hidden and revision.headline) or revision.review.claim.text
