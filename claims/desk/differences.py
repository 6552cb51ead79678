"""Two revisions of a review, with what one says and the other does not."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from claims.desk.blind import hidden_in
from claims.desk.page import DeskRequest, at_desk, show
from claims.desk.revision_page import revision_or_404
from claims.desk.versions import words_of
from claims.models import Revision
from claims.publication.marked_words import both_marked, reveal
from claims.publication.parts import OURS, PARTS
from claims.review.revision_queries import revisions_of

OF_THE_REVIEW = ("claim_reviewed", "speakers", "replies")  # they belong to no one revision


@require_safe
@at_desk
def show_differences(request: DeskRequest, pk: int) -> HttpResponse:
    """Any two revisions of the review that `pk` belongs to; without a choice, this one and the one before it."""
    shown = revision_or_404(pk, request)
    if shown.is_hidden:
        raise PermissionDenied(_("Rate it before you compare it, or decline to, on the page of the review."))
    hidden = hidden_in(shown, request.user)
    revisions = {each.number: each for each in revisions_of(shown.review) if each.pk not in hidden}
    after = _chosen(request, "to", revisions, shown.number)
    before = _chosen(request, "from", revisions, max((n for n in revisions if n < after), default=after))
    return show(
        request,
        "differences.html",
        revision=shown,
        claim_words=reveal(shown.review.claim.text),
        revisions=list(revisions.values()),
        before=revisions[before],
        after=revisions[after],
        parts=_parts(revisions[before], revisions[after]),
    )


def _parts(before: Revision, after: Revision) -> list[dict]:
    """The parts in which two revisions differ, in the order of the page."""
    old, new = words_of(before), words_of(after)
    names = {"correction_note": gettext_noop("note to readers")} | PARTS
    return [
        {"name": name, "words": both_marked(old[part], new[part]), "is_ours": part in OURS}
        for part, name in names.items()
        if part not in OF_THE_REVIEW and old[part] != new[part]
    ]


def _chosen(request: DeskRequest, name: str, revisions: dict[int, Revision], default: int) -> int:
    """The number of a revision that the address names. Raises Http404 for one that the review does not have."""
    number = request.GET.get(name, "")
    if not number:
        return default
    if number.isascii() and number.isdigit() and len(number) < 9 and int(number) in revisions:
        return int(number)
    raise Http404(_("This review has no such revision. Choose two of those in the list."))
