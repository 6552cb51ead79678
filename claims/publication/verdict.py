"""A public record as templates want it: days instead of texts, the scale as steps, evidence in groups."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from django.utils.text import slugify

from claims.models import ChangeKind, RecordState, SpeakerKind
from claims.publication.prose import render_markdown
from claims.publication.record import corrections_of, day
from claims.publication.timeline import timeline

_ORDINALS = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_CARDINALS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_LONG_CLAIM = 110  # characters; from here on the headline is set one size smaller
_QUOTATION_MARKS = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“"}
_STANCES = [("supports", "For the claim"), ("contradicts", "Against the claim"), ("context", "Context")]
_SPEECH = {"direct": "Quoted", "mixed": "Quoted in part", "indirect": "In the outlet’s words"}
_CHANGES = {
    ChangeKind.MINOR: "Spelling corrected",
    ChangeKind.UPDATE: "Updated",
    ChangeKind.CORRECTION: "Corrected",
    ChangeKind.RETRACTION: "Retracted",
    ChangeKind.RESTORATION: "Restored",
}
_NO_WORDS_CHANGED = (ChangeKind.RETRACTION, ChangeKind.RESTORATION)
_EVIDENCE_STATUS = {
    "none_provided": "Whoever made the claim has shown no evidence for it.",
    "cited": "Evidence for the claim was named.",
    "disputed": "Evidence for the claim was named and is disputed.",
    "unstated": "Nothing is known of any evidence named for the claim.",
}


def verdict_row(record: dict) -> dict:
    """What a list shows of a verdict: the rating first, the claim, the speakers, the day."""
    return {
        "path": urlsplit(record["url"]).path,
        "rating": rating_mark(record["rating"]),
        "claim": record["claim_reviewed"],
        "is_verbatim": _is_verbatim(record),
        "is_long": len(record["claim_reviewed"]) > _LONG_CLAIM,
        "speakers": [speaker | {"path": speaker_path(speaker)} for speaker in record["speakers"]],
        "topics": record["topics"],
        "short_answer": record["short_answer"],
        "updated_on": _day(record["updated_at"]),
        "is_corrected": record["state"] == RecordState.CORRECTED,
    }


def verdict_page(record: dict) -> dict:
    """What the page of a claim shows, beyond what its row does."""
    said = _said(record)
    return (
        verdict_row(record)
        | {
            "id": record["id"],
            "url": record["url"],
            "headline": record["headline"],
            "said": said,
            "first_said": next((each for each in said["before"] + said["since"] if each["day"]), None),
            "relayed_by": record["relayed_by"],
            "evidence_status": _evidence_status(record["evidence_status"]),
            "shown": _shown(record),
            "evidence": list(_evidence_groups(record["evidence"])),
            "primary_explanation": record.get("primary_explanation", ""),  # records of old have neither this
            "waivers": record.get("waivers", []),  # nor these
            "body": render_markdown(record["body"]),
            "replies": [_reply(reply) for reply in record.get("replies", [])],
            "why_chosen": record["why_chosen"],
            "written_by": record["written_by"],
            "approved_by": record["approved_by"],
            "methodology_version": record.get("methodology_version"),
        }
        | _versions_and_notices(record)
    )


def versions_page(record: dict) -> dict:
    """What a page about the versions of a verdict shows beside them: which claim it is."""
    return {
        "id": record["id"],
        "path": urlsplit(record["url"]).path,
        "url": record["url"],
        "claim": record["claim_reviewed"],
    } | _versions_and_notices(record)


def retraction_page(record: dict) -> dict:
    """What the page of a claim shows once its verdict is retracted: which claim, when and why."""
    return versions_page(record) | {"retraction": change_line(corrections_of(record)[0])}


def speaker_path(speaker: dict) -> str:
    """The address of a speaker's page; "" where a story only describes them, and in records of old, without an id."""
    if "id" not in speaker or speaker["kind"] == SpeakerKind.UNNAMED:
        return ""
    slug = slugify(speaker["name"])
    return f"/speakers/{speaker['id']}/{slug}/" if slug else f"/speakers/{speaker['id']}/"


def correction_row(record: dict) -> dict:
    """What the list of corrections shows of a version: what became of which verdict, and why."""
    path = urlsplit(record["url"]).path
    return change_line(corrections_of(record)[0]) | {"path": path, "claim": record["claim_reviewed"]}


def title_of(record: dict) -> str:
    """The verdict in one line, the word first, as links to it read."""
    word = "Retracted" if is_retracted(record) else record["rating"]["name"]
    return f"{word}: {record['claim_reviewed']}"


def notices_of(record: dict) -> list[dict]:
    """What readers must be told first of a verdict: its changes but for spelling, the newest first."""
    return [change_line(each) for each in corrections_of(record) if each["kind"] != ChangeKind.MINOR]


def is_retracted(record: dict) -> bool:
    """Whether all that readers may still see of a verdict is that it was taken back."""
    return record["state"] == RecordState.RETRACTED


def change_line(change: dict) -> dict:
    """What became of a verdict in one of its versions: the word for it, the day, and the note."""
    kind = change["kind"]
    return {
        "kind": kind,
        "name": _CHANGES[kind],
        "note": change["note"],
        "day": _day(change["published_at"]),
        "version": change["version"],
        "before": None if kind in _NO_WORDS_CHANGED else change["version"] - 1,
    }


def _versions_and_notices(record: dict) -> dict:
    """All versions, newest first, and what stands above the verdict; spelling is listed, and no notice."""
    changes = [change_line(each) for each in corrections_of(record)]
    first = {"version": 1, "name": "First published", "day": _day(record["published_at"]), "note": ""}
    return {
        "version": record["version"],
        "published_on": first["day"],
        "notices": notices_of(record),
        "versions": [*changes, first],
    }


def rating_mark(rating: dict, *, best: int = 5, worst: int = 1) -> dict:
    """A rating with its place on the scale, in words and as one truth value per step; none is true off the scale."""
    value, best, worst = rating["value"], rating.get("best", best), rating.get("worst", worst)
    steps = range(worst, best + 1)
    if value is None:
        place = "off the scale from false to true"
    else:
        place = f"{_ORDINALS[value - worst + 1]} of {_CARDINALS[len(steps)]}, from false to true"
    return {
        "name": rating["name"],
        "value": value,
        "place": place,
        "steps": [step == value for step in steps],
    }


def _day(moment: str | None) -> date | None:
    """The same day that the markup gives, whatever the time zone of this server."""
    text = day(moment)
    return date.fromisoformat(text) if text else None


def _said(record: dict) -> dict:
    """Where it was said, before and since the verdict; with the first day and the last, and how many places."""
    said = timeline(record["appearances"], record["published_at"])
    groups = {name: [_appearance(each) for each in said[name]] for name in ("before", "since")}
    days = [each["day"] for each in groups["before"] + groups["since"] if each["day"]]
    count = len(record["appearances"])
    return said | groups | {"count": count, "from": min(days, default=None), "to": max(days, default=None)}


def _appearance(appearance: dict) -> dict:
    article = appearance["article"]
    return {
        "words": _unquoted(appearance["words"]),
        "speech": _SPEECH.get(appearance["quote_type"], ""),
        "title": article["title"],
        "outlet": article["outlet"],
        "byline": article["byline"],
        "url": _web_address(article["url"]),
        "day": _day(article["published_at"]),
    }


def _evidence_status(status: dict) -> dict:
    return {
        "label": status["label"],
        "meaning": _EVIDENCE_STATUS.get(status["status"], ""),
        "as_of": date.fromisoformat(status["as_of"]),
    }


def _shown(record: dict) -> list[dict]:
    parts = [("Known", "known"), ("Not known", "not_known"), ("Not shown", "not_shown")]
    return [
        {"name": name, "text": render_markdown(record[key])} for name, key in parts if record[key].strip()
    ]


def _evidence_groups(evidence: list[dict]) -> Iterable[dict]:
    for stance, name in _STANCES:
        works = [_work(work) for work in evidence if work["stance"] == stance]
        if works:
            yield {"stance": stance, "name": name, "works": works}


def _reply(reply: dict) -> dict:
    return reply | {"link": _web_address(reply["link"])}


def _work(work: dict) -> dict:
    """A work with days instead of texts, and only the beginning of its copy's hash; records of old say less."""
    copy = work.get("copy")
    return work | {
        "url": _web_address(work["url"]),
        "archive_url": _web_address(work.get("archive_url", "")),
        "accessed_on": _day(work.get("accessed_on")),
        "copy": {"hash": copy["sha256"][:12], "day": _day(copy["stored_on"])} if copy else None,
    }


def _is_verbatim(record: dict) -> bool:
    """Whether the claim stands in quotation marks somewhere exactly as we word it."""
    said = (a["words"] for a in record["appearances"] if a["quote_type"] == "direct")
    return any(_unquoted(words).rstrip(".,") == record["claim_reviewed"].rstrip(".") for words in said)


def _unquoted(words: str) -> str:
    """The words without the quotation marks around all of them; the page sets its own."""
    if len(words) > 1 and words[-1] == _QUOTATION_MARKS.get(words[0]):
        return words[1:-1]
    return words


def _web_address(url: str) -> str:
    """The address if it is one a reader may be sent to, else none: never `javascript:` or `data:`."""
    return url if url.startswith(("https://", "http://")) else ""
