"""Readers' reports of errors, and stale verdicts, at the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import AuditEntry, ErrorReport, Review, Revision
from claims.review.rechecking import note_new_evidence
from tests.factories import NINE, UserFactory, accepted_claim, in_review, published, reported

LIST, STALE = "/desk/error-reports/", "/desk/stale/"


@pytest.fixture
def live(reporter, editor):
    return published(reporter, editor)


@pytest.fixture
def report(live):
    return reported(live.review.claim)


@pytest.fixture
def office(sign_in, editor):
    return sign_in(editor)


def press(client, name, report, **data):
    version = ErrorReport.objects.get(pk=report.pk).version
    return client.post(reverse(f"desk:{name}", args=[report.pk]), {"version": version, **data}, follow=True)


class TestList:
    def test_has_open_reports_by_their_deadline_and_marks_the_late(self, desk, live):
        soon = reported(live.review.claim, due_on=timezone.localdate() + timedelta(days=1))
        late = reported(live.review.claim, due_on=timezone.localdate() - timedelta(days=1))

        rows = desk.get(LIST).context["rows"]

        assert [(row["report"], row["is_late"]) for row in rows] == [(late, True), (soon, False)]

    @pytest.mark.parametrize(
        "query", ["", "state=upheld", "mine=1", "late=1", "claim=x", "state=rejected&mine=1"]
    )
    def test_says_what_will_stand_in_an_empty_list(self, desk, query):
        assert 'class="nothing"' in desk.get(f"{LIST}?{query}").content.decode()

    @pytest.mark.parametrize(
        "query", ["state=lost", "mine=2", "late=x", "claim=%00", "after=1", "after=x", "after=²"]
    )
    def test_refuses_addresses_it_never_wrote(self, desk, query):
        assert desk.get(f"{LIST}?{query}").status_code == 404

    def test_goes_on_below_its_last_row(self, desk, live, monkeypatch):
        from claims.desk import error_reports

        monkeypatch.setattr(error_reports, "ROWS", 2)
        reports = [reported(live.review.claim, due_on=NINE.date() + timedelta(days=n // 2)) for n in range(5)]
        address, found = LIST, []
        while address:
            context = desk.get(address).context
            found += [row["report"] for row in context["rows"]]
            address = f"{LIST}?{context['further']}" if context["further"] else ""

        assert found == reports


class TestReport:
    def test_shows_the_mail_address_to_whoever_handles_it_alone(self, desk, office, editor, report):
        press(office, "assign-report", report, assignee=editor.pk)
        page = reverse("desk:error-report", args=[report.pk])

        assert "reader@example.org" in office.get(page).content.decode()
        assert "reader@example.org" not in desk.get(page).content.decode()
        assert "reader@example.org" not in office.get(LIST).content.decode()
        assert "reader@example.org" not in str(AuditEntry.objects.values_list("detail", "reason"))

    def test_is_upheld_and_leads_to_a_correction_that_names_it(self, office, report):
        page = press(office, "uphold-report", report, upheld="It was April.").content.decode()

        assert f'href="{reverse("desk:error-report", args=[report.pk])}"' in page
        assert Revision.objects.filter(number=2, state="draft").exists()

    @pytest.mark.parametrize(
        ("name", "data", "sentence"),
        [
            ("reject-report", {"rejected": ""}, "without a reason"),
            ("reject-report", {"rejected": "x" * 5_001}, "5000"),
            ("reject-report", {"rejected": "It was \0May."}, "U+0000"),
            ("repeat-report", {"of": "²"}, "Give the number"),
            ("repeat-report", {"of": "9" * 30}, "Give the number"),
            ("repeat-report", {"of": "1" * 18}, "no other report"),
            ("assign-report", {"assignee": "x"}, "choose somebody"),
            ("reopen-report", {"reopened": "Because."}, "this is open"),
            ("reject-report", {"rejected": "It was May.", "version": "0"}, "Read it again"),
        ],
    )
    def test_says_why_a_move_is_refused_and_keeps_what_was_typed(self, office, report, name, data, sentence):
        response = press(office, name, report, **data)

        assert response.status_code == 409
        assert sentence in response.content.decode()
        assert ErrorReport.objects.get(pk=report.pk).state == "open"

    def test_is_decided_once_however_often_it_is_pressed(self, office, report):
        press(office, "reject-report", report, rejected="It was May.")

        again = press(office, "reject-report", report, rejected="It was May.")

        assert (again.status_code, AuditEntry.objects.filter(move="reject_report").count()) == (409, 1)

    def test_shows_what_a_reader_sent_as_words(self, office, live):
        report = reported(live.review.claim, what="<script>x</script> {{ 7 }}", where_said="<b>p. 3</b>")

        page = office.get(reverse("desk:error-report", args=[report.pk])).content.decode()

        assert "&lt;script&gt;x&lt;/script&gt; {{ 7 }}" in page
        assert "<b>p. 3</b>" not in page

    def test_that_there_is_not_is_not_found(self, office):
        for number in (1, 10**30):
            assert office.get(f"{LIST}{number}/").status_code == 404
            assert office.post(f"{LIST}{number}/reject/").status_code == 404


class TestStale:
    @pytest.fixture
    def stale(self, live, reporter):
        note_new_evidence(
            revision_id=live.pk, editor=reporter, reason="The survey is out.", now=timezone.now()
        )
        return live

    def test_says_why_and_offers_both_ways_on(self, office, stale):
        page = office.get(STALE).content.decode()

        assert "The survey is out." in page
        assert reverse("desk:still-holds", args=[stale.pk]) in page
        assert reverse("desk:correct", args=[stale.pk]) in page

    def test_is_left_by_a_verdict_that_holds(self, office, stale):
        data = {
            "version": Review.objects.get().version,
            "recheck_on": f"{timezone.localdate() + timedelta(days=30)}",
            "holds_because": "The survey is of another dam.",
            "back_to": f"{STALE}?why=evidence",
        }

        response = office.post(reverse("desk:still-holds", args=[stale.pk]), data)

        assert response.url == f"{STALE}?why=evidence"
        assert not office.get(response.url).context["rows"] or stale.review.recheck_on

    @pytest.mark.parametrize("day", ["", "x", "9999-12-31", "2020-01-01", "10000-01-01", "\0"])
    def test_keeps_what_was_typed_when_the_day_is_none(self, office, stale, day):
        data = {"version": 1, "recheck_on": day, "holds_because": "Another dam."}

        response = office.post(reverse("desk:still-holds", args=[stale.pk]), data)

        assert response.status_code == 409
        assert "Another dam." in response.content.decode()

    @pytest.mark.parametrize("query", ["why=mood", "mine=0", "after=1", "after=x"])
    def test_refuses_addresses_it_never_wrote(self, desk, query):
        assert desk.get(f"{STALE}?{query}").status_code == 404

    def test_goes_on_below_its_last_row(self, desk, reporter, editor, monkeypatch):
        from claims.desk import stale

        monkeypatch.setattr(stale, "ROWS", 1)
        made = [published(reporter, editor, claim=accepted_claim()) for _ in range(3)]
        Review.objects.update(recheck_on=NINE.date())
        address, found = STALE, []
        while address:
            context = desk.get(address).context
            found += [row["revision"] for row in context["rows"]]
            address = f"{STALE}?{context['further']}" if context["further"] else ""

        assert found == made

    def test_day_is_planned_beside_who_does_it(self, desk, reporter):
        revision, day = in_review(reporter), timezone.localdate() + timedelta(days=40)
        form = {"version": 1, "assignee": reporter.pk, "priority": 2, "recheck_on": f"{day}"}

        desk.post(reverse("desk:plan", args=[revision.pk]), form)

        assert Review.objects.get().recheck_on == day

    def test_offers_nothing_to_who_may_not_judge(self, sign_in, stale):
        page = sign_in(UserFactory()).get(STALE).content.decode()

        assert reverse("desk:still-holds", args=[stale.pk]) not in page
