"""What came of trying to tell a receiver something."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from claims.models import WebhookDelivery

LONGEST_PAUSE = timedelta(hours=24)


@dataclass(frozen=True)
class Outcome:
    """What came of one try: a status, or the sentence why there was none; and for how long the receiver wants rest."""

    delivery: WebhookDelivery
    tried_at: datetime
    took_ms: int
    status: int | None = None
    said: str = ""
    retry_after: timedelta = timedelta()

    @property
    def is_delivered(self) -> bool:
        """Whether the receiver has taken it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def pause(self) -> timedelta:
        """For how long it wants nothing; whoever has taken it has not asked for that."""
        return timedelta() if self.is_delivered else self.retry_after


def read_retry_after(words: str, now: datetime) -> timedelta:
    """What a Retry-After asks for, in seconds or as a date, at most a day; nothing if it cannot be read."""
    words = words.strip()
    if words.isascii() and words.isdigit():
        return timedelta(seconds=min(int(words[:12]), LONGEST_PAUSE.total_seconds()))
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return timedelta()
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta()), LONGEST_PAUSE)
