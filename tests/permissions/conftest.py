"""A newsroom with one of each, and somebody of each role who asks for every address."""

import importlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import timedelta
from http.cookies import SimpleCookie
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponse
from django.template import Template
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from claims.following.links import CONFIRM, MANAGE, STOP, STOP_ALL, token_for
from claims.models import (
    AuditEntry,
    Claim,
    ClaimLink,
    Follower,
    Following,
    Notification,
    Rating,
    SavedView,
    Scope,
    Source,
    TokenGrant,
    Topic,
    UnsavedText,
)
from claims.people.accounts import ROLES
from claims.public.forms import opened_at
from claims.review.about import save_about
from claims.review.merging import merge_claim
from claims.review.triage import dismiss_claim
from claims.sources.copies import add_copy
from claims.sources.protected import protect_source
from claims.webhooks.endpoints import add_endpoint
from tests.factories import (
    NINE,
    AppearanceFactory,
    UserFactory,
    accepted_claim,
    approved,
    asked,
    cancelled,
    corrected,
    correction,
    draft,
    excerpted,
    in_review,
    published,
    reported,
    retracted,
    scheduled,
    sent_request,
    sole_source,
    waived,
)
from tests.sources.files import PNG

PEOPLE = ("stranger", "nobody", *(role.lower() for role in ROLES))


@contextmanager
def undone() -> Iterator[None]:
    """Nothing that is done within stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Where a refused move leads back to the page of the review.
REFUSING = [
    importlib.import_module(f"claims.desk.{name}")
    for name in ("assigning", "gates", "moving", "publishing", "second_rating", "stale", "together")
]


def bare_page(request, revision, *forms, status=200, **_) -> HttpResponse:
    """The answer of a review's page without the page."""
    return HttpResponse(status=status)


def bare_refusal(request, pk, refusal) -> HttpResponse:
    """The answer of a refused move without the page."""
    return HttpResponse(status=409)


@contextmanager
def no_pages() -> Iterator[None]:
    """Refusals are only answered: what their page looks like says nothing about who may do what."""
    with ExitStack() as stack:
        stack.enter_context(
            patch.multiple("claims.desk.writing", read_page=bare_page, written_page=bare_page)
        )
        for module in REFUSING:
            stack.enter_context(patch.object(module, "show_revision", bare_refusal))
        yield


class Newsroom:
    """What the addresses name, and who asks."""

    def __init__(self) -> None:
        author, approver = UserFactory(role="Editor"), UserFactory(role="Editor")
        self.people: dict[str, User] = {"nobody": UserFactory()}
        self.people |= {role.lower(): UserFactory(role=role) for role in ROLES}
        User.objects.filter(pk=self.people["administrator"].pk).update(is_staff=True)
        self.bearers = {name: AuthToken.objects.create(person) for name, person in self.people.items()}
        for token, _ in self.bearers.values():
            TokenGrant.objects.create(token=token, name="A program", scopes=Scope.values)
        self.cookies = {name: self.cookies_of(person) for name, person in self.people.items()}
        candidate, public = AppearanceFactory().claim, published(author, approver).review
        revisions = {
            "draft": draft(author),
            "revision": in_review(author),
            "approved": approved(author, approver),
            "scheduled": scheduled(author, approver, at=timezone.now() + timedelta(days=1)),
            "published": public.revisions.get(),
            "correction": correction(author, approver),
            "retracted": retracted(author, approver),
            "sole": sole_source(author),
            "waived": waived(author, approver),
        }
        merged = AppearanceFactory().claim
        merge_claim(claim_id=merged.pk, into_id=accepted_claim().pk, editor=author, version=1, now=NINE)
        merged.refresh_from_db()
        dismissed = AppearanceFactory().claim
        dismiss_claim(claim_id=dismissed.pk, editor=author, version=1, reason="trivial", now=NINE)
        dismissed.refresh_from_db()
        begun = corrected(author, approver)
        self.claims = {
            "candidate": candidate,
            "accepted": accepted_claim(),
            "dismissed": dismissed,
            "merged": merged,
        }
        for claim in (candidate, self.claims["accepted"]):
            ClaimLink.objects.create(claim=claim, kind="answers", other=public.claim)
        self.revisions = {
            "draft": revisions["correction"],  # which may also be cancelled
            "in review": revisions["sole"],  # which may also be waived a second publisher
            "approved": revisions["approved"],
            "scheduled": revisions["scheduled"],
            "published": revisions["published"],
            "superseded": begun.review.revisions.get(number=1),
            "retracted": revisions["retracted"],
            "cancelled": cancelled(author, approver),
        }
        about = {"page": "funding", "text": "Our readers pay.", "reason": "It was empty."}
        save_about(**about, editor=self.people["administrator"], version=1, now=NINE)
        told = {"url": "https://x.example/", "name": "X", "events": ["claim.published"]}
        webhook, _ = add_endpoint(**told, editor=self.people["administrator"], now=NINE)
        source = Source.objects.create(url="https://scan.example/1", title="A", publisher="B", kind="primary")
        scan = add_copy(source_id=source.pk, editor=author, content=PNG, name="", now=NINE)
        hidden = protect_source(editor=author, name="Ana", description="An engineer", danger="x", now=NINE)
        self.views = {
            name: SavedView.objects.create(person=person, name="Dams", query="q=dam", saved_at=NINE).pk
            for name, person in self.people.items()
        }
        self.unsaved = {
            name: UnsavedText.objects.create(
                revision=revisions["revision"], person=person, page="a" * 32, fields="", kept_at=NINE
            ).pk
            for name, person in self.people.items()
        }
        self.told = {
            name: Notification.objects.create(
                person=person, kind="commented", event="x", claim=candidate, created_at=NINE
            ).pk
            for name, person in self.people.items()
        }
        asked(revisions["published"], author)
        attempt = excerpted(revisions["revision"], author)
        revisions["revision"].refresh_from_db()
        self.versions = {"{attempt}": attempt.version}
        self.versions |= {f"{{{name}}}": revision.version for name, revision in revisions.items()}
        self.versions["{merged}"] = merged.version
        self.names = {name: revision.pk for name, revision in revisions.items()} | {
            "attempt": attempt.pk,
            "speaker": attempt.speaker_id,
            "article": candidate.appearances.get().article_id,
            "claim": candidate.public_id,
            "accepted": self.claims["accepted"].public_id,
            "corrected": begun.review.claim.public_id,
            "merged": merged.public_id,
            "review": revisions["revision"].pk,
            "public": public.claim.public_id,
            "verdict": public.revisions.get().pk,
            "report": reported(public.claim).pk,
            "rejected": reported(
                public.claim, state="rejected", reason="It was May.", decided_by=author, decided_at=NINE
            ).pk,
            "asked": sent_request().pk,
            "key": sent_request().key,
            "declined": sent_request(
                state="declined", decline_reason="opinion", decided_by=author, decided_at=NINE
            ).pk,
            **followed(public.claim),
            "slug": public.slug,
            "somebody": UserFactory(role="Reporter").pk,
            "session": 1,
            "entry": AuditEntry.objects.first().pk,
            "record": public.claim.public_records.get().pk,
            "source": source.pk,
            "copy": scan.pk,
            "hidden": hidden.pk,
            "webhook": webhook.pk,
            "rating": Rating.objects.first().pk,
            "topic": Topic.objects.create(name="Water", slug="water").pk,
        }

    def cookies_of(self, person: User) -> SimpleCookie:
        """Those of a browser in which somebody is signed in."""
        browser = Client()
        browser.force_login(person)
        return browser.cookies

    def address(self, example: str, name: str) -> str:
        """An example with the ids of what is there; its token, and what belongs to one person, are one's own."""
        owned = {
            "view": self.views,
            "notification": self.told,
            "unsaved": self.unsaved,
        }
        own: dict = {each: ids.get(name, 1) for each, ids in owned.items()}
        own["token"] = self.bearers[name][0].token_key if name in self.bearers else "x"
        return example.format(**self.names, **own)

    def ask(self, method: str, example: str, name: str) -> str:
        """The status of an answer, or "sign in" where it leads to the door; what it did is undone."""
        version = next((number for part, number in self.versions.items() if part in example), 1)
        with undone(), no_pages() if method == "POST" else nullcontext():
            return self.send(method, self.address(example, name), name, version)

    def move(self, method: str, path: str, name: str, version: int, **typed: str) -> tuple[str, list[str]]:
        """The answer as `ask` gives it, and the moves that it left in the audit; what it did is undone.

        No page is rendered, nor put together where it only gives a refusal: what it looks like says nothing about who
        may do what.
        """
        with (
            undone(),
            patch.object(Template, "_render", return_value=""),
            no_pages() if method == "POST" else nullcontext(),
        ):
            before = AuditEntry.objects.count()
            status = self.send(method, path, name, version, **typed)
            moves = AuditEntry.objects.order_by("pk").values_list("move", flat=True)[before:]
            return status, list(dict.fromkeys(moves))

    def send(self, method: str, path: str, name: str, version: int, **typed: str) -> str:
        """What a browser or a program of somebody is answered."""
        headers = {}
        if path.startswith("/api/") and name in self.bearers:
            headers["authorization"] = f"Bearer {self.bearers[name][1]}"
        browser = Client(headers=headers, raise_request_exception=False)
        browser.cookies.load(self.cookies.get(name, SimpleCookie()))
        answer = browser.generic(method, path, **self.body(method, path, version, typed))
        leads_to = answer.get("Location", "")
        return "sign in" if leads_to.startswith("/desk/sign-in/?next=") else str(answer.status_code)

    def body(self, method: str, path: str, version: int, typed: dict[str, str]) -> dict[str, str]:
        """What a form of the address would send, as far as it matters to who may send it."""
        if method != "POST" or path.startswith("/api/"):
            return {"content_type": "application/json", "data": "{}"} if method != "GET" else {}
        fields = {
            "version": version,
            "reason": "trivial",
            "role": "Editor",
            "give": 1,
            "into": self.names["accepted"],
            "comment": "Look again.",
            "gate": "two_publishers",
            "waiver_reason": "One count.",
            "publish_at": f"{timezone.now() + timedelta(days=2):%Y-%m-%d}",
            "text": "Cracks found",
            "url": "https://x.ex",
            "archive_url": "",
            "name": "Ben Beta",
            "description": "At the dam",
            "danger": "His job",
            "assignee": self.people["reporter"].pk,
            "priority": 3,
            "speaker": self.names["speaker"],
            "channel": "phone",
            "contacted_at": "2026-03-04",
            "deadline": "2026-03-05",
            "question": "Why?",
            "words": "In May 2019.",
            "why": "opinion",
            "outlet": "Radio",
            "to": self.names["declined"] if "/requests/" in path else self.names["public"],
            "relation": "answers" if path.endswith("/unlink/") else "repeats",
            "public_id": self.names["accepted"],
            "outcome": "declined",
            "answered_at": "2026-03-05",
            "excerpt": "We inspected",
            # no longer than what is typed again more quickly than copied: see desk.page.SHORT
            "rating": self.names["rating"],
            "agreement": "Measured.",
            "recheck_on": f"{timezone.now() + timedelta(days=30):%Y-%m-%d}",
            "holds_because": "Nothing new.",
            "new_evidence": "A survey.",
            "what": "It is wrong.",
            "upheld": "In April.",
            "rejected": "It was May.",
            "reopened": "A survey.",
            "events": "claim.retracted",
        }
        if path.endswith("/unasked/"):
            fields["reason"] = "dead"
        if not path.startswith("/desk/"):
            opened = opened_at(timezone.now() - timedelta(minutes=1))
            fields |= {"mail": "reader@example.org", "rhythm": "daily", "opened": opened}
        return {"content_type": "application/x-www-form-urlencoded", "data": urlencode(fields | typed)}


def followed(claim: Claim) -> dict[str, str]:
    """What stands in the links of a reader who follows a verdict."""
    follower = Follower.objects.create(mail="reader@example.org", created_at=timezone.now())
    known = {"kind": "claim", "key": claim.public_id, "asked_at": timezone.now()}
    following = Following.objects.create(follower=follower, confirmed_at=timezone.now(), **known)
    keys = {CONFIRM: following.pk, STOP: following.pk, STOP_ALL: follower.pk, MANAGE: follower.pk}
    return {purpose: token_for(purpose, pk) for purpose, pk in keys.items()}


@pytest.fixture(scope="module")
def newsroom(for_all):
    """The newsroom, made once; nothing of it stays."""
    with for_all():
        yield Newsroom()
