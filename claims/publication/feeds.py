"""Feeds in two formats from the same entries: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

ENTRIES = 50  # in a feed
# What XML 1.0 cannot hold, however it is written (section 2.2).
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One verdict, or one change of a verdict, as readers of feeds get it."""

    id: str  # an address that stays the same for good
    url: str
    title: str
    html: str
    published_at: datetime
    updated_at: datetime
    topics: tuple[str, ...] = ()
    facts: dict = field(default_factory=dict)  # for programs: JSON Feed's extension `_factcheck`


@dataclass(frozen=True)
class Feed:
    """A list of entries, the newest first. Addresses are full; `path` is the feed's own without its ending."""

    title: str
    about: str
    page: str
    path: str
    entries: list[Entry]

    def address(self, form: str) -> str:
        """Where the feed stands in one of its formats, "atom" or "json"."""
        return f"{self.path}.{form}"


def atom(feed: Feed) -> bytes:
    """The feed as Atom; its id is the address of the page that it follows."""
    made = _Atom(
        title=fit_for_xml(feed.title),
        link=feed.page,
        description="",
        subtitle=fit_for_xml(feed.about),
        language="en",
        author_name=fit_for_xml(settings.NEWSROOM_NAME),
        feed_url=feed.address("atom"),
    )
    for entry in feed.entries:
        made.add_item(
            title=fit_for_xml(entry.title),
            link=entry.url,
            description=fit_for_xml(entry.html),
            unique_id=entry.id,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            categories=[fit_for_xml(topic) for topic in entry.topics],
        )
    return made.writeString("utf-8").encode()


def json_feed(feed: Feed) -> dict:
    """The feed as JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address("json"),
        "description": feed.about,
        "language": "en",
        "authors": [{"name": settings.NEWSROOM_NAME, "url": f"{settings.SITE_URL}/"}],
        "items": [_item(entry) for entry in feed.entries],
    }


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """The newest entry's time; of a feed that is still empty a fixed one, so that it stays the same."""
        return super().latest_post_date() if self.items else datetime.fromisoformat("2000-01-01T00:00:00Z")


def _item(entry: Entry) -> dict:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        "tags": list(entry.topics),
        "_factcheck": entry.facts,
    }


def fit_for_xml(text: str) -> str:
    """The text with a replacement for each character that XML has no way to write."""
    return _NOT_IN_XML.sub("\ufffd", text)
