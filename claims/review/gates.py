"""The gates before publication: each one small function that says in a sentence what is missing, or nothing.

`GATES` is the one list of them; docs/gates.md explains it, and a test compares the two. A hard gate stops publication
unless another editor waives it; a soft one only advises.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.models import SourceKind, Stance
from claims.publication.claimreview import claim_review
from claims.publication.markup_rules import disagreements, problems
from claims.publication.scale import rating_scale
from claims.publication.verdict import verdict_page
from claims.review.judged import Judged
from claims.review.reply_gate import every_speaker_was_heard, no_reply_is_awaited
from claims.review.source_gates import (
    excerpts_are_found,
    interests_are_disclosed,
    protected_sources_are_confirmed,
    sources_are_kept,
)

# Where the requirements come from. IFCN: code of principles; ClaimReview: Google's rules for the markup of checks.
STANDARDS = {
    "ClaimReview": gettext_noop("rules for marked-up checks"),
    "S2": gettext_noop("IFCN 2.2 and 5.2: say how claims are chosen"),
    "S4": gettext_noop("IFCN 3.1: link all significant evidence"),
    "S5": gettext_noop("IFCN, transparency of sources: protect who would be endangered"),
    "S6": gettext_noop("IFCN 3.2: rely on the best primary source"),
    "S7": gettext_noop("IFCN 3.3: check against more than one named source"),
    "S8": gettext_noop("IFCN 2.3 and 3.4: disclose the interests of sources"),
    "S9": gettext_noop("IFCN 5.3: show evidence for and against"),
    "S10": gettext_noop("IFCN 5.5: ask whoever made the claim"),
    "S14": gettext_noop("IFCN 6.3: correct openly"),
}


@dataclass(frozen=True)
class Gate:
    """One requirement. `check` gives "" if what is judged meets it, else a sentence that says what would help."""

    id: str
    name: str
    standard: str
    check: Callable[[Judged], str]
    is_hard: bool = True
    may_be_waived: bool = False


def has_rating(work: Judged) -> str:
    """A step of the scale."""
    return "" if work.revision.rating_id else _("It has no rating yet. Choose one.")


def has_short_answer(work: Judged) -> str:
    """What a reader can repeat to somebody."""
    if work.revision.short_answer.strip():
        return ""
    return _("It has no short answer yet. Write two or three sentences that a reader can repeat to somebody.")


def says_why_chosen(work: Judged) -> str:
    """Why this claim and not another."""
    if work.revision.why_chosen.strip():
        return ""
    return _("It does not say why we checked this claim. Tell readers in a sentence.")


def has_origin(work: Judged) -> str:
    """Who made the claim, and where it was found first."""
    if not work.content["appearances"]:
        return _(
            "No article is known in which the claim stands. Submit one, and merge its claim into this one."
        )
    if not work.content["speakers"]:
        return _("Nobody is named who made the claim. Name them on the page of the claim.")
    return ""


def has_primary_source(work: Judged) -> str:
    """A primary source among the evidence, or why there is none."""
    kinds = {use["kind"] for use in work.content["evidence"]}
    if work.revision.primary_explanation.strip() or SourceKind.PRIMARY in kinds:
        return ""
    return _("No primary source is among the evidence. Add one, or explain to readers why there is none.")


def has_two_publishers(work: Judged) -> str:
    """Evidence from two publishers who are not those who made the claim."""
    said_it = {_plain(speaker["name"]) for speaker in work.content["speakers"]}
    publishers = {_plain(use["publisher"]): use["publisher"] for use in work.content["evidence"]}
    independent = [name for plain, name in publishers.items() if plain and plain not in said_it]
    if len(independent) > 1:
        return ""
    if not independent:
        return _("No evidence comes from an independent publisher. Add sources of two.")
    return _(
        "All independent evidence comes from %(publisher)s. Add a source of another publisher; "
        "if there is no other, ask another editor to waive this as the sole source."
    ) % {"publisher": independent[0]}


def shows_both_stances(work: Judged) -> str:
    """Evidence for the claim and against it."""
    shown = {use["stance"] for use in work.content["evidence"]} & {Stance.SUPPORTS, Stance.CONTRADICTS}
    if len(shown) > 1:
        return ""
    if not shown:
        return _(
            "No evidence for or against the claim is shown. "
            "Add what there is, or say in the text that you looked and found none."
        )
    if Stance.CONTRADICTS in shown:
        return _(
            "No evidence for the claim is shown. "
            "Add what there is, or say in the text that you looked and found none."
        )
    return _(
        "No evidence against the claim is shown. "
        "Add what there is, or say in the text that you looked and found none."
    )


def says_what_was_corrected(work: Judged) -> str:
    """A note to readers, where they know an earlier version."""
    if not work.revision.is_correction or work.revision.correction_note.strip():
        return ""
    return _("Readers know an earlier version. Tell them in a note what was changed and why.")


def has_valid_markup(work: Judged) -> str:
    """ClaimReview markup as its readers want it."""
    if not work.revision.rating_id:
        return _("The markup begins with a rating. Choose one and save.")
    found = problems(claim_review(work.record))
    return _("The markup would be refused: %(faults)s") % {"faults": " ".join(found)} if found else ""


def agrees_with_its_markup(work: Judged) -> str:
    """The same verdict, claim and evidence to people and to programs."""
    if not work.revision.rating_id:
        return _("Page and markup begin with a rating. Choose one and save.")
    names = [rating["name"] for rating in rating_scale()]
    return " ".join(disagreements(verdict_page(work.record), claim_review(work.record), names))


GATES = {
    gate.id: gate
    for gate in (
        Gate("rating", gettext_noop("Rating"), "ClaimReview", has_rating),
        Gate("short_answer", gettext_noop("Short answer"), "ClaimReview", has_short_answer),
        Gate("why_chosen", gettext_noop("Why we checked it"), "S2", says_why_chosen),
        Gate(
            "origin",
            gettext_noop("Speaker and first appearance"),
            "ClaimReview",
            has_origin,
            may_be_waived=True,
        ),
        Gate("primary_source", gettext_noop("Primary source or explanation"), "S6", has_primary_source),
        Gate(
            "two_publishers",
            gettext_noop("Two independent publishers"),
            "S7",
            has_two_publishers,
            may_be_waived=True,
        ),
        Gate("reply", gettext_noop("Right of reply"), "S10", every_speaker_was_heard),
        Gate(
            "reply_awaited", gettext_noop("No reply still awaited"), "S10", no_reply_is_awaited, is_hard=False
        ),
        Gate("sources_kept", gettext_noop("Links and stored copies"), "S4", sources_are_kept),
        Gate(
            "excerpts",
            gettext_noop("Excerpts stand in the copies"),
            "S4",
            excerpts_are_found,
            may_be_waived=True,
        ),
        Gate(
            "protected_sources",
            gettext_noop("Protected sources confirmed"),
            "S5",
            protected_sources_are_confirmed,
        ),
        Gate("interests", gettext_noop("Interests of sources disclosed"), "S8", interests_are_disclosed),
        Gate(
            "both_stances", gettext_noop("Evidence for and against"), "S9", shows_both_stances, is_hard=False
        ),
        Gate("correction_note", gettext_noop("Correction note"), "S14", says_what_was_corrected),
        Gate("markup", gettext_noop("Valid markup"), "ClaimReview", has_valid_markup),
        Gate("agreement", gettext_noop("Page and markup agree"), "ClaimReview", agrees_with_its_markup),
    )
}


def _plain(name: str) -> str:
    """A name without what a slip of the pen changes: case, signs, a leading article."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip().removeprefix("the ")
