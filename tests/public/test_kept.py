"""Pages made once and kept, however many ask for them at once."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import RequestFactory

from claims.public import views
from claims.public.kept import keep

ASKING = 40


class TestKeep:
    def test_makes_a_page_once_for_all_who_wait(self):
        together, made = Barrier(ASKING), []

        def make():
            made.append(1)
            return b"<p>The dam holds.</p>"

        def ask(_):
            together.wait(timeout=20)
            return keep("the dam", make)

        with ThreadPoolExecutor(ASKING) as pool:
            pages = list(pool.map(ask, range(ASKING)))

        assert made == [1]
        assert {page.plain for page in pages} == {b"<p>The dam holds.</p>"}
        assert gzip.decompress(pages[0].packed) == pages[0].plain

    def test_keeps_nothing_of_what_could_not_be_made(self):
        def fail():
            raise ValueError("no template")

        with pytest.raises(ValueError, match="no template"):
            keep("the weir", fail)

        assert keep("the weir", lambda: b"made").plain == b"made"

    def test_keeps_no_page_that_is_larger_than_all_may_be(self, monkeypatch):
        monkeypatch.setattr("claims.public.kept.BYTES", 10)

        assert keep("large", lambda: b"x" * 100).plain == b"x" * 100
        assert keep("large", lambda: b"other").plain == b"other"


@pytest.mark.django_db
class TestPages:
    def test_are_rendered_once_until_the_ledger_changes(self, client, publish, monkeypatch):
        publish()
        rendered = []
        render = views.verdict_row
        monkeypatch.setattr(views, "verdict_row", lambda record: rendered.append(1) or render(record))

        pages = [client.get("/") for _ in range(3)]
        assert (len(rendered), len({page.content for page in pages})) == (1, 1)

        publish(text="The weir is dry")
        assert b"The weir is dry" in client.get("/").content

    def test_are_packed_for_whoever_can_read_that_alone(self, client, publish):
        publish()
        plain = client.get("/").content
        packed = client.get("/", headers={"accept-encoding": "gzip"})

        assert gzip.decompress(packed.content) == plain
        assert packed["Vary"] == client.get("/")["Vary"] == "Accept-Encoding, Accept-Language"

    def test_have_the_same_tag_from_there(self, publish):
        publish()
        ask = RequestFactory().get("/")

        assert views.front(ask)["ETag"] == views.front(ask)["ETag"]
