"""Each move of the audit as a sentence about its subject."""

from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy

from claims.desk.history import changes, is_why_ours, why
from claims.models import AuditEntry, name_of
from claims.review.blindness import HIDDEN
from claims.review.move_words import state_words

# "{}" is the claim, person or source that the move is about, where that is not whoever made it; "{role}" the role
# that was given or taken.
SENTENCES = {
    "accept": gettext_lazy("accepted the claim {}"),
    "dismiss": gettext_lazy("dismissed the claim {}"),
    "reconsider": gettext_lazy("put back in triage the claim {}"),
    "merge": gettext_lazy("merged with another the claim {}"),
    "unmerge": gettext_lazy("undid a merge of the claim {}"),
    "edit_claim": gettext_lazy("changed the claim {}"),
    "link": gettext_lazy("linked to another claim {}"),
    "unlink": gettext_lazy("removed a link of {}"),
    "open_review": gettext_lazy("opened a review of {}"),
    "save": gettext_lazy("saved the review of {}"),
    "submit": gettext_lazy("submitted for approval the review of {}"),
    "return": gettext_lazy("returned the review of {}"),
    "approve": gettext_lazy("approved the review of {}"),
    "waive": gettext_lazy("waived a requirement for the review of {}"),
    "withdraw": gettext_lazy("withdrew a waiver for the review of {}"),
    "publish": gettext_lazy("published the review of {}"),
    "schedule": gettext_lazy("set a time for the review of {}"),
    "unschedule": gettext_lazy("took off the schedule the review of {}"),
    "correct": gettext_lazy("began a correction of the verdict on {}"),
    "cancel": gettext_lazy("cancelled the correction of the verdict on {}"),
    "retract": gettext_lazy("retracted the verdict on {}"),
    "restore": gettext_lazy("restored the verdict on {}"),
    "assign": gettext_lazy("assigned the review of {}"),
    "take": gettext_lazy("took on the review of {}"),
    "plan": gettext_lazy("planned the review of {}"),
    "plan_recheck": gettext_lazy("set the day to check again the verdict on {}"),
    "rate": gettext_lazy("gave a second rating in the review of {}"),
    "decline_rating": gettext_lazy("declined to rate in the review of {}"),
    "agree_rating": gettext_lazy("wrote down the rating agreed on in the review of {}"),
    "still_holds": gettext_lazy("checked again and kept the verdict on {}"),
    "note_evidence": gettext_lazy("noted new evidence about the verdict on {}"),
    "assign_report": gettext_lazy("assigned an error report on {}"),
    "uphold_report": gettext_lazy("upheld an error report on {}"),
    "reject_report": gettext_lazy("rejected an error report on {}"),
    "duplicate_report": gettext_lazy("set aside as a repeat an error report on {}"),
    "reopen_report": gettext_lazy("opened again an error report on {}"),
    "take_request": gettext_lazy("looks at {}"),
    "accept_request": gettext_lazy("made a claim for triage of {}"),
    "attach_request": gettext_lazy("joined a reader’s request to {}"),
    "decline_request": gettext_lazy("declined {}"),
    "join_request": gettext_lazy("joined to another {}"),
    "reopen_request": gettext_lazy("opened again {}"),
    "follow": gettext_lazy("follows the review of {}"),
    "unfollow": gettext_lazy("follows no longer the review of {}"),
    "comment": gettext_lazy("commented on the review of {}"),
    "take_over": gettext_lazy("took over the writing of the review of {}"),
    "record_contact": gettext_lazy("wrote down that a speaker was asked about {}"),
    "record_answer": gettext_lazy("wrote down what a speaker answered about {}"),
    "propose_excerpt": gettext_lazy("proposed an excerpt for print in the review of {}"),
    "approve_excerpt": gettext_lazy("approved an excerpt for print in the review of {}"),
    "withdraw_contact": gettext_lazy("withdrew an attempt to ask a speaker about {}"),
    "leave_unasked": gettext_lazy("said why a speaker is not asked about {}"),
    "change_desk": gettext_lazy("changed how the desk works"),
    "save_about": gettext_lazy("saved a page about us"),
    "invite": gettext_lazy("invited {}"),
    "give_role": gettext_lazy("gave the role {role} to {}"),
    "take_role": gettext_lazy("took the role {role} from {}"),
    "deactivate": gettext_lazy("closed the account of {}"),
    "reactivate": gettext_lazy("opened again the account of {}"),
    "renew_password": gettext_lazy("voided the password of {} and made a link to choose another"),
    "remove_two_factor": gettext_lazy("removed the two-factor sign-in of {}"),
    "choose_notifications": gettext_lazy("chose how they hear of things"),
    "choose_language": gettext_lazy("chose the language they read"),
    "make_token": gettext_lazy("made an API token"),
    "revoke_token": gettext_lazy("revoked an API token"),
    "add_webhook": gettext_lazy("added a webhook"),
    "change_webhook": gettext_lazy("changed a webhook"),
    "renew_webhook_secret": gettext_lazy("renewed the secret of a webhook"),
    "replay_webhook": gettext_lazy("sent messages of a webhook again"),
    "remove_webhook": gettext_lazy("removed a webhook and its log"),
    "stop_webhook": gettext_lazy("made a webhook that was switched off by itself"),
    "change_password": gettext_lazy("changed their own password"),
    "set_up_two_factor": gettext_lazy("set up two-factor sign-in"),
    "remove_own_two_factor": gettext_lazy("removed their own two-factor sign-in"),
    "store_copy": gettext_lazy("stored a copy of {}"),
    "type_copy": gettext_lazy("typed what a copy says of {}"),
    "note_dead_link": gettext_lazy("noted as dead the link of {}"),
    "note_working_link": gettext_lazy("noted as working the link of {}"),
    "settle_link": gettext_lazy("took off the dead links {}"),
    "mend_link": gettext_lazy("mended the link of {}"),
    "protect_source": gettext_lazy("wrote down the protected source {}"),
    "read_protected_name": gettext_lazy("read the name of the protected source {}"),
    "confirm_source": gettext_lazy("confirmed the protected source {}"),
    "renew_recovery_codes": gettext_lazy("made other recovery codes"),
}


# Moves whose words are all ours, stored as the newsroom says them.
IN_OUR_WORDS = {"choose_notifications", "choose_language", "renew_webhook_secret", "stop_webhook"}


def sentence_of(entry: AuditEntry, *, is_hidden: bool = False) -> dict:
    """An entry as who, what (before and after its subject), why and when, with the fields it changed.

    What `is_hidden` is told without its words: its reader is to rate first.
    """
    said = str(SENTENCES.get(entry.move, entry.move.replace("_", " ") + " {}"))
    before, _subject, after = said.replace("{role}", _role(entry)).partition("{}")
    return {
        "who": name_of(entry.actor),
        "before": before,
        "after": after,
        "claim": entry.claim,
        "source": entry.source,
        "asked": entry.asked_id,
        "name": _name(entry) if "{}" in said else "",
        "why": HIDDEN if is_hidden and entry.reason else _in_our_words(entry, why(entry)),
        "is_why_ours": is_hidden or entry.move in IN_OUR_WORDS or is_why_ours(entry),
        "when": entry.happened_at,
        "from": state_words(entry.start_state),
        "to": state_words(entry.end_state),
        "changes": [] if is_hidden else [_change(entry, change) for change in changes(entry)],
        "roles": ", ".join(map(gettext, entry.roles)),
        "request_id": entry.request_id,
        "entry": entry,
    }


def _in_our_words(entry: AuditEntry, words: str) -> str:
    return gettext(words) if entry.move in IN_OUR_WORDS else words


def _change(entry: AuditEntry, change: dict) -> dict:
    if entry.move not in IN_OUR_WORDS:
        return change
    words = {part: gettext(change[part]) for part in ("name", "before", "after")}
    return words | {"is_ours": True}


def _name(entry: AuditEntry) -> str:
    return name_of(entry.person) if entry.person else ""


def _role(entry: AuditEntry) -> str:
    """The role that a move gave or took: what stands in one of its two lists alone."""
    old, new = entry.detail.get("roles", [[], []])
    return get_text_list(sorted(gettext(role) for role in {*old} ^ {*new}), gettext("and"))
