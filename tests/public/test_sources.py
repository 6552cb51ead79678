"""What readers see of the sources of a verdict, and what they never do."""

import hashlib

import pytest

from claims.models import PublicRecord, Source
from claims.models.source import WORDING
from claims.publication.record import WITHHELD
from claims.review.citing import EvidenceEntry
from claims.sources.copies import add_copy
from claims.sources.protected import confirm_source, protect_source
from tests.factories import NINE, UserFactory, content, published
from tests.public.test_claim_page import markup, words

pytestmark = pytest.mark.django_db
NAME = "Ana Alpha-Omega"
INSPECTION = EvidenceEntry(
    "contradicts",
    "Inspection",
    "Dam Authority",
    "https://dam.example/1",
    "primary",
    "Cracks were found",
    publisher_kind="company",
    interests="It built the dam.",
    archive_url="https://archive.example/1",
    accessed_on=NINE.date(),
)


@pytest.fixture
def author():
    return UserFactory(role="Editor")


@pytest.fixture
def approver():
    return UserFactory(role="Editor")


def others():
    """What the verdict rests on besides."""
    return content().evidence


def read(client, revision):
    """The page of a verdict."""
    record = PublicRecord.objects.get(claim=revision.review.claim)
    return client.get(record.record["url"].removeprefix("http://127.0.0.1:8000"))


class TestSource:
    def test_tells_where_it_is_kept_and_what_its_publisher_has_at_stake(self, client, author, approver):
        source = Source.objects.create(**{name: getattr(INSPECTION, name) for name in WORDING})
        add_copy(source_id=source.pk, editor=author, content=b"Cracks were found.", name="", now=NINE)

        page = read(client, published(author, approver, evidence=(INSPECTION, *others())))

        digest = hashlib.sha256(b"Cracks were found.").hexdigest()
        assert "It built the dam." in words(page)
        assert f"Stored copy ✓ of 4 March 2026, SHA-256 {digest[:12]}…" in words(page)
        assert "Read on 4 March 2026" in words(page)
        assert 'href="https://archive.example/1"' in page.content.decode()

    def test_says_why_it_has_no_link(self, client, author, approver):
        book = EvidenceEntry(
            "context", "Dams", "Press", "", "secondary", unavailable="A book in the library."
        )

        assert "A book in the library." in words(
            read(client, published(author, approver, evidence=(book, *others())))
        )

    def test_is_not_named_where_that_would_endanger_somebody(self, client, author, approver):
        hidden = protect_source(editor=author, name=NAME, description="An engineer", danger="x", now=NINE)
        confirm_source(source_id=hidden.pk, editor=approver, now=NINE)
        entry = EvidenceEntry("supports", "", "", "", "protected", "It leaks.", source=str(hidden.pk))
        live = published(author, approver, evidence=(entry, *others()))

        page = read(client, live)

        assert f"protected source An engineer It leaks. {WITHHELD}" in words(page)
        answer = client.get(f"/api/v1/claims/{live.review.claim.public_id}/").content.decode()
        assert not [told for told in (page.content.decode(), answer) if NAME in told]
        assert "An engineer" not in "".join(markup(page))
