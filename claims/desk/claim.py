"""One claim: its pane in the queue, and the page where it is put into our words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.desk.blind import shown_history
from claims.desk.compare import base_of, chosen, differences
from claims.desk.forms import ClaimForm, SpeakerFormSet
from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.place import WORDS_AT_MOST
from claims.desk.rows import rows_of, version_seen, with_another_row
from claims.desk.stored_words import shown
from claims.models import Appearance, Attribution, Claim, DismissalReason, LinkKind
from claims.models.review import LIVE
from claims.publication.linked import BACK
from claims.publication.marked_words import reveal
from claims.review.linking import links_of
from claims.review.moves import MOVES, MoveNotAllowed, StaleSave, allowed_moves, why_not
from claims.review.presence import be_here
from claims.review.queries import claim_history, claim_to_show
from claims.review.queues import verdicts_held
from claims.review.revision_queries import CONTEXT, appearances_in_context, hops_of, latest_revision
from claims.review.triage import ClaimContent, SpeakerEntry, edit_claim

if TYPE_CHECKING:
    from claims.review.queries import ShownClaim
    from claims.review.revision_queries import PlacedAppearance

FACTORS_SHOWN = 8


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_claim(request: DeskRequest, public_id: str, refusal: str = "") -> HttpResponse:
    """The claim's page; on POST, save it in new words, or show the form with one more row for a speaker."""
    claim = claim_to_show(public_id) if "\0" not in public_id else None
    if claim is None:
        raise Http404(_("There is no claim with this id. It may have been typed wrongly."))
    if request.method != "POST" or refusal:
        content = _as_content(claim, hops_of(claim))
        forms = ClaimForm(initial=vars(content)), rows_of(SpeakerFormSet, content.speakers, prefix="speakers")
        more: dict[str, Any] = {
            "base": base_of(content),
            "version": claim.version,
            "status": 409 if refusal else 200,
        }
        return _page(request, claim, *forms, refusal=refusal, **more)
    if "add_row" in request.POST:
        data = with_another_row(request.POST, "speakers")
        return _page(request, claim, ClaimForm(data), SpeakerFormSet(data, prefix="speakers"))
    return _save(request, claim)


def claim_pane(
    person: User, claim: Claim, appearance: Appearance | None, hops: Iterable[Attribution]
) -> dict:
    """What the queue and the claim's page both show: who, where, how, why, and the moves with their refusals."""
    hops = list(hops)
    revision = latest_revision(claim, person) if hasattr(claim, "review") else None
    return {
        "claim": claim,
        "claim_words": reveal(claim.text),
        "appearance": appearance,
        "found_words": reveal(appearance.words) if appearance else "",
        "speakers": [hop for hop in hops if hop.role == "originator"],
        "relayers": [hop for hop in hops if hop.role == "relayer"],
        "factors": factor_bars(claim.factors),
        "moves": allowed_moves(claim, person),
        "reasons": DismissalReason.choices,
        "revision": revision,
    }


def factor_bars(factors: list[dict]) -> list[dict]:
    """The strongest factors of a check-worthiness, each with the width of its bar in hundredths."""
    strongest = sorted(factors, key=lambda factor: -abs(factor["weight"]))[:FACTORS_SHOWN]
    widest = max((abs(factor["weight"]) for factor in strongest), default=0) or 1
    return [
        {
            "name": shown(str(factor["name"])),
            "weight": f"{'−' if factor['weight'] < 0 else '+'}{number_format(abs(factor['weight']), 2)}",
            "width": round(100 * abs(factor["weight"]) / widest),
            "is_against": factor["weight"] < 0,
        }
        for factor in sorted(strongest, key=lambda factor: -factor["weight"])
    ]


def _save(request: DeskRequest, claim: "ShownClaim") -> HttpResponse:
    form, speakers = ClaimForm(request.POST), SpeakerFormSet(request.POST, prefix="speakers")
    if not (form.is_valid() and speakers.is_valid()):
        return _page(request, claim, form, speakers, status=422)
    content, seen = form.content(speakers), version_seen(request.POST)
    stored = _as_content(claim, hops_of(claim))
    try:
        saved = edit_claim(
            claim_id=claim.pk,
            editor=request.user,
            version=seen,
            content=chosen(content, stored, request.POST),
            now=timezone.now(),
        )
    except MoveNotAllowed as refusal:
        return _refused(request, claim, form, speakers, content, refusal)
    leave_note(request, _("Saved.") if saved.version != seen else _("Nothing had changed."))
    return redirect("desk:claim", claim.public_id)


def _refused(
    request: DeskRequest,
    claim: "ShownClaim",
    form: ClaimForm,
    speakers: BaseFormSet,
    content: ClaimContent,
    refusal: MoveNotAllowed,
) -> HttpResponse:
    """The form as it was sent; after a stale save with what stands now beside it, to choose from both."""
    more: dict[str, Any] = {"refusal": str(refusal), "status": 409}
    if isinstance(refusal, StaleSave) and (now_stored := claim_to_show(claim.public_id)):
        claim = now_stored
        stored = _as_content(claim, hops_of(claim))
        both = differences(stored, content, request.POST.get("base", ""))
        more |= {"version": claim.version, "differences": both}
    return _page(request, claim, form, speakers, **more)


def _page(
    request: DeskRequest, claim: "ShownClaim", form: ClaimForm, speakers: BaseFormSet, **more: Any
) -> HttpResponse:
    places = list(appearances_in_context(claim))
    first = places[0] if places else None
    context: dict[str, Any] = {
        "version": version_seen(request.POST) or claim.version,
        "base": request.POST.get("base", ""),
        "present": be_here(public_id=claim.public_id, person=request.user),
        "here_address": reverse("desk:here", args=[claim.public_id]),
        "form": form,
        "speaker_rows": speakers,
        "edit_refusal": why_not(MOVES["edit_claim"], claim, request.user),
        "topic_names": claim.topic_names,
        "places": [place_in_context(place) for place in places],
    }
    pane = claim_pane(request.user, claim, first, hops_of(claim))
    context["history"], _entries = shown_history(claim_history(claim), pane["revision"], request.user)
    context |= _links(request, claim)
    if pane["revision"] and pane["revision"].state in LIVE:
        context["edit_refusal"] = _(
            "Readers already see its verdict in these words. To change them, open a correction in its review."
        )
    return show(request, "claim.html", **pane | context | more)


def _links(request: DeskRequest, claim: Claim) -> dict[str, Any]:
    """What the claim is linked with, and what a search for another to link it to has found."""
    asked = request.GET.get("relation", "")
    kind = LinkKind(asked) if asked in LinkKind else LinkKind.REPEATS
    words = request.GET.get("link", "").replace("\0", "").strip()[:WORDS_AT_MOST]
    found = verdicts_held(words, like=claim.text, but=claim.pk) if words else []
    return {
        "links": link_lines(claim),
        "kinds": LinkKind.choices,
        "relation": str(kind),
        "relation_words": kind.label,
        "link_words": words,
        "words_at_most": WORDS_AT_MOST,
        "found": [{"claim": each, "words": reveal(each.text), "speakers": each.said_by} for each in found],
    }


def link_lines(claim: Claim) -> list[dict]:
    """Each link of a claim, its own and those that lead to it, as a list shows it."""
    return [
        {
            "kind": link.kind,
            "relation": link.get_kind_display() if link.claim_id == claim.pk else BACK[LinkKind(link.kind)],
            "is_own": link.claim_id == claim.pk,
            "other": (other := link.other if link.claim_id == claim.pk else link.claim),
            "words": reveal(other.text),
        }
        for link in links_of(claim)
    ]


def place_in_context(appearance: "PlacedAppearance") -> dict:
    """A place where a claim was made, with the words before and after it."""
    return {
        "appearance": appearance,
        "before": reveal(
            _from_a_word(appearance.before) if appearance.start > CONTEXT else appearance.before
        ),
        "words": reveal(appearance.words),
        "after": reveal(
            _to_a_word(appearance.after) if len(appearance.after) == CONTEXT else appearance.after
        ),
    }


def _from_a_word(text: str) -> str:
    return f"… {text.split(None, 1)[-1]}" if text.strip() else text


def _to_a_word(text: str) -> str:
    return f"{text.rsplit(None, 1)[0]} …" if text.strip() else text


def _as_content(claim: "ShownClaim", hops: Iterable[Attribution]) -> ClaimContent:
    """The claim as it stands, in the form that it is saved in."""
    return ClaimContent(
        text=claim.text,
        kind=claim.kind,
        evidence_status=claim.evidence_status,
        evidence_status_on=claim.evidence_status_on,
        topics=tuple(claim.topic_ids),
        speakers=tuple(SpeakerEntry(hop.speaker.name, hop.speaker.kind, hop.role, hop.title) for hop in hops),
    )
