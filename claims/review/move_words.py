"""How moves and states are called in the sentences that refuse a move, in the language of whoever reads them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

VERBS = {
    "accept": gettext_lazy("accept"),
    "dismiss": gettext_lazy("dismiss"),
    "reconsider": gettext_lazy("reconsider"),
    "merge": gettext_lazy("merge"),
    "unmerge": gettext_lazy("undo the merge"),
    "edit_claim": gettext_lazy("edit this claim"),
    "link": gettext_lazy("link this claim"),
    "unlink": gettext_lazy("remove this link"),
    "open_review": gettext_lazy("open a review"),
    "save": gettext_lazy("save"),
    "take_over": gettext_lazy("take this over"),
    "submit": gettext_lazy("submit"),
    "return": gettext_lazy("return"),
    "approve": gettext_lazy("approve"),
    "waive": gettext_lazy("waive this"),
    "withdraw": gettext_lazy("withdraw the waiver"),
    "publish": gettext_lazy("publish"),
    "schedule": gettext_lazy("schedule"),
    "unschedule": gettext_lazy("take this off the schedule"),
    "rate": gettext_lazy("rate"),
    "decline_rating": gettext_lazy("decline to rate"),
    "agree_rating": gettext_lazy("agree on a rating"),
    "correct": gettext_lazy("correct"),
    "cancel": gettext_lazy("cancel"),
    "retract": gettext_lazy("retract"),
    "restore": gettext_lazy("restore"),
    "still_holds": gettext_lazy("keep this verdict"),
    "note_evidence": gettext_lazy("note new evidence"),
    "assign": gettext_lazy("assign"),
    "take": gettext_lazy("take this on"),
    "plan": gettext_lazy("plan"),
    "plan_recheck": gettext_lazy("set a day to check it again"),
    "follow": gettext_lazy("follow"),
    "unfollow": gettext_lazy("unfollow"),
    "comment": gettext_lazy("comment"),
    "record_contact": gettext_lazy("write down that somebody was asked"),
    "record_answer": gettext_lazy("write down what came back"),
    "propose_excerpt": gettext_lazy("propose an excerpt"),
    "approve_excerpt": gettext_lazy("approve an excerpt"),
    "withdraw_contact": gettext_lazy("withdraw what was written down"),
    "leave_unasked": gettext_lazy("leave somebody unasked"),
    "assign_report": gettext_lazy("assign the report"),
    "uphold_report": gettext_lazy("uphold the report"),
    "reject_report": gettext_lazy("reject the report"),
    "duplicate_report": gettext_lazy("call the report a repeat"),
    "reopen_report": gettext_lazy("open the report again"),
    "take_request": gettext_lazy("take the request on"),
    "accept_request": gettext_lazy("make the request a claim"),
    "attach_request": gettext_lazy("join the request to a claim"),
    "decline_request": gettext_lazy("decline the request"),
    "join_request": gettext_lazy("join the requests"),
    "reopen_request": gettext_lazy("open the request again"),
}
STATE_WORDS = {
    "candidate": pgettext_lazy("state", "candidate"),
    "accepted": pgettext_lazy("state", "accepted"),
    "dismissed": pgettext_lazy("state", "dismissed"),
    "merged": pgettext_lazy("state", "merged"),
    "draft": pgettext_lazy("state", "draft"),
    "in_review": pgettext_lazy("state", "in review"),
    "approved": pgettext_lazy("state", "approved"),
    "published": pgettext_lazy("state", "published"),
    "superseded": pgettext_lazy("state", "superseded"),
    "retracted": pgettext_lazy("state", "retracted"),
    "cancelled": pgettext_lazy("state", "cancelled"),
    "open": pgettext_lazy("state", "open"),
    "upheld": pgettext_lazy("state", "upheld"),
    "rejected": pgettext_lazy("state", "rejected"),
    "duplicate": pgettext_lazy("state", "duplicate"),
    "received": pgettext_lazy("state", "received"),
    "taken": pgettext_lazy("state", "taken"),
    "claim": pgettext_lazy("state", "claim"),
    "declined": pgettext_lazy("state", "declined"),
    "joined": pgettext_lazy("state", "joined"),
}
KIND_WORDS = {
    "minor": pgettext_lazy("change", "minor"),
    "update": pgettext_lazy("change", "update"),
    "correction": pgettext_lazy("change", "correction"),
}


def verb(name: str) -> str:
    """The move as a verb in a sentence."""
    return str(VERBS.get(name, name))


def state_words(state: str) -> str:
    """The state in the middle of a sentence."""
    return str(STATE_WORDS.get(state, state.replace("_", " ")))


def revision_words(revision: Mapping[str, str]) -> str:
    """What a revision is, by its `state` and, of a correction, its `kind`."""
    return ", ".join(
        filter(None, [state_words(revision["state"]), str(KIND_WORDS.get(revision["kind"], ""))])
    )


def either(states: Iterable[str]) -> str:
    """States of which one is wanted."""
    return _(" or ").join(map(state_words, states))
