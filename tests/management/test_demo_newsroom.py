"""The demo newsroom is what its files say, and comes about through the real pipeline."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from claims.intake.extract import extract_claims
from claims.management import demo_files, replay
from claims.management.commands import demo_newsroom
from claims.models import (
    Article,
    AuditEntry,
    Claim,
    DemoPerson,
    DeskSettings,
    LinkCheck,
    PublicRecord,
    Revision,
    RevisionState,
    SecondRating,
    Source,
)
from claims.models.audit import broken_entries
from claims.publication.ledger import current_records
from claims.review.judged import judged
from claims.review.revision_queries import latest_revision
from claims.review.source_gates import excerpts_are_found, interests_are_disclosed, sources_are_kept

pytestmark = pytest.mark.django_db

STORIES = demo_files.read_stories()
ENTRIES = [(story, entry) for story in STORIES for entry in story.claims]


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """The demo, with the worker's part done in this process; filled once, since reading takes a while."""

    def read_all(command, article_ids):
        for pk in article_ids:
            extract_claims(article_id=pk)

    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(demo_newsroom.Command, "wait", read_all)
        call_command("demo_newsroom", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def verdicts():
    """Every version of the ledger that is a verdict and no tombstone."""
    return [row.record for row in PublicRecord.objects.exclude(state="retracted")]


class TestStories:
    @pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
    def test_name_words_that_stand_in_the_article_once(self, story):
        assert all(story.article["text"].count(entry["words"]) == 1 for entry in story.claims)

    @pytest.mark.parametrize(("story", "entry"), ENTRIES)
    def test_are_judged_by_others_than_their_author(self, story, entry):
        assert entry.get("author") not in entry.get("approvers", [])


class TestRealNewsroom:
    def test_is_left_alone(self):
        User.objects.create_user("somebody")

        call_command("demo_newsroom", stdout=StringIO())

        assert not Article.objects.exists()


class TestDemoNewsroom:
    def test_shows_claims_at_every_stage(self, filled):
        assert {state for (state,) in Revision.objects.values_list("state")} == set(RevisionState)
        assert {status for (status,) in Claim.objects.values_list("status")} == {
            "candidate",
            "accepted",
            "dismissed",
        }
        assert Revision.objects.filter(state="draft").exclude(return_reason="").exists()

    def test_shows_sources_that_want_care_and_ratings_that_disagree(self, filled):
        protected = Source.objects.get(kind="protected")
        second = SecondRating.objects.get()

        assert protected.protected_name.confirmed_by != protected.protected_name.added_by
        assert protected.protected_name.name not in str(verdicts())
        assert LinkCheck.objects.get(is_dead=True).found.startswith("The institute has sorted")
        assert second.rating != second.first_rating
        assert not DeskSettings.objects.get().has_second_rating

    def test_publishes_verdicts_over_the_whole_scale(self, filled):
        ratings = {record["rating"]["slug"] for record in verdicts()}

        assert current_records().count() >= 6
        assert {"true", "mostly-true", "half-true", "mostly-false", "false", "unproven"} <= ratings

    def test_rates_a_claim_of_two_speakers_without_evidence_unproven(self, filled):
        unproven = next(record for record in verdicts() if record["rating"]["slug"] == "unproven")

        assert len(unproven["speakers"]) == 2
        assert unproven["evidence_status"]["status"] == "none_provided"

    def test_keeps_the_times_of_its_moves_in_order_and_the_chain_whole(self, filled):
        entries = list(AuditEntry.objects.order_by("pk"))
        times = [entry.happened_at for entry in entries]

        assert times == sorted(times)
        assert not list(broken_entries(entries))

    def test_every_entry_reaches_its_stage(self, filled):
        for story, entry in ENTRIES:
            article = Article.objects.get(title=story.article["title"])
            claim = replay._claim(article, entry["words"])
            reached = latest_revision(claim).state if "revision" in entry else claim.status
            stage = "retracted" if "retraction" in entry else entry["stage"]
            assert reached == {"returned": "draft"}.get(stage, stage), entry["words"]

    def test_tells_readers_of_one_verdict_what_it_does_without(self, filled):
        waived = [record["waivers"] for record in verdicts() if record["waivers"]]

        assert [[each["gate"] for each in waivers] for waivers in waived] == [["two_publishers"]]

    def test_has_a_corrected_and_a_retracted_verdict_that_say_why(self, filled):
        states = {record.state: record.record for record in PublicRecord.objects.filter(until_at=None)}

        assert "36 percent" in states["corrected"]["corrections"][0]["note"]
        assert states["corrected"]["rating"]["slug"] == "half-true"
        assert "336,000" in states["corrected"]["body"]
        assert "was a draft" in states["retracted"]["corrections"][0]["note"]

    def test_quotes_every_source_as_its_stored_copy_has_it(self, filled):
        gates = (sources_are_kept, excerpts_are_found, interests_are_disclosed)

        works = [judged(revision) for revision in Revision.objects.all()]
        assert not [gate(work) for work in works for gate in gates if gate(work)]

    def test_filled_twice_is_filled_once(self, filled):
        before = AuditEntry.objects.count()

        call_command("demo_newsroom", stdout=StringIO())

        assert AuditEntry.objects.count() == before

    def test_prints_logins_that_work(self, filled, client):
        printed = StringIO()
        call_command("demo_newsroom", stdout=printed)

        assert "ruth" in printed.getvalue()
        assert client.login(username="ruth", password=demo_files.PASSWORD)

    def test_lets_its_editors_judge_with_the_printed_password_alone(self, filled, client, settings):
        settings.REQUIRE_TWO_FACTOR = True
        client.login(username="ruth", password=demo_files.PASSWORD)

        assert client.get("/desk/reviews/?list=waiting").status_code == 200

    def test_excuses_nobody_who_has_chosen_a_password(self, filled):
        DemoPerson.objects.all().delete()
        ruth = User.objects.get(username="ruth")
        ruth.set_password("another bridge")
        ruth.save()

        demo_files.excuse_from_two_factor()

        excused = set(DemoPerson.objects.values_list("user__username", flat=True))
        assert excused == {"ines", "theo", "daniel", "agnes", "pavel"}
