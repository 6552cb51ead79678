"""What a correction changes for readers, part by part: what they see now, and what they would."""

from claims.models import Attribution, Revision
from claims.publication.parts import (
    OURS,
    PARTS,
    named,
    rating_words,
    reply_words,
    status_words,
    words_of_record,
    work_words,
)
from claims.publication.record import cited_work
from claims.publication.replies import Heard, entries_of


def changes_for_readers(
    revision: Revision, record: dict, hops: list[Attribution] | None, heard: list[Heard]
) -> list[dict]:
    """The parts that differ between the public record and the revision; speakers only if `hops` are all there are."""
    now, then = words_of_record(record), words_of(revision)
    then["replies"] = reply_words(entries_of(heard))
    if hops is None:
        now.pop("speakers")
    else:
        said = [hop for hop in hops if hop.role == "originator"]
        then["speakers"] = "\n".join(named(hop.speaker.name, hop.title) for hop in said)
    return [
        {"name": name, "now": now[part], "then": then[part], "is_ours": part in OURS}
        for part, name in PARTS.items()
        if part in now and now[part] != then[part]
    ]


def words_of(revision: Revision) -> dict[str, str]:
    """What a revision says, part by part, as text; nothing of who said the claim."""
    words = {part: getattr(revision, part, "") for part in PARTS}
    status = status_words(revision.get_evidence_status_display(), revision.evidence_status_on)
    return words | {
        "correction_note": revision.correction_note,
        "claim_reviewed": revision.review.claim.text,
        "rating": rating_words(revision.rating.name) if revision.rating else "",
        "evidence_status": status,
        "evidence": "\n\n".join(work_words(cited_work(use)) for use in revision.evidence.all()),
    }
