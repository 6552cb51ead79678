"""A ledger of many versions, of which there are no revisions behind most."""

from django.db import connection

from claims.models import Claim, PublicRecord
from tests.factories import ClaimFactory


def fill_ledger(first: PublicRecord, *, claims: int, versions: int = 1, begin: int = 0) -> list[PublicRecord]:
    """Put so many claims with so many versions each behind a row; all first versions come before all second ones.

    `begin` is how many were put there before.
    """
    numbers = range(begin, begin + claims)
    made = Claim.objects.bulk_create(ClaimFactory.build(public_id=f"copy{number}") for number in numbers)
    same = {name: getattr(first, name) for name in ("state", "content_hash", "from_at", "record")}
    rows = [
        PublicRecord(
            claim=claim,
            public_id=claim.public_id,
            version=version,
            sequence=first.sequence + (version - 1) * claims + place,
            change="update" if version > 1 else "",
            until_at=first.from_at if version < versions else None,
            **same,
        )
        for version in range(1, versions + 1)
        for place, claim in enumerate(made, start=begin + 1)
    ]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_publicrecord DISABLE TRIGGER USER")
        PublicRecord.objects.bulk_create(rows, batch_size=500)
        cursor.execute("ALTER TABLE claims_publicrecord ENABLE TRIGGER USER")
    return rows
