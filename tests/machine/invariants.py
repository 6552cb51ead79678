"""What must hold whatever anybody has done, as questions to the database: each finds the rows that break it."""

# ruff: noqa: S608 - nothing in these questions comes from outside this file

from weakref import WeakSet

from django.db import connection

from claims.models import AuditEntry, ChangeKind, PublicRecord, RecordState
from claims.models.audit import FIRST_HASH
from claims.publication.record import content_hash
from claims.review.queues import capped, queue_sizes

WERE_PUBLIC = "('published', 'superseded', 'retracted')"
OF_CLAIM = "FROM claims_revision r JOIN claims_review w ON w.id = r.review_id"
BROKEN = {
    "what readers know was approved, in these words, by another than its last editor": f"""
        SELECT r.id FROM claims_revision r WHERE r.state IN {WERE_PUBLIC} AND NOT EXISTS (
            SELECT 1 FROM claims_approval a WHERE a.revision_id = r.id AND a.voided_at IS NULL
            AND a.content_hash = r.content_hash AND a.approver_id <> (
                SELECT e.editor_id FROM claims_revisionedit e WHERE e.revision_id = r.id
                ORDER BY e.id DESC LIMIT 1))""",
    # in the order of what was done, not of the times that waiting requests had taken down
    "nobody approves what they have edited since the approval before": """
        SELECT a.id FROM claims_approval a JOIN claims_revision r ON r.id = a.revision_id
        JOIN claims_review w ON w.id = r.review_id
        JOIN claims_auditentry given ON given.revision_id = r.id AND given.move = 'approve'
            AND given.actor_id = a.approver_id AND given.happened_at = a.approved_at
        JOIN claims_auditentry edit ON edit.actor_id = a.approver_id AND edit.claim_id = w.claim_id
            AND edit.id < given.id AND (edit.revision_id = r.id AND edit.move IN ('open_review', 'correct', 'save',
                'record_contact', 'record_answer', 'withdraw_contact', 'leave_unasked')
                OR edit.revision_id IS NULL AND edit.move IN ('edit_claim', 'merge', 'unmerge')
                   AND edit.id > (SELECT min(id) FROM claims_auditentry WHERE revision_id = r.id))
        WHERE a.voided_at IS NULL AND edit.id > COALESCE((
            SELECT max(e.id) FROM claims_approval v JOIN claims_auditentry e ON e.revision_id = v.revision_id
                AND e.move = 'approve' AND e.actor_id = v.approver_id AND e.happened_at = v.approved_at
            WHERE v.revision_id = r.id AND v.voided_at IS NOT NULL), 0)""",
    "what the ledger says was approved word for word": f"""
        SELECT p.id FROM claims_publicrecord p WHERE NOT EXISTS (
            SELECT 1 {OF_CLAIM} JOIN claims_approval a ON a.revision_id = r.id WHERE w.claim_id = p.claim_id
            AND r.state IN {WERE_PUBLIC} AND r.content_hash = p.content_hash AND a.content_hash = p.content_hash
            AND a.voided_at IS NULL)""",
    "public versions run from 1 without gaps": """
        SELECT claim_id FROM claims_publicrecord GROUP BY claim_id
        HAVING min(version) <> 1 OR max(version) <> count(*)""",
    "the ledger runs from 1 without gaps": """
        SELECT max(sequence) FROM claims_publicrecord HAVING min(sequence) <> 1 OR max(sequence) <> count(*)""",
    "readers find what stands in the ledger, and nothing else": """
        SELECT p.id FROM claims_publicrecord p LEFT JOIN claims_publicverdict v ON v.record_id = p.id
        WHERE (p.until_at IS NULL AND p.state <> 'retracted') IS DISTINCT FROM (v.record_id IS NOT NULL)""",
    "a notice is listed for as long as it stands": """
        SELECT n.id FROM claims_publicnotice n JOIN claims_publicrecord p ON p.id = n.record_id
        WHERE p.until_at IS NOT NULL OR p.state <> 'retracted'""",
    "subjects count the verdicts that are listed under them": """
        SELECT s.id FROM claims_publicsubject s WHERE s.verdicts <> (
            SELECT count(*) FROM claims_publiclisting l WHERE l.subject_id = s.id)""",
    "ratings of subjects count the verdicts that have them": """
        SELECT t.id FROM claims_publictally t WHERE t.verdicts <> (
            SELECT count(*) FROM claims_publiclisting l JOIN claims_publicrecord p ON p.id = l.verdict_id
            WHERE l.subject_id = t.subject_id AND p.record -> 'rating' ->> 'slug' = t.rating)""",
    "revisions run from 1 without gaps": """
        SELECT review_id FROM claims_revision GROUP BY review_id
        HAVING min(number) <> 1 OR max(number) <> count(*)""",
    "the state of a claim is where its last move ended": """
        SELECT c.id FROM claims_claim c WHERE c.status <> (
            SELECT e.end_state FROM claims_auditentry e WHERE e.claim_id = c.id AND e.revision_id IS NULL
            AND e.move IN ('accept', 'dismiss', 'reconsider', 'merge', 'unmerge', 'edit_claim')
            ORDER BY e.id DESC LIMIT 1)""",
    "the state of a report is where its last move ended": """
        SELECT p.id FROM claims_errorreport p WHERE p.state <> (
            SELECT e.end_state FROM claims_auditentry e WHERE e.claim_id = p.claim_id
            AND e.detail -> 'report' ->> 1 = 'report ' || p.id ORDER BY e.id DESC LIMIT 1)""",
    "the state of a request is where its last move ended": """
        SELECT q.id FROM claims_readerrequest q WHERE q.state <> (
            SELECT e.end_state FROM claims_auditentry e WHERE e.asked_id = q.id ORDER BY e.id DESC LIMIT 1)""",
    "what two editors rate differently was approved as they agreed": """
        SELECT s.id FROM claims_secondrating s JOIN claims_revision r ON r.id = s.revision_id
        WHERE r.state IN ('approved', 'published') AND s.rating_id <> s.first_rating_id
        AND s.agreed_rating_id IS DISTINCT FROM r.rating_id""",
    "the state of a revision is where its moves, and those beside it, ended": f"""
        SELECT r.id {OF_CLAIM} CROSS JOIN LATERAL (
            SELECT e.id, e.end_state FROM claims_auditentry e WHERE e.revision_id = r.id
            ORDER BY e.id DESC LIMIT 1) last
        WHERE r.state <> last.end_state
        AND NOT (r.state = 'superseded' AND EXISTS (
            SELECT 1 FROM claims_auditentry e JOIN claims_revision next ON next.id = e.revision_id
            WHERE next.review_id = r.review_id AND e.move = 'publish' AND e.id > last.id))
        AND NOT (r.state = 'draft' AND last.end_state IN ('approved', 'in_review') AND EXISTS (
            SELECT 1 FROM claims_auditentry e WHERE e.claim_id = w.claim_id AND e.revision_id IS NULL
            AND e.move IN ('edit_claim', 'merge', 'unmerge') AND e.id > last.id))""",
    "readers see what a live revision says, or that it was taken back": f"""
        SELECT p.id FROM claims_publicrecord p WHERE p.until_at IS NULL AND NOT EXISTS (
            SELECT 1 {OF_CLAIM} WHERE w.claim_id = p.claim_id AND r.content_hash = p.content_hash
            AND r.state = CASE p.state WHEN 'retracted' THEN 'retracted' ELSE 'published' END)""",
    "what is live stands before the readers": f"""
        SELECT r.id {OF_CLAIM} WHERE r.state IN ('published', 'retracted') AND NOT EXISTS (
            SELECT 1 FROM claims_publicrecord p WHERE p.claim_id = w.claim_id AND p.until_at IS NULL)""",
    "nothing was published before the time set for it": """
        SELECT e.id FROM claims_auditentry e JOIN claims_auditentry s ON s.revision_id = e.revision_id
            AND s.move = 'schedule' AND s.id < e.id
        WHERE e.move = 'publish' AND (s.detail -> 'publish at' ->> 1)::timestamptz > e.happened_at AND NOT EXISTS (
            SELECT 1 FROM claims_auditentry u WHERE u.revision_id = e.revision_id AND u.id > s.id AND u.id < e.id
            AND u.move IN ('schedule', 'unschedule', 'approve'))""",
    "a notice of retraction tells nothing of the finding": """
        SELECT id FROM claims_publicrecord WHERE state = 'retracted'
        AND record::jsonb ?| array['rating', 'headline', 'short_answer', 'body', 'known', 'evidence']""",
    "a verdict has a rating and evidence": f"""
        SELECT r.id FROM claims_revision r WHERE r.state IN {WERE_PUBLIC} AND (r.rating_id IS NULL
            OR NOT EXISTS (SELECT 1 FROM claims_evidence e WHERE e.revision_id = r.id))""",
    "a verdict passed every hard gate, or another than its editors waived it": f"""
        SELECT r.id FROM claims_revision r JOIN claims_gatecheck g ON g.revision_id = r.id
        CROSS JOIN unnest(g.open_gates) o(gate) WHERE r.state IN {WERE_PUBLIC} AND NOT EXISTS (
            SELECT 1 FROM claims_waiver v WHERE v.revision_id = r.id AND v.gate = o.gate AND v.voided_at IS NULL
            AND v.words_hash = g.words_hash AND v.granted_by_id <> (
                SELECT e.editor_id FROM claims_revisionedit e WHERE e.revision_id = r.id
                ORDER BY e.id DESC LIMIT 1))""",
    "the words of an appearance stand at its place in the article": """
        SELECT p.id FROM claims_appearance p JOIN claims_article a ON a.id = p.article_id
        WHERE substr(a.text, p.start + 1, p."end" - p.start) <> p.words""",
    "a merged claim is one hop from a claim that was not merged, which has its appearances": """
        SELECT c.id FROM claims_claim c JOIN claims_claim o ON o.id = c.merged_into_id
        WHERE o.status = 'merged' OR EXISTS (SELECT 1 FROM claims_appearance p WHERE p.claim_id = c.id)
        OR NOT EXISTS (SELECT 1 FROM claims_appearance p WHERE p.claim_id = o.id AND p.merged_from_id = c.id)""",
    "an appearance that came with a merge can go back": """
        SELECT p.id FROM claims_appearance p WHERE p.merged_from_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM claims_claim c WHERE c.id = p.merged_from_id AND c.merged_into_id = p.claim_id)""",
}
# What never changes once it is there, apart from the moment that closes it and the way on of a revision.
KEPT = {
    "audit": "SELECT id, to_jsonb(t) AS words FROM claims_auditentry t",
    "edit": "SELECT id, to_jsonb(t) AS words FROM claims_revisionedit t",
    "approval": "SELECT id, to_jsonb(t) - 'voided_at' AS words FROM claims_approval t",
    "waiver": "SELECT id, to_jsonb(t) - 'voided_at' AS words FROM claims_waiver t",
    "record": "SELECT id, to_jsonb(t) - 'until_at' AS words FROM claims_publicrecord t",
    "public revision": f"""
        SELECT id, to_jsonb(r) - '{{state,version,updated_at}}'::text[] AS words FROM claims_revision r
        WHERE r.state IN {WERE_PUBLIC}""",
    "public evidence": f"""
        SELECT e.id, to_jsonb(e) AS words FROM claims_evidence e JOIN claims_revision r ON r.id = e.revision_id
        WHERE r.state IN {WERE_PUBLIC}""",
}
TABLES = """
    claims_auditentry claims_revision claims_revisionedit claims_approval claims_evidence claims_review
    claims_review_followers claims_claim claims_claim_topics claims_appearance claims_attribution claims_publicrecord
    claims_outboxmessage claims_waiver claims_gatecheck claims_notification claims_readerrequest
    claims_secondrating claims_errorreport claims_desksettings claims_contactattempt claims_unaskedspeaker
    auth_user auth_user_groups""".split()
QUESTIONS = {
    "broken": " UNION ALL ".join(f"SELECT '{name}', q.* FROM ({sql}) q" for name, sql in BROKEN.items()),
    "kept": " UNION ALL ".join(
        f"SELECT '{name}', q.id, md5(q.words::text) FROM ({sql}) q" for name, sql in KEPT.items()
    ),
    "everything": "SELECT "
    + ", ".join(
        # but for when the sweep came by, which is a note of its own
        f"(SELECT md5(string_agg((to_jsonb(t) - 'publish_tried_at')::text, '|' ORDER BY t.id)) FROM {table} t)"
        for table in TABLES
    ),
}


prepared: WeakSet = WeakSet()  # connections for which the database has planned the questions


def ask(question: str) -> list[tuple]:
    """The answer to a question."""
    with connection.cursor() as cursor:
        if connection.connection not in prepared:
            for name, sql in QUESTIONS.items():
                cursor.execute(f"PREPARE {name} AS {sql}")
            prepared.add(connection.connection)
        cursor.execute(f"EXECUTE {question}")
        return cursor.fetchall()


class Watch:
    """Looks after each act, and remembers what it has seen that may never change."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, int], str] = {}
        self.last_hash = FIRST_HASH

    def look(self) -> None:
        """Fail with the name of what is broken, and the rows that break it."""
        assert ask("broken") == []
        kept = {(name, pk): words for name, pk, words in ask("kept")}
        assert self.kept.items() - kept.items() == set(), "history was changed"
        new = {name: [pk for each, pk in kept.keys() - self.kept.keys() if each == name] for name in KEPT}
        self.kept = kept
        self._follow(new["audit"])
        self._read(new["record"])
        self._count()

    def _follow(self, entries: list[int]) -> None:
        """Each new entry of the audit follows from the one before it."""
        for entry in AuditEntry.objects.filter(pk__in=entries).order_by("pk") if entries else ():
            assert entry.previous_hash == self.last_hash
            assert entry.hash == entry.computed_hash()
            self.last_hash = entry.hash

    def _read(self, records: list[int]) -> None:
        """What readers are told has the hash of what was approved."""
        for row in PublicRecord.objects.filter(pk__in=records) if records else ():
            if row.state != RecordState.RETRACTED and row.change != ChangeKind.RESTORATION:
                assert content_hash(content_in(row.record)) == row.content_hash

    def _count(self) -> None:
        """The desk's counts are those of the rows."""
        with connection.cursor() as cursor:
            cursor.execute("""SELECT c.status, count(*) FROM claims_claim c
                WHERE c.status <> 'merged' AND (c.status <> 'accepted' OR NOT EXISTS (
                    SELECT 1 FROM claims_review w WHERE w.claim_id = c.id)) GROUP BY c.status""")
            counted = {status: capped(number) for status, number in cursor.fetchall()}
        assert queue_sizes() == {"candidate": "0", "accepted": "0", "dismissed": "0"} | counted


def content_in(record: dict) -> dict:
    """The approved content that a public record was made from."""
    beside = "id url version sequence state language corrections written_by approved_by methodology_version "
    beside += "published_at updated_at"
    content = {key: value for key, value in record.items() if key not in beside.split()}
    latest = next(iter(record["corrections"]), None)
    if latest and latest["version"] == record["version"]:
        content["correction"] = {"kind": latest["kind"], "note": latest["note"]}
    return content
