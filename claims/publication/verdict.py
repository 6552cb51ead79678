"""A public record as templates want it: days instead of texts, the scale as steps, evidence in groups.

Words of ours stay English here, for programs read them too; they are marked for translation, and templates translate.
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from claims.models import ChangeKind, RecordState, SourceKind, SpeakerKind
from claims.publication.linked import Linked
from claims.publication.prose import render_markdown
from claims.publication.record import BEST_RATING, WORST_RATING, corrections_of, day
from claims.publication.timeline import timeline
from factcheck.languages import here

_PLACES = {
    1: gettext_noop("first of five, from false to true"),
    2: gettext_noop("second of five, from false to true"),
    3: gettext_noop("third of five, from false to true"),
    4: gettext_noop("fourth of five, from false to true"),
    5: gettext_noop("fifth of five, from false to true"),
    None: gettext_noop("off the scale from false to true"),
}
_LONG_CLAIM = 110  # characters; from here on the headline is set one size smaller
_QUOTATION_MARKS = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“"}
_STANCES = [
    ("supports", gettext_noop("For the claim")),
    ("contradicts", gettext_noop("Against the claim")),
    ("context", gettext_noop("Context")),
]
_KINDS = {
    SourceKind.PRIMARY: gettext_noop("primary source"),
    SourceKind.SECONDARY: gettext_noop("secondary source"),
    SourceKind.PROTECTED: gettext_noop("protected source"),
}
_SPEECH = {
    "direct": gettext_noop("Quoted"),
    "mixed": gettext_noop("Quoted in part"),
    "indirect": gettext_noop("In the outlet’s words"),
}
_CHANGES = {
    ChangeKind.MINOR: gettext_noop("Spelling corrected"),
    ChangeKind.UPDATE: gettext_noop("Updated"),
    ChangeKind.CORRECTION: gettext_noop("Corrected"),
    ChangeKind.RETRACTION: gettext_noop("Retracted"),
    ChangeKind.RESTORATION: gettext_noop("Restored"),
}
_NO_WORDS_CHANGED = (ChangeKind.RETRACTION, ChangeKind.RESTORATION)
_EVIDENCE_STATUS = {
    "none_provided": gettext_noop("Whoever made the claim has shown no evidence for it."),
    "cited": gettext_noop("Evidence for the claim was named."),
    "disputed": gettext_noop("Evidence for the claim was named and is disputed."),
    "unstated": gettext_noop("Nothing is known of any evidence named for the claim."),
}
_SHOWN = [
    ("known", gettext_noop("Known")),
    ("not_known", gettext_noop("Not known")),
    ("not_shown", gettext_noop("Not shown")),
]


def verdict_row(record: dict) -> dict:
    """What a list shows of a verdict: the rating first, the claim, the speakers, the day."""
    return {
        "path": path_of(record),
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


def linked_rows(linked: Iterable[Linked]) -> list[dict]:
    """Verdicts linked with one as rows, each with what the two have to do with each other."""
    return [verdict_row(each.row.record) | {"relations": each.relations} for each in linked]


def versions_page(record: dict) -> dict:
    """What a page about the versions of a verdict shows beside them: which claim it is."""
    return {
        "id": record["id"],
        "path": path_of(record),
        "url": record["url"],
        "claim": record["claim_reviewed"],
    } | _versions_and_notices(record)


def retraction_page(record: dict) -> dict:
    """What the page of a claim shows once its verdict is retracted: which claim, when and why."""
    retraction = {
        "retraction": change_line(corrections_of(record)[0]),
        "withdrawn": withdrawn_version(record),
    }
    return versions_page(record) | retraction


def withdrawn_version(record: dict) -> int | None:
    """The version that readers may still read although its verdict was taken back; none if nothing may remain."""
    return record.get("withdrawn_version")


def speaker_path(speaker: dict) -> str:
    """The address of a speaker's page; "" where a story only describes them, and in records of old, without an id."""
    if "id" not in speaker or speaker["kind"] == SpeakerKind.UNNAMED:
        return ""
    slug = slugify(speaker["name"])
    return here(f"/speakers/{speaker['id']}/{slug}/" if slug else f"/speakers/{speaker['id']}/")


def path_of(record: dict) -> str:
    """The address of a verdict's page on this site."""
    return here(urlsplit(record["url"]).path)


def correction_row(record: dict) -> dict:
    """What the list of corrections shows of a version: what became of which verdict, and why."""
    return change_line(corrections_of(record)[0]) | {
        "path": path_of(record),
        "claim": record["claim_reviewed"],
    }


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
    first = {
        "version": 1,
        "name": gettext_noop("First published"),
        "day": _day(record["published_at"]),
        "note": "",
    }
    return {
        "version": record["version"],
        "cited": f"{settings.SITE_URL}/claims/{record['id']}/v{record['version']}/",
        "published_on": first["day"],
        "notices": notices_of(record),
        "versions": [*changes, first],
    }


def rating_mark(rating: dict) -> dict:
    """A rating with its place on the scale, in words and as one truth value per step; none is true off the scale."""
    value = rating["value"]
    return {
        "name": rating["name"],
        "value": value,
        "place": _PLACES[value],
        "steps": [step == value for step in range(WORST_RATING, BEST_RATING + 1)],
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
    return [
        {"name": name, "text": render_markdown(record[key])} for key, name in _SHOWN if record[key].strip()
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
        "kind_name": _KINDS[SourceKind(work["kind"])],
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
