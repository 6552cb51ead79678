"""What is kept for a time only: unsaved texts for 30 days, locks until they run out, presence for 40 seconds."""

from datetime import datetime

from claims.review.locks import remove_expired_locks
from claims.review.presence import remove_departed
from claims.review.unsaved import remove_old_texts


def remove_outlived(*, now: datetime) -> int:
    """Remove what has outlived its time, and count it. Running it again removes nothing."""
    return remove_old_texts(now) + remove_expired_locks() + remove_departed()
