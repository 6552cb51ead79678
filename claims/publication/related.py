"""Verdicts that readers of one may want next: on the same speaker or topic, in similar words."""

from claims.models import PublicRecord

SHOWN = 4
LOOKED_AT = (
    100  # the newest verdicts of each speaker and topic, so that one of 100,000 is read like one of ten
)
ALIKE_FROM = 0.12  # of 0.61 for a verdict whose claim has every word of ours: about one word in five
# Words are compared by those of the claims alone, stemmed and without the commonest, as the search has them.
_RELATED = r"""
SELECT p.id, p.sequence, p.record
FROM (
    SELECT DISTINCT near.verdict_id
    FROM claims_publiclisting mine CROSS JOIN LATERAL (
        SELECT other.verdict_id FROM claims_publiclisting other
        WHERE other.subject_id = mine.subject_id ORDER BY other.sequence DESC LIMIT %(looked_at)s
    ) near
    WHERE mine.verdict_id = %(verdict)s AND near.verdict_id <> mine.verdict_id
) found
JOIN claims_publicverdict v ON v.record_id = found.verdict_id
JOIN claims_publicrecord p ON p.id = found.verdict_id
CROSS JOIN (
    SELECT string_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery AS words
    FROM claims_publicverdict ours, unnest(tsvector_to_array(to_tsvector('english', left(ours.claim_reviewed, 2000))))
        AS word
    WHERE ours.record_id = %(verdict)s
) claim
CROSS JOIN ts_rank('{0, 0, 0, 1}', v.search, claim.words) AS likeness
WHERE likeness >= %(alike_from)s
ORDER BY likeness DESC, p.sequence DESC LIMIT %(shown)s
"""


def related_verdicts(verdict: PublicRecord) -> list[PublicRecord]:
    """The most similar of those that stand now, with their records; by one question, however many there are."""
    asked = {"verdict": verdict.pk, "looked_at": LOOKED_AT, "alike_from": ALIKE_FROM, "shown": SHOWN}
    return list(PublicRecord.objects.raw(_RELATED, asked))
