"""The audit of a claim as lines to read."""

from collections.abc import Container, Iterable

from django.utils.html import format_html, format_html_join

from claims.models import AuditEntry, DismissalReason, name_of
from claims.review.blindness import HIDDEN
from claims.review.mentions import MENTIONED, split_at_names

NAME = '<b class="name">{}</b>'
SAID = {
    "accept": "accepted the claim",
    "dismiss": "dismissed the claim",
    "reconsider": "put the claim back in triage",
    "merge": "merged this claim with another",
    "unmerge": "undid a merge",
    "edit_claim": "changed the claim",
    "open_review": "opened a review",
    "save": "saved the review",
    "submit": "submitted it for approval",
    "return": "returned it",
    "approve": "approved it",
    "waive": "waived a requirement",
    "withdraw": "withdrew a waiver",
    "publish": "published it",
    "schedule": "set a time for it",
    "unschedule": "took it off the schedule",
    "correct": "began a correction",
    "cancel": "cancelled the correction",
    "retract": "retracted the verdict",
    "restore": "restored the verdict",
    "assign": "assigned the review",
    "take": "took the review on",
    "plan": "planned the review",
    "plan_recheck": "set the day to check it again",
    "rate": "gave a second rating",
    "decline_rating": "declined to rate it",
    "agree_rating": "wrote down the rating agreed on",
    "still_holds": "checked it again: it holds",
    "note_evidence": "noted new evidence",
    "assign_report": "assigned an error report",
    "uphold_report": "upheld an error report",
    "reject_report": "rejected an error report",
    "duplicate_report": "set an error report aside as a repeat",
    "reopen_report": "opened an error report again",
    "accept_request": "made the claim of what a reader asked",
    "attach_request": "joined a reader’s request to it",
    "follow": "follows the review",
    "unfollow": "follows the review no longer",
    "comment": "commented",
    "take_over": "took the writing over",
    "record_contact": "wrote down that a speaker was asked",
    "record_answer": "wrote down what came back",
    "propose_excerpt": "proposed an excerpt for print",
    "approve_excerpt": "approved an excerpt for print",
    "withdraw_contact": "withdrew an attempt to ask",
    "leave_unasked": "said why a speaker is not asked",
}


def history_lines(entries: Iterable[AuditEntry], hidden: Container[int | None] = ()) -> list[dict]:
    """Each move as who, what, why, when, and which fields it changed; of `hidden` revisions no words."""
    return [
        {
            "pk": entry.pk,
            "who": name_of(entry.actor),
            "what": SAID.get(entry.move, entry.move.replace("_", " ")),
            "why": why(entry) if entry.revision_id not in hidden else HIDDEN if entry.reason else "",
            "when": entry.happened_at,
            "changes": changes(entry) if entry.revision_id not in hidden else [],
        }
        for entry in entries
    ]


def why(entry: AuditEntry) -> str:
    """The reason that was given for a move; in a comment, the names of those it calls are marked."""
    if entry.move == "dismiss":
        return str(DismissalReason(entry.reason).label)
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
        {"name": name.replace("_", " "), "before": _words(old), "after": _words(new)}
        for name, (old, new) in detail.items()
        if name != MENTIONED
    ]


def _words(value: object) -> str:
    """A value of a record on one line: names out of lists and objects."""
    if isinstance(value, dict):
        return str(value.get("name") or value.get("label") or value.get("title") or "")
    if isinstance(value, list):
        return "; ".join(_words(item) for item in value)
    return "" if value is None else str(value)
