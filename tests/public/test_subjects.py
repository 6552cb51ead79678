"""The pages of speakers and topics, and the scorecard."""

import re

import pytest

from claims.models import PublicSubject, Topic
from claims.public import paging
from claims.publication.subjects import SPEAKER, find_subject, verdicts_on
from tests.factories import SpeakerFactory, UserFactory, accepted_claim, approved, corrected, retracted

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return " ".join(
        re.sub(
            r"</?t[hd][^>]*>|<[^>]+>",
            lambda tag: " " * tag[0].startswith(("<t", "</t")),
            response.content.decode(),
        ).split()
    )


def claims_on(response) -> list[str]:
    return re.findall(r'<a href="/claims/[^"]+">(.*?)</a></h2>', response.content.decode())


def page_of(name="Ana Alpha", **more) -> str:
    speaker = SpeakerFactory(name=name, **more)
    return f"/speakers/{speaker.pk}/{name.lower().replace(' ', '-')}/"


class TestSpeakerPage:
    def test_lists_every_verdict_on_them_also_as_a_joint_speaker(self, client, publish):
        publish(claim=accepted_claim(claim__text="one", speakers=["Ana Alpha", "Ben Beta"]))
        publish(claim=accepted_claim(claim__text="two", speakers=["Ben Beta"]))

        assert claims_on(client.get(page_of())) == ["one"]
        assert claims_on(client.get(page_of("Ben Beta"))) == ["two", "one"]
        assert "Last named as Minister. 2 verdicts, the newest first." in words(
            client.get(page_of("Ben Beta"))
        )

    def test_is_linked_from_the_verdict(self, client, publish, path):
        assert f'<a href="{page_of()}">Ana Alpha</a>' in client.get(path(publish())).content.decode()

    @pytest.mark.parametrize("end", ["", "another/", "%00/"])
    def test_leads_to_its_own_address(self, client, publish, end):
        publish()

        response = client.get(f"/speakers/{SpeakerFactory().pk}/{end}")

        assert (response.status_code, response["Location"]) == (301, page_of())

    def test_is_there_for_a_name_that_no_address_can_hold(self, client, publish):
        publish(claim=accepted_claim(speakers=["Ана"]))

        assert client.get(f"/speakers/{SpeakerFactory(name='Ана').pk}/").status_code == 200

    def test_of_somebody_without_a_verdict_looks_like_that_of_nobody(self, client, publish):
        editors = UserFactory(role="Editor"), UserFactory(role="Editor")
        approved(*editors)
        retracted(*editors)
        answers = [
            client.get(address) for address in (page_of(), "/speakers/999999/x/", f"/speakers/{'9' * 19}/")
        ]

        assert [answer.status_code for answer in answers] == [404] * 3
        assert answers[0].content == answers[1].content

    def test_goes_on_below_the_last_row(self, client, publish, monkeypatch):
        monkeypatch.setattr(paging, "ROWS_PER_PAGE", 1)
        publish(text="one")
        publish(text="two")

        first = client.get(page_of())
        (older,) = re.findall(r'href="(\?before=\d+)"', first.content.decode())

        assert claims_on(client.get(page_of() + older)) == ["one"]
        assert client.get(f"{page_of()}?before=x").status_code == 404

    def test_costs_three_statements_and_less_to_who_holds_it(
        self, client, publish, django_assert_num_queries
    ):
        for _ in range(3):
            publish()

        address = page_of()

        with django_assert_num_queries(3):
            tag = client.get(address)["ETag"]

        assert client.get(address, headers={"if-none-match": tag}).status_code == 304

    def test_reads_no_more_of_a_speaker_with_thousands(self, many, scans_of):
        subject = find_subject(SPEAKER, str(SpeakerFactory().pk))

        scans = scans_of("claims_publiclisting", lambda: list(verdicts_on(subject)[:31]))

        assert [scan.rows for scan in scans] == [31]


class TestScorecard:
    def test_counts_the_verdicts_that_stand_beside_what_that_says_and_what_not(
        self, client, publish, settings
    ):
        settings.SCORECARD_AT_LEAST = 3
        editors = UserFactory(role="Editor"), UserFactory(role="Editor")
        corrected(*editors)  # was mostly false and is false
        retracted(*editors)
        publish(rating="true")
        publish(rating="unproven")

        page = words(client.get(page_of()))

        assert "not how often Ana Alpha tells the truth" in page
        assert "Rating Verdicts True 1 False 1 Unproven 1" in page

    def test_is_hidden_under_a_minimum(self, client, publish, settings):
        settings.SCORECARD_AT_LEAST = 2
        publish()

        assert "How our verdicts fall" not in words(client.get(page_of()))


class TestTopicPage:
    @pytest.fixture
    def about_water(self):
        """A claim on a topic."""
        claim = accepted_claim(claim__text="one")
        claim.topics.add(Topic.objects.create(name="Water", slug="water"))
        return claim

    def test_lists_every_verdict_on_it(self, client, publish, about_water):
        publish(claim=about_water)
        publish(text="two")

        assert claims_on(client.get("/topics/water/")) == ["one"]

    def test_is_linked_from_the_verdict_and_the_front_page(self, client, publish, path, about_water):
        pages = [client.get(path(publish(claim=about_water))), client.get("/")]

        assert all('href="/topics/water/"' in page.content.decode() for page in pages)

    def test_has_the_name_that_readers_know(self, client, publish, about_water):
        publish(claim=about_water)
        Topic.objects.update(name="Rivers")

        assert "Rivers" not in words(client.get("/topics/water/"))

    def test_is_not_there_without_a_verdict(self, client, about_water):
        assert client.get("/topics/water/").status_code == 404


class TestOlderRecords:
    """Records of old say nothing of who is meant but name and kind."""

    def test_are_listed_under_who_bears_the_name(self, client, publish, path, older_record):
        record = older_record(publish())

        assert claims_on(client.get(page_of())) == ["the dam is safe"]
        assert "/speakers/" not in client.get(path(record)).content.decode()

    def test_of_somebody_nobody_knows_any_more_are_listed_nowhere(self, publish, older_record):
        older_record(publish(), name="Cara Gamma")

        assert not PublicSubject.objects.filter(verdicts__gt=0).exists()
