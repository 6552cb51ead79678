"""What a correction changes for readers, part by part: what they see now, and what they would."""

from collections.abc import Iterable
from datetime import date

from claims.models import Attribution, Revision
from claims.publication.record import cited_work
from claims.publication.replies import Heard, entries_of

PARTS = {
    "claim_reviewed": "the claim",
    "speakers": "who said it",
    "rating": "rating",
    "evidence_status": "evidence status",
    "headline": "headline",
    "short_answer": "short answer",
    "body": "what we found",
    "known": "known",
    "not_known": "not known",
    "not_shown": "not shown",
    "why_chosen": "why we checked it",
    "evidence": "evidence",
    "replies": "what they told us",
    "primary_explanation": "why no primary source",
}


def changes_for_readers(
    revision: Revision, record: dict, hops: list[Attribution] | None, heard: list[Heard]
) -> list[dict]:
    """The parts that differ between the public record and the revision; speakers only if `hops` are all there are."""
    now, then = _of_record(record), words_of(revision)
    then["replies"] = _replies(entries_of(heard))
    if hops is None:
        now.pop("speakers")
    else:
        said = [hop for hop in hops if hop.role == "originator"]
        then["speakers"] = "\n".join(_named(hop.speaker.name, hop.title) for hop in said)
    return [
        {"name": name, "now": now[part], "then": then[part]}
        for part, name in PARTS.items()
        if part in now and now[part] != then[part]
    ]


def _of_record(record: dict) -> dict[str, str]:
    words = {part: record.get(part) or "" for part in PARTS}
    status = record["evidence_status"]
    return words | {
        "speakers": "\n".join(_named(speaker["name"], speaker["title"]) for speaker in record["speakers"]),
        "rating": record["rating"]["name"],
        "evidence_status": _status(status["label"], date.fromisoformat(status["as_of"])),
        "evidence": "\n\n".join(_work(work) for work in record["evidence"]),
        "replies": _replies(record.get("replies", [])),
    }


def words_of(revision: Revision) -> dict[str, str]:
    """What a revision says, part by part, as text; nothing of who said the claim."""
    words = {part: getattr(revision, part, "") for part in PARTS}
    return words | {
        "correction_note": revision.correction_note,
        "claim_reviewed": revision.review.claim.text,
        "rating": revision.rating.name if revision.rating else "",
        "evidence_status": _status(revision.get_evidence_status_display(), revision.evidence_status_on),
        "evidence": "\n\n".join(_work(cited_work(use)) for use in revision.evidence.all()),
    }


def _replies(replies: Iterable[dict]) -> str:
    said = ([reply["said"], *(f"“{each['words']}”" for each in reply["excerpts"])] for reply in replies)
    return "\n\n".join("\n".join(lines) for lines in said)


def _named(name: str, title: str) -> str:
    return f"{name}, {title}" if title else name


def _status(label: str, as_of: date) -> str:
    return f"{label}, as of {as_of:%-d %B %Y}"


def _work(work: dict) -> str:
    """A piece of evidence in lines, as a public record has it."""
    said = [work[part] for part in ("title", "publisher", "url", "excerpt", "note")]
    kept = [work.get(part, "") for part in ("interests", "archive_url", "unavailable")]
    read = f"Read on {work['accessed_on']}" if "accessed_on" in work else ""
    copy = f"Stored copy of {work['copy']['stored_on']}" if "copy" in work else ""
    return "\n".join([work["stance"].capitalize(), *filter(None, [*said, *kept, read, copy])])
