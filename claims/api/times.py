"""Moments and days, as programs write them."""

from datetime import UTC, date, datetime, timedelta

from django.utils.dateparse import parse_date, parse_datetime


def read_moment(value: str) -> datetime:
    """A moment with its zone; what lies before the first year or behind the last is their end.

    Raises ValueError with a sentence.
    """
    try:
        moment = parse_datetime(value) if value.isascii() else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError("Give a moment with its zone, such as 2026-03-04T09:00:00Z.")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def read_day(value: str) -> date:
    """A day of which there is a next. Raises ValueError with a sentence."""
    try:
        day = parse_date(value) if value.isascii() else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError("Give a day, such as 2026-03-04.")
    return min(day, date.max - timedelta(days=1))
