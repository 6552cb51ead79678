"""Where a claim was said, before and since the verdict."""

from claims.publication.timeline import timeline

VERDICT = "2026-03-05T09:00:00+00:00"


def said(*moments):
    return [{"article": {"published_at": moment}} for moment in moments]


class TestTimeline:
    def test_orders_what_was_said_by_its_day_with_the_unknown_first(self):
        first, last = "2026-03-01T09:00:00+00:00", "2026-03-04T09:00:00+00:00"

        told = timeline(said(last, None, first), VERDICT)

        assert [each["article"]["published_at"] for each in told["before"]] == [None, first, last]

    def test_counts_what_was_said_at_the_very_moment_as_before(self):
        told = timeline(said(VERDICT, "2026-03-05T09:00:01+00:00"), VERDICT)

        assert (len(told["before"]), len(told["since"])) == (1, 1)

    def test_places_marks_by_their_time(self):
        told = timeline(said("2026-03-01T09:00:00+00:00", "2026-03-09T09:00:00"), VERDICT)

        assert (told["marks"], told["verdict_mark"]) == ([0, 1000], 500)

    def test_draws_nothing_where_there_is_one_day_or_none(self):
        assert timeline(said(VERDICT, None), VERDICT)["marks"] == []
        assert timeline([], VERDICT)["marks"] == []

    def test_draws_moments_that_are_all_the_same(self):
        assert timeline(said(VERDICT, VERDICT), VERDICT)["marks"] == [0, 0]
