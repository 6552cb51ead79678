"""Each move of the audit as a sentence about its subject."""

from claims.desk.history import changes, why
from claims.models import AuditEntry, name_of
from claims.review.blindness import HIDDEN

# "{}" is the claim, person or source that the move is about, where that is not whoever made it; "{role}" the role
# that was given or taken.
SENTENCES = {
    "accept": "accepted the claim {}",
    "dismiss": "dismissed the claim {}",
    "reconsider": "put back in triage the claim {}",
    "merge": "merged with another the claim {}",
    "unmerge": "undid a merge of the claim {}",
    "edit_claim": "changed the claim {}",
    "open_review": "opened a review of {}",
    "save": "saved the review of {}",
    "submit": "submitted for approval the review of {}",
    "return": "returned the review of {}",
    "approve": "approved the review of {}",
    "waive": "waived a requirement for the review of {}",
    "withdraw": "withdrew a waiver for the review of {}",
    "publish": "published the review of {}",
    "schedule": "set a time for the review of {}",
    "unschedule": "took off the schedule the review of {}",
    "correct": "began a correction of the verdict on {}",
    "cancel": "cancelled the correction of the verdict on {}",
    "retract": "retracted the verdict on {}",
    "restore": "restored the verdict on {}",
    "assign": "assigned the review of {}",
    "take": "took on the review of {}",
    "plan": "planned the review of {}",
    "plan_recheck": "set the day to check again the verdict on {}",
    "rate": "gave a second rating in the review of {}",
    "decline_rating": "declined to rate in the review of {}",
    "agree_rating": "wrote down the rating agreed on in the review of {}",
    "still_holds": "checked again and kept the verdict on {}",
    "note_evidence": "noted new evidence about the verdict on {}",
    "assign_report": "assigned an error report on {}",
    "uphold_report": "upheld an error report on {}",
    "reject_report": "rejected an error report on {}",
    "duplicate_report": "set aside as a repeat an error report on {}",
    "reopen_report": "opened again an error report on {}",
    "take_request": "looks at {}",
    "accept_request": "made a claim for triage of {}",
    "attach_request": "joined a reader’s request to {}",
    "decline_request": "declined {}",
    "join_request": "joined to another {}",
    "reopen_request": "opened again {}",
    "follow": "follows the review of {}",
    "unfollow": "follows no longer the review of {}",
    "comment": "commented on the review of {}",
    "take_over": "took over the writing of the review of {}",
    "record_contact": "wrote down that a speaker was asked about {}",
    "record_answer": "wrote down what a speaker answered about {}",
    "propose_excerpt": "proposed an excerpt for print in the review of {}",
    "approve_excerpt": "approved an excerpt for print in the review of {}",
    "withdraw_contact": "withdrew an attempt to ask a speaker about {}",
    "leave_unasked": "said why a speaker is not asked about {}",
    "change_desk": "changed how the desk works",
    "save_about": "saved a page about us",
    "invite": "invited {}",
    "give_role": "gave the role {role} to {}",
    "take_role": "took the role {role} from {}",
    "deactivate": "closed the account of {}",
    "reactivate": "opened again the account of {}",
    "renew_password": "voided the password of {} and made a link to choose another",
    "remove_two_factor": "removed the two-factor sign-in of {}",
    "choose_notifications": "chose how they hear of things",
    "choose_language": "chose the language they read",
    "make_token": "made an API token",
    "revoke_token": "revoked an API token",
    "add_webhook": "added a webhook",
    "change_webhook": "changed a webhook",
    "renew_webhook_secret": "renewed the secret of a webhook",
    "replay_webhook": "sent messages of a webhook again",
    "remove_webhook": "removed a webhook and its log",
    "stop_webhook": "made a webhook that was switched off by itself",
    "change_password": "changed their own password",
    "set_up_two_factor": "set up two-factor sign-in",
    "remove_own_two_factor": "removed their own two-factor sign-in",
    "store_copy": "stored a copy of {}",
    "type_copy": "typed what a copy says of {}",
    "note_dead_link": "noted as dead the link of {}",
    "note_working_link": "noted as working the link of {}",
    "settle_link": "took off the dead links {}",
    "mend_link": "mended the link of {}",
    "protect_source": "wrote down the protected source {}",
    "read_protected_name": "read the name of the protected source {}",
    "confirm_source": "confirmed the protected source {}",
    "renew_recovery_codes": "made other recovery codes",
}


def sentence_of(entry: AuditEntry, *, is_hidden: bool = False) -> dict:
    """An entry as who, what (before and after its subject), why and when, with the fields it changed.

    What `is_hidden` is told without its words: its reader is to rate first.
    """
    said = SENTENCES.get(entry.move, entry.move.replace("_", " ") + " {}")
    before, _, after = said.replace("{role}", _role(entry)).partition("{}")
    return {
        "who": name_of(entry.actor),
        "before": before,
        "after": after,
        "claim": entry.claim,
        "source": entry.source,
        "asked": entry.asked_id,
        "name": _name(entry) if "{}" in said else "",
        "why": HIDDEN if is_hidden and entry.reason else why(entry),
        "when": entry.happened_at,
        "from": entry.start_state.replace("_", " "),
        "to": entry.end_state.replace("_", " "),
        "changes": [] if is_hidden else changes(entry),
        "roles": ", ".join(entry.roles),
        "request_id": entry.request_id,
        "entry": entry,
    }


def _name(entry: AuditEntry) -> str:
    return name_of(entry.person) if entry.person else ""


def _role(entry: AuditEntry) -> str:
    """The role that a move gave or took: what stands in one of its two lists alone."""
    old, new = entry.detail.get("roles", [[], []])
    return " and ".join(sorted({*old} ^ {*new}))
