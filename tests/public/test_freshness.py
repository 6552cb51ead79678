"""Public pages can be kept by anybody, and are never shown without asking whether they still hold."""

import pytest

from claims.models import PublicRecord

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["front", "claim", "how we work", "not found"])
def address(request, publish, path):
    return {"front": "/", "claim": path(publish()), "how we work": "/how-we-work/", "not found": "/nope/"}[
        request.param
    ]


@pytest.fixture(params=["front", "claim", "how we work"])
def found(request, publish, path):
    return {"front": "/", "claim": path(publish()), "how we work": "/how-we-work/"}[request.param]


class TestPublicPage:
    def test_sets_no_cookie_and_varies_on_encoding_alone(self, client, address):
        response = client.get(address)

        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    def test_is_the_same_for_an_editor_who_is_signed_in(self, client, admin_client, address):
        assert admin_client.get(address).content == client.get(address).content

    def test_holds_no_script(self, client, address):
        page = client.get(address).content.decode()

        assert page.count("<script") == page.count('<script type="application/ld+json">')

    def test_must_be_asked_for_again_and_then_costs_nothing(self, client, found):
        first = client.get(found)

        again = client.get(found, headers={"if-none-match": first["ETag"]})

        assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert (again.status_code, again.content) == (304, b"")

    def test_is_compressed_for_whoever_can_read_that(self, client, found):
        response = client.get(found, headers={"accept-encoding": "gzip"})

        assert response["Content-Encoding"] == "gzip"
        assert client.get(found, headers={"if-none-match": response["ETag"]}).status_code == 304

    def test_refuses_to_be_written_to(self, client, found):
        assert client.post(found).status_code == 405


class TestVersion:
    def test_changes_the_pages_that_show_it(self, client, publish, path):
        record = publish()
        addresses = ["/", path(record)]
        before = [client.get(address)["ETag"] for address in addresses]

        PublicRecord.objects.filter(pk=record.pk).update(until_at="2026-03-05T09:00Z")
        PublicRecord.objects.create(
            claim=record.claim,
            public_id=record.public_id,
            version=2,
            sequence=2,
            state="published",
            record=record.record | {"version": 2, "sequence": 2},
            content_hash=record.content_hash,
            from_at="2026-03-05T09:00Z",
        )

        after = [
            client.get(address, headers={"if-none-match": tag})
            for address, tag in zip(addresses, before, strict=True)
        ]
        assert [response.status_code for response in after] == [200, 200]
