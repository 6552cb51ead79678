"""Days of the newsroom as moments."""

from datetime import date, datetime, time

from django.utils import timezone


def start_of(day: date) -> datetime:
    """The moment at which a day of the newsroom begins."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
