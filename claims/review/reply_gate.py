"""The right of reply as gates (S10; IFCN 5.5): everybody was asked, or it says why not; no answer is still to come."""

from django.utils import timezone

from claims.review.awaited import clock, replies_open, speakers_to_ask
from claims.review.judged import Judged

NAMED_AT_MOST = 3  # in one sentence


def every_speaker_was_heard(work: Judged) -> str:
    """Hard: each person and organization that made the claim was asked, or a reason is given why not."""
    names = list(speakers_to_ask(work.revision.review).values_list("name", flat=True)[: NAMED_AT_MOST + 1])
    if not names:
        return ""
    listed = ", ".join(names[:NAMED_AT_MOST]) + (" and others" if len(names) > NAMED_AT_MOST else "")
    has = "has" if len(names) == 1 else "have"
    return f"{listed} {has} not been asked. Write down under “Right of reply” whom you asked, or why you did not."


def no_reply_is_awaited(work: Judged) -> str:
    """Soft: the deadline that a speaker was given has passed, and it is written down what came of it."""
    attempt = replies_open(work.revision.review).last()
    if attempt is None:
        return ""
    whom, until = attempt.asked or attempt.speaker.name, clock(attempt.deadline)
    if attempt.deadline > timezone.now():
        return f"{whom} may still answer until {until}. Wait for it, or publish and add the answer when it comes."
    return f"Nobody has written down what {whom} answered by {until}. Say so, or that no answer came."
