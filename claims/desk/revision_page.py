"""How the page of a revision looks: the form to write it, or its text to read; its claim and its history beside it."""

from typing import TYPE_CHECKING, Any

from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.desk.blind import shown_history, two_ratings
from claims.desk.checklist import checklist
from claims.desk.claim import place_in_context
from claims.desk.evidence import look_at, look_at_rows
from claims.desk.forms import RevisionForm
from claims.desk.page import DeskRequest, show
from claims.desk.rows import version_seen
from claims.desk.unsaved import unsaved_lines
from claims.desk.versions import changes_for_readers
from claims.models import LinkKind, Rating, Revision, RevisionState
from claims.models.review import LIVE, UNPUBLISHED
from claims.publication.ledger import public_verdict
from claims.publication.marked_words import reveal
from claims.publication.prose import render_markdown
from claims.publication.record import claim_path
from claims.review.heard import heard_beside
from claims.review.judged import cited
from claims.review.move_words import revision_words
from claims.review.moves import MOVES, allowed_moves, why_not
from claims.review.passing import closed_by
from claims.review.presence import be_here
from claims.review.queries import claim_history
from claims.review.revision_queries import (
    appearances_in_context,
    first_hops,
    hops_everywhere,
    revision_to_show,
)
from claims.review.unsaved import new_page
from claims.sources.queries import sources_to_cite

if TYPE_CHECKING:
    from claims.review.revision_queries import ShownRevision

WORDS_AT_MOST = 200  # characters of a search
SAID_BEFOREHAND = ("approve", "return", "publish", "retract", "restore")  # refusals somebody will look for
# What has to be there before a revision is submitted, field by field, as review.actions.what_is_missing judges it.
NEEDED_OF_CORRECTIONS = {
    "correction_note": _("A note to readers"),
    "correction_class": _("A difference to the public version"),
}
NEEDED = {"headline": _("A headline"), "body": _("What we found")}


def revision_or_404(pk: int, request: DeskRequest) -> "ShownRevision":
    """The revision of a page. Raises Http404."""
    revision = revision_to_show(pk, request.user)
    if revision is None:
        raise Http404(_("There is no such review. It may have been typed wrongly."))
    return revision


def written_page(
    request: DeskRequest, revision: "ShownRevision", form: RevisionForm, evidence: BaseFormSet, **more: Any
) -> HttpResponse:
    """The form to write a revision in, with how each part of it stands."""
    look_at_rows(evidence, revision)
    words = request.POST.get("find_source", "")[:WORDS_AT_MOST]
    page = more.setdefault("page", new_page())
    context = {
        "unsaved": unsaved_lines(revision, page),
        "base": request.POST.get("base", ""),
        "here_address": reverse("desk:writing-here", args=[revision.pk]),
        "is_writing": True,
        "found_words": words,
        "found_sources": sources_to_cite(words) if "find" in request.POST else [],
        "version": version_seen(request.POST) or revision.version,
        "form": form,
        "evidence_rows": evidence,
        "needed": _needed(revision),
        **checklist(revision),
        "ratings": Rating.objects.order_by("position"),
        "body_html": render_markdown(str(form["body"].value() or "")),
    }
    return show(request, "write.html", **around(revision, request) | context | more)


def read_page(request: DeskRequest, revision: "ShownRevision", **more: Any) -> HttpResponse:
    """A revision to read, and the moves that its reader may make."""
    claim = revision.review.claim
    is_live = revision.state in LIVE
    moves, gates = allowed_moves(revision, request.user), checklist(revision)
    if gates["open_required"]:
        closed = {name: closed_by(name, gates["open_required"]) for name in ("publish", "schedule")}
        moves |= {name: moves[name] or sentence for name, sentence in closed.items() if name in moves}
    context = {
        "unsaved": unsaved_lines(revision),
        "may_restore": "save" in moves and moves["save"] is None and not more.get("held_by"),
        "version": revision.version,
        "evidence": [{"use": use, "look": look_at(use)} for use in cited(revision)],
        "parts": {
            name: render_markdown(getattr(revision, name))
            for name in ("body", "known", "not_known", "not_shown")
        },
        "needed": _needed(revision) if revision.state == RevisionState.DRAFT else [],
        **gates,
        "moves": moves,
        "may_waive": "waive" in moves and not moves["waive"],
        "may_withdraw": "withdraw" in moves and not moves["withdraw"],
        "waiver_reason": request.POST.get("waiver_reason", ""),
        "waived_gate": request.POST.get("gate", ""),
        "refusals": [moves[name] for name in SAID_BEFOREHAND if moves.get(name)],
        "time_zone": timezone.get_current_timezone_name(),
        "publish_at": request.POST.get("publish_at", ""),
        "public_path": claim_path(claim.public_id, revision.review.slug) if is_live else "",
        "reason": request.POST.get("reason", ""),
        "keeps_words": "keeps_words" in request.POST,
        "recheck_on": request.POST.get("recheck_on", ""),
        "holds_because": request.POST.get("holds_because", ""),
        "new_evidence": request.POST.get("new_evidence", ""),
    }
    return show(request, "read.html", **around(revision, request) | context | more)


def _needed(revision: Revision) -> list[dict]:
    """What has to be there before it is submitted, and whether it is."""
    wanted = NEEDED | (NEEDED_OF_CORRECTIONS if revision.is_correction else {})
    return [
        {"field": name, "name": words, "is_there": bool(getattr(revision, name))}
        for name, words in wanted.items()
    ]


def around(revision: "ShownRevision", request: DeskRequest) -> dict:
    """What stands beside the text: the claim where it was made, who does it, and what has been done."""
    claim = revision.review.claim
    everywhere = hops_everywhere(claim)
    hops = first_hops(everywhere)
    heard = heard_beside(revision, [hop.speaker for hop in everywhere if hop.role == "originator"])
    places = [place_in_context(place) for place in appearances_in_context(claim)]
    is_open_correction = revision.is_correction and revision.state in UNPUBLISHED
    record = public_verdict(claim) if is_open_correction and not revision.is_hidden else None
    history, entries = shown_history(claim_history(claim), revision, request.user)
    return {
        "revision": revision,
        "claim": claim,
        "present": be_here(public_id=claim.public_id, person=request.user),
        "here_address": reverse("desk:here", args=[claim.public_id]),
        "claim_words": reveal(claim.text),
        "speakers": [hop for hop in hops if hop.role == "originator"],
        "relayers": [hop for hop in hops if hop.role == "relayer"],
        "places": places,
        "links": [
            each | {"relation": LinkKind(each["kind"]).label, "words": reveal(each["text"])}
            for each in revision.links
        ],
        "heard": heard,
        "revisions": [each | {"words": revision_words(each)} for each in revision.siblings],
        "history": history,
        **two_ratings(revision, entries),
        "agreement": request.POST.get("agreement", ""),
        "is_due_again": bool(
            revision.review.recheck_on and revision.review.recheck_on <= timezone.localdate()
        ),
        "public_path": "",
        "changes": changes_for_readers(revision, record, hops if len(places) == 1 else None, heard)
        if record
        else [],
        "may_write": why_not(MOVES["comment"], revision, request.user) is None,
        "is_mine": revision.review.assignee_id == request.user.pk,
        "may_cancel": is_open_correction and why_not(MOVES["cancel"], revision, request.user) is None,
        "comment": request.POST.get("comment", ""),
    }
