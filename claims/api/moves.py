"""The moves that programs may make: each with its action and with what it needs beside the version seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from rest_framework.exceptions import ValidationError

from claims.api.problems import Refused
from claims.models import Claim, DismissalReason, Rating, Revision
from claims.review import (
    actions,
    assigning,
    correcting,
    rechecking,
    scheduling,
    second_rating,
    triage,
    waiving,
)
from claims.review.merging import merge_claim, unmerge_claim


@dataclass(frozen=True)
class Act:
    """An action of the desk, and the fields of the request that it needs."""

    action: Callable[..., Claim | Revision]
    needs: tuple[str, ...] = ()
    is_bound: bool = True  # to the version that was seen


OF_CLAIMS = {
    "accept": Act(triage.accept_claim),
    "dismiss": Act(triage.dismiss_claim, ("reason",)),
    "reconsider": Act(triage.reconsider_claim),
    "merge": Act(merge_claim, ("into",)),
    "unmerge": Act(unmerge_claim),
    "open_review": Act(actions.open_review),
}
OF_REVISIONS = {
    "submit": Act(actions.submit_revision),
    "return": Act(actions.return_revision, ("reason",)),
    "approve": Act(actions.approve_revision),
    "waive": Act(waiving.waive_gate, ("gate", "reason")),
    "withdraw": Act(waiving.withdraw_waiver, ("gate",)),
    "publish": Act(actions.publish_revision),
    "schedule": Act(scheduling.schedule_revision, ("publish_at",)),
    "unschedule": Act(scheduling.unschedule_revision),
    "rate": Act(second_rating.rate_revision, ("rating", "reason")),
    "decline_rating": Act(second_rating.decline_to_rate),
    "agree_rating": Act(second_rating.agree_on_rating, ("rating", "reason")),
    "correct": Act(correcting.correct_revision),
    "cancel": Act(correcting.cancel_correction),
    "retract": Act(correcting.retract_revision, ("reason",)),
    "restore": Act(correcting.restore_revision, ("reason",)),
    "still_holds": Act(rechecking.say_it_still_holds, ("recheck_on", "reason")),
    "note_evidence": Act(rechecking.note_new_evidence, ("reason",), is_bound=False),
    "assign": Act(assigning.assign_review, ("assignee",)),
    "take": Act(assigning.take_review),
    "plan": Act(assigning.plan_review, ("due_on", "priority")),
    "plan_recheck": Act(rechecking.plan_recheck, ("recheck_on",)),
    "follow": Act(assigning.follow_review, is_bound=False),
    "unfollow": Act(assigning.unfollow_review, is_bound=False),
    "comment": Act(assigning.comment_on_review, ("comment",), is_bound=False),
}
BY_EDITING = {"edit_claim", "save"}  # with PATCH, by `claims.api.editing`
# What people do in a form, with what they see there.
AT_THE_DESK_ALONE = {
    "take_over",
    "record_contact",
    "record_answer",
    "propose_excerpt",
    "approve_excerpt",
    "withdraw_contact",
    "leave_unasked",
    "assign_report",
    "uphold_report",
    "reject_report",
    "duplicate_report",
    "reopen_report",
    "take_request",
    "accept_request",
    "attach_request",
    "decline_request",
    "join_request",
    "reopen_request",
}


def arguments(act: Act, given: dict[str, Any]) -> dict[str, Any]:
    """What an action is called with. Raises ValidationError for a field that is missing or too much."""
    errors = {name: ["This move needs it."] for name in act.needs if name not in given}
    errors |= {name: ["This move takes no such field."] for name in given if name not in act.needs}
    if errors:
        raise ValidationError(errors)
    return dict(_argument(act, name, given[name]) for name in act.needs)


def rating_named(slug: str) -> Rating:
    """A rating of the scale. Raises Refused if there is none with this slug."""
    if (rating := Rating.objects.filter(slug=slug).first()) is None:
        raise Refused("There is no rating with this slug.")
    return rating


def _argument(act: Act, name: str, value: Any) -> tuple[str, Any]:
    """A field as the action takes it: things by their keys. Raises Refused for what there is not."""
    if act.action is triage.dismiss_claim:
        return name, DismissalReason(value)
    if name == "rating":
        return "rating_id", rating_named(value).pk
    if name == "into":
        return "into_id", _key(Claim.objects.filter(public_id=value), "There is no claim with this id.")
    if name == "assignee":
        found = User.objects.filter(username=value, is_active=True)
        return "assignee_id", _key(found, "Nobody works here under this name.")
    return name, value


def _key(rows: Any, sentence: str) -> int:
    if (key := rows.values_list("pk", flat=True).first()) is None:
        raise Refused(sentence)
    return key
