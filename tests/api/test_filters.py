"""Lists of claims are narrowed and ordered by what is said, or refused with what would be understood."""

from datetime import timedelta

import pytest

from tests.api.conftest import print_copies
from tests.api.test_claims import CLAIMS, local, numbers
from tests.factories import NINE, UserFactory, accepted_claim, corrected, published, retracted

pytestmark = pytest.mark.django_db

MINISTER = {"id": 4100, "name": "Ana Alpha", "kind": "person", "title": "Minister", "same_as": None}
BRUNO = {
    "id": 4200,
    "name": "Bruno Beta",
    "kind": "person",
    "title": "",
    "same_as": "https://www.wikidata.org/wiki/Q42",
}


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


@pytest.fixture(scope="class")
def ledger(for_all):
    """The record of one published claim, and three with something else about each."""
    rating = {"name": "False", "slug": "false", "value": 1, "best": 5, "worst": 1}
    with for_all():
        live = published(UserFactory(role="Editor"), UserFactory(role="Editor"))
        yield print_copies(
            live.review.claim.public_records.get(),
            4,
            {"rating": rating, "kind": "prediction"},
            {"speakers": [MINISTER, BRUNO], "topics": [{"name": "Water", "slug": "water"}]},
            {"claim_reviewed": "every bridge is closed", "published_at": "2026-02-01T09:00:00+00:00"},
        )


@pytest.mark.usefixtures("ledger")
class TestFilters:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({}, [4, 3, 2, 1]),
            ({"rating": "false"}, [2]),
            ({"rating": "false,mostly-false"}, [4, 3, 2, 1]),
            ({"kind": "prediction", "rating": "false"}, [2]),
            ({"kind": "prediction", "rating": "mostly-false"}, []),
            ({"evidence_status": "none_provided"}, [4, 3, 2, 1]),
            ({"evidence_status": "cited"}, []),
            ({"speaker": "Bruno Beta"}, [3]),
            ({"speaker": "Q42"}, [3]),
            ({"speaker": "4200"}, [3]),
            ({"speaker": "Ana Alpha"}, [4, 3, 2, 1]),
            ({"speaker": "Nobody"}, []),
            ({"topic": "water"}, [3]),
            ({"outlet": "The Ledger"}, [4, 3, 2, 1]),
            ({"text": "bridges closed"}, [4]),
            ({"text": "'|&!():*"}, []),
            ({"published_from": "2026-03-04"}, [3, 2, 1]),
            ({"published_to": "2026-02-01"}, [4]),
            ({"updated_since": "2026-03-04T09:02:00Z"}, [4, 3, 2, 1]),
            ({"updated_since": "2026-03-04T09:02:01Z"}, []),
            ({"as_of": "2026-03-04T09:02:00Z"}, [4, 3, 2, 1]),
            ({"as_of": "2026-03-04T09:01:59Z"}, []),
        ],
    )
    def test_leave_what_has_them_all(self, client, asked, found):
        answer = client.get(CLAIMS, asked)

        assert (answer.status_code, numbers(answer.json())) == (200, found)

    @pytest.mark.parametrize(
        ("order", "found"),
        [
            ("sequence", [1, 2, 3, 4]),
            ("-sequence", [4, 3, 2, 1]),
            ("published_at", [4, 1, 2, 3]),
            ("-published_at", [3, 2, 1, 4]),
        ],
    )
    def test_run_in_the_order_asked_for_page_by_page_and_back(self, client, order, found):
        first = client.get(CLAIMS, {"order": order, "page_size": 2}).json()
        second = client.get(local(first["next"])).json()
        back = client.get(local(second["previous"])).json()

        assert [*numbers(first), *numbers(second)] == found
        assert (numbers(back), second["next"], back["previous"]) == (found[:2], None, None)

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("rating", "WRONG", "Known: true, "),
            ("kind", "fact,lie", "There is no 'lie'. Known: fact, prediction"),
            ("evidence_status", "", "Known: none_provided"),
            ("speaker", "", "at most 300 characters"),
            ("outlet", "x" * 301, "at most 300 characters"),
            ("text", " ", "Give some words"),
            ("text", "x" * 200_000, "Give some words"),
            ("updated_since", "yesterday", "2026-03-04T09:00:00Z"),
            ("updated_since", "2026-03-04T09:00:00", "with its zone"),
            ("updated_since", "٢٠٢٦-03-04T09:00:00Z", "with its zone"),
            ("as_of", "9999-12-31T23:59:59Z", "still to come"),
            ("published_from", "2026-02-30", "Give a day"),
            ("order", "password", "Choose one of: -sequence"),
            ("fields", "*", "There is no '*'. Known: id, url"),
            ("fields", "id,", "Known: id, url"),
            ("speakers", "Ana", "Unknown parameter. Known here: as_of, cursor"),
        ],
    )
    def test_are_refused_with_what_there_is(self, client, name, value, sentence):
        answer = client.get(CLAIMS, {name: value})

        assert answer.status_code == 400
        assert sentence in answer.json()["errors"][name][0]

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [("rating", "true,wrong", "Known: true, "), ("topic", "watre", "/api/v1/topics/ lists the topics")],
    )
    def test_name_only_what_there_is(self, client, name, value, sentence):
        answer = client.get(CLAIMS, {name: value})

        assert answer.status_code == 404
        assert sentence in answer.json()["detail"]

    @pytest.mark.parametrize(
        ("name", "value", "found"),
        [
            ("updated_since", "0001-01-01T00:00:00+14:00", 4),
            ("updated_since", "9999-12-31T23:59:59-14:00", 0),
            ("published_to", "9999-12-31", 4),
        ],
    )
    def test_reach_to_the_ends_of_time(self, client, name, value, found):
        assert len(client.get(CLAIMS, {name: value}).json()["results"]) == found

    def test_are_part_of_the_cursor(self, client):
        link = local(client.get(CLAIMS, {"speaker": "Ana Alpha", "page_size": 1}).json()["next"])

        for changed in (
            link.replace("Ana+Alpha", "Bruno+Beta"),
            f"{link}&order=sequence",
            link.split("&")[0],
        ):
            answer = client.get(changed)
            assert answer.status_code == 400
            assert "for another list" in answer.json()["errors"]["cursor"][0]
        assert client.get(link.replace("claims", "changes").split("&")[0]).status_code == 400


class TestFields:
    def test_are_those_asked_for_in_the_order_of_the_record(self, client, publish):
        record = publish().record
        some = {name: record[name] for name in ("id", "speakers", "rating")}

        listed = client.get(CLAIMS, {"fields": "rating,id,speakers"}).json()["results"]
        read = client.get(f"{CLAIMS}{record['id']}/", {"fields": "rating,id,speakers"}).json()

        assert (listed, read) == ([some], dict(reversed(some.items())) | some)


class TestAsOf:
    def test_shows_what_was_public_then(self, client, people):
        claim = corrected(*people).review.claim
        before = (NINE + timedelta(minutes=6)).isoformat().replace("+00:00", "Z")
        too_soon = NINE.isoformat().replace("+00:00", "Z")

        listed = client.get(CLAIMS, {"as_of": before}).json()["results"]
        read = client.get(f"{CLAIMS}{claim.public_id}/", {"as_of": before}).json()

        assert [record["version"] for record in listed] == [read["version"]] == [1]
        assert client.get(f"{CLAIMS}{claim.public_id}/", {"as_of": too_soon}).status_code == 404

    def test_does_not_bring_back_what_was_retracted_since(self, client, people):
        claim = retracted(*people).review.claim
        before = {"as_of": "2026-03-04T09:02:30Z"}

        assert client.get(CLAIMS, before).json()["results"] == []
        for address in (f"{CLAIMS}{claim.public_id}/", f"{CLAIMS}{claim.public_id}/versions/1/"):
            answer = client.get(address, before if "versions" not in address else {})
            assert (answer.status_code, answer.json()["state"]) == (410, "retracted")


class TestFreshness:
    def test_of_a_list_is_the_version_of_the_ledger(self, client, publish, django_assert_num_queries):
        publish()
        etag = client.get(CLAIMS)["ETag"]

        with django_assert_num_queries(1):
            assert client.get(CLAIMS, headers={"if-none-match": etag}).status_code == 304
        publish()
        assert client.get(CLAIMS, headers={"if-none-match": etag}).status_code == 200


class TestMarkup:
    def test_is_what_a_program_asks_for(self, client, publish):
        record = publish()

        markup = client.get(f"{CLAIMS}{record.public_id}/", headers={"accept": "application/ld+json"})

        assert (markup["Content-Type"], markup["Vary"]) == ("application/ld+json", "Accept")
        assert markup.json()["@type"] == "ClaimReview"
        assert markup["ETag"] != client.get(f"{CLAIMS}{record.public_id}/")["ETag"]

    def test_of_a_retracted_verdict_has_no_rating(self, client, people):
        claim = retracted(*people).review.claim

        answer = client.get(f"{CLAIMS}{claim.public_id}/", headers={"accept": "application/ld+json"})

        assert answer.status_code == 410
        assert "reviewRating" not in answer.json()


class TestVersions:
    def test_tell_how_long_each_stood(self, client, people):
        claim = corrected(*people).review.claim

        versions = client.get(f"{CLAIMS}{claim.public_id}/versions/").json()["results"]

        assert [(each["version"], each["change"]) for each in versions] == [
            (2, "correction"),
            (1, "publication"),
        ]
        assert (versions[0]["until"], versions[1]["until"]) == (None, versions[0]["from"])
        assert client.get(local(versions[1]["url"])).json()["version"] == 1

    @pytest.mark.parametrize("version", ["0", "3", "9" * 10, "x", "٣"])
    def test_that_there_are_not_are_not_found(self, client, publish, version):
        assert client.get(f"{CLAIMS}{publish().public_id}/versions/{version}/").status_code == 404

    @pytest.mark.parametrize("rest", ["versions/", "versions/1/"])
    def test_are_one_statement_each(self, client, publish, rest, django_assert_num_queries):
        record = publish()

        with django_assert_num_queries(1):
            client.get(f"{CLAIMS}{record.public_id}/{rest}")


@pytest.mark.usefixtures("ledger")
class TestNames:
    def test_of_speakers_lead_to_their_claims(self, client):
        first = client.get("/api/v1/speakers/", {"page_size": 2}).json()
        second = client.get(local(first["next"])).json()

        speakers = [*first["results"], *second["results"]]
        counted = sorted((each["name"], each["claims"]) for each in speakers)
        assert counted == [("Ana Alpha", 1), ("Ana Alpha", 3), ("Bruno Beta", 1)]
        assert second["next"] is None
        (bruno,) = (each for each in speakers if each["id"] == BRUNO["id"])
        assert bruno | {"claims_url": ""} == BRUNO | {"claims": 1, "claims_url": ""}
        assert numbers(client.get(local(bruno["claims_url"])).json()) == [3]

    def test_of_topics_lead_to_their_claims(self, client, django_assert_num_queries):
        with django_assert_num_queries(2):
            (topic,) = client.get("/api/v1/topics/").json()["results"]

        assert (topic["name"], topic["claims"]) == ("Water", 1)
        assert numbers(client.get(local(topic["claims_url"])).json()) == [3]

    def test_of_a_draft_are_not_told(self, client, people):
        claim = accepted_claim(speakers=["Carla Gamma"])
        published(*people)

        assert claim.appearances.exists()
        assert "Carla" not in client.get("/api/v1/speakers/").text
