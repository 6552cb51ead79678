"""A public record part by part as text, and the parts in which two records differ."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from claims.models import LinkKind
from claims.publication.marked_words import changes_marked
from claims.publication.prose import plain_prose

PARTS = {
    "claim_reviewed": gettext_noop("the claim"),
    "speakers": gettext_noop("who said it"),
    "rating": gettext_noop("rating"),
    "evidence_status": gettext_noop("evidence status"),
    "headline": gettext_noop("headline"),
    "short_answer": gettext_noop("short answer"),
    "body": gettext_noop("what we found"),
    "known": gettext_noop("known"),
    "not_known": gettext_noop("not known"),
    "not_shown": gettext_noop("not shown"),
    "why_chosen": gettext_noop("why we checked it"),
    "evidence": gettext_noop("evidence"),
    "replies": gettext_noop("what they told us"),
    "primary_explanation": gettext_noop("why no primary source"),
}
OURS = ("rating", "evidence_status", "links")  # parts that are said in the reader’s language
_PROSE = ("body", "known", "not_known", "not_shown")  # what editors write in Markdown
_ONLY_IN_RECORDS = {
    "relayed_by": gettext_noop("who relayed it"),
    "appearances": gettext_noop("where it was said"),
    "topics": gettext_noop("topics"),
    "links": gettext_noop("linked claims"),
    "waivers": gettext_noop("what it does without"),
}


def differing_parts(before: dict, after: dict) -> list[dict]:
    """The parts in which two records of a claim differ, in the order of the page, with the words marked."""
    old, new = _plain(words_of_record(before)), _plain(words_of_record(after))
    return [
        {"name": name, "words": changes_marked(old[part], new[part]), "is_ours": part in OURS}
        for part, name in (PARTS | _ONLY_IN_RECORDS).items()
        if old[part] != new[part]
    ]


def _plain(words: dict[str, str]) -> dict[str, str]:
    """The same with running text as readers read it."""
    return words | {part: plain_prose(words[part]) for part in _PROSE}


def words_of_record(record: dict) -> dict[str, str]:
    """What a record says, part by part; "" for what it has not, as a tombstone has little and records of old less."""
    words = {part: record.get(part) or "" for part in PARTS}
    rating, status = record.get("rating"), record.get("evidence_status")
    return words | {
        "speakers": _people(record.get("speakers", [])),
        "relayed_by": _people(record.get("relayed_by", [])),
        "rating": rating_words(rating["name"]) if rating else "",
        "evidence_status": status_words(status["label"], date.fromisoformat(status["as_of"]))
        if status
        else "",
        "evidence": "\n\n".join(work_words(work) for work in record.get("evidence", [])),
        "replies": reply_words(record.get("replies", [])),
        "appearances": "\n\n".join(_appearance(each) for each in record.get("appearances", [])),
        "topics": ", ".join(topic["name"] for topic in record.get("topics", [])),
        "links": "\n".join(
            f"{LinkKind(each['kind']).label} /claims/{each['claim']}/" for each in record.get("links", [])
        ),
        "waivers": "\n".join(f"{each['name']}: {each['reason']}" for each in record.get("waivers", [])),
    }


def named(name: str, title: str) -> str:
    """Somebody with the role that they held."""
    return f"{name}, {title}" if title else name


def rating_words(name: str) -> str:
    """A rating by its name; one that is not of our scale, as it is."""
    return gettext(name) if name else ""


def status_words(label: str, as_of: date) -> str:
    """An evidence status and the day of which it holds."""
    return gettext("{status}, as of {on}").format(status=gettext(label), on=date_format(as_of))


def reply_words(replies: Iterable[dict]) -> str:
    """What readers are told of the right of reply, as a record has it."""
    said = ([reply["said"], *(f"“{each['words']}”" for each in reply["excerpts"])] for reply in replies)
    return "\n\n".join("\n".join(lines) for lines in said)


def work_words(work: dict) -> str:
    """A piece of evidence in lines, as a record has it."""
    said = [work[part] for part in ("title", "publisher", "url", "excerpt", "note")]
    kept = [work.get(part, "") for part in ("interests", "archive_url", "unavailable")]
    read = f"Read on {work['accessed_on']}" if "accessed_on" in work else ""
    copy = f"Stored copy of {work['copy']['stored_on']}" if "copy" in work else ""
    return "\n".join([work["stance"].capitalize(), *filter(None, [*said, *kept, read, copy])])


def _people(speakers: Iterable[dict]) -> str:
    return "\n".join(named(speaker["name"], speaker["title"]) for speaker in speakers)


def _appearance(appearance: dict) -> str:
    article = appearance["article"]
    where = [(article["published_at"] or "")[:10], article["outlet"], article["title"], article["url"]]
    return "\n".join(filter(None, [f"“{appearance['words']}”", *where]))
