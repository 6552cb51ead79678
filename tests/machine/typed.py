"""What somebody types or chooses for an act: what is wanted, and now and then what is not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from claims.models import Claim, ContactAttempt, ErrorReport, Rating, ReaderRequest, Revision, Speaker, Topic
from claims.review.actions import RevisionContent, written_content
from claims.review.asked_claims import AskedClaim
from claims.review.moves import MOVES
from claims.review.replies import AnswerEntry, ContactEntry
from claims.review.triage import ClaimContent, SpeakerEntry
from tests.factories import NINE, content
from tests.machine.newsroom import Newsroom, one_in


def one_of(*values: Any) -> Callable[..., Any]:
    return lambda room, subject, rng: rng.choice(values)


def another_claim(room: Newsroom, claim: Claim, rng: Random) -> int:
    return room.claim(MOVES["merge"] if one_in(2, rng) else None, rng).pk


def another_report(room: Newsroom, report: ErrorReport, rng: Random) -> int:
    """A report, mostly on the same verdict."""
    return rng.choice(list(ErrorReport.objects.filter(claim=report.claim_id).values_list("pk", flat=True)))


def another_request(room: Newsroom, request: ReaderRequest, rng: Random) -> int:
    return rng.choice(list(ReaderRequest.objects.values_list("pk", flat=True)))


def asked_claim(room: Newsroom, request: ReaderRequest, rng: Random) -> AskedClaim:
    """The words as they were sent, or others."""
    return AskedClaim(rng.choice([request.words, "The dam leaks."]), "", request.outlet)


def some_claim(room: Newsroom, request: ReaderRequest, rng: Random) -> str:
    return room.claim(None, rng).public_id


def known_claim(room: Newsroom, claim: Claim, rng: Random) -> str:
    """Mostly one whose verdict readers know."""
    known = list(Claim.objects.filter(public_records__isnull=False).distinct().order_by("pk"))
    return rng.choice(known).public_id if one_in(2, rng) else room.claim(None, rng).public_id


def rating(room: Newsroom, subject: Any, rng: Random) -> int:
    """A step of the scale."""
    return Rating.objects.get(slug=rng.choice(["false", "mostly-false", "true"])).pk


def day(room: Newsroom, subject: Any, rng: Random) -> date:
    """Soon; now and then what nobody can mean."""
    return room.now.date() + timedelta(days=rng.choice([0, 7, -1, 3000]))


def anybody(room: Newsroom, subject: Any, rng: Random) -> int:
    return rng.choice(list(room.opened))


def claim_words(room: Newsroom, claim: Claim, rng: Random) -> ClaimContent:
    speakers = [SpeakerEntry("Ana Alpha", "person", "originator", "Minister")]
    if one_in(2, rng):
        speakers.append(SpeakerEntry("The Ledger", "organization", "relayer"))
    topics = list(claim.topics.values_list("pk", flat=True)) or rng.choice([[], _topics()])
    words = rng.choice([claim.text, "the dam is safe", "The dam holds."])
    return ClaimContent(words, rng.choice(["fact", "pledge"]), "cited", NINE.date(), topics, speakers)


def _topics() -> list[int]:
    return list(Topic.objects.values_list("pk", flat=True))


def revision_words(room: Newsroom, revision: Revision, rng: Random) -> RevisionContent:
    """All that is needed, or with something missing; sometimes word for word what stands there."""
    if one_in(8, rng):
        return written_content(revision)
    changes: dict[str, Any] = {
        "headline": rng.choice(["No report says so", "The dam is cracked", "The dam is craked"]),
        "rating": Rating.objects.get(slug=rng.choice(["false", "mostly-false", "true"])),
        "correction_note": rng.choice(["An earlier version said otherwise.", "We misread the report."]),
        "raised_to": rng.choice(["", "correction"]),
        "evidence": rng.choice([content().evidence, content().evidence[:1]]),
    }
    if one_in(8, rng):
        changes |= rng.choice([{"evidence": ()}, {"headline": ""}, {"rating": None}, {"correction_note": ""}])
    return content(**changes)


def moment_to_come(room: Newsroom, revision: Revision, rng: Random) -> datetime:
    """Soon; now and then what nobody can mean."""
    if one_in(6, rng):
        return rng.choice([room.now - timedelta(days=1), datetime(9999, 12, 31, tzinfo=UTC)])
    return room.now + rng.choice([timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)])


def speaker(room: Newsroom, subject: Any, rng: Random) -> int:
    """Somebody who is known, mostly whoever made the claims."""
    return rng.choice(list(Speaker.objects.order_by("pk").values_list("pk", flat=True)))


def contact(room: Newsroom, subject: Any, rng: Random) -> ContactEntry:
    """A mail sent an hour ago; now and then one that cannot have been sent yet."""
    sent = room.now - timedelta(hours=rng.choice([1, 1, -1]))
    question = rng.choice(["What makes you say so?", "Who told you?", " "])
    return ContactEntry(speaker(room, subject, rng), "mail", sent, sent + timedelta(days=1), question)


def answer(room: Newsroom, attempt: ContactAttempt, rng: Random) -> AnswerEntry:
    """Words, a refusal, or nothing after all."""
    words = rng.choice(["We inspected it. It is safe.", "It is safe.", ""])
    outcome = "answered" if words else rng.choice(["declined", "none", "answered"])
    return AnswerEntry(outcome, words, None if outcome == "none" else attempt.contacted_at)


relation = one_of("repeats", "repeats", "contradicts")
gate = one_of("two_publishers", "two_publishers", "origin", "rating", "both_stances")
excerpt = one_of("It is safe", "We inspected", "", "It fell down")
reason = one_of("Name the report.", "It was forged.", " ")
