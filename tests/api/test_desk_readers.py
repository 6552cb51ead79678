"""Programs of the desk answer readers: what they report to be wrong, and what they ask us to check."""

from datetime import timedelta

import pytest

from claims.models import AuditEntry, Claim, ErrorReport, ReaderRequest
from tests.api.test_claims import local
from tests.api.test_desk import DESK, move
from tests.factories import NINE, UserFactory, accepted_claim, published, reported, sent_request

pytestmark = pytest.mark.django_db
REPORTS, REQUESTS = f"{DESK}error-reports/", f"{DESK}requests/"


@pytest.fixture
def verdict(editor):
    return published(editor, UserFactory(role="Editor")).review.claim


class TestReports:
    def test_are_assigned_and_upheld_with_a_correction(self, desk, editor, verdict, errors):
        address = f"error-reports/{reported(verdict).pk}"
        before = desk.get(f"{DESK}{address}/").json()

        assigned = move(desk, address, {"move": "assign_report", "assignee": editor.username})
        after = desk.get(f"{DESK}{address}/").json()
        upheld = move(desk, address, {"move": "uphold_report"}).json()

        assert (before["mail"], before["moves"]["reject_report"]) == (None, None)
        assert (after["mail"], upheld["state"]) == ("reader@example.org", "upheld")
        assert "reader@example.org" not in assigned.text  # which is kept for a key
        assert desk.get(f"{DESK}revisions/{upheld['correction']}/").json()["state"] == "draft"
        assert AuditEntry.objects.filter(move="uphold_report", actor=editor).exists()
        assert [*errors("DeskErrorReport", before), *errors("ErrorReport", upheld)] == []

    def test_are_set_aside_rejected_and_reopened(self, desk, verdict):
        first, again = reported(verdict), reported(verdict)
        address = f"error-reports/{again.pk}"
        why = {"reason": "It was May."}

        steps = [
            move(desk, address, {"move": "duplicate_report", "of": first.pk}),
            move(desk, address, {"move": "reopen_report"} | why),
            move(desk, address, {"move": "reject_report"} | why),
            move(desk, address, {"move": "duplicate_report", "of": first.pk}),
        ]

        assert [step.status_code for step in steps] == [200, 200, 200, 409]
        assert [step.json()["state"] for step in steps[:3]] == ["duplicate", "open", "rejected"]

    def test_keep_the_mail_address_from_all_others(self, desk, editor, verdict):
        other = reported(verdict, assignee=UserFactory(role="Editor"))
        reported(verdict, assignee=editor)

        assert desk.get(f"{REPORTS}{other.pk}/").json()["mail"] is None
        assert "reader@example.org" not in desk.get(REPORTS).text

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"move": "reject_report"}, 400),
            ({"move": "duplicate_report", "of": "1"}, 400),
            ({"move": "duplicate_report", "of": 2**63}, 400),
            ({"move": "uphold_report", "reason": "\0"}, 400),
            ({"move": "assign_report", "assignee": "nobody"}, 409),
            ({"move": "duplicate_report", "of": 2**63 - 1}, 409),
            ({"move": "reject_report", "reason": "x", "if_match": '"7"'}, 412),
            ({"move": "reject_report", "reason": "x", "if_match": ""}, 428),
        ],
    )
    def test_are_refused_what_cannot_be(self, desk, verdict, body, status):
        report = reported(verdict)
        seen = {"if_match": body.pop("if_match")} if "if_match" in body else {}

        answer = move(desk, f"error-reports/{report.pk}", body, **seen)

        assert (answer.status_code, ErrorReport.objects.get().state) == (status, "open")
        assert answer["Content-Type"] == "application/problem+json"


class TestRequests:
    def test_become_a_claim_in_words_that_were_read_over(self, desk, editor, errors):
        address = f"requests/{sent_request().pk}"

        taken = move(desk, address, {"move": "take_request"}, idempotency_key="1", if_match='"1"')
        again = move(desk, address, {"move": "take_request"}, idempotency_key="1", if_match='"1"')
        made = move(desk, address, {"move": "accept_request", "words": "The dam will break."}).json()

        assert (taken.json()["assignee"], taken.content) == (editor.username, again.content)
        claim = Claim.objects.get(public_id=made["claim"])
        assert (claim.text, claim.appearances.get().article.outlet) == ("The dam will break.", "")
        assert [
            *errors("ReaderRequest", made),
            *errors("DeskReaderRequest", desk.get(f"{DESK}{address}/").json()),
        ] == []

    def test_are_attached_declined_joined_and_reopened(self, desk):
        held, other = accepted_claim().public_id, sent_request()
        address = f"requests/{sent_request().pk}"
        reopened = {"move": "reopen_request", "reason": "A recording."}
        decided = [
            {"move": "attach_request", "claim": held},
            {"move": "decline_request", "why": "opinion", "answer": "It is one."},
            {"move": "join_request", "to": other.pk},
        ]

        answers = [move(desk, address, body).json() for each in decided for body in (each, reopened)]

        assert [answer["state"] for answer in answers[::2]] == ["claim", "declined", "joined"]
        assert {answer["state"] for answer in answers[1::2]} == {"received"}
        assert (answers[0]["claim"], answers[4]["joined_to"]) == (held, other.pk)

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"move": "decline_request", "why": "boring"}, 400),
            ({"move": "accept_request"}, 400),
            ({"move": "accept_request", "words": "x", "link": "javascript:alert(1)"}, 400),
            ({"move": "attach_request", "claim": "No such"}, 400),
            ({"move": "attach_request", "claim": "2222"}, 409),
            ({"move": "reopen_request", "reason": "x"}, 409),
        ],
    )
    def test_are_refused_what_cannot_be(self, desk, body, status):
        sent_request()

        answer = move(desk, f"requests/{ReaderRequest.objects.get().pk}", body)

        assert (answer.status_code, ReaderRequest.objects.get().state) == (status, "received")


class TestLists:
    def test_go_page_by_page_in_the_order_of_the_desk(self, desk, verdict):
        days = [NINE.date() + timedelta(days=day) for day in (3, 1, 2, 1)]
        reports = [reported(verdict, due_on=day).pk for day in days]
        who = {"decided_by": UserFactory(), "state": "declined", "decline_reason": "opinion"}
        asked = [sent_request(**who, decided_at=NINE + timedelta(microseconds=at)).pk for at in (1, 3, 2)]

        for address, expected in (
            (f"{REPORTS}?page_size=2", [reports[1], reports[3], reports[2], reports[0]]),
            (f"{REQUESTS}?page_size=2&state=declined", [asked[1], asked[2], asked[0]]),
        ):
            page = desk.get(address).json()
            rest = desk.get(local(page["next"])).json()
            assert [row["id"] for row in page["results"] + rest["results"]] == expected
            assert desk.get(local(rest["previous"])).json()["results"] == page["results"]

    def test_are_narrowed(self, desk, editor, verdict):
        mine = reported(verdict, assignee=editor, due_on="2026-03-01").pk
        reported(verdict, due_on="9999-01-01")

        for query in ("mine=true", "late=true"):
            assert [row["id"] for row in desk.get(f"{REPORTS}?{query}").json()["results"]] == [mine]
        assert len(desk.get(f"{REPORTS}?claim={verdict.public_id}").json()["results"]) == 2

    @pytest.mark.parametrize(
        "query", ["state=lost", "mine=1", "claim=%20", "q=x", "cursor=x:y", "state=open&state=open"]
    )
    def test_that_there_are_not_are_refused(self, desk, query):
        assert [desk.get(f"{each}?{query}").status_code for each in (REPORTS, REQUESTS)] == [400, 400]

    @pytest.mark.parametrize("rows", [1, 30])
    def test_cost_the_same_for_all_rows(
        self, desk, editor, verdict, errors, rows, django_assert_max_num_queries
    ):
        for _ in range(rows):
            reported(verdict, assignee=editor), sent_request()
        desk.get(REPORTS)  # notes that the token is in use

        for address, name in ((REPORTS, "ErrorReportPage"), (REQUESTS, "ReaderRequestPage")):
            with django_assert_max_num_queries(6):
                answer = desk.get(address).json()
            assert (len(answer["results"]), errors(name, answer)) == (rows, [])

    @pytest.mark.parametrize("kind", ["error-reports", "requests"])
    def test_open_what_scopes_name(self, bearer, editor, verdict, kind):
        address = f"{kind}/{(reported(verdict) if kind == 'error-reports' else sent_request()).pk}"
        reader = bearer(editor, "read")

        assert reader.get(f"{DESK}{address}/").status_code == 200
        assert move(reader, address, {"move": "take_request"}).status_code == 403
        assert bearer(editor, "articles").get(f"{DESK}{kind}/").status_code == 403
        assert reader.get(f"{DESK}{kind}/{2**70}/").status_code == 404
