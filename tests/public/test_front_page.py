"""The front page: the newest verdicts, page by page."""

import re

import pytest

from claims.public import paging
from tests.factories import UserFactory, approved

pytestmark = pytest.mark.django_db


def claims_on(response) -> list[str]:
    """The texts of the claims that a page links to, in their order."""
    return re.findall(r'<a href="/claims/[^"]+">(.*?)</a>', response.content.decode())


class TestFrontPage:
    def test_lists_the_newest_verdicts_first(self, client, publish):
        publish(text="first")
        publish(text="second")

        assert claims_on(client.get("/")) == ["second", "first"]

    def test_says_what_will_appear_while_there_is_nothing(self, client):
        assert "No verdict has been published yet" in client.get("/").content.decode()

    def test_shows_nothing_that_is_not_published(self, client):
        approved(UserFactory(role="Editor"), UserFactory(role="Editor"))

        assert not claims_on(client.get("/"))

    def test_continues_below_the_last_row(self, client, publish, monkeypatch):
        monkeypatch.setattr(paging, "ROWS_PER_PAGE", 2)
        for text in ("first", "second", "third"):
            publish(text=text)

        first = client.get("/")
        (older,) = re.findall(r'href="(\?before=\d+)"', first.content.decode())

        assert claims_on(first) == ["third", "second"]
        assert claims_on(client.get(f"/{older}")) == ["first"]

    @pytest.mark.parametrize("before", ["x", "-1", "1.5", "٣", "%00", "9" * 4000])
    def test_knows_no_page_before_what_is_no_number(self, client, before):
        assert client.get(f"/?before={before}").status_code == 404

    def test_is_three_statements_to_the_database_however_many_verdicts(
        self, client, publish, django_assert_num_queries
    ):
        for _ in range(3):
            publish()

        with django_assert_num_queries(3):
            client.get("/")
