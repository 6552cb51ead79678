"""What readers report to be wrong in a public verdict, on its way to the desk."""

import unicodedata
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from claims.models import ErrorReport, PublicRecord, ReportState
from claims.models.audit import lock_for_this_transaction
from claims.publication.deadlines import ANSWER_WITHIN, working_days_after

WINDOW = timedelta(hours=1)
FROM_A_NETWORK = 10  # reports in a window; those refused do not count, so that nobody is shut out for good
REMEMBERED = timedelta(days=1)  # networks


class TooManyReports(Exception):
    """Refused for now, with when to try again."""

    def __init__(self, wait: timedelta):
        self.wait = max(1, ceil(wait.total_seconds()))  # seconds
        super().__init__(f"Too many reports from one network; the next is taken in {self.wait} seconds.")


@transaction.atomic
def receive_report(
    *, record: PublicRecord, what: str, where_said: str, mail: str, address: str, now: datetime
) -> ErrorReport:
    """Store what a reader reports of a verdict that is public; the same words sent twice are one report.

    Raises TooManyReports where more have come from the reader's network than one office would send.
    """
    network = _digest(address)
    lock_for_this_transaction(f"error reports {network}")
    recent = ErrorReport.objects.filter(network=network, received_at__gt=now - WINDOW)
    if sent_before := recent.filter(claim=record.claim_id, what=what, state=ReportState.OPEN).first():
        return sent_before
    times = list(recent.order_by("-received_at").values_list("received_at", flat=True)[:FROM_A_NETWORK])
    if len(times) == FROM_A_NETWORK:
        raise TooManyReports(times[-1] + WINDOW - now)
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


def _digest(address: str) -> str:
    return salted_hmac(
        "claims.publication.error_reports", network_of(address), algorithm="sha256"
    ).hexdigest()


def network_of(address: str) -> str:
    """The address; for IPv6 the network of 64 bits that one household or office has to choose from."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
