"""Search among the verdicts: what is found and why, what never is, and how much of the table is looked at."""

import re
from datetime import timedelta

import pytest

from claims.models import Topic
from claims.public import search
from claims.publication.search import Wanted, find_verdicts
from claims.review.correcting import restore_revision
from tests.factories import NINE, UserFactory, accepted_claim, approved, corrected, retracted

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


@pytest.fixture
def ask(client):
    return lambda **given: client.get("/search/", given)


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


def found(response) -> list[str]:
    """The claims of the results, in their order, without marks."""
    rows = re.findall(r'<a href="/claims/[^"]+">(.*?)</a></h2>', response.content.decode())
    return [re.sub("<[^>]+>", "", row) for row in rows]


class TestSearch:
    def test_finds_all_words_in_any_form_and_marks_them(self, ask, publish):
        publish(text="the bridges are open")
        publish(text="the road is open")

        page = ask(q="open bridge")

        assert found(page) == ["the bridges are open"]
        assert "the <mark>bridges</mark> are <mark>open</mark>" in page.content.decode()
        assert "1 verdict matches." in words(page)

    def test_says_where_else_the_words_stand(self, ask, publish):
        publish(text="one", short_answer="The turbines were never built.")

        page = ask(q="turbine")

        assert found(page) == ["one"]
        assert "Our answer" in words(page)
        assert "<mark>turbines</mark>" in page.content.decode()

    def test_puts_what_stands_in_the_claim_first(self, ask, publish):
        publish(text="turbines stand still")
        publish(text="another", short_answer="The turbines were never built.")

        assert found(ask(q="turbines")) == ["turbines stand still", "another"]

    def test_is_narrowed_by_speaker_rating_topic_evidence_and_day(self, ask, publish):
        claim = accepted_claim(claim__text="one", speakers=["Will May"])
        claim.topics.add(Topic.objects.create(name="Water", slug="water"))
        publish(claim=claim, rating="false", evidence_status="cited")
        publish(text="two")

        for given in (
            {"speaker": "may"},
            {"rating": "false"},
            {"topic": "water"},
            {"evidence": "cited"},
            {"q": "one", "rating": "false", "topic": "water", "since": "2026-03-04", "until": "2026-03-04"},
        ):
            assert found(ask(**given)) == ["one"], given
        for given in ({"since": "2026-03-05"}, {"until": "2026-03-03"}, {"rating": "true"}):
            assert found(ask(**given)) == [], given
        assert found(ask(until="9999-12-31")) == ["two", "one"]

    def test_is_narrowed_by_outlet_in_whole_words_and_says_where(self, ask, publish):
        publish(claim=accepted_claim(claim__text="one", article__outlet="Port Marl Times"))
        publish(text="two")

        page = ask(outlet="marl")

        assert found(page) == ["one"]
        assert "Where it was said" in words(page)
        assert "<mark>Marl</mark>" in page.content.decode()
        assert [found(ask(outlet=name)) for name in ("times port", "time", "Marl Ledger")] == [
            ["one"],
            [],
            [],
        ]
        assert found(ask(outlet="marl", q="two")) == []

    def test_knows_the_version_that_stands_alone(self, ask, people):
        live = corrected(*people, headline="The dam is cracked", short_answer="Inspectors saw fissures.")

        assert found(ask(q="fissures")) == [live.review.claim.text]
        assert not found(ask(q="inspection report shown"))
        assert not found(ask(rating="mostly-false"))
        assert found(ask(rating="false"))

    def test_never_finds_what_is_taken_back_until_it_is_restored(self, ask, people):
        gone = retracted(*people)
        assert not found(ask(q="dam"))

        act = {"revision_id": gone.pk, "editor": people[1], "version": gone.version}
        restore_revision(**act, reason="It was genuine.", now=NINE + timedelta(days=1))

        assert found(ask(q="dam"))

    def test_never_finds_what_is_not_published(self, ask, people):
        approved(*people)

        assert not found(ask(q="dam"))

    @pytest.mark.parametrize(
        "hostile",
        [
            "the",
            "a",
            "'",
            "\\",
            "dam:*",
            "!!!",
            "& | <->",
            "'); DROP TABLE claims_claim; --",
            "“ ”",
            "\0",
            "-",
        ],
    )
    def test_answers_whatever_is_typed(self, ask, publish, hostile):
        publish()

        assert ask(q=hostile).status_code == 200
        assert ask(speaker=hostile).status_code == 200
        assert ask(outlet=hostile).status_code == 200

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"q": "word" + " word" * 999}, "Search for at most 300 characters"),
            ({"since": "yesterday"}, "This is no day."),
            ({"since": "2026-03-05", "until": "2026-03-04"}, "The last day comes before the first."),
            ({"rating": "nonsense"}, "There is no such verdict."),
            ({"topic": "'x"}, "There is no such topic."),
            ({"q": "dam", "below": "x"}, "There is no such page of results."),
        ],
    )
    def test_refuses_in_a_sentence_and_keeps_what_was_typed(self, ask, given, sentence):
        page = ask(**given)

        assert page.status_code == 400
        assert sentence in words(page)
        assert all(f'"{value}"' in page.content.decode() for key, value in given.items() if key == "q")

    def test_shows_typed_and_stored_markup_as_text(self, ask, publish):
        publish(text="<script>alert(1)</script> dam \ue000<s>")

        page = ask(q="dam").content.decode() + ask(q="<script>").content.decode()

        assert "<script" not in page
        assert "<s>" not in page

    def test_goes_on_below_the_last_row(self, ask, publish, monkeypatch):
        monkeypatch.setattr(search, "ROWS_PER_PAGE", 2)
        for number in range(3):
            publish(text=f"dam {number}")

        for given in ({"q": "dam"}, {"evidence": "none_provided"}):
            first = ask(**given)
            (older,) = re.findall(r'rel="next" href="[^"]*below=([0-9.]+)"', first.content.decode())
            assert found(first) == ["dam 2", "dam 1"]
            assert found(ask(**given, below=older)) == ["dam 0"]

    def test_shows_topics_and_speakers_while_nothing_is_asked(self, ask, publish):
        claim = accepted_claim()
        claim.topics.add(Topic.objects.create(name="Water", slug="water"))
        publish(claim=claim)

        page = ask().content.decode()

        assert '<a href="/topics/water/"><bdi>Water</bdi></a>' in page
        assert "<bdi>Ana Alpha</bdi></a>" in page

    @pytest.mark.parametrize("given", [{}, {"q": "dam"}, {"q": "dam", "rating": "false", "speaker": "ana"}])
    def test_costs_three_statements_however_many_there_are(
        self, ask, publish, django_assert_max_num_queries, given
    ):
        for _ in range(2):
            publish()

        with django_assert_max_num_queries(3):
            page = ask(**given)

        again = ask(**given)
        assert page["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert (not page.cookies, page["ETag"]) == (True, again["ETag"])

    def test_changes_its_etag_with_a_publication(self, ask, publish):
        before = ask(q="dam")["ETag"]
        publish()

        assert ask(q="dam")["ETag"] != before


class TestCost:
    """Among thousands of verdicts a search looks at rows in the measure of what it shows."""

    @pytest.mark.parametrize(
        ("wanted", "most"),
        [
            (Wanted(words="dam"), 502),
            (Wanted(words="turbine"), 12),
            (Wanted(words="dam", speaker="ana"), 502),
            (Wanted(rating="mostly-false"), 502),
            (Wanted(words="unheard"), 12),
            (Wanted(words="dam", rating="true"), 12),
        ],
    )
    def test_does_not_grow_with_the_table(self, many, scans_of, wanted, most):
        scans = scans_of("claims_publicverdict", lambda: find_verdicts(wanted, below=None, size=30))

        assert scans
        assert "Seq Scan" not in {scan.node for scan in scans}
        assert all(scan.rows <= most for scan in scans)
