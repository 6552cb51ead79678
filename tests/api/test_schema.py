"""The OpenAPI document is true: what the API answers is what it promises."""

import pytest
from drf_spectacular.validation import validate_schema

from claims.api.move_serializers import (
    ClaimMoveSerializer,
    ReplyMoveSerializer,
    ReportMoveSerializer,
    RequestMoveSerializer,
    RevisionMoveSerializer,
)
from claims.api.reply_serializers import NewContactSerializer
from tests.factories import (
    AppearanceFactory,
    ArticleFactory,
    UserFactory,
    accepted_claim,
    corrected,
    draft,
    published,
    retracted,
)

pytestmark = pytest.mark.django_db

OPEN = ["changes", "claims", "corrections", "ratings", "speakers", "topics"]
OPEN += [f"claims/{{public_id}}/{rest}".rstrip("/") for rest in ("", "versions", "versions/{version}")]
OF_THE_DESK = [
    ("claims", "get"),
    ("claims/{public_id}", "get"),
    ("claims/{public_id}", "patch"),
    ("claims/{public_id}/moves", "post"),
    ("revisions", "get"),
    ("revisions/{id}", "get"),
    ("revisions/{id}", "patch"),
    ("revisions/{id}/moves", "post"),
    ("revisions/{id}/evidence", "post"),
    ("revisions/{id}/replies", "get"),
    ("revisions/{id}/replies", "post"),
    ("revisions/{id}/replies/{attempt}", "get"),
    ("revisions/{id}/replies/{attempt}/moves", "post"),
    ("error-reports", "get"),
    ("error-reports/{id}", "get"),
    ("error-reports/{id}/moves", "post"),
    ("requests", "get"),
    ("requests/{id}", "get"),
    ("requests/{id}/moves", "post"),
    ("webhooks", "get"),
    ("webhooks", "post"),
    ("webhooks/{id}", "get"),
    ("webhooks/{id}", "patch"),
    ("webhooks/{id}", "delete"),
    ("webhooks/{id}/secret", "post"),
    ("webhooks/{id}/test", "post"),
    ("webhooks/{id}/replay", "post"),
    ("deliveries", "get"),
]
MOVED = [
    ClaimMoveSerializer,
    RevisionMoveSerializer,
    ReplyMoveSerializer,
    ReportMoveSerializer,
    RequestMoveSerializer,
]
EXPORTS = ["claims.csv", "claims.jsonl", "claims.parquet", "datafeed.json"]


class TestSchema:
    def test_is_openapi_3_1(self, schema):
        assert schema["openapi"] == "3.1.0"
        validate_schema(schema)

    def test_is_there_as_yaml(self, client):
        assert client.get("/api/v1/schema/").content.startswith(b"openapi: 3.1.0")

    def test_names_every_address_and_says_who_may(self, schema):
        security = {
            (path, method): operation.get("security")
            for path, methods in schema["paths"].items()
            for method, operation in methods.items()
        }
        assert security == {
            ("/api/v1/articles/", "post"): [{"token": []}],
            ("/api/v1/articles/{id}/", "get"): [{"token": []}],
            **{(f"/api/v1/desk/{path}/", method): [{"token": []}] for path, method in OF_THE_DESK},
            **{(f"/api/v1/{path}/", "get"): [{}] for path in OPEN},
            **{(f"/api/v1/export/{name}", "get"): [{}] for name in EXPORTS},
        }

    def test_says_that_a_request_has_no_other_fields_and_none_that_are_empty(self, schema):
        components = schema["components"]["schemas"]
        moves = [form for serializer in MOVED for form in form_of(components, serializer)["oneOf"]]
        sent = [*moves, components["SubmissionRequest"], components["NewEvidenceRequest"]]

        assert {form["additionalProperties"] for form in sent} == {False}
        assert sent[-1]["properties"]["title"]["minLength"] == 1

    @pytest.mark.parametrize("serializer", MOVED)
    def test_says_what_each_move_needs(self, schema, serializer):
        forms = form_of(schema["components"]["schemas"], serializer)["oneOf"]

        needs = {form["properties"]["move"]["const"]: form["required"] for form in forms}
        assert needs == {name: ["move", *act.needs] for name, act in serializer.acts.items()}

    @pytest.mark.parametrize("serializer", [*MOVED, NewContactSerializer])
    def test_shows_examples_that_are_taken(self, schema, serializer):
        form = form_of(schema["components"]["schemas"], serializer)

        examples = [example for each in form.get("oneOf", [form]) for example in each["examples"]]
        refused = [
            (example, asked.errors)
            for example in examples
            if not (asked := serializer(data=example)).is_valid()
        ]
        assert (refused, len(examples)) == ([], len(getattr(serializer, "acts", [1])))

    def test_names_the_parameters_that_are_taken_and_no_others(self, schema, client, publish):
        address = f"/api/v1/claims/{publish().public_id}/"
        named = {each["name"] for each in schema["paths"]["/api/v1/claims/{public_id}/"]["get"]["parameters"]}

        assert named == {"public_id", "as_of", "fields"}
        assert client.get(f"{address}?format=json").status_code == 400

    @pytest.mark.parametrize("query", ["lang=%00", "lang=zz-zz", "version=%00", "version=9"])
    def test_survives_parameters_it_does_not_know(self, client, query):
        assert client.get(f"/api/v1/schema/?{query}").status_code == 200


class TestRecord:
    @pytest.mark.parametrize("address", ["/api/v1/claims/", "/api/v1/claims/{}/"])
    def test_is_described_to_the_last_field(self, client, publish, errors, address):
        name = "Record" if "{" in address else "Page"

        answer = client.get(address.format(publish().public_id)).json()

        assert errors(name, answer) == []

    def test_of_a_corrected_verdict_is_described_too(self, client, errors):
        live = corrected(UserFactory(role="Editor"), UserFactory(role="Editor"))

        answer = client.get(f"/api/v1/claims/{live.review.claim.public_id}/").json()

        assert errors("Record", answer) == []
        assert answer["state"] == "corrected"

    def test_with_all_that_is_said_of_a_source_is_described_too(self, publish, errors):
        record = publish().record
        kept = {"sha256": "0" * 64, "stored_on": "2026-03-04"}
        more = {"interests": "It built the dam.", "archive_url": "https://archive.example/1", "copy": kept}
        more |= {"accessed_on": "2026-03-04", "unavailable": "A book."}

        assert errors("Record", record | {"evidence": [record["evidence"][0] | more]}) == []

    def test_with_a_field_more_or_less_would_be_noticed(self, publish, errors):
        record = publish().record

        assert errors("Record", record | {"secret": 1})
        assert errors("Record", {key: value for key, value in record.items() if key != "rating"})


class TestTombstone:
    def test_is_described_to_the_last_field(self, client, errors):
        taken_back = retracted(UserFactory(role="Editor"), UserFactory(role="Editor"))

        response = client.get(f"/api/v1/claims/{taken_back.review.claim.public_id}/")

        assert response.status_code == 410
        assert errors("Tombstone", response.json()) == []


@pytest.fixture(scope="class")
def public_id(for_all):
    """A claim with a topic, beside one that was corrected and one that was retracted."""
    with for_all():
        people = UserFactory(role="Editor"), UserFactory(role="Editor")
        claim = accepted_claim()
        claim.topics.create(name="Water", slug="water")
        published(*people, claim=claim), corrected(*people), retracted(*people)
        yield claim.public_id


class TestAnswerOfTheLedger:
    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("changes/", "ChangePage"),
            ("claims/{id}/versions/", "Versions"),
            ("claims/{id}/versions/1/", "Record"),
            ("corrections/", "CorrectionPage"),
            ("ratings/", "Scale"),
            ("speakers/", "SpeakerPage"),
            ("topics/", "TopicPage"),
        ],
    )
    def test_is_as_described(self, client, errors, public_id, address, name):
        answer = client.get(f"/api/v1/{address.format(id=public_id)}")

        assert answer.status_code == 200
        assert errors(name, answer.json()) == []
        assert answer.json().get("results") != []


class TestAnswer:
    def test_for_an_article_is_as_described(self, program, errors):
        assert errors("Article", program.get(f"/api/v1/articles/{ArticleFactory().pk}/").json()) == []

    def test_of_the_desk_is_as_described(self, bearer, errors):
        author = UserFactory(role="Editor")
        revision, program = draft(author), bearer(author)
        claim = f"/api/v1/desk/claims/{AppearanceFactory().claim.public_id}/"
        post = {"content_type": "application/json", "headers": {"if-match": '"1"'}}

        answers = {
            "Queue": program.get("/api/v1/desk/claims/"),
            "DeskClaim": program.get(claim),
            "MovedClaim": program.post(f"{claim}moves/", {"move": "accept"}, **post),
            "RevisionList": program.get("/api/v1/desk/revisions/?list=drafts"),
            "DeskRevision": program.get(f"/api/v1/desk/revisions/{revision.pk}/"),
            "MovedRevision": program.post(
                f"/api/v1/desk/revisions/{revision.pk}/moves/", {"move": "follow"}, **post
            ),
        }

        assert [error for name, answer in answers.items() for error in errors(name, answer.json())] == []

    def test_to_a_refused_request_is_as_described(self, client, errors):
        assert errors("Problem", client.get("/api/v1/claims/?x=1").json()) == []


class TestDocs:
    def test_load_nothing_from_elsewhere_and_set_no_cookie(self, client):
        response = client.get("/api/v1/docs/")

        page = response.content.decode()
        assert 'data-schema="/api/v1/schema/?format=json"' in page
        assert all(source.startswith("/static/") for source in sources(page))
        assert not response.cookies


def form_of(components: dict, serializer: type) -> dict:
    """How the document describes what is sent."""
    return components[serializer.__name__.replace("Serializer", "Request")]


def sources(page: str) -> list[str]:
    """The addresses of a page's scripts."""
    return [part.split('"')[0] for part in page.split('<script src="')[1:]]
