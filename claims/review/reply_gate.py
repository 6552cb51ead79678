"""The right of reply as gates (S10; IFCN 5.5): everybody was asked, or it says why not; no answer is still to come."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.review.awaited import clock
from claims.review.judged import Judged

NAMED_AT_MOST = 3  # in one sentence


def every_speaker_was_heard(work: Judged) -> str:
    """Hard: each person and organization that made the claim was asked, or a reason is given why not."""
    names = work.not_asked
    if not names:
        return ""
    listed = ", ".join(names[:NAMED_AT_MOST])
    if len(names) > NAMED_AT_MOST:
        listed = _("%(names)s and others") % {"names": listed}
    return ngettext(
        "%(names)s has not been asked. Write down under “Right of reply” whom you asked, or why you did not.",
        "%(names)s have not been asked. Write down under “Right of reply” whom you asked, or why you did not.",
        len(names),
    ) % {"names": listed}


def no_reply_is_awaited(work: Judged) -> str:
    """Soft: the deadline that a speaker was given has passed, and it is written down what came of it."""
    attempt = work.last_awaited
    if attempt is None:
        return ""
    said = {"whom": attempt.asked or attempt.speaker.name, "until": clock(attempt.deadline)}
    if attempt.deadline > timezone.now():
        return (
            _(
                "%(whom)s may still answer until %(until)s. Wait for it, or publish and add the answer when it "
                "comes."
            )
            % said
        )
    return (
        _("Nobody has written down what %(whom)s answered by %(until)s. Say so, or that no answer came.")
        % said
    )
