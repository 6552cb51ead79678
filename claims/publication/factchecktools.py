"""Records in the shapes of Google's Fact Check Tools API: whoever reads that one reads ours after changing the host.

What is unknown is left out and never null.
"""

from urllib.parse import urlsplit

from django.conf import settings

from claims.publication.claimreview import claim_review, without_empty


def our_site() -> str:
    """Our host without `www`, as a publisher's site is written there."""
    return site_of(settings.SITE_URL)


def site_of(address: str) -> str:
    """The host of an address, or a host, without protocol, port and `www`; "" for what is neither."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")


def found_claim(record: dict) -> dict:
    """A record as `claims:search` answers it: one claim with our one review of it."""
    review = {
        "publisher": {"name": settings.NEWSROOM_NAME, "site": our_site()},
        "url": record["url"],
        "title": record["headline"] or record["claim_reviewed"],
        "reviewDate": _moment(record["published_at"]),
        "textualRating": record["rating"]["name"],
        "languageCode": record["language"],
    }
    return without_empty(
        {
            "text": record["claim_reviewed"],
            "claimant": _claimant(record),
            "claimDate": _moment(_first_article(record).get("published_at")),
            "claimReview": [review],
        }
    )


def markup_page(record: dict) -> dict:
    """A record as `pages` answers it: the page of a verdict and the markup that it carries."""
    review = claim_review(record)
    return without_empty(
        {
            "name": f"pages/{record['id']}",
            "pageUrl": record["url"],
            "publishDate": review["datePublished"],
            "versionId": str(record["version"]),
            "claimReviewAuthor": {"name": settings.NEWSROOM_NAME},
            "claimReviewMarkups": [_markup(record, review)],
        }
    )


def _markup(record: dict, review: dict) -> dict:
    rating, (first, *others) = review["reviewRating"], [*_addresses(record), ""]
    return {
        "url": record["url"],
        "claimReviewed": record["claim_reviewed"],
        "claimDate": review["itemReviewed"].get("datePublished"),
        "claimFirstAppearance": first,
        "claimAppearances": [address for address in others if address],
        "claimAuthor": _author(record),
        "rating": {
            "textualRating": rating["alternateName"],
            "ratingValue": rating.get("ratingValue"),
            "worstRating": rating.get("worstRating"),
            "bestRating": rating.get("bestRating"),
            "ratingExplanation": rating.get("ratingExplanation"),
        },
    }


def _author(record: dict) -> dict:
    """Whoever made the claim; there is room for one, so that joint speakers share a name and have no title."""
    speakers = record["speakers"]
    only = speakers[0] if len(speakers) == 1 else {}
    return {"name": _claimant(record), "jobTitle": only.get("title"), "sameAs": only.get("same_as")}


def _claimant(record: dict) -> str:
    return ", ".join(speaker["name"] for speaker in record["speakers"])


def _first_article(record: dict) -> dict:
    return record["appearances"][0]["article"] if record["appearances"] else {}


def _addresses(record: dict) -> list[str]:
    """Where the claim appeared, each once; where it first did comes first, empty if that has no address."""
    found = [appearance["article"]["url"] for appearance in record["appearances"]]
    return list(dict.fromkeys(found))


def _moment(text: str | None) -> str | None:
    """A moment of a record to the second, as that API writes it ("2026-03-04T09:00:00Z"); records are in UTC."""
    return f"{text[:19]}Z" if text else None
