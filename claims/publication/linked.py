"""Verdicts that one bears on, or that bear on it, as editors said: from the records alone, so never a draft."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import LinkKind, PublicRecord
from claims.publication.ledger import current_records

SHOWN = 50  # made by hand, one by one; of more than these the newest stand
BACK = {
    LinkKind.REPEATS: _("Repeated by"),
    LinkKind.CONTRADICTS: _("Contradicted by"),
    LinkKind.PART_OF: _("Has as a part"),
    LinkKind.ANSWERS: _("Answered by"),
}


@dataclass(frozen=True)
class Linked:
    """A verdict that stands now, and what it has to do with another: "Repeats", "Answered by"."""

    row: PublicRecord
    relations: tuple[str | Promise, ...]


def linked_verdicts(record: dict, *, is_linked_to: bool = True) -> list[Linked]:
    """The verdicts that one names, and those that name it unless it is known that none does; none that was retracted.

    By one question, or by none.
    """
    named = {each["claim"] for each in record.get("links", [])}
    wanted = Q(public_id__in=named)
    if is_linked_to:
        wanted |= Q(facets__contains=[f"linked_to:{record['id']}"])
    elif not named:
        return []
    # Not by the bare number: the database might follow it through the whole ledger to find the few that there are.
    found = current_records().filter(wanted).order_by((F("sequence") + 0).desc())[:SHOWN]
    return [Linked(row, _relations(record, row)) for row in found]


def _relations(record: dict, other: PublicRecord) -> tuple[str | Promise, ...]:
    to = [
        LinkKind(each["kind"]).label for each in record.get("links", []) if each["claim"] == other.public_id
    ]
    back = [BACK[each["kind"]] for each in other.record.get("links", []) if each["claim"] == record["id"]]
    return (*to, *back)
