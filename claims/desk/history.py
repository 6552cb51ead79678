"""The audit of a claim as lines to read."""

from collections.abc import Container, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.desk.stored_words import shown
from claims.models import AuditEntry, DismissalReason, name_of
from claims.review.blindness import HIDDEN
from claims.review.mentions import MENTIONED, split_at_names

NAME = '<b class="name">{}</b>'
SAID = {
    "accept": _("accepted the claim"),
    "dismiss": _("dismissed the claim"),
    "reconsider": _("put the claim back in triage"),
    "merge": _("merged this claim with another"),
    "unmerge": _("undid a merge"),
    "edit_claim": _("changed the claim"),
    "link": _("linked it to another claim"),
    "unlink": _("removed a link to another claim"),
    "open_review": _("opened a review"),
    "save": _("saved the review"),
    "submit": _("submitted it for approval"),
    "return": _("returned it"),
    "approve": _("approved it"),
    "waive": _("waived a requirement"),
    "withdraw": _("withdrew a waiver"),
    "publish": _("published it"),
    "schedule": _("set a time for it"),
    "unschedule": _("took it off the schedule"),
    "correct": _("began a correction"),
    "cancel": _("cancelled the correction"),
    "retract": _("retracted the verdict"),
    "restore": _("restored the verdict"),
    "assign": _("assigned the review"),
    "take": _("took the review on"),
    "plan": _("planned the review"),
    "plan_recheck": _("set the day to check it again"),
    "rate": _("gave a second rating"),
    "decline_rating": _("declined to rate it"),
    "agree_rating": _("wrote down the rating agreed on"),
    "still_holds": _("checked it again: it holds"),
    "note_evidence": _("noted new evidence"),
    "assign_report": _("assigned an error report"),
    "uphold_report": _("upheld an error report"),
    "reject_report": _("rejected an error report"),
    "duplicate_report": _("set an error report aside as a repeat"),
    "reopen_report": _("opened an error report again"),
    "accept_request": _("made the claim of what a reader asked"),
    "attach_request": _("joined a reader’s request to it"),
    "follow": _("follows the review"),
    "unfollow": _("follows the review no longer"),
    "comment": _("commented"),
    "take_over": _("took the writing over"),
    "record_contact": _("wrote down that a speaker was asked"),
    "record_answer": _("wrote down what came back"),
    "propose_excerpt": _("proposed an excerpt for print"),
    "approve_excerpt": _("approved an excerpt for print"),
    "withdraw_contact": _("withdrew an attempt to ask"),
    "leave_unasked": _("said why a speaker is not asked"),
}

REASONS_OF_OURS = ("settle_link", "unschedule")  # moves whose reason the code writes


# Fields that hold a word of ours, stored as the newsroom says it; all others hold what people wrote, names and days.
OURS = {
    "evidence_status",
    "outcome",
    "priority",
    "rating",
    "rating agreed",
    "relation",
    "second rating",
    "what was written",
}


def history_lines(entries: Iterable[AuditEntry], hidden: Container[int | None] = ()) -> list[dict]:
    """Each move as who, what, why, when, and which fields it changed; of `hidden` revisions no words."""
    return [
        {
            "pk": entry.pk,
            "who": name_of(entry.actor),
            "what": str(SAID.get(entry.move, entry.move.replace("_", " "))),
            "why": why(entry) if entry.revision_id not in hidden else HIDDEN if entry.reason else "",
            "is_why_ours": entry.revision_id in hidden or is_why_ours(entry),
            "when": entry.happened_at,
            "changes": changes(entry) if entry.revision_id not in hidden else [],
        }
        for entry in entries
    ]


def is_why_ours(entry: AuditEntry) -> bool:
    """Whether the reason is said in the reader's language, not in that of whoever gave it."""
    return entry.move == "dismiss" or entry.move in REASONS_OF_OURS


def why(entry: AuditEntry) -> str:
    """The reason that was given for a move; in a comment, the names of those it calls are marked."""
    if entry.move == "dismiss":
        return str(DismissalReason(entry.reason).label)
    if entry.move in REASONS_OF_OURS:
        return gettext(entry.reason)
    called = str(entry.detail.get(MENTIONED, ["", ""])[1])
    if not called:
        return entry.reason
    pieces = split_at_names(entry.reason, (name.removeprefix("@") for name in called.split()))
    return format_html_join(
        "", "{}", ((format_html(NAME, piece) if is_name else piece,) for piece, is_name in pieces)
    )


def changes(entry: AuditEntry) -> list[dict]:
    """The fields a move changed, with their words before and after where these are words."""
    detail = entry.detail
    if "before" in detail and "after" in detail:
        before, after = detail["before"], detail["after"]
        detail = {key: [before.get(key), after[key]] for key in after if before.get(key) != after[key]}
    return [
        {
            "name": shown(name),
            "before": _value(name, old),
            "after": _value(name, new),
            "is_ours": name in OURS,
        }
        for name, (old, new) in detail.items()
        if name != MENTIONED
    ]


def _value(name: str, value: object) -> str:
    return gettext(_words(value)) if name in OURS else _words(value)


def _words(value: object) -> str:
    """A value of a record on one line: names out of lists and objects."""
    if isinstance(value, dict):
        return str(value.get("name") or value.get("label") or value.get("title") or "")
    if isinstance(value, list):
        return "; ".join(_words(item) for item in value)
    return "" if value is None else str(value)
