"""Days on which people work: by them we promise readers an answer."""

from datetime import date, timedelta

ANSWER_WITHIN = 7  # working days, as EFCSN gives its members after a complaint
SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """The last of so many working days after `day`, which itself does not count; weekends are left out."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
