"""Feeds, for whoever wants to be told of verdicts and of what becomes of them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.fresh import answer_made
from claims.publication.feeds import ENTRIES, Entry, Feed, atom, json_feed
from claims.publication.ledger import announced_changes, last_sequence, newest_of_each_claim
from claims.publication.verdict import (
    correction_row,
    is_retracted,
    notices_of,
    title_of,
    verdict_row,
)


@require_safe
@gzip_page
def verdicts(request: HttpRequest, form: str) -> HttpResponse:
    """The newest verdicts. What is corrected or retracted comes again, as an update of its entry."""
    name = settings.NEWSROOM_NAME
    about = f"The newest verdicts of {name}, and what became of earlier ones."
    return answer_feed(
        request,
        form,
        title=name,
        about=about,
        page=reverse("public:front"),
        entries=lambda: [verdict_entry(row.record) for row in newest_of_each_claim()[:ENTRIES]],
    )


@require_safe
@gzip_page
def corrections(request: HttpRequest, form: str) -> HttpResponse:
    """Every correction, update, retraction and restoration, each an entry of its own."""
    name = settings.NEWSROOM_NAME
    return answer_feed(
        request,
        form,
        title=f"Corrections of {name}",
        about=f"Each verdict that {name} corrected, updated, took back or restored.",
        page=reverse("public:corrections"),
        entries=lambda: [change_entry(row.record) for row in announced_changes()[:ENTRIES]],
    )


def answer_feed(
    request: HttpRequest,
    form: str,
    *,
    title: str,
    about: str,
    page: str,
    entries: Callable[[], Iterable[Entry]],
) -> HttpResponse:
    """A feed that stands beside the page that it follows, as `feed.atom` and `feed.json`."""

    def make() -> HttpResponse:
        address = settings.SITE_URL + page
        feed = Feed(title, about, address, f"{address}feed", list(entries()))
        if form == "atom":
            return HttpResponse(atom(feed), content_type="application/atom+xml; charset=utf-8")
        words = {"ensure_ascii": False}
        return JsonResponse(json_feed(feed), content_type="application/feed+json", json_dumps_params=words)

    response = answer_made(request, make, version=f"feed.{last_sequence()}")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def verdict_entry(record: dict) -> Entry:
    """A verdict as it stands now, or the notice that it was taken back."""
    is_gone = is_retracted(record)
    context = {"notices": notices_of(record), "row": None if is_gone else verdict_row(record)}
    return Entry(
        id=f"{settings.SITE_URL}/claims/{record['id']}/",
        url=record["url"],
        title=title_of(record),
        html=render_to_string("public/_feed_entry.html", context).strip(),
        published_at=datetime.fromisoformat(record["published_at"]),
        updated_at=datetime.fromisoformat(record.get("updated_at") or record["retracted_at"]),
        topics=tuple(topic["name"] for topic in record.get("topics", [])),
        facts=_facts(record),
    )


def change_entry(record: dict) -> Entry:
    """What one version of a verdict changed."""
    change = correction_row(record)
    at = datetime.fromisoformat(record.get("updated_at") or record["retracted_at"])
    return Entry(
        id=f"{settings.SITE_URL}/claims/{record['id']}/v{record['version']}/",
        url=record["url"],
        title=f"{change['name']}: {change['claim']}",
        html=render_to_string("public/_feed_entry.html", {"notices": [change]}).strip(),
        published_at=at,
        updated_at=at,
        facts=_facts(record),
    )


def _facts(record: dict) -> dict:
    rating = None if is_retracted(record) else record["rating"]
    api = settings.SITE_URL + reverse("api:claim", args=[record["id"]])
    named = {"id": record["id"], "version": record["version"], "state": record["state"]}
    return named | {"rating": rating, "record": api}
