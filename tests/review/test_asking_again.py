"""The gates asked anew when sources change beside the words of a review."""

import pytest

from claims.models import GateCheck, OutboxMessage, Source
from claims.outbox.messages import LISTENERS
from claims.review.citing import EvidenceEntry
from claims.sources.copies import add_copy, type_text
from claims.sources.protected import confirm_source, protect_source
from claims.sources.reading import read_copy
from claims.tasks import ask_gates_about_sources
from tests.factories import NINE, UserFactory, approved, draft
from tests.review.test_source_gates import INSPECTION, keep, save_again
from tests.sources.files import PAGE, PNG

pytestmark = pytest.mark.django_db


def hear():
    """What a worker does with the messages about sources that were stored."""
    for message in OutboxMessage.objects.filter(kind="sources.changed", processed_at=None):
        assert LISTENERS[message.kind] == ask_gates_about_sources.name
        ask_gates_about_sources(**message.payload)


def answer(gate, revision):
    stored = GateCheck.objects.get(revision=revision).answers[gate]
    return stored and stored["en"]


def cite(author, content):
    """A draft that cites a stored copy with this content."""
    revision = draft(author, evidence=(INSPECTION,))
    copy = keep(author, content, name="")
    return save_again(revision), copy


class TestSourcesThatChange:
    def test_a_copy_that_is_stored_is_told_of(self, author):
        revision = draft(author, evidence=(INSPECTION,))
        assert "no stored copy" in answer("sources_kept", revision)

        keep(author)
        hear()

        assert "Save it once more" in answer("sources_kept", revision)

    def test_a_copy_under_another_wording_of_the_same_address_is_told_of(self, author):
        revision = draft(author, evidence=(INSPECTION,))
        other = Source.objects.create(
            url=INSPECTION.url, title="Report", publisher="Dam Authority", kind="primary"
        )

        add_copy(source_id=other.pk, editor=author, content=b"Cracks were found", name="", now=NINE)
        hear()

        assert "Save it once more" in answer("sources_kept", revision)

    def test_a_copy_that_has_been_read_passes(self, author):
        revision, copy = cite(author, PAGE)
        assert "still being read" in answer("excerpts", revision)

        read_copy(sha256=copy.file_id)
        hear()

        assert answer("excerpts", revision) == ""

    def test_a_copy_whose_words_are_typed_passes(self, author):
        revision, copy = cite(author, PNG)
        assert "has no text of its own" in answer("excerpts", revision)

        type_text(copy_id=copy.pk, editor=author, text="Cracks were found.", now=NINE)
        hear()

        assert answer("excerpts", revision) == ""

    def test_a_confirmation_of_a_protected_source_passes_and_voids_no_approval(self, author, editor):
        hidden = protect_source(editor=author, name="Ben", description="An engineer", danger="x", now=NINE)
        entry = EvidenceEntry("supports", "An engineer", "", "", "protected", source=str(hidden.pk))
        revision = approved(author, editor, evidence=(entry,))
        assert "No second editor" in answer("protected_sources", revision)

        confirm_source(source_id=hidden.pk, editor=UserFactory(role="Editor"), now=NINE)
        hear()

        assert answer("protected_sources", revision) == ""
        assert revision.approvals.filter(voided_at=None).exists()
