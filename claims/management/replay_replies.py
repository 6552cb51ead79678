"""Replay whom a demo newsroom's desk asked before its verdicts, and what came back."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import User

from claims.models import Claim, ContactAttempt, Speaker
from claims.review.awaited import speakers_of
from claims.review.excerpts import approve_excerpt, propose_excerpt
from claims.review.replies import AnswerEntry, ContactEntry, record_answer, record_contact
from claims.review.unasked import leave_unasked

On = Callable[[User], dict[str, Any]]  # a person's arguments for a move of the revision at hand


def hearing(
    entry: dict[str, Any], on: On, author: User, approvers: list[User]
) -> Iterator[Callable[[datetime], object]]:
    """The steps of the right of reply; the first approver approves the excerpts, where there is one."""
    for heard in entry.get("unasked", []):
        yield partial(_leave_unasked, heard, on, author)
    for heard in entry.get("asked", []):
        yield partial(_ask, heard, on, author)
        if approvers and "excerpt" in heard:
            yield partial(_approve_excerpt, heard, on, approvers[0])


def _ask(heard: dict[str, Any], on: On, author: User, now: datetime) -> None:
    """Write down at once that a speaker was asked, and what came back by now."""
    how = ("channel", "contacted_at", "deadline", "question", "asked", "contact")
    given = {name: heard[name] for name in how if name in heard}
    told = record_contact(
        **_unbound(on(author)), entry=ContactEntry(_speaker(heard, on, author).pk, **given), now=now
    )
    attempt = told.review.contact_attempts.latest("pk")
    act = {**on(author), "attempt_id": attempt.pk, "now": now}
    if "outcome" in heard:
        came = AnswerEntry(heard["outcome"], heard.get("answer", ""), heard.get("answered_at"))
        record_answer(**(act | {"version": 1}), entry=came)
    if "excerpt" in heard:
        propose_excerpt(**(act | {"version": 2}), excerpt=heard["excerpt"])


def _approve_excerpt(heard: dict[str, Any], on: On, editor: User, now: datetime) -> None:
    attempt = ContactAttempt.objects.get(
        review__revisions=on(editor)["revision_id"], speaker=_speaker(heard, on, editor)
    )
    approve_excerpt(**(on(editor) | {"version": attempt.version}), attempt_id=attempt.pk, now=now)


def _leave_unasked(heard: dict[str, Any], on: On, author: User, now: datetime) -> None:
    reason = {name: heard[name] for name in ("reason", "words", "link") if name in heard}
    leave_unasked(**_unbound(on(author)), speaker_id=_speaker(heard, on, author).pk, **reason, now=now)


def _speaker(heard: dict[str, Any], on: On, editor: User) -> Speaker:
    """The speaker of the claim whose name ends with the one given."""
    claim = Claim.objects.get(review__revisions=on(editor)["revision_id"])
    return speakers_of(claim).get(name__endswith=heard["speaker"])


def _unbound(on: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in on.items() if name != "version"}
