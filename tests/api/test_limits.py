"""Programs come so often and no more, also while Valkey is gone."""

import pytest
import redis
from django.test import Client

from claims.api import limits
from factcheck.buckets import SharedBuckets
from factcheck.ports import free_port
from tests.api.test_claims import CLAIMS

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["shared", "local"])
def buckets(request, settings, monkeypatch):
    """Empty buckets in Valkey, or those of a process that cannot reach it; three requests a minute."""
    address = (
        settings.CELERY_BROKER_URL if request.param == "shared" else f"redis://127.0.0.1:{free_port()}/0"
    )
    buckets = SharedBuckets(address)
    settings.API_PER_MINUTE_AND_NETWORK = settings.API_PER_MINUTE_AND_TOKEN = 3
    monkeypatch.setattr(limits, "buckets", buckets)
    if request.param == "shared":
        server = redis.from_url(address)
        server.delete("limit:none", *server.scan_iter("limit:*"))
    return buckets


@pytest.mark.usefixtures("buckets")
class TestLimit:
    def test_is_told_and_then_kept(self, client):
        answers = [client.get(CLAIMS) for _ in range(4)]

        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[0]["RateLimit-Policy"] == '"default";q=3;w=60'
        assert [answer["RateLimit"].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=0", "r=0"]
        refused = answers[3]
        assert 0 < int(refused["Retry-After"]) <= 20
        assert (refused["Content-Type"], refused["Access-Control-Allow-Origin"]) == (
            "application/problem+json",
            "*",
        )

    def test_is_of_each_token_and_each_network(self, client, program):
        for _ in range(3):
            client.get(CLAIMS)

        assert client.get(CLAIMS, headers={"x-forwarded-for": "192.0.2.1"}).status_code == 429
        assert Client(REMOTE_ADDR="192.0.2.1").get(CLAIMS).status_code == 200
        assert program.get("/api/v1/articles/1/").status_code == 404

    def test_holds_for_what_is_like_google_too(self, client):
        statuses = [client.get("/v1alpha1/claims:search?query=dam").status_code for _ in range(4)]

        assert statuses == [200, 200, 200, 429]

    def test_does_not_hold_for_readers(self, client):
        assert {client.get("/").status_code for _ in range(5)} == {200}
