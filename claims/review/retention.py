"""What is kept for a time only: unsaved texts for 30 days, locks until they run out, presence for 40 seconds.

Also the answers to requests of programs, for 7 days: as long as they may be sent again.
"""

from datetime import datetime, timedelta

from claims.models import AnsweredRequest
from claims.review.locks import remove_expired_locks
from claims.review.presence import remove_departed
from claims.review.unsaved import remove_old_texts

ANSWERS_KEPT_FOR = timedelta(days=7)


def remove_outlived(*, now: datetime) -> int:
    """Remove what has outlived its time, and count it. Running it again removes nothing."""
    answered = AnsweredRequest.objects.filter(answered_at__lt=now - ANSWERS_KEPT_FOR).delete()[0]
    return answered + remove_old_texts(now) + remove_expired_locks() + remove_departed()
