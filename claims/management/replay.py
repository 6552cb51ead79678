"""Replay what a demo newsroom's desk did with its stories, through the same actions that editors use.

A story is a TOML file: the article, and for each claim of interest `words` that it holds, the `stage` it came to,
who did it, whom they `asked` or left `unasked`, the revision they wrote, the gates waived for it and the `comments` on
it; what became of the verdict later stands in `correction` and `retraction`, what readers and editors said of it in
`error_reports`, `new_evidence` and `dead_links`.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from claims.management.demo_files import Story
from claims.management.replay_replies import hearing
from claims.management.replay_sources import entry_from, find_dead, keep_copies, protecting
from claims.models import (
    Appearance,
    Article,
    Claim,
    DismissalReason,
    PublicRecord,
    Rating,
    Revision,
    Topic,
    Voice,
)
from claims.publication.error_reports import receive_report
from claims.review.actions import (
    RevisionContent,
    approve_revision,
    open_review,
    publish_revision,
    return_revision,
    save_revision,
    submit_revision,
    written_content,
)
from claims.review.assigning import comment_on_review
from claims.review.correcting import cancel_correction, correct_revision, retract_revision
from claims.review.rechecking import note_new_evidence
from claims.review.revision_queries import latest_revision
from claims.review.second_rating import change_desk, desk_settings, rate_revision
from claims.review.triage import ClaimContent, SpeakerEntry, accept_claim, dismiss_claim, edit_claim
from claims.review.waiving import waive_gate

STEP = timedelta(minutes=35)  # from one move to the next, where the day is long enough

Step = Callable[[datetime], object]


@transaction.atomic
def replay(stories: list[tuple[Story, Article]], triage: str) -> tuple[int, list[str]]:
    """Make every move of the stories in the order of their times, all or none of them.

    Gives their number, and the words of entries left out because the extraction found no claim of their own.
    """
    moves: list[tuple[datetime, Step]] = []
    missing, taken = [], set()
    for story, article in stories:
        for entry in story.claims:
            claim = _claim(article, entry["words"])
            if claim is None or claim.pk in taken:
                missing.append(entry["words"])
                continue
            taken.add(claim.pk)
            moves += _timed(story, entry, claim, triage)
            moves += _afterwards(entry, claim.pk)
            moves += _said(entry, partial(_on_revision, claim.pk))
    for moment, step in sorted(moves, key=lambda move: move[0]):
        step(moment)
    return len(moves), missing


def _timed(story: Story, entry: dict[str, Any], claim: Claim, triage: str) -> Iterator[tuple[datetime, Step]]:
    """The steps of a claim with their times: the last at `done_at`, the others evenly before it."""
    steps = list(_steps(entry, claim.pk, triage))
    done_at = entry.get("done_at", story.arrived_at + STEP * len(steps))
    gap = min(STEP, (done_at - story.arrived_at) / max(1, len(steps)))
    for number, step in enumerate(reversed(steps)):
        yield done_at - gap * number, step


def _steps(entry: dict[str, Any], claim_id: int, triage: str) -> Iterator[Step]:
    stage, author = entry["stage"], _person(entry.get("author", triage))
    if stage == "candidate":
        return
    on_claim: dict[str, Any] = {"claim_id": claim_id, "editor": author}
    if stage == "dismissed":
        yield lambda now: dismiss_claim(
            **on_claim, version=1, reason=DismissalReason(entry["reason"]), now=now
        )
        return
    yield lambda now: accept_claim(**on_claim, version=1, now=now)
    if "claim_text" in entry:
        yield lambda now: edit_claim(**on_claim, version=2, content=_claim_content(entry, claim_id), now=now)
    if "revision" in entry:
        yield lambda now: open_review(**on_claim, version=Claim.objects.get(pk=claim_id).version, now=now)
        yield from _writing(entry, partial(_on_revision, claim_id), author)


def _writing(entry: dict[str, Any], on: Callable[[User], dict], author: User) -> Iterator[Step]:
    """From the opened review to the stage it came to."""
    stage, approvers = entry["stage"], [_person(name) for name in entry.get("approvers", [])]
    yield from protecting(entry, author)
    yield lambda now: _save(on, author, _content(entry["revision"]), now)
    yield from hearing(entry, on, author, approvers)
    if stage != "draft":
        yield lambda now: submit_revision(**on(author), now=now)
    yield from (_waiver(on, waiver) for waiver in entry.get("waivers", []))
    for second in entry.get("second_ratings", []):
        yield partial(_rate_again, second, on)
    if stage == "returned":
        yield lambda now: return_revision(**on(approvers[0]), reason=entry["return_reason"], now=now)
    if stage in ("approved", "published"):
        yield from (_approval(on, approver) for approver in approvers)
    if stage == "published":
        yield lambda now: publish_revision(**on(_person(entry["publisher"])), now=now)


def _afterwards(entry: dict[str, Any], claim_id: int) -> Iterator[tuple[datetime, Step]]:
    """What became of a published verdict, with its times."""
    on = partial(_on_revision, claim_id)
    if "correction" in entry:
        steps = list(_correcting(entry["correction"], on))
        for number, step in enumerate(reversed(steps)):
            yield entry["correction"]["done_at"] - STEP * number, step
    for report in entry.get("error_reports", []):
        words = {key: value for key, value in report.items() if key != "received_at"}
        yield report["received_at"], partial(_report, claim_id, {"where_said": "", "mail": ""} | words)
    for dead in entry.get("dead_links", []):
        yield dead["found_at"], partial(find_dead, dead)
    if "new_evidence" in entry:
        noted = entry["new_evidence"]
        yield noted["done_at"], partial(_note_evidence, on, _person(noted["editor"]), noted["reason"])
    if "retraction" in entry:
        taken_back = entry["retraction"]
        editor, reason = _person(taken_back["editor"]), taken_back["reason"]
        yield taken_back["done_at"], lambda now: retract_revision(**on(editor), reason=reason, now=now)


def _said(entry: dict[str, Any], on: Callable[[User], dict]) -> Iterator[tuple[datetime, Step]]:
    """The comments beside a review, with their times."""
    for said in entry.get("comments", []):
        yield said["at"], partial(_comment, said, on)


def _comment(said: dict[str, Any], on: Callable[[User], dict], now: datetime) -> None:
    author = _person(said["by"])
    revision = on(author)["revision_id"]
    comment_on_review(revision_id=revision, editor=author, comment=said["words"], now=now)


def _report(claim_id: int, words: dict[str, str], now: datetime) -> None:
    record = PublicRecord.objects.get(claim=claim_id, until_at=None)
    receive_report(record=record, **words, address="192.0.2.1", now=now)


def _note_evidence(on: Callable[[User], dict], editor: User, reason: str, now: datetime) -> None:
    note_new_evidence(revision_id=on(editor)["revision_id"], editor=editor, reason=reason, now=now)


def _correcting(correction: dict[str, Any], on: Callable[[User], dict]) -> Iterator[Step]:
    author, editor = _person(correction["author"]), _person(correction["editor"])
    yield lambda now: correct_revision(**on(author), now=now)
    yield lambda now: _save(on, author, _corrected(correction, on(author)), now)
    if correction.get("is_cancelled"):
        yield lambda now: cancel_correction(**on(author), now=now)
        return
    yield lambda now: submit_revision(**on(author), now=now)
    yield _approval(on, editor)
    yield lambda now: publish_revision(**on(editor), now=now)


def _save(on: Callable[[User], dict], author: User, content: RevisionContent, now: datetime) -> None:
    """Keep what each source says as a copy, and save the revision."""
    keep_copies(content.evidence, author, now)
    save_revision(**on(author), content=content, now=now)


def _corrected(correction: dict[str, Any], on: dict[str, Any]) -> RevisionContent:
    """The words of the live revision with those of the correction in their places."""
    written = written_content(Revision.objects.get(pk=on["revision_id"]))

    def put_right(value: Any) -> Any:
        if isinstance(value, str):
            for old, new in correction["replace"]:
                value = value.replace(old, new)
        return value

    words = {name: put_right(value) for name, value in vars(written).items()}
    words["evidence"] = tuple(replace(use, excerpt=put_right(use.excerpt)) for use in written.evidence)
    words["correction_note"] = correction["note"]
    if "rating" in correction:
        words["rating"] = Rating.objects.get(slug=correction["rating"])
    return RevisionContent(**words)


def _rate_again(second: dict[str, str], on: Callable[[User], dict], now: datetime) -> None:
    """Let somebody rate without knowing the first rating, on a day on which the desk tries that."""
    standards = _person(second["asked_by"])
    change_desk(editor=standards, version=desk_settings().version, has_second_rating=True, now=now)
    rating = Rating.objects.get(slug=second["rating"])
    rate_revision(**on(_person(second["by"])), rating_id=rating.pk, reason=second["reason"], now=now)
    change_desk(editor=standards, version=desk_settings().version, has_second_rating=False, now=now)


def _approval(on: Callable[[User], dict], approver: User) -> Step:
    return lambda now: approve_revision(**on(approver), now=now)


def _waiver(on: Callable[[User], dict], waiver: dict[str, str]) -> Step:
    return lambda now: waive_gate(
        **on(_person(waiver["editor"])), gate=waiver["gate"], reason=waiver["reason"], now=now
    )


def _on_revision(claim_id: int, editor: User) -> dict[str, Any]:
    revision = latest_revision(Claim.objects.get(pk=claim_id))
    assert revision is not None
    return {"revision_id": revision.pk, "editor": editor, "version": revision.version}


def _claim(article: Article, words: str) -> Claim | None:
    """The claim of the article that holds the words, or most of them; an attributed one before the outlet's own."""
    start = article.text.index(words)
    end = start + len(words)

    def overlap(appearance: Appearance) -> tuple[int, bool]:
        shared = min(end, appearance.end) - max(start, appearance.start)
        return shared, appearance.voice == Voice.ATTRIBUTED

    touching = article.appearances.select_related("claim").filter(start__lt=end, end__gt=start)
    best = max(touching, key=overlap, default=None)
    return best.claim if best else None


def _claim_content(entry: dict[str, Any], claim_id: int) -> ClaimContent:
    claim = Claim.objects.get(pk=claim_id)
    hops = claim.appearances.get().attributions.select_related("speaker").order_by("hop")
    return ClaimContent(
        text=entry["claim_text"],
        kind=claim.kind,
        evidence_status=claim.evidence_status,
        evidence_status_on=claim.evidence_status_on,
        topics=list(Topic.objects.filter(slug__in=entry.get("topics", [])).values_list("pk", flat=True)),
        speakers=[SpeakerEntry(hop.speaker.name, hop.speaker.kind, hop.role, hop.title) for hop in hops],
    )


def _content(revision: dict[str, Any]) -> RevisionContent:
    written: dict[str, Any] = {
        key: value.strip() if isinstance(value, str) else value for key, value in revision.items()
    }
    rating = Rating.objects.get(slug=written.pop("rating"))
    evidence = tuple(entry_from(piece) for piece in written.pop("evidence", []))
    return RevisionContent(**written, rating=rating, evidence=evidence)


def _person(username: str) -> User:
    return User.objects.get(username=username)
