"""What programs send by mistake or in bad faith is refused, or answered as if it were not there."""

import pytest

from tests.api.test_claims import CLAIMS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class TestParameters:
    @pytest.mark.parametrize(
        "query",
        [
            *(
                f"page_size={size}"
                for size in ("0", "-5", "201", "1000000000", "1.5", "٥", "5" * 5000, "", "%00")
            ),
            *(f"cursor={cursor}" for cursor in ("", "!!!!", "cD1hYmM=", "p=%00", "9" * 4000, "W10:x", "%ff")),
            *("page=-1", "limit=", "order=password", "fields=*", "expand=a.b.c", "_method=DELETE"),
            *("text=a&text=b", "text=%00", "speaker=%00", "kind=fact,", "published_from=0000-00-00"),
        ],
    )
    def test_are_understood_or_refused(self, client, query):
        answer = client.get(f"{CLAIMS}?{query}")

        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        assert answer.json()["errors"]

    @pytest.mark.parametrize(
        "words", ["a", "the of and", "'|&!():*", "%_%", "dam* " * 50, "a" * 300, "ﬃ\ufeff"]
    )
    def test_that_search_are_plain_words(self, client, words):
        assert client.get(CLAIMS, {"text": words}).status_code == 200

    @pytest.mark.parametrize("name", ["token", "access_token", "authorization", "key"])
    def test_hold_no_token(self, client, desk, name):
        token = desk.defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ")

        assert client.get(CLAIMS, {name: token}).status_code == 400
        assert client.get("/api/v1/desk/claims/", {name: token}).status_code == 401


class TestHeaders:
    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"range": "bytes=0-1"}, 200),
            ({"accept": "*/*;q=0"}, 200),
            ({"accept-language": "xx-☃".encode().decode("latin-1")}, 200),
            ({"cookie": f"sessionid={'x' * 100_000}"}, 200),
            ({"if-none-match": ", ".join(f'"{number}"' for number in range(1000))}, 200),
            ({"if-none-match": "no etag"}, 200),
            ({"x-http-method-override": "DELETE"}, 200),
            ({"x-forwarded-host": "elsewhere.example"}, 200),
            ({"host": "elsewhere.example"}, 400),
            ({"accept": "text/csv"}, 406),
        ],
    )
    def test_change_nothing_that_they_must_not(self, client, publish, headers, status):
        publish()
        usual = client.get(CLAIMS)

        answer = client.get(CLAIMS, headers=headers)

        assert answer.status_code == status
        assert status != 200 or (answer.content, answer["ETag"]) == (usual.content, usual["ETag"])

    def test_of_a_head_are_those_of_a_get(self, client, publish):
        publish()
        got, headed = client.get(CLAIMS), client.head(CLAIMS)

        differing = {"RateLimit", "X-Request-ID"}
        assert {k: v for k, v in got.items() if k not in differing} == {
            k: v for k, v in headed.items() if k not in differing
        }
        assert (headed.status_code, headed.content) == (200, b"")

    def test_and_a_body_of_a_get_are_not_read(self, client, publish):
        publish()

        answer = client.generic("GET", CLAIMS, b'{"page_size": 0}', content_type="application/json")

        assert answer.content == client.get(CLAIMS).content


class TestMethod:
    @pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "DELETE"])
    @pytest.mark.parametrize("address", [CLAIMS, "/api/v1/changes/"])
    def test_that_an_address_does_not_know_is_refused(self, client, method, address):
        assert client.generic(method, address).status_code == 405


class TestAddress:
    @pytest.mark.parametrize(
        "rest",
        ["-1/", "9" * 30 + "/", "%2f/", "..;/", "A1B2/", "urn:uuid:0/", "{7f3a}/", "me/x.css/", "%00/"],
    )
    def test_of_nothing_is_not_found(self, client, rest):
        answer = client.get(f"{CLAIMS}{rest}")

        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")

    @pytest.mark.parametrize("rest", ["revisions/-1/", f"revisions/{'9' * 19}/", f"claims/{'x' * 12}/moves/"])
    def test_of_nothing_at_the_desk_is_not_found(self, bearer, rest):
        program = bearer(UserFactory(role="Editor"))
        ask = program.post if "moves" in rest else program.get

        assert ask(f"/api/v1/desk/{rest}").status_code == 404
