"""What readers are told of the right of reply (IFCN 5.5): sentences for each speaker, and words approved for print."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from claims.models import (
    ContactAttempt,
    ContactChannel,
    ReplyOutcome,
    Review,
    Speaker,
    SpeakerKind,
    UnaskedReason,
    UnaskedSpeaker,
)

HEARD = (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION)  # who has the right of reply: those whom one can ask
NOT_ASKED = "not_asked"  # beside the outcomes of asking
_WEIGHT = {
    ReplyOutcome.NONE: 0,
    ReplyOutcome.AWAITED: 1,
    ReplyOutcome.DECLINED: 2,
    ReplyOutcome.ANSWERED: 3,
}
_BY = {
    ContactChannel.MAIL: "by mail",
    ContactChannel.PHONE: "by phone",
    ContactChannel.LETTER: "by letter",
    ContactChannel.MESSAGE: "by message",
    ContactChannel.FORM: "through a contact form",
    ContactChannel.IN_PERSON: "in person",
}
_UNASKED = {
    UnaskedReason.SAFETY: "We did not ask {}, because asking could have put somebody in danger.",
    UnaskedReason.DEAD: "We could not ask {}, who has died.",
    UnaskedReason.PUBLIC_RECORD: "We did not ask {}, because the statement is a matter of public record alone.",
    UnaskedReason.ANSWERED_PUBLICLY: "We did not ask {}, who had answered publicly already.",
}


@dataclass(frozen=True)
class Heard:
    """A speaker with the attempts to ask them that stand, the oldest first, or the reason why there are none."""

    speaker: Speaker
    attempts: tuple[ContactAttempt, ...] = ()
    unasked: UnaskedSpeaker | None = None

    @property
    def outcome(self) -> str:
        """What came of all attempts together: an answer outweighs a refusal, and that outweighs silence."""
        if self.attempts:
            return max((ReplyOutcome(attempt.outcome) for attempt in self.attempts), key=_WEIGHT.__getitem__)
        return NOT_ASKED if self.unasked else ""

    @property
    def is_to_ask(self) -> bool:
        """Whether nobody has asked them yet, or said why not."""
        return not self.outcome and self.speaker.kind in HEARD

    @property
    def said(self) -> str:
        """The sentences for readers; "" as long as there is nothing to tell."""
        return said_of(self.speaker.name, self.attempts, self.unasked)


def heard_speakers(review: Review, speakers: Iterable[Speaker]) -> list[Heard]:
    """What was done to hear each of these speakers."""
    return heard_of(speakers, standing_attempts(review), review.unasked_speakers.all())


def standing_attempts(review: Review) -> QuerySet[ContactAttempt]:
    """The attempts to ask somebody that were not withdrawn, the oldest first."""
    return review.contact_attempts.filter(withdrawn_at=None).order_by("contacted_at", "pk")


def heard_of(
    speakers: Iterable[Speaker], attempts: Iterable[ContactAttempt], unasked: Iterable[UnaskedSpeaker]
) -> list[Heard]:
    """Each speaker once, with what there is of them."""
    asked: dict[int, list[ContactAttempt]] = defaultdict(list)
    for attempt in attempts:
        asked[attempt.speaker_id].append(attempt)
    left = {each.speaker_id: each for each in unasked}
    return [
        Heard(speaker, tuple(asked[speaker.pk]), left.get(speaker.pk)) for speaker in dict.fromkeys(speakers)
    ]


def entries_of(heard: Iterable[Heard]) -> list[dict]:
    """One entry for each speaker of whom there is anything to tell, as the public record holds it."""
    return [entry_of(each) for each in heard if each.outcome]


def entry_of(heard: Heard) -> dict:
    """All that ever leaves the desk of a reply: no address, no question, and of an answer what was approved."""
    unasked = None if heard.attempts else heard.unasked
    return {
        "speaker": heard.speaker.name,
        "outcome": str(heard.outcome),
        "said": heard.said,
        "asked": [_asked(attempt) for attempt in heard.attempts],
        "excerpts": [
            {"words": attempt.excerpt, "answered_on": _iso(attempt.answered_at)}
            for attempt in heard.attempts
            if attempt.excerpt_approved_at
        ],
        "reason": str(unasked.reason) if unasked else "",
        "link": unasked.link if unasked else "",
    }


def said_of(name: str, attempts: Sequence[ContactAttempt], unasked: UnaskedSpeaker | None) -> str:
    """Tell readers how a speaker was asked and what came of it, or why they were not asked.

    Nothing here follows from the clock: what was approved yesterday reads the same tomorrow.
    """
    if not attempts:
        return _left_unasked(name, unasked) if unasked else ""
    day = _days()
    asked = f"We asked {_and(list(_ways(name, attempts, day)))}"
    answered = [attempt for attempt in attempts if attempt.outcome == ReplyOutcome.ANSWERED]
    if answered:
        return f"{asked}, and had {_answers(answered, day)}."
    if any(attempt.outcome == ReplyOutcome.DECLINED for attempt in attempts):
        return f"{asked}. {name} declined to comment."
    end = max(attempt.deadline for attempt in attempts)
    if any(attempt.outcome == ReplyOutcome.AWAITED for attempt in attempts):
        return f"{asked}, for an answer by {day(end)}."
    return f"{asked}, and had no answer by {day(end)}."


def _left_unasked(name: str, unasked: UnaskedSpeaker) -> str:
    """Where somebody is in danger, the words stay at the desk."""
    said = _UNASKED[UnaskedReason(unasked.reason)].format(name)
    words = "" if unasked.reason == UnaskedReason.SAFETY else " ".join(unasked.words.split())
    ended = words if not words or words[-1] in ".!?…”’" else f"{words}."
    return f"{said} {ended}".strip()


def _ways(name: str, attempts: Iterable[ContactAttempt], day: Callable) -> Iterable[str]:
    """Whom we asked, on which day and how; whoever is asked again is not named again."""
    last, is_named = "", False
    for attempt in attempts:
        whom = attempt.asked or name
        named = "" if whom == last else f"{whom} "
        if attempt.asked and not is_named:
            named = f"{whom}, for {name}, "
        yield f"{named}on {day(attempt.contacted_at)} {_BY[ContactChannel(attempt.channel)]}"
        last, is_named = whom, True


def _answers(answered: Sequence[ContactAttempt], day: Callable) -> str:
    """Their days; and until when we had asked, where all of them came later than that."""
    came = sorted((each.answered_at, each.deadline) for each in answered if each.answered_at)
    first_of_day = {_local(at): at for at, _ in reversed(came)}
    days = [day(first_of_day[on]) for on in sorted(first_of_day)]
    answers = f"an answer on {days[0]}" if len(days) == 1 else f"answers on {_and(days)}"
    is_late = all(at > deadline for at, deadline in came)
    return answers + (f", after the deadline of {day(came[-1][1])}" if is_late else "")


def _days() -> Callable[[datetime], str]:
    """Days of the newsroom, the year only where it is another than that of the day before."""
    year = 0

    def day(moment: datetime) -> str:
        nonlocal year
        on = _local(moment)
        said = f"{on:%-d %B}" if on.year == year else f"{on:%-d %B %Y}"
        year = on.year
        return said

    return day


def _asked(attempt: ContactAttempt) -> dict:
    return {
        "whom": attempt.asked,
        "channel": str(attempt.channel),
        "on": _iso(attempt.contacted_at),
        "deadline_on": _iso(attempt.deadline),
    }


def _iso(moment: datetime | None) -> str | None:
    return _local(moment).isoformat() if moment else None


def _local(moment: datetime) -> date:
    return timezone.localdate(moment, timezone.get_default_timezone())


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
