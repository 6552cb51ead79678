"""A newsroom with verdicts, for the readers' pages."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import PublicRecord, Rating
from claims.review.actions import approve_revision, publish_revision, submit_revision
from tests.factories import ANSWER_BY, UserFactory, accepted_claim, draft, excerpted, published


@pytest.fixture
def publish(db):
    """Publish a verdict and give its record: `publish(rating="true", text="the dam is safe")`."""
    author, approver = UserFactory(role="Editor"), UserFactory(role="Editor")

    def publish(
        *, rating: str = "mostly-false", text: str = "the dam is safe", claim=None, **changes
    ) -> PublicRecord:
        claim = claim or accepted_claim(claim__text=text)
        chosen = Rating.objects.get(slug=rating)
        revision = published(author, approver, claim=claim, rating=chosen, **changes)
        return revision.review.claim.public_records.get()

    return publish


@pytest.fixture
def path():
    """The address of a record's page on this site."""
    return lambda record: record.record["url"].removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def older_record():
    """Store a record once more as it was written before speakers had ids: `older_record(record, name="…")`."""

    def older_record(record: PublicRecord, **changes) -> PublicRecord:
        speakers = [
            {key: value for key, value in speaker.items() if key != "id"} | changes
            for speaker in record.record["speakers"]
        ]
        numbers = {"version": record.version + 1, "sequence": record.sequence + 1}
        PublicRecord.objects.filter(pk=record.pk).update(until_at=record.from_at)
        kept = {
            name: getattr(record, name) for name in ("claim", "public_id", "state", "content_hash", "from_at")
        }
        return PublicRecord.objects.create(
            **kept, **numbers, record=record.record | numbers | {"speakers": speakers}
        )

    return older_record


@pytest.fixture
def publish_heard(db):
    """Publish a verdict whose speaker has answered, with an excerpt for print; gives its address."""
    author, approver = UserFactory(role="Editor"), UserFactory(role="Editor")

    def publish_heard(excerpt: str) -> str:
        revision = draft(author)
        excerpted(revision, author, approver, excerpt)
        revision.refresh_from_db()
        for act, person in (
            (submit_revision, author),
            (approve_revision, approver),
            (publish_revision, approver),
        ):
            named = {"revision_id": revision.pk, "editor": person, "version": revision.version}
            revision = act(**named, now=ANSWER_BY + timedelta(hours=1))
        return revision.review.claim.public_records.get().record["url"].removeprefix("http://127.0.0.1:8000")

    return publish_heard


@pytest.fixture
def many(publish):
    """Copies of one verdict: each says "dam", one in 2,000 "turbine"."""
    publish()
    copies = "FROM generate_series(1, 6000) n, claims_publicrecord p, claims_publicverdict v WHERE record_id = p.id"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE claims_publicrecord DISABLE TRIGGER USER")
        cursor.execute(
            "INSERT INTO claims_publicrecord (id, claim_id, public_id, version, sequence, state, change, record,"
            " content_hash, from_at) SELECT p.id + n, claim_id, 'copy' || n, n + 1, p.sequence + n, state, '',"
            f" '{{}}', content_hash, p.from_at + n * interval '1 minute' {copies}"
        )
        cursor.execute(
            "INSERT INTO claims_publicverdict SELECT p.id + n, p.sequence + n, p.from_at + n * interval '1 minute',"
            " claim_reviewed, speakers, answer, places, search || CASE WHEN n % 2000 = 0"
            f" THEN to_tsvector('english', 'turbine') ELSE '' END {copies}"
        )
        cursor.execute(
            "INSERT INTO claims_publiclisting (subject_id, verdict_id, sequence)"
            " SELECT subject_id, record_id, v.sequence FROM claims_publiclisting l, claims_publicverdict v"
            " WHERE v.sequence > l.sequence"
        )
        cursor.execute("ANALYZE claims_publicverdict, claims_publicrecord, claims_publiclisting")


class Scan(NamedTuple):
    """How a statement went through a table, and how many rows it read, also those that it threw away."""

    node: str
    rows: int


@pytest.fixture
def scans_of():
    """How the last statement of a call goes through a table: `scans_of("claims_claim", lambda: …)`."""

    def scans_of(table, call) -> list[Scan]:
        with CaptureQueriesContext(connection) as asked:
            call()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {asked[-1]['sql']}")
            nodes = list(nodes_of(cursor.fetchone()[0][0]["Plan"]))
        return [
            Scan(
                node["Node Type"],
                node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)),
            )
            for node in nodes
            if node.get("Relation Name") == table
        ]

    return scans_of


def nodes_of(plan):
    """A plan's nodes, the outer before the inner."""
    yield plan
    for inner in plan.get("Plans", []):
        yield from nodes_of(inner)
