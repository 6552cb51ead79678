"""What readers report to be wrong in a public verdict, on its way to the desk."""

import unicodedata
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from claims.models import ErrorReport, PublicRecord, ReportState
from claims.models.audit import lock_for_this_transaction
from claims.publication.deadlines import ANSWER_WITHIN, working_days_after
from factcheck.buckets import network_of

SAME_WITHIN = timedelta(hours=1)
REMEMBERED = timedelta(days=1)  # networks


@transaction.atomic
def receive_report(
    *, record: PublicRecord, what: str, where_said: str, mail: str, address: str, now: datetime
) -> ErrorReport:
    """Store what a reader reports of a verdict that is public; the same words sent twice are one report."""
    network = digest_of(address)
    lock_for_this_transaction(f"error reports {network}")
    recent = ErrorReport.objects.filter(network=network, received_at__gt=now - SAME_WITHIN)
    if sent_before := recent.filter(claim=record.claim_id, what=what, state=ReportState.OPEN).first():
        return sent_before
    return ErrorReport.objects.create(
        claim_id=record.claim_id,
        public_version=record.version,
        what=what,
        where_said=where_said,
        mail=mail,
        network=network,
        received_at=now,
        due_on=working_days_after(timezone.localdate(now), ANSWER_WITHIN),
    )


def unreadable_character(text: str) -> str:
    """The first character that no readable text holds, as U+0000; "" if there is none."""
    strange = (c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in "\n\r\t")
    return next((f"U+{ord(c):04X}" for c in strange), "")


def digest_of(address: str) -> str:
    """What of a network is remembered for a day: no address can be read from it."""
    return salted_hmac(
        "claims.publication.error_reports", network_of(address), algorithm="sha256"
    ).hexdigest()
