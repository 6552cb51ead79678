"""Every move of MOVES as somebody might make it. A new move needs a line here."""

from claims.models import DeclineReason, DismissalReason, Priority
from claims.review.actions import (
    approve_revision,
    open_review,
    publish_revision,
    return_revision,
    save_revision,
    submit_revision,
)
from claims.review.assigning import (
    assign_review,
    comment_on_review,
    follow_review,
    plan_review,
    take_review,
    unfollow_review,
)
from claims.review.correcting import cancel_correction, correct_revision, restore_revision, retract_revision
from claims.review.error_reports import (
    assign_report,
    call_report_duplicate,
    reject_report,
    reopen_report,
    uphold_report,
)
from claims.review.excerpts import approve_excerpt, propose_excerpt
from claims.review.linking import link_claim, unlink_claim
from claims.review.locks import take_over_revision
from claims.review.merging import merge_claim, unmerge_claim
from claims.review.rechecking import note_new_evidence, plan_recheck, say_it_still_holds
from claims.review.replies import record_answer, record_contact, withdraw_contact
from claims.review.requests import (
    accept_request,
    attach_request,
    decline_request,
    join_request,
    reopen_request,
    take_request,
)
from claims.review.scheduling import schedule_revision, unschedule_revision
from claims.review.second_rating import agree_on_rating, decline_to_rate, rate_revision
from claims.review.triage import accept_claim, dismiss_claim, edit_claim, reconsider_claim
from claims.review.unasked import leave_unasked
from claims.review.waiving import waive_gate, withdraw_waiver
from tests.machine import typed
from tests.machine.making import Maker, of_attempt, of_claim, of_report, of_request, of_revision

ACTS: dict[str, Maker] = {
    "accept": of_claim("accept", accept_claim),
    "dismiss": of_claim("dismiss", dismiss_claim, reason=typed.one_of(*DismissalReason)),
    "reconsider": of_claim("reconsider", reconsider_claim),
    "merge": of_claim("merge", merge_claim, into_id=typed.another_claim),
    "unmerge": of_claim("unmerge", unmerge_claim),
    "edit_claim": of_claim("edit_claim", edit_claim, content=typed.claim_words),
    "link": of_claim("link", link_claim, relation=typed.relation, to=typed.known_claim),
    "unlink": of_claim("unlink", unlink_claim, relation=typed.relation, to=typed.known_claim),
    "open_review": of_claim("open_review", open_review),
    "save": of_revision("save", save_revision, content=typed.revision_words),
    "submit": of_revision("submit", submit_revision),
    "return": of_revision("return", return_revision, reason=typed.reason),
    "approve": of_revision("approve", approve_revision),
    "waive": of_revision("waive", waive_gate, gate=typed.gate, reason=typed.reason),
    "withdraw": of_revision("withdraw", withdraw_waiver, gate=typed.gate),
    "rate": of_revision("rate", rate_revision, rating_id=typed.rating, reason=typed.reason),
    "decline_rating": of_revision("decline_rating", decline_to_rate),
    "agree_rating": of_revision("agree_rating", agree_on_rating, rating_id=typed.rating, reason=typed.reason),
    "publish": of_revision("publish", publish_revision),
    "schedule": of_revision("schedule", schedule_revision, publish_at=typed.moment_to_come),
    "unschedule": of_revision("unschedule", unschedule_revision),
    "correct": of_revision("correct", correct_revision),
    "cancel": of_revision("cancel", cancel_correction),
    "retract": of_revision("retract", retract_revision, leaves=["unschedule"], reason=typed.reason),
    "restore": of_revision("restore", restore_revision, reason=typed.reason),
    "assign": of_revision("assign", assign_review, assignee_id=typed.anybody),
    "take": of_revision("take", take_review),
    "plan": of_revision(
        "plan",
        plan_review,
        due_on=typed.day,
        priority=typed.one_of(*Priority),
    ),
    "plan_recheck": of_revision("plan_recheck", plan_recheck, recheck_on=typed.day),
    "still_holds": of_revision("still_holds", say_it_still_holds, recheck_on=typed.day, reason=typed.reason),
    "note_evidence": of_revision("note_evidence", note_new_evidence, reason=typed.reason),
    "follow": of_revision("follow", follow_review),
    "unfollow": of_revision("unfollow", unfollow_review),
    "take_over": of_revision(
        "take_over", take_over_revision, session=typed.one_of("laptop", "laptop", "phone")
    ),
    "comment": of_revision("comment", comment_on_review, comment=typed.one_of("Ask the mayor.", "\n")),
    "assign_report": of_report("assign_report", assign_report, assignee_id=typed.anybody),
    "uphold_report": of_report("uphold_report", uphold_report, leaves=["correct"], reason=typed.reason),
    "reject_report": of_report("reject_report", reject_report, reason=typed.reason),
    "duplicate_report": of_report("duplicate_report", call_report_duplicate, of=typed.another_report),
    "reopen_report": of_report("reopen_report", reopen_report, reason=typed.reason),
    "take_request": of_request("take_request", take_request),
    "accept_request": of_request("accept_request", accept_request, asked=typed.asked_claim),
    "attach_request": of_request("attach_request", attach_request, public_id=typed.some_claim),
    "decline_request": of_request("decline_request", decline_request, why=typed.one_of(*DeclineReason)),
    "join_request": of_request("join_request", join_request, to=typed.another_request),
    "reopen_request": of_request("reopen_request", reopen_request, reason=typed.reason),
    "record_contact": of_revision("record_contact", record_contact, entry=typed.contact),
    "record_answer": of_attempt("record_answer", record_answer, entry=typed.answer),
    "propose_excerpt": of_attempt("propose_excerpt", propose_excerpt, excerpt=typed.excerpt),
    "approve_excerpt": of_attempt("approve_excerpt", approve_excerpt),
    "withdraw_contact": of_attempt("withdraw_contact", withdraw_contact, reason=typed.reason),
    "leave_unasked": of_revision(
        "leave_unasked",
        leave_unasked,
        speaker_id=typed.speaker,
        reason=typed.one_of("public_record", "public_record", ""),
        words=typed.one_of("It stands in the minutes.", "It stands in the record.", ""),
    ),
}
