"""The moves that programs may make: each with its action and with what it needs beside the version seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from rest_framework.exceptions import ValidationError

from claims.api.problems import Refused
from claims.models import (
    Claim,
    DeclineReason,
    DismissalReason,
    Rating,
    ReaderRequest,
    Revision,
    UnaskedReason,
)
from claims.review import (
    actions,
    assigning,
    correcting,
    error_reports,
    excerpts,
    linking,
    rechecking,
    replies,
    requests,
    scheduling,
    second_rating,
    triage,
    unasked,
    waiving,
)
from claims.review.asked_claims import AskedClaim
from claims.review.merging import merge_claim, unmerge_claim
from claims.review.moves import Subject


@dataclass(frozen=True)
class Act:
    """An action of the desk, the fields of the request that it needs, and those that it may have besides."""

    action: Callable[..., Subject]
    needs: tuple[str, ...] = ()
    is_bound: bool = True  # to the version that was seen
    may_have: tuple[str, ...] = ()

    @property
    def takes(self) -> tuple[str, ...]:
        """All fields that it may come with."""
        return (*self.needs, *self.may_have)


def leave_unasked(
    *, speaker: int, why: str | None, words: str = "", link: str = "", **bound: Any
) -> Revision:
    """Say why a speaker is not asked, or take that back. Raises Refused for words that nobody would keep."""
    if not why and (words or link):
        raise Refused("To take back why somebody was not asked, send `why` as null, without words or a link.")
    if link and why != UnaskedReason.ANSWERED_PUBLICLY:
        raise Refused(
            "Only an answer that was given publicly has a link. Leave `link` out, or say so in `why`."
        )
    return unasked.leave_unasked(speaker_id=speaker, reason=why or "", words=words, link=link, **bound)


def record_answer(
    *, outcome: str, answer: str = "", answered_at: datetime | None = None, **bound: Any
) -> Revision:
    """Write down what came of asking."""
    return replies.record_answer(entry=replies.AnswerEntry(outcome, answer, answered_at), **bound)


def accept_request(*, words: str, link: str = "", outlet: str = "", **bound: Any) -> ReaderRequest:
    """Make a request a candidate, in words that were read over; nothing goes with it that is not sent."""
    return requests.accept_request(asked=AskedClaim(words, link, outlet), **bound)


def decline_request(*, why: str, **bound: Any) -> ReaderRequest:
    """Say why it is not checked."""
    return requests.decline_request(why=DeclineReason(why), **bound)


OF_CLAIMS = {
    "accept": Act(triage.accept_claim),
    "dismiss": Act(triage.dismiss_claim, ("reason",)),
    "reconsider": Act(triage.reconsider_claim),
    "merge": Act(merge_claim, ("into",)),
    "unmerge": Act(unmerge_claim),
    "link": Act(linking.link_claim, ("relation", "to")),
    "unlink": Act(linking.unlink_claim, ("relation", "to")),
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
    "retract": Act(correcting.retract_revision, ("reason",), may_have=("keeps_words",)),
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
    "leave_unasked": Act(leave_unasked, ("speaker", "why"), is_bound=False, may_have=("words", "link")),
}
OF_REPLIES = {
    "record_answer": Act(record_answer, ("outcome",), may_have=("answered_at", "answer")),
    "propose_excerpt": Act(excerpts.propose_excerpt, ("excerpt",)),
    "approve_excerpt": Act(excerpts.approve_excerpt),
    "withdraw_contact": Act(replies.withdraw_contact, ("reason",)),
}
OF_REPORTS = {
    "assign_report": Act(error_reports.assign_report, ("assignee",)),
    "uphold_report": Act(error_reports.uphold_report, may_have=("reason",)),
    "reject_report": Act(error_reports.reject_report, ("reason",)),
    "duplicate_report": Act(error_reports.call_report_duplicate, ("of",), may_have=("reason",)),
    "reopen_report": Act(error_reports.reopen_report, ("reason",)),
}
OF_REQUESTS = {
    "take_request": Act(requests.take_request),
    "accept_request": Act(accept_request, ("words",), may_have=("link", "outlet")),
    "attach_request": Act(requests.attach_request, ("claim",)),
    "decline_request": Act(decline_request, ("why",), may_have=("answer",)),
    "join_request": Act(requests.join_request, ("to",)),
    "reopen_request": Act(requests.reopen_request, ("reason",)),
}
BY_EDITING = {"edit_claim", "save"}  # with PATCH, by `claims.api.editing`
BY_ADDING = {"record_contact"}  # with POST to a list, by `claims.api.desk_replies`
AT_THE_DESK_ALONE = {
    "take_over": "The lock of a revision is held by a browser in which somebody types for long. A program writes in "
    "one request, and If-Match keeps it from overwriting what it has not seen.",
}


def arguments(act: Act, given: dict[str, Any]) -> dict[str, Any]:
    """What an action is called with. Raises ValidationError for a field that is missing or too much."""
    errors = {name: ["This move needs it."] for name in act.needs if name not in given}
    errors |= {name: ["This move takes no such field."] for name in given if name not in act.takes}
    if errors:
        raise ValidationError(errors)
    return dict(_argument(act, name, value) for name, value in given.items())


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
    if name == "claim":
        return "public_id", value
    if name == "assignee":
        found = User.objects.filter(username=value, is_active=True)
        return "assignee_id", _key(found, "Nobody works here under this name.")
    return name, value


def _key(rows: Any, sentence: str) -> int:
    if (key := rows.values_list("pk", flat=True).first()) is None:
        raise Refused(sentence)
    return key
