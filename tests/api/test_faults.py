"""Faults that no view answers are problem details too, below /api/ and only there."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch, client):
    """A client of a site whose ledger cannot be read."""

    def fail(*_, **__):
        raise RuntimeError("the ledger is broken")

    monkeypatch.setattr("claims.api.claims.read_records_page", fail)
    monkeypatch.setattr("claims.public.views.current_records", fail)
    client.raise_request_exception = False
    return client


class TestFault:
    def test_of_ours_is_a_problem_without_a_trace(self, broken):
        answer = broken.get("/api/v1/claims/")

        assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
        assert "ledger is broken" not in answer.text

    def test_of_ours_is_a_page_to_readers(self, broken):
        answer = broken.get("/")

        assert (answer.status_code, answer["Content-Type"]) == (500, "text/html; charset=utf-8")

    def test_of_a_forged_host_is_a_problem(self, client):
        answer = client.get("/api/v1/claims/", headers={"host": "elsewhere.example"})

        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
