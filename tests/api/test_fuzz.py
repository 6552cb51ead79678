"""Requests that a machine thinks up, from the OpenAPI document and against it: each is answered as the document says.

The short run is the same every time: an editor, who may do most, sends what the document allows, and the next of four
who may ask what it forbids. `EXAMPLES=200 SEED=1` makes a long one: each of the four sends as many, and besides one for
every bound that the document names.
"""

import os
from contextlib import suppress
from datetime import timedelta
from itertools import cycle

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from claims.api.desk_revisions import etag_of
from claims.models import Claim, ContactAttempt, ErrorReport, ReaderRequest, Revision, Scope
from claims.people.tokens import make_token
from factcheck.wsgi import application
from tests.factories import (
    AppearanceFactory,
    ArticleFactory,
    UserFactory,
    asked,
    corrected,
    draft,
    in_review,
    published,
    reported,
    retracted,
    sent_request,
)

pytestmark = pytest.mark.django_db

EXAMPLES, SEED = int(os.environ.get("EXAMPLES", "1")), os.environ.get("SEED")
EDITOR = "an editor"
WHO = ["nobody", "a reporter", EDITOR, "a reader of the desk"]
ROLES = {"a reporter": ("Reporter", Scope.values), "an editor": ("Editor", Scope.values)}
ROLES |= {"a reader of the desk": ("Editor", [Scope.READ])}
REPLIES = "/api/v1/desk/revisions/{id}/replies/"
REPORTS, REQUESTS = "/api/v1/desk/error-reports/", "/api/v1/desk/requests/"
PAST = "2026-03-04T09:00:00Z"
CHECKS = {
    # What is as it should be can still be refused as things stand: somebody was faster, the verdict is retracted, or
    # the key was used for another request (422).
    "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", 401, 403, 404, 409, 410, 412, 422, 429]},
    # RFC 6585 has a status of its own for a missing If-Match, RFC 9110 one for an If-Match that names no version.
    "missing_required_header": {"expected-statuses": [400, 401, 403, 428]},
    "negative_data_rejection": {"expected-statuses": ["4xx"]},
}


def from_here(environ, start_response):
    """The site, asked from this machine."""
    return application(environ | {"REMOTE_ADDR": "127.0.0.1"}, start_response)


def document():
    """What the site says of itself, with where to ask."""
    described = SchemaGenerator().get_schema(public=True)
    document = schemathesis.openapi.from_dict(
        described, config=SchemathesisConfig.from_dict({"checks": CHECKS})
    )
    document.app = from_here
    return document


@pytest.fixture(scope="module")
def newsroom(for_all):
    """Something of everything, for all tests here; thrown away with what they do to it. It gives the ids there are."""
    signals = (request_started, request_finished)
    with for_all():
        for signal in signals:
            signal.disconnect(close_old_connections)  # they would end the transaction
        people = UserFactory(role="Editor"), UserFactory(role="Editor")
        live = published(*people), corrected(*people), retracted(*people)
        claim, article = AppearanceFactory().claim, ArticleFactory()
        worked_on = draft(people[0]), in_review(people[0])
        asked_in = [revision.pk for revision in (draft(people[0]), in_review(people[0]))]
        attempts = {pk: asked(Revision.objects.get(pk=pk), people[0]).pk for pk in asked_in}
        yield {
            REPLIES: cycle(attempts.items()),
            "/api/v1/claims/": cycle([revision.review.claim.public_id for revision in live]),
            "/api/v1/desk/claims/": cycle([claim.public_id]),
            "/api/v1/desk/revisions/": cycle([revision.pk for revision in (*worked_on, *live)]),
            REPORTS: cycle([reported(live[0].review.claim).pk for _ in range(5)]),
            REQUESTS: cycle([sent_request().pk for _ in range(5)]),
            "/api/v1/articles/": cycle([article.pk]),
        }
        for signal in signals:
            signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def headers(newsroom):
    """What shows who asks."""
    now = timezone.now()
    tokens = {
        who: make_token(
            person=UserFactory(role=role), name="Test", scopes=scopes, lifetime=timedelta(days=1), now=now
        )
        for who, (role, scopes) in ROLES.items()
    }
    return {"nobody": {}} | {who: {"Authorization": f"Bearer {token}"} for who, token in tokens.items()}


def make_sayable(case):
    """Put right what no document can say: a cursor is signed, and some moments are over."""
    case.query.pop("cursor", None)
    if "as_of" in case.query:
        case.query["as_of"] = PAST
    case.body = with_the_past(case.body)


def with_the_past(sent):
    """What is sent, with days and moments that are over where they must be."""
    if isinstance(sent, list):
        return [with_the_past(each) for each in sent]
    if not isinstance(sent, dict):
        return sent
    past = {"published_at": PAST, "accessed_on": PAST[:10], "evidence_status_on": PAST[:10]}
    return {name: past.get(name, with_the_past(value)) for name, value in sent.items()}


def aim(case, newsroom):
    """Ask for something that there is, as it is now."""
    beginning = next((each for each in newsroom if case.path.startswith(f"{each}{{")), None)
    if beginning is None:
        return
    key = next(newsroom[beginning])
    named = {"public_id", "id"} & case.path_parameters.keys()
    case.path_parameters |= (
        dict(zip(("id", "attempt"), key, strict=True)) if beginning == REPLIES else {named.pop(): key}
    )
    if "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = current(beginning, key)


def current(beginning, key):
    """The ETag of what there is at the desk."""
    if beginning == REPLIES:
        return f'"{ContactAttempt.objects.get(pk=key[1]).version}"'
    if beginning in (REPORTS, REQUESTS):
        model = ErrorReport if beginning == REPORTS else ReaderRequest
        return f'"{model.objects.get(pk=key).version}"'
    if "revisions" in beginning:
        return etag_of(Revision.objects.select_related("review").get(pk=key))
    return f'"{Claim.objects.get(public_id=key).version}"'


def ask(case, headers, newsroom):
    """Send a request, and compare the answer with the document by all checks there are."""
    if case.meta.generation.mode.is_positive:
        make_sayable(case)
        aim(case, newsroom)
    case.call_and_validate(headers=headers)


thoroughly = hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=SEED is None,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


def try_out(operation, mode, who, headers, newsroom):
    """Send what is thought up for an operation, in the name of each of `who` in turn."""

    @thoroughly
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def asks(case):
        ask(case, headers[next(who)], newsroom)

    with suppress(hypothesis.errors.Unsatisfiable):  # what takes nothing cannot be asked wrongly
        asks()


class TestRequest:
    @pytest.mark.parametrize("mode", list(GenerationMode))
    def test_is_answered_as_described(self, mode, headers, newsroom):
        who = cycle([EDITOR] if mode.is_positive else WHO)
        operations = [each.ok() for each in document().get_all_operations()]

        for operation in operations:
            try_out(operation, mode, who, headers, newsroom)

        assert len(operations) > 20


if SEED:
    documented = document()

    @pytest.mark.parametrize("who", WHO)
    @documented.parametrize()
    @thoroughly
    def test_each_request_of_each_is_answered_as_described(case, who, headers, newsroom):
        ask(case, headers[who], newsroom)
