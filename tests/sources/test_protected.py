"""Protected sources: known to few, confirmed by a second, and never told."""

import json

import pytest
from django.core import serializers
from django.db import DatabaseError, connection, transaction

from claims.models import AuditEntry, ProtectedName, PublicRecord, Source
from claims.publication.claimreview import claim_review
from claims.publication.record import WITHHELD
from claims.review.actions import publish_revision
from claims.review.citing import EvidenceEntry
from claims.review.moves import MoveNotAllowed
from claims.sources.acts import SourceRefused
from claims.sources.protected import confirm_source, protect_source, read_name
from tests.factories import NINE, UserFactory, approved, content

NAME = "Ana Alpha-Omega"


@pytest.fixture
def hidden(reporter):
    return protect_source(
        editor=reporter, name=NAME, description="An engineer at the dam", danger="Her job", now=NINE
    )


def entry(source):
    return EvidenceEntry("supports", "", "", "", "protected", excerpt="It leaks.", source=str(source.pk))


class TestProtectSource:
    def test_keeps_the_name_apart_from_everything_else(self, hidden):
        assert ProtectedName.objects.get().name == NAME
        assert NAME not in str(ProtectedName.objects.get())
        for model in (Source, AuditEntry):
            assert NAME not in serializers.serialize("json", model.objects.all())

    def test_refuses_a_description_that_holds_the_name(self, reporter):
        with pytest.raises(SourceRefused, match="holds the name"):
            protect_source(
                editor=reporter, name="Ana", description="ana, an engineer", danger="Her job", now=NINE
            )

    def test_keeps_two_with_the_same_description_apart(self, hidden, reporter):
        protect_source(editor=reporter, name="Ben", description=hidden.title, danger="His job", now=NINE)

        assert Source.objects.filter(kind="protected").count() == 2


class TestReadName:
    def test_is_for_its_author_and_for_editors_and_is_written_down(self, hidden, reporter, editor):
        for reader in (reporter, editor):
            assert read_name(source_id=hidden.pk, reader=reader, now=NINE).name == NAME

        readings = AuditEntry.objects.filter(move="read_protected_name")
        assert [entry.actor for entry in readings.order_by("pk")] == [reporter, editor]

    def test_is_for_nobody_else(self, hidden):
        with pytest.raises(SourceRefused, match="does not have this right"):
            read_name(source_id=hidden.pk, reader=UserFactory(role="Reporter"), now=NINE)


class TestConfirmSource:
    def test_counts_once(self, hidden, editor):
        confirm_source(source_id=hidden.pk, editor=editor, now=NINE)
        confirm_source(source_id=hidden.pk, editor=UserFactory(role="Editor"), now=NINE)

        assert ProtectedName.objects.get().confirmed_by == editor
        assert AuditEntry.objects.filter(move="confirm_source").count() == 1

    def test_is_refused_to_whoever_wrote_it_down(self, editor):
        own = protect_source(editor=editor, name=NAME, description="x", danger="y", now=NINE)

        with pytest.raises(SourceRefused, match="Ask another editor"):
            confirm_source(source_id=own.pk, editor=editor, now=NINE)

    def test_is_refused_without_the_right(self, hidden):
        with pytest.raises(SourceRefused, match="does not have this right"):
            confirm_source(source_id=hidden.pk, editor=UserFactory(role="Reporter"), now=NINE)


class TestPublish:
    @pytest.fixture
    def ready(self, hidden, editor):
        return approved(UserFactory(role="Editor"), editor, evidence=(entry(hidden), *content().evidence))

    def publish(self, revision, editor):
        return publish_revision(revision_id=revision.pk, editor=editor, version=revision.version, now=NINE)

    def test_waits_for_a_second_editor(self, ready, editor):
        with pytest.raises(MoveNotAllowed, match="required and not met is “Protected sources confirmed”"):
            self.publish(ready, editor)

    def test_tells_readers_that_there_is_somebody_and_why_not_who(self, ready, hidden, editor):
        confirm_source(source_id=hidden.pk, editor=editor, now=NINE)

        self.publish(ready, editor)

        record = PublicRecord.objects.get().record
        work = record["evidence"][0]
        assert (work["title"], work["url"], work["publisher"]) == ("An engineer at the dam", "", "")
        assert work["unavailable"] == WITHHELD
        assert NAME not in json.dumps(record)
        cited = [work["name"] for work in claim_review(record)["citation"]]
        assert cited == ["Inspection", "History"]


class TestDatabase:
    def refused(self, sql, *values, match):
        with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)

    def test_refuses_a_confirmation_by_whoever_wrote_it_down(self, hidden, reporter):
        self.refused(
            "UPDATE claims_protectedname SET confirmed_by_id = %s, confirmed_at = now()",
            reporter.pk,
            match="confirmed_by_a_second_person",
        )

    @pytest.mark.parametrize("change", ["name = 'x'", "danger = 'x'", "added_at = now()"])
    def test_refuses_to_change_what_was_written_down(self, hidden, change):
        self.refused(f"UPDATE claims_protectedname SET {change}", match="only the confirmation")  # noqa: S608

    def test_refuses_to_take_a_confirmation_back(self, hidden, editor):
        confirm_source(source_id=hidden.pk, editor=editor, now=NINE)

        self.refused(
            "UPDATE claims_protectedname SET confirmed_by_id = NULL, confirmed_at = NULL",
            match="only the confirmation",
        )

    def test_refuses_to_remove_a_name(self, hidden):
        self.refused("DELETE FROM claims_protectedname", match="only the confirmation")

    def test_refuses_a_protected_source_with_a_publisher(self, hidden):
        self.refused(
            "INSERT INTO claims_source (url, title, publisher, kind, publisher_kind, interests, archive_url)"
            " VALUES ('', 'x', 'Ana', 'protected', '', '', '')",
            match="shows_no_more_than_its_description",
        )

    def test_refuses_to_publish_what_cites_one_that_is_not_confirmed(self, hidden, editor):
        ready = approved(UserFactory(role="Editor"), editor, evidence=(entry(hidden), *content().evidence))

        self.refused(
            "UPDATE claims_revision SET state = 'published', published_at = now() WHERE id = %s",
            ready.pk,
            match="must confirm a protected source",
        )
