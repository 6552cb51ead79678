"""Working days: weekends are left out, holidays are not known."""

from datetime import date

import pytest

from claims.publication.deadlines import working_days_after


class TestWorkingDaysAfter:
    @pytest.mark.parametrize(
        ("day", "count", "last"),
        [
            ("2026-03-02", 7, "2026-03-11"),  # a Monday: over one weekend
            ("2026-03-04", 7, "2026-03-13"),  # a Wednesday: to the Friday after
            ("2026-03-05", 7, "2026-03-16"),  # a Thursday: over two weekends
            ("2026-03-06", 1, "2026-03-09"),  # a Friday: Monday is the next
            ("2026-03-07", 1, "2026-03-09"),  # a Saturday
            ("2026-03-08", 1, "2026-03-09"),  # a Sunday
            ("2026-03-08", 7, "2026-03-17"),
            ("2027-12-30", 7, "2028-01-10"),  # over the year's end
            ("2026-03-04", 0, "2026-03-04"),
        ],
    )
    def test_counts_the_days_after_it_without_weekends(self, day, count, last):
        assert working_days_after(date.fromisoformat(day), count) == date.fromisoformat(last)
