"""The gates of a revision as the desk shows them: line by line beside the text, and named in a sentence."""

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from claims.models import Revision, Waiver
from claims.models.review import UNPUBLISHED
from claims.review.passing import gate_lines, open_requirements


def checklist(revision: Revision) -> dict:
    """The gates of a `queries.revision_to_show` as they stood when last asked; none once readers know it."""
    is_open = revision.state in UNPUBLISHED
    waivers = [_waiver(**row) for row in revision.held_waivers]  # type: ignore[attr-defined]
    lines = gate_lines(getattr(revision, "gate_check", None), waivers) if is_open else []
    return {"gates": lines, "open_required": open_requirements(lines)}


def still_open(revision: Revision) -> str:
    """What a revision that has just moved still needs before readers see it, as a sentence to add."""
    held = revision.waivers.filter(voided_at=None)
    names = open_requirements(gate_lines(getattr(revision, "gate_check", None), held))
    return " " + _("Before it is published it still needs %(names)s.") % {"names": names} if names else ""


def _waiver(gate: str, reason: str, words_hash: str, **person: str) -> Waiver:
    return Waiver(gate=gate, reason=reason, words_hash=words_hash, granted_by=User(**person))
