"""Replay what readers of a demo newsroom asked for and follow, through the doors that readers and editors use."""

import tomllib
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.following.subscribing import ask_to_follow, confirm
from claims.management.demo_files import FOLDER
from claims.models import DeclineReason, FollowedKind, Following, ReaderRequest
from claims.publication.requests import receive_request
from claims.review.asked_claims import AskedClaim
from claims.review.requests import accept_request, decline_request, take_request

SENT = ("words", "link", "outlet", "why")


@transaction.atomic
def replay_readers() -> None:
    """Send what readers sent, and decide it as the desk did, in the order of its times, after all it did before."""
    readers = tomllib.loads((FOLDER / "readers.toml").read_text("utf-8"))
    for entry in sorted(readers["requests"], key=lambda entry: entry.get("done_at", entry["received_at"])):
        words: dict[str, str] = {name: entry[name] for name in SENT if name in entry}
        request = receive_request(**words, address="192.0.2.1", now=entry["received_at"])
        if "done" in entry:
            _decide(entry, request, entry["done_at"])
    for entry in readers["followers"]:
        _follow(entry, timezone.now())


def _decide(entry: dict[str, Any], request: ReaderRequest, now: datetime) -> None:
    act: dict[str, Any] = {
        "request_id": request.pk,
        "editor": User.objects.get(username=entry["by"]),
        "now": now,
    }
    request = take_request(**act, version=request.version)
    if entry["done"] == "accepted":
        asked = AskedClaim(entry["words"], entry.get("link", ""), entry.get("outlet", ""))
        accept_request(**act, version=request.version, asked=asked)
    elif entry["done"] == "declined":
        why = DeclineReason(entry["why_not"])
        decline_request(**act, version=request.version, why=why, answer=entry["answer"])


def _follow(entry: dict[str, Any], now: datetime) -> None:
    """As somebody does who presses the button in the mail at once."""
    for topic in entry["topics"]:
        wish = {"mail": entry["mail"], "rhythm": entry["rhythm"]}
        ask_to_follow(kind=FollowedKind.TOPIC, key=topic, **wish, now=now)
    for following in Following.objects.filter(follower__mail=entry["mail"]):
        confirm(following_id=following.pk, now=now)
