"""What is not public looks like what there never was, and no forged header makes another page of one."""

import re

import pytest

from claims.review.merging import merge_claim
from tests.factories import NINE, AppearanceFactory, UserFactory, approved, draft

pytestmark = pytest.mark.django_db
OF_A_CLAIM = [
    "/claims/{}/",
    "/claims/{}/any-words/",
    "/claims/{}/?as_of=2026-03-04",
    "/claims/{}/?as_of=never",
    "/claims/{}/v1/",
    "/claims/{}/v1/card.png",
    "/claims/{}/v1/to/v2/",
    "/claims/{}/embed/",
    "/report-an-error/{}/",
    "/oembed/?url=http://127.0.0.1:8000/claims/{}/",
    "/api/v1/claims/{}/",
    "/api/v1/claims/{}/versions/",
    "/api/v1/claims/{}/versions/1/",
]
FORGED = [
    {"x-forwarded-host": "evil.example"},
    {"x-forwarded-proto": "https", "x-forwarded-port": "1"},
    {"x-original-url": "/desk/", "x-rewrite-url": "/desk/"},
    {"x-http-method-override": "DELETE"},
    {"forwarded": "host=evil.example"},
    {"accept-language": "en" + ",xx" * 2_000},
    {"cookie": "sessionid=x; django_language=de; csrftoken='"},
]


@pytest.fixture
def hidden(db) -> dict[str, str]:
    """The ids of claims of which readers may not know, and one that there never was."""
    people = UserFactory(role="Editor"), UserFactory(role="Editor")
    merged, candidate = (AppearanceFactory().claim for _ in range(2))
    merge_claim(claim_id=merged.pk, into_id=candidate.pk, editor=people[0], version=1, now=NINE)
    return {
        "never": "zzzzzzzzzzzz",
        "candidate": candidate.public_id,
        "draft": draft(people[0]).review.claim.public_id,
        "approved": approved(*people).review.claim.public_id,
        "merged": merged.public_id,
    }


class TestHiddenClaim:
    def test_looks_like_one_that_there_never_was_at_every_address(
        self, client, hidden, django_assert_max_num_queries
    ):
        def said(address: str, public_id: str) -> tuple:
            with django_assert_max_num_queries(99) as asked:
                response = client.get(address.format(public_id))
            words = re.sub(rf"{public_id}|[0-9a-f]{{32}}", "", response.content.decode())
            headers = {name for name in response.headers if not name.startswith("RateLimit")}
            return response.status_code, words, headers, len(asked)

        for address in OF_A_CLAIM:
            answers = {name: said(address, public_id) for name, public_id in hidden.items()}

            assert answers["never"][0] == 404, address
            assert {name for name in answers if answers[name] != answers["never"]} == set(), address


class TestForgedHeader:
    def test_changes_no_word_of_a_page_and_makes_none_beside_it(self, client, publish, path, monkeypatch):
        pages = ["/", path(publish())]
        plain = [client.get(page).content for page in pages]
        monkeypatch.setattr("claims.public.fresh.render", None)

        for forged in FORGED:
            warm = [client.get(page, headers=forged).content for page in pages]
            cold = [client.get(f"{page}?page=2", headers=forged).content for page in pages]

            assert warm == cold == plain, forged

    def test_of_another_host_is_refused_everywhere(self, client, publish, path):
        for page in ["/", path(publish()), "/search/?q=dam", "/feed.json", "/robots.txt", "/nope/"]:
            for host in ("evil.example", "127.0.0.1:8000@evil.example", "127.0.0.1.evil.example"):
                response = client.get(page, headers={"host": host})

                assert response.status_code == 400, (page, host)
                assert "evil" not in response.content.decode()
