"""Live verdicts that may not hold any more, and why."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from claims.models import AuditEntry, Claim, Evidence, LinkCheck, Revision, RevisionState
from claims.models.review import UNPUBLISHED

SHOWN_AT_MOST = 3  # of the notes, repeats and dead sources of one verdict
SOONEST_RECHECK = ("recheck_on", "pk")
REASONS = {
    "recheck": _("Day has passed"),
    "evidence": _("New evidence"),
    "repeat": _("Made again"),
    "dead": _("Source is gone"),
}


def stale_verdicts(today: date, *, why: str = "", assignee: User | None = None) -> QuerySet[Revision, Any]:
    """Verdicts that readers see and that are stale, for one of REASONS or for any; order by SOONEST_RECHECK.

    Each with what its row tells: `recheck_on`, `evidence_notes`, `repeats`, `dead_sources`, and `open_update`, a list
    of one at most.
    """
    reasons = _conditions(today)
    wanted = reasons[why] if why else Q(*reasons.values(), _connector=Q.OR)
    live = Revision.objects.filter(wanted, state=RevisionState.PUBLISHED, review__recheck_on__isnull=False)
    if assignee:
        live = live.filter(review__assignee=assignee)
    notes = _notes().order_by("-pk").values("reason")[:SHOWN_AT_MOST]
    repeat = JSONObject(public_id="public_id", text="text")
    repeats = _repeats().order_by("-pk").values(each=repeat)[:SHOWN_AT_MOST]
    dead = _dead().order_by("pk").values(each=JSONObject(pk="source", title="source__title"))[:SHOWN_AT_MOST]
    update = Revision.objects.filter(review=OuterRef("review"), state__in=UNPUBLISHED).values("pk")
    return live.select_related("review__claim", "review__assignee", "rating").annotate(
        recheck_on=F("review__recheck_on"),
        evidence_notes=ArraySubquery(notes),
        repeats=ArraySubquery(repeats),
        dead_sources=ArraySubquery(dead),
        open_update=ArraySubquery(update),
    )


def _conditions(today: date) -> dict[str, Q]:
    """What makes a live verdict stale, by the names in REASONS."""
    return {
        "recheck": Q(review__recheck_on__lte=today),
        "evidence": Q(Exists(_notes())),
        "repeat": Q(Exists(_repeats())),
        "dead": Q(Exists(_dead())),
    }


def _notes() -> QuerySet[AuditEntry]:
    """That new evidence has come up since the verdict was last found to hold."""
    return AuditEntry.objects.filter(
        claim=OuterRef("review__claim"), move="note_evidence", happened_at__gt=OuterRef("review__checked_at")
    )


def _repeats() -> QuerySet[Claim]:
    """Claims merged into this one since the verdict was last found to hold: it was made again, or found elsewhere."""
    merged = AuditEntry.objects.filter(
        claim=OuterRef("pk"), move="merge", happened_at__gt=OuterRef(OuterRef("review__checked_at"))
    )
    return Claim.objects.filter(Exists(merged), merged_into=OuterRef("review__claim"))


def _dead() -> QuerySet[Evidence]:
    """What the verdict rests on and whose link was found dead since it was last found to hold, and is not mended."""
    found = LinkCheck.objects.filter(
        url=OuterRef("source__url"),
        is_dead=True,
        settled_at=None,
        checked_at__gt=OuterRef(OuterRef("review__checked_at")),
    )
    return Evidence.objects.filter(Exists(found), revision=OuterRef("pk"))
