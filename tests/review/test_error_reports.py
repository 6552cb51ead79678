"""What becomes of an error that a reader reports."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from claims.models import AuditEntry, ErrorReport, ReportState, Revision
from claims.review.error_reports import (
    ReportFilter,
    assign_report,
    call_report_duplicate,
    error_reports,
    forget_reporters,
    reject_report,
    reopen_report,
    uphold_report,
)
from claims.review.figures import error_reports as reports_figure
from claims.review.moves import MoveNotAllowed, StaleSave
from claims.tasks import forget_readers
from tests.factories import NINE, UserFactory, accepted_claim, correction, published, reported, retracted

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)


@pytest.fixture(scope="class")
def author(for_all):
    with for_all():
        yield UserFactory(role="Editor")


@pytest.fixture(scope="class")
def editor(for_all):
    with for_all():
        yield UserFactory(role="Editor")


@pytest.fixture(scope="class")
def live(author, editor, for_all):
    with for_all():
        yield published(author, editor)


@pytest.fixture
def report(live):
    return reported(live.review.claim)


def act(action, report, editor, **more):
    version = more.pop("version", ErrorReport.objects.get(pk=report.pk).version)
    return action(report_id=report.pk, editor=editor, version=version, now=LATER, **more)


DECISIONS = {
    "uphold_report": lambda report, editor, **more: act(uphold_report, report, editor, reason="May.", **more),
    "reject_report": lambda report, editor, **more: act(
        reject_report, report, editor, reason="It was May.", **more
    ),
    "duplicate_report": lambda report, editor, **more: act(
        call_report_duplicate, report, editor, of=reported(report.claim).pk, **more
    ),
}


class TestEveryDecision:
    @pytest.mark.parametrize("name", DECISIONS)
    def test_is_written_down_with_who_made_it(self, report, editor, name):
        DECISIONS[name](report, editor)

        entry, report = AuditEntry.objects.latest("pk"), ErrorReport.objects.get(pk=report.pk)
        assert (entry.move, entry.actor, entry.claim, entry.start_state) == (
            name,
            editor,
            report.claim,
            "open",
        )
        assert entry.end_state == report.state != "open"
        assert (report.decided_by, report.decided_at) == (editor, LATER)

    @pytest.mark.parametrize("name", DECISIONS)
    @pytest.mark.parametrize("before", DECISIONS)
    def test_is_made_once(self, report, editor, name, before):
        DECISIONS[before](report, editor)

        with pytest.raises(MoveNotAllowed, match="not open"):
            DECISIONS[name](report, editor)

    @pytest.mark.parametrize("name", DECISIONS)
    def test_is_refused_without_the_right(self, report, name):
        with pytest.raises(MoveNotAllowed, match="does not have this right"):
            DECISIONS[name](report, UserFactory())

    @pytest.mark.parametrize("name", DECISIONS)
    def test_is_refused_on_what_has_changed_since(self, report, editor, name):
        with pytest.raises(StaleSave):
            DECISIONS[name](report, editor, version=0)


class TestUpholdReport:
    def test_opens_a_correction_that_the_report_leads_to(self, report, editor, live):
        upheld = DECISIONS["uphold_report"](report, editor)

        assert upheld.correction == Revision.objects.get(review=live.review, number=2)
        assert upheld.correction.state == "draft"

    def test_takes_the_correction_that_is_open(self, author, editor):
        begun = correction(author, editor)

        assert DECISIONS["uphold_report"](reported(begun.review.claim), editor).correction == begun

    def test_works_on_a_verdict_taken_back_too(self, author, editor):
        report = reported(retracted(author, editor).review.claim)

        assert DECISIONS["uphold_report"](report, editor).correction.number == 2


class TestRejectReport:
    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_needs_a_reason(self, report, editor, reason):
        with pytest.raises(MoveNotAllowed, match="without a reason"):
            act(reject_report, report, editor, reason=reason)


class TestCallReportDuplicate:
    def test_refuses_itself_other_verdicts_and_unknown_numbers(self, report, editor):
        for other in (report.pk, reported(accepted_claim()).pk, 10**15):
            with pytest.raises(MoveNotAllowed, match="no other report with this number"):
                act(call_report_duplicate, report, editor, of=other)

    def test_makes_no_chains(self, report, editor):
        first, second = reported(report.claim), reported(report.claim)
        act(call_report_duplicate, first, editor, of=second.pk)

        with pytest.raises(MoveNotAllowed, match=f"of report {second.pk}"):
            act(call_report_duplicate, report, editor, of=first.pk)
        with pytest.raises(MoveNotAllowed, match="others are repeats of it"):
            act(call_report_duplicate, second, editor, of=report.pk)


class TestReopenReport:
    @pytest.mark.parametrize("name", ["reject_report", "duplicate_report"])
    def test_takes_a_decision_back_and_keeps_the_deadline(self, report, editor, name):
        DECISIONS[name](report, editor)

        again = act(reopen_report, report, editor, reason="There is a survey.")

        assert (again.state, again.decided_by, again.duplicate_of, again.due_on) == (
            "open",
            None,
            None,
            report.due_on,
        )


class TestAssignReport:
    def test_gives_it_to_somebody_once(self, report, editor):
        for _ in range(2):
            act(assign_report, report, editor, assignee_id=editor.pk)

        assert ErrorReport.objects.get(pk=report.pk).assignee == editor
        assert AuditEntry.objects.filter(move="assign_report").count() == 1

    def test_refuses_who_may_not_write(self, report, editor):
        with pytest.raises(MoveNotAllowed, match="may not write reviews"):
            act(assign_report, report, editor, assignee_id=UserFactory().pk)


class TestErrorReports:
    def test_are_narrowed_to_what_is_asked_for(self, report, editor, live):
        late = reported(live.review.claim, due_on=NINE.date() - timedelta(days=1), assignee=editor)
        other = reported(accepted_claim())

        assert set(error_reports(ReportFilter())) == {report, late, other}
        assert list(error_reports(ReportFilter(assignee=editor))) == [late]
        assert list(error_reports(ReportFilter(late_on=NINE.date()))) == [late]
        assert list(error_reports(ReportFilter(claim=other.claim.public_id))) == [other]
        assert not error_reports(ReportFilter(state=ReportState.UPHELD))

    def test_are_counted_by_what_became_of_them(self, report, editor, live):
        reported(live.review.claim, due_on=NINE.date() - timedelta(days=1))
        DECISIONS["reject_report"](reported(live.review.claim), editor)

        rows = dict(reports_figure(days=7, now=NINE).rows)
        assert rows == {
            "Open, in time": [1],
            "Open, past the deadline": [1],
            "Upheld": [0],
            "Rejected": [1],
            "Reported before": [0],
        }


class TestForgetReporters:
    def test_removes_addresses_some_time_after_the_answer_and_no_sooner(self, report, editor, settings, live):
        waiting = reported(live.review.claim)
        DECISIONS["reject_report"](report, editor)
        after = timedelta(days=settings.REPORT_MAIL_DAYS)

        assert forget_reporters(now=LATER + after - timedelta(seconds=1)) == 0
        assert forget_reporters(now=LATER + after) == 1
        assert forget_reporters(now=LATER + after) == 0
        assert ErrorReport.objects.get(pk=report.pk).mail == ""
        assert ErrorReport.objects.get(pk=waiting.pk).mail == "reader@example.org"

    def test_removes_networks_after_a_day(self, live):
        reported(live.review.claim, network="x" * 64)

        forget_reporters(now=NINE + timedelta(hours=23))
        assert ErrorReport.objects.get().network
        forget_readers()
        forget_readers()
        assert not ErrorReport.objects.get().network


class TestDatabase:
    def refuses(self, match, report, **change):
        with pytest.raises(DatabaseError, match=match), transaction.atomic():
            ErrorReport.objects.filter(pk=report.pk).update(**change)

    def test_keeps_what_a_reader_wrote(self, report):
        for change in (
            {"what": "x"},
            {"where_said": "x"},
            {"mail": "other@example.org"},
            {"due_on": NINE.date()},
        ):
            self.refuses("never changed", report, **change)

    def test_removes_no_report(self, report):
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            ErrorReport.objects.filter(pk=report.pk)._raw_delete("default")

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ({"state": "rejected"}, "decided_report_says_who"),
            ({"state": "upheld"}, "decided_report_says_who|upheld_report"),
            ({"decided_at": NINE}, "decided_report_says_who"),
            ({"what": ""}, "never changed"),
        ],
    )
    def test_decides_nothing_by_halves(self, report, change, constraint):
        self.refuses(constraint, report, **change)

    def test_has_no_chain_of_repeats(self, report, editor):
        first = reported(report.claim)
        act(call_report_duplicate, first, editor, of=report.pk)
        decided = {"state": "duplicate", "decided_by": editor, "decided_at": NINE}

        self.refuses("none itself", reported(report.claim), duplicate_of=first, **decided)
        self.refuses("none itself", report, duplicate_of=reported(report.claim), **decided)
