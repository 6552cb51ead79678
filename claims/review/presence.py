"""Who has a claim or its review open: told by each page every few seconds, and forgotten by itself."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import connection
from django.db.models.functions import Now

from claims.models import Presence

FRESH = timedelta(seconds=40)  # a page tells every 15: one lost answer makes nobody disappear
SHOWN_AT_MOST = 12  # people
# One statement: says that somebody is here, and asks who else is. Whoever writes is known by the lock.
BE_HERE = """
    WITH said AS (
        INSERT INTO claims_presence (claim_id, person_id, seen_at)
        SELECT id, %(person)s, statement_timestamp() FROM claims_claim WHERE public_id = %(claim)s
        ON CONFLICT (claim_id, person_id) DO UPDATE SET seen_at = EXCLUDED.seen_at),
    here AS (
        SELECT p.person_id, false AS writes FROM claims_presence p JOIN claims_claim c ON c.id = p.claim_id
        WHERE c.public_id = %(claim)s AND p.seen_at > statement_timestamp() - %(fresh)s::interval
        UNION ALL
        SELECT l.holder_id, true FROM claims_editlock l
        JOIN claims_revision r ON r.id = l.revision_id JOIN claims_review w ON w.id = r.review_id
        JOIN claims_claim c ON c.id = w.claim_id
        WHERE c.public_id = %(claim)s AND l.renewed_at > statement_timestamp() - %(fresh)s::interval)
    SELECT coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username), bool_or(writes)
    FROM here JOIN auth_user u ON u.id = person_id
    WHERE person_id <> %(person)s GROUP BY u.id ORDER BY 2 DESC, 1, u.id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Present:
    """Somebody else who is here."""

    name: str
    is_writing: bool


def be_here(*, public_id: str, person: User) -> list[Present]:
    """Say that somebody has a claim or its review open, and give the others who have, whoever writes first."""
    known: dict[str, str | int] = {"claim": public_id, "person": person.pk, "most": SHOWN_AT_MOST}
    with connection.cursor() as cursor:
        cursor.execute(BE_HERE, known | {"fresh": f"{FRESH.seconds} seconds"})
        return [Present(*row) for row in cursor.fetchall()]


def remove_departed() -> int:
    """Forget who has left, and count them."""
    return Presence.objects.filter(seen_at__lte=Now() - FRESH).delete()[0]
