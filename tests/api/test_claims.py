"""Reading the ledger: anybody, page by page, exactly as published."""

import pytest

from tests.factories import UserFactory, approved

pytestmark = pytest.mark.django_db

CLAIMS = "/api/v1/claims/"


def local(link: str) -> str:
    """A link of the API without the host in front."""
    return link.removeprefix("http://127.0.0.1:8000")


def numbers(page: dict) -> list[int]:
    """The sequences of the records on a page."""
    return [record["sequence"] for record in page["results"]]


class TestListClaims:
    def test_answers_the_records_as_they_were_published(self, client, publish):
        record = publish()

        assert client.get(CLAIMS).json() == {"next": None, "previous": None, "results": [record.record]}

    def test_leads_through_all_pages_and_back(self, client, publish):
        for _ in range(5):
            publish()

        first = client.get(CLAIMS, {"page_size": 2}).json()
        second = client.get(local(first["next"])).json()
        third = client.get(local(second["next"])).json()
        back = client.get(local(third["previous"])).json()

        assert [numbers(page) for page in (first, second, third, back)] == [[5, 4], [3, 2], [1], [3, 2]]
        assert (first["previous"], third["next"]) == (None, None)
        assert numbers(client.get(local(back["previous"])).json()) == [5, 4]

    def test_skips_and_repeats_nothing_while_verdicts_are_published(self, client, publish):
        for _ in range(4):
            publish()
        first = client.get(CLAIMS, {"page_size": 2}).json()

        publish()

        assert numbers(client.get(local(first["next"])).json()) == [2, 1]

    def test_shows_nothing_that_is_not_published(self, client):
        approved(UserFactory(role="Editor"), UserFactory(role="Editor"))

        assert client.get(CLAIMS).json()["results"] == []

    @pytest.mark.parametrize("rows", [1, 50])
    def test_is_one_statement_to_the_database(self, client, printed, rows, django_assert_num_queries):
        printed(rows)

        with django_assert_num_queries(1):
            answer = client.get(CLAIMS, {"kind": "fact", "fields": "id,rating", "order": "-published_at"})
        assert len(answer.json()["results"]) == rows

    def test_is_open_to_scripts_of_other_sites_and_sets_no_cookie(self, client, publish):
        response = client.get(CLAIMS, headers={"authorization": "Bearer nonsense"})

        assert response.status_code == 200
        assert response["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies


class TestCursor:
    @pytest.mark.parametrize("cursor", ["", "!!!!", "cD0x", "p=abc", "\0", "9" * 4000, "٣", "a:b"])
    def test_not_made_by_us_is_refused(self, client, cursor):
        response = client.get(CLAIMS, {"cursor": cursor})

        assert response.status_code == 400
        assert "not a cursor of ours" in response.json()["errors"]["cursor"][0]

    def test_is_refused_with_any_character_changed(self, client, publish):
        publish(), publish()
        link = local(client.get(CLAIMS, {"page_size": 1}).json()["next"])
        start = link.index("cursor=") + len("cursor=")

        for place in (start, start + 5, link.index("&page_size") - 2):
            changed = link[:place] + ("A" if link[place] != "A" else "B") + link[place + 1 :]
            assert client.get(changed).status_code == 400


class TestParameters:
    @pytest.mark.parametrize("size", ["0", "201", "-1", "1.5", "", "x", "٣", "\0", "9" * 5000])
    def test_must_name_a_possible_size(self, client, size):
        response = client.get(CLAIMS, {"page_size": size})

        assert response.status_code == 400
        assert response.json()["errors"] == {"page_size": ["Give a whole number from 1 to 200."]}

    def test_are_refused_with_the_known_ones_named(self, client):
        response = client.get("/api/v1/changes/", {"pagesize": 10})

        assert response.json()["errors"] == {
            "pagesize": ["Unknown parameter. Known here: cursor, page_size."]
        }

    def test_are_refused_with_a_character_that_no_text_holds(self, client):
        assert client.get(CLAIMS, {"speaker": "Ana\0"}).json()["errors"] == {
            "speaker": ["Take out the character U+0000."]
        }

    def test_are_refused_when_given_twice(self, client):
        assert client.get(f"{CLAIMS}?page_size=1&page_size=2").status_code == 400

    def test_are_refused_by_the_thousand(self, client):
        response = client.get(CLAIMS, {f"x{number}": "" for number in range(1001)})

        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


class TestReadClaim:
    def test_answers_the_record_as_it_was_published(self, client, publish):
        record = publish()

        response = client.get(f"{CLAIMS}{record.public_id}/")

        assert response.json() == record.record
        assert list(response.json())[:3] == ["id", "url", "version"]
        assert response["ETag"] == f'"{record.public_id}.1"'

    def test_costs_nothing_to_whoever_has_it(self, client, publish):
        record = publish()

        response = client.get(
            f"{CLAIMS}{record.public_id}/", headers={"if-none-match": f'"x", "{record.public_id}.1"'}
        )

        assert (response.status_code, response.content) == (304, b"")
        assert response["Access-Control-Allow-Origin"] == "*"

    def test_does_not_tell_the_unpublished_from_the_unknown(self, client):
        hidden = approved(UserFactory(role="Editor"), UserFactory(role="Editor")).review.claim.public_id

        unpublished, unknown = (client.get(f"{CLAIMS}{public_id}/") for public_id in (hidden, "2" * 12))

        assert (unpublished.status_code, unknown.status_code) == (404, 404)
        assert unpublished.json() | {"instance": unknown.json()["instance"]} == unknown.json()

    @pytest.mark.parametrize("public_id", ["%00", "x" * 5000, "..;", "%2f", "9" * 30, "٣"])
    def test_knows_no_claim_by_what_is_no_id(self, client, public_id):
        response = client.get(f"{CLAIMS}{public_id}/")

        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")

    def test_is_one_statement_to_the_database(self, client, publish, django_assert_num_queries):
        record = publish()

        with django_assert_num_queries(1):
            client.get(f"{CLAIMS}{record.public_id}/")
