"""Every refusal has one form."""

import pytest

pytestmark = pytest.mark.django_db


class TestProblem:
    @pytest.mark.parametrize(
        ("method", "address", "headers", "status"),
        [
            ("get", "/api/v1/claims/?page_size=0", {}, 400),
            ("post", "/api/v1/articles/", {}, 401),
            ("get", "/api/v1/claims/222222222222/", {}, 404),
            ("get", "/api/v1/", {}, 404),
            ("get", "/api/v1/nothing/here/", {}, 404),
            ("delete", "/api/v1/nothing/here/", {}, 404),
            ("get", "/api/v1/nothing/%0A/", {}, 404),
            ("post", "/api/v1/claims/", {}, 405),
            ("trace", "/api/v1/claims/", {}, 405),
            ("get", "/api/v1/claims/", {"accept": "text/csv"}, 406),
            ("get", "/api/v1/schema/", {"accept": "text/csv"}, 406),
        ],
    )
    def test_says_the_same_in_status_and_body(self, client, method, address, headers, status):
        response = getattr(client, method)(address, headers=headers)

        problem = response.json()
        assert response["Content-Type"] == "application/problem+json"
        assert (response.status_code, problem["status"]) == (status, status)
        assert problem["instance"] == address.split("?")[0]
        assert set(problem) - {"errors"} == {"type", "title", "status", "detail", "instance"}

    def test_names_the_methods_that_an_address_knows(self, client):
        assert client.post("/api/v1/claims/")["Allow"] == "GET, HEAD, OPTIONS"

    def test_sends_on_an_address_without_its_last_stroke(self, client):
        assert client.get("/api/v1/claims")["Location"] == "/api/v1/claims/"
