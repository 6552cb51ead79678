"""What ClaimReview markup must be so that its readers take it, and what it must share with the page.

Google's ClaimReview page: required and recommended properties, and the rules for pages that carry them.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

_NUMBERS = ("ratingValue", "bestRating", "worstRating")


def problems(markup: dict) -> list[str]:
    """Each thing in the markup of a verdict that a reader of ClaimReview would refuse or misread, as a sentence."""
    return [
        *_of_the_review(markup),
        *_of_its_days(markup),
        *_of_the_rating(markup.get("reviewRating") or {}),
        *_of_the_claim(markup.get("itemReviewed") or {}, markup),
        *_of_the_links(markup),
    ]


def disagreements(page: dict, markup: dict, rating_names: Iterable[str]) -> list[str]:
    """Where page (verdict_page) and markup tell different things, or the page's words and its rating; as sentences."""
    rating, claim = markup["reviewRating"], markup["itemReviewed"]
    told = {
        _("the rating"): (page["rating"]["name"], rating["alternateName"]),
        _("the rating’s number"): (page["rating"]["value"], rating.get("ratingValue")),
        _("the claim"): (page["claim"], markup["claimReviewed"]),
        _("the short answer"): (page["short_answer"], rating.get("ratingExplanation", "")),
        _("the address"): (page["url"], markup["url"]),
        _("who made the claim"): (
            [speaker["name"] for speaker in page["speakers"]],
            [author["name"] for author in claim.get("author", [])],
        ),
        _("the links to the evidence"): (
            {work["url"] for group in page["evidence"] for work in group["works"]} - {""},
            {work["url"] for work in markup.get("citation", []) if work.get("url")},
        ),
    }
    differ = [
        _("Page and markup differ in %(name)s.") % {"name": name}
        for name, (one, other) in told.items()
        if one != other
    ]
    return [*differ, *_other_ratings(page, rating_names)]


def _other_ratings(page: dict, names: Iterable[str]) -> Iterator[str]:
    """Words of the page that begin with the name of another rating, as "False. The report …" may."""
    chosen = page["rating"]["name"]
    begins = re.compile(rf"({'|'.join(map(re.escape, names))})\s*(?:[.:;!–—]|$)", re.IGNORECASE)
    for part, words in ((_("headline"), page["headline"]), (_("short answer"), page["short_answer"])):
        found = begins.match(words.strip())
        if found and found[1].casefold() != chosen.casefold():
            said = {"part": part, "word": found[1], "rating": chosen}
            yield (
                _("The %(part)s begins with “%(word)s”, but the rating is “%(rating)s”. Change one of them.")
                % said
            )


def _of_the_review(markup: dict) -> Iterator[str]:
    if (markup.get("@context"), markup.get("@type")) != ("https://schema.org", "ClaimReview"):
        yield _("It must be a ClaimReview of schema.org.")
    if not _host(markup.get("url")):
        yield _("It must give the full address of the page, beginning with https:// or http://.")
    author = markup.get("author") or {}
    if not (author.get("name") or author.get("url")):
        yield _("It must name who publishes the check; set NEWSROOM_NAME.")
    if any(value in (None, "", [], {}) for value in _values(markup)):
        yield _("What is not known must be left out, not empty.")


def _of_its_days(markup: dict) -> Iterator[str]:
    for name in ("datePublished", "dateModified"):
        if not _is_day(markup.get(name)):
            yield _("Its %(name)s must be a day.") % {"name": name}
    for correction in markup.get("correction", []):
        if not (correction.get("text") and _is_day(correction.get("datePublished"))):
            yield _("Each correction must have a note and a day.")


def _of_the_rating(rating: dict) -> Iterator[str]:
    if not rating.get("alternateName"):
        yield _("Its rating must have a word.")
    numbers = [rating[name] for name in _NUMBERS if name in rating]
    if numbers and (
        len(numbers) < len(_NUMBERS) or not 1 <= numbers[2] <= numbers[0] <= numbers[1] > numbers[2]
    ):
        yield _(
            "The rating’s number must lie on a scale that begins at 1 or above, or be left out altogether."
        )


def _of_the_claim(claim: dict, markup: dict) -> Iterator[str]:
    words = markup.get("claimReviewed") or ""
    rating = (markup.get("reviewRating") or {}).get("alternateName") or ""
    if not words.strip():
        yield _("It must say which claim is checked.")
    if rating and re.search(rf"^{re.escape(rating)}\s*:|[:–—(-]\s*{re.escape(rating)}\W*$", words, re.I):
        yield _(
            "The claim must not contain the rating “%(rating)s”. Take it out on the page of the claim."
        ) % {"rating": rating}
    if not (claim.get("firstAppearance") or claim.get("appearance")):
        yield _("It must say where the claim stood.")
    if "datePublished" in claim and not _is_day(claim["datePublished"]):
        yield _("The day on which the claim was made must be a day.")
    ours = (markup.get("author") or {}).get("name")
    for speaker in claim.get("author", []):
        if not speaker.get("name"):
            yield _("Whoever made the claim must have a name.")
        elif speaker["name"] == ours:
            yield _("The claim must be made by somebody other than us.")


def _of_the_links(markup: dict) -> Iterator[str]:
    site, claim = _host(markup.get("url")), markup.get("itemReviewed") or {}
    places = [claim.get("firstAppearance") or {}, *claim.get("appearance", [])]
    for url in [place["url"] for place in places if place.get("url")]:
        if not _host(url):
            yield _("An article’s address must begin with https:// or http://, unlike %(url)s.") % {
                "url": url
            }
        elif _host(url) == site:
            yield _("A claim must stand elsewhere than on our own site, unlike %(url)s.") % {"url": url}
    for work in markup.get("citation", []):
        if not work.get("name"):
            yield _("Each work of the evidence must have a title.")
        if work.get("url") and not _host(work["url"]):
            yield _("A source’s address must begin with https:// or http://, unlike %(url)s.") % {
                "url": work["url"]
            }


def _host(url: Any) -> str:
    """The host of a web address; "" for what is none."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except (TypeError, ValueError, AttributeError):
        return ""


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _values(value: Any) -> Iterator[Any]:
    """Every value in the markup, however deep."""
    for inner in value.values() if isinstance(value, dict) else value:
        yield inner
        if isinstance(inner, dict | list):
            yield from _values(inner)
