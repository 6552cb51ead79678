"""What was answered once is answered again without the site's work, exactly as long as it holds."""

from datetime import timedelta

import pytest

from claims.models import Topic
from claims.review.correcting import retract_revision
from tests.factories import NINE, UserFactory, accepted_claim, published

pytestmark = pytest.mark.django_db
OWN_TO_A_REQUEST = {"X-Request-ID"}


@pytest.fixture
def live(db):
    """A verdict, as it was published."""
    claim = accepted_claim(claim__text="the dam is safe")
    claim.topics.add(Topic.objects.create(name="Water", slug="water"))
    return published(UserFactory(role="Editor"), UserFactory(role="Editor"), claim=claim)


@pytest.fixture
def verdict(live, path):
    """The pages of the verdict itself, to read and to embed."""
    record = live.review.claim.public_records.get()
    return [path(record), f"/claims/{record.public_id}/embed/"]


@pytest.fixture
def pages(live, verdict):
    """Every kind of page that shows the ledger and nothing else."""
    speaker = live.review.claim.public_records.get().record["speakers"][0]
    return [*verdict, "/", "/corrections/", f"/speakers/{speaker['id']}/ana-alpha/", "/topics/water/"]


def said(response) -> dict:
    """The headers of an answer."""
    return {name: value for name, value in response.headers.items() if name not in OWN_TO_A_REQUEST}


class TestWarmPage:
    def test_is_one_question_and_the_same_answer_to_the_letter(
        self, client, pages, django_assert_num_queries
    ):
        first = [client.get(page) for page in pages]

        with django_assert_num_queries(len(pages)):
            again = [client.get(page) for page in pages]

        assert [(page.status_code, page.content, said(page)) for page in again] == [
            (200, page.content, said(page)) for page in first
        ]

    def test_is_one_question_to_whoever_holds_it(self, client, pages, django_assert_num_queries):
        first = [client.get(page) for page in pages]

        with django_assert_num_queries(len(pages)):
            again = [
                client.get(page, headers={"if-none-match": seen["ETag"]})
                for page, seen in zip(pages, first, strict=True)
            ]

        assert {(page.status_code, page.content) for page in again} == {(304, b"")}
        assert all(
            page["Content-Security-Policy"] == seen["Content-Security-Policy"]
            for page, seen in zip(again, first, strict=True)
        )

    def test_is_packed_for_whoever_takes_it_packed(self, client, pages):
        for page in pages:
            plain, packed, again = (
                client.get(page, headers={"accept-encoding": how}) for how in ("", "gzip", "")
            )

            assert packed["Content-Encoding"] == "gzip"
            assert "Content-Encoding" not in again
            assert again.content == plain.content

    def test_is_refused_to_a_forged_host(self, client, pages):
        for page in pages:
            client.get(page)

            assert client.get(page, headers={"host": "evil.example"}).status_code == 400

    def test_takes_a_name_behind_the_question_mark_for_no_other_page(self, client, pages, monkeypatch):
        before = [client.get(page).content for page in pages]
        monkeypatch.setattr("claims.public.fresh.render", None)

        assert [client.get(f"{page}?utm_source=a+letter").content for page in pages] == before

    def test_shows_the_next_publication_at_once(self, client, publish, pages):
        for page in pages:
            client.get(page)

        publish(text="The weir is dry")

        shows = [b"The weir is dry" in client.get(page).content for page in ("/", pages[4])]
        assert shows == [True, True]

    def test_goes_when_its_verdict_is_taken_back(self, client, live, verdict):
        assert [client.get(page).status_code for page in [*verdict, *verdict]] == [200] * 4

        retract_revision(
            revision_id=live.pk,
            editor=UserFactory(role="Editor"),
            version=live.version,
            reason="The report we relied on was forged.",
            now=NINE + timedelta(minutes=8),
        )

        assert [client.get(page).status_code for page in verdict] == [410, 410]

    def test_is_written_to_by_nobody(self, client, pages):
        assert {client.post(page).status_code for page in pages for _ in "twice"} == {405}


class TestDatabase:
    def test_that_went_away_costs_no_reader_an_answer(self, client, pages, monkeypatch):
        before = client.get("/").content
        monkeypatch.setattr("claims.public.warm.last_sequence_if_reached", lambda: None)

        assert client.get("/").content == before
