"""Programs with and without a token, and something for them to read."""

import json
from datetime import timedelta
from functools import cache

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from claims.models import Claim, PublicRecord, Scope
from claims.people.tokens import make_token
from tests.factories import ClaimFactory, UserFactory, published


@pytest.fixture
def publish(db):
    """Publish a verdict and give its record."""
    author, approver = UserFactory(role="Editor"), UserFactory(role="Editor")

    def publish() -> PublicRecord:
        return published(author, approver).review.claim.public_records.get()

    return publish


@pytest.fixture
def printed(publish):
    """Fill the ledger with so many records: one that was published, and copies of it with `changes`, one each."""
    return lambda count, *changes: print_copies(publish(), count, *changes)


def print_copies(first: PublicRecord, count: int, *changes: dict) -> list[PublicRecord]:
    """Add copies of a record to the ledger until there are so many."""
    told = [*changes, *({} for _ in range(count - len(changes) - 1))]
    claims = Claim.objects.bulk_create(ClaimFactory.build(public_id=f"copy{n}") for n in range(len(told)))
    rows = [
        PublicRecord(
            claim=claim,
            public_id=claim.public_id,
            sequence=number,
            record=first.record | {"id": claim.public_id, "sequence": number} | each,
            **{name: getattr(first, name) for name in ("version", "state", "content_hash", "from_at")},
        )
        for number, (claim, each) in enumerate(zip(claims, told, strict=True), start=first.sequence + 1)
    ]
    with connection.cursor() as cursor:
        for switch in ("DISABLE", "ENABLE"):  # no revisions behind these
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE claims_publicrecord {switch} TRIGGER USER")
            PublicRecord.objects.bulk_create(rows if switch == "DISABLE" else [])
        listed = "SELECT claims_enter_verdict(r) FROM claims_publicrecord r WHERE sequence > %s"
        cursor.execute(listed, [first.sequence])
    return [first, *rows]


@pytest.fixture
def submitter(db):
    """Somebody who may submit articles and nothing else."""
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="submit_article"))
    return user


@pytest.fixture
def bearer():
    """A program that speaks for a user, by token."""

    def bearer(user, *scopes: str) -> Client:
        token = make_token(
            person=user,
            name="Test",
            scopes=scopes or Scope.values,
            lifetime=timedelta(days=1),
            now=timezone.now(),
        )
        return Client(headers={"authorization": f"Bearer {token}"})

    return bearer


@pytest.fixture
def program(bearer, submitter):
    """A program that may submit articles."""
    return bearer(submitter)


@pytest.fixture
def editor(db):
    """Somebody who may do all that editors may."""
    return UserFactory(role="Editor")


@pytest.fixture
def desk(bearer, editor):
    """A program of an editor, with every scope."""
    return bearer(editor)


@cache
def described() -> bytes:
    """The document; only the code changes what it says."""
    return Client().get("/api/v1/schema/?format=json").content


@pytest.fixture
def schema(db):
    return json.loads(described())


@pytest.fixture
def errors(schema):
    """Where an instance differs from a component of the document; nothing may be left undescribed."""
    components = json.loads(json.dumps(schema["components"]))
    for component in components["schemas"].values():
        if component.get("type") == "object":
            component["additionalProperties"] = False

    def errors(name: str, instance: object) -> list[str]:
        document = {"$ref": f"#/components/schemas/{name}", "components": components}
        validator = Draft202012Validator(document, format_checker=FormatChecker())
        return [error.message for error in validator.iter_errors(instance)]

    return errors
