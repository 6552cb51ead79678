"""ClaimReview markup from a public record (shared rules: Google's ClaimReview page, schema.org/ClaimReview)."""

from django.conf import settings

from claims.models import ChangeKind, RecordState, SourceKind
from claims.publication.record import corrections_of, day

_OUR_FAULT = (ChangeKind.CORRECTION, ChangeKind.RETRACTION)  # an update corrects nothing that we said
_SPEAKER_TYPES = {"person": "Person"}  # everybody else is an Organization to schema.org


def claim_review(record: dict) -> dict:
    """JSON-LD for the one page of a claim; off-scale ratings carry their word and no number.

    A retracted verdict keeps its claim and the reason, and has no rating any more.
    """
    verdict = {} if record["state"] == RecordState.RETRACTED else _verdict(record)
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{record['url']}#review",
            "url": record["url"],
            "datePublished": day(record["published_at"]),
            "dateModified": day(record.get("updated_at") or record["retracted_at"]),
            "inLanguage": record["language"],
            "name": record.get("headline"),
            "claimReviewed": record["claim_reviewed"],
            "author": {
                "@type": "Organization",
                "name": settings.NEWSROOM_NAME,
                "url": f"{settings.SITE_URL}/",
                "correctionsPolicy": f"{settings.SITE_URL}/how-we-work/#when-we-are-wrong",
            },
            **verdict,
            "creativeWorkStatus": "Retracted" if not verdict else None,
            "correction": [
                _correction(each) for each in corrections_of(record) if each["kind"] in _OUR_FAULT
            ],
        }
    )


def _verdict(record: dict) -> dict:
    return {
        "reviewRating": _rating(record),
        "itemReviewed": _claim(record),
        "citation": [_citation(work) for work in record["evidence"] if work["kind"] != SourceKind.PROTECTED],
    }


def _correction(change: dict) -> dict:
    return {
        "@type": "CorrectionComment",
        "datePublished": day(change["published_at"]),
        "text": change["note"],
    }


def _rating(record: dict) -> dict:
    rating = record["rating"]
    words = {"@type": "Rating", "alternateName": rating["name"], "ratingExplanation": record["short_answer"]}
    if rating["value"] is None:
        return words
    return words | {
        "ratingValue": rating["value"],
        "bestRating": rating["best"],
        "worstRating": rating["worst"],
    }


def _claim(record: dict) -> dict:
    works = [_work(appearance["article"]) for appearance in record["appearances"]]
    return {
        "@type": "Claim",
        "@id": f"{record['url']}#claim",
        "datePublished": works[0].get("datePublished") if works else None,
        "author": [_speaker(speaker) for speaker in record["speakers"]],
        "firstAppearance": works[0] if works else None,
        "appearance": works[1:],
    }


def _speaker(speaker: dict) -> dict:
    kind = _SPEAKER_TYPES.get(speaker["kind"], "Organization")
    title = {"jobTitle": speaker["title"]} if kind == "Person" else {}
    return {"@type": kind, "name": speaker["name"], **title, "sameAs": speaker["same_as"]}


def _work(article: dict) -> dict:
    publisher = {"@type": "Organization", "name": article["outlet"]} if article["outlet"] else None
    return without_empty(
        {
            "@type": "NewsArticle",
            "headline": article["title"],
            "url": article["url"],
            "datePublished": day(article["published_at"]),
            "publisher": publisher,
        }
    )


def _citation(evidence: dict) -> dict:
    return {
        "@type": "CreativeWork",
        "name": evidence["title"],
        "url": evidence["url"],
        "publisher": {"@type": "Organization", "name": evidence["publisher"]},
        "archivedAt": evidence.get("archive_url"),
    }


def without_empty(value):
    """The same without nulls, empty lists and empty texts: consumers take a missing key for unknown."""
    if isinstance(value, dict):
        return {key: without_empty(inner) for key, inner in value.items() if inner not in (None, "", [])}
    if isinstance(value, list):
        return [without_empty(inner) for inner in value]
    return value
