"""Whatever is published, corrected, retracted, restored or merged, all that readers and programs see of it agrees.

    PUBLICATIONS=1000 SEED=7 python -m pytest -q -n0 -s tests/scenarios/test_views_agree.py

`make soak` takes 1,000 acts from a seed that it prints; without SEED the same acts are taken every time.
"""

import json
import os
import re
from datetime import timedelta
from html import unescape
from random import Random
from typing import NamedTuple
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine

from claims.models import Claim, Rating, Revision
from claims.public import cards
from claims.publication.verdict import title_of
from claims.review.actions import approve_revision, publish_revision, save_revision, submit_revision
from claims.review.citing import EvidenceEntry
from claims.review.correcting import correct_revision, restore_revision, retract_revision
from claims.review.merging import merge_claim
from tests.factories import NINE, AppearanceFactory, UserFactory, accepted_claim, content, published

PUBLICATIONS, SEED = int(os.environ.get("PUBLICATIONS", "10")), int(os.environ.get("SEED", "1"))
CLAIMS_AT_MOST = 12  # fewer than the front page and the feeds show
SITE = "http://127.0.0.1:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RATINGS = ["true", "half-true", "mostly-false", "false", "unproven"]
EVIDENCE = EvidenceEntry(
    "supports", "Letter", "Dam Union", "https://union.example/3", "secondary", unavailable="It is on paper."
)


class Known(NamedTuple):
    """What everybody must be told of a claim."""

    version: int
    word: str

    @property
    def is_gone(self) -> bool:
        return self.word == "Retracted"


class Newsroom:
    """Two editors who publish at random, and what came of it."""

    def __init__(self, rng: Random):
        self.rng, self.now = rng, NINE + timedelta(minutes=10)
        self.author, self.approver = UserFactory(role="Editor"), UserFactory(role="Editor")
        self.known: dict[str, Known] = {}
        self.words_before: dict[str, str] = {}  # a retraction

    def act(self) -> tuple[str, str]:
        """Do something; give what, and with which claim."""
        self.now += timedelta(minutes=10)
        if len(self.known) < 2 or (len(self.known) < CLAIMS_AT_MOST and self.rng.random() < 0.2):
            return "publish", self.publish()
        public_id = self.rng.choice(sorted(self.known))
        is_gone = self.known[public_id].is_gone
        acts = [self.correct, self.merge] + (
            [self.restore] if is_gone else [self.retract, self.update, self.spell]
        )
        act = self.rng.choice(acts)
        act(public_id)
        return act.__name__, public_id

    def publish(self) -> str:
        rating = self.rating()
        claim = accepted_claim(claim__text=f"the dam number {len(self.known)} is safe")
        published(self.author, self.approver, claim=claim, rating=rating)
        self.known[claim.public_id] = Known(1, rating.name)
        return claim.public_id

    def correct(self, public_id: str) -> None:
        self.write(public_id, self.rating(other_than=self.live(public_id).rating))

    def update(self, public_id: str) -> None:
        live = self.live(public_id)
        more = [*content().evidence, EVIDENCE] if live.evidence.count() < 3 else [*content().evidence]
        self.write(public_id, live.rating, evidence=tuple(more))

    def spell(self, public_id: str) -> None:
        live = self.live(public_id)
        self.write(public_id, live.rating, headline=live.headline.swapcase())

    def retract(self, public_id: str) -> None:
        self.words_before[public_id] = self.known[public_id].word
        self.of_live(retract_revision, public_id, self.approver, reason="It was forged.")
        self.tell(public_id, "Retracted")

    def restore(self, public_id: str) -> None:
        self.of_live(restore_revision, public_id, self.approver, reason="It was genuine.")
        self.tell(public_id, self.words_before[public_id])

    def merge(self, public_id: str) -> None:
        other = AppearanceFactory().claim
        into = Claim.objects.get(public_id=public_id).pk
        known = {"claim_id": other.pk, "into_id": into, "editor": self.author, "version": other.version}
        merge_claim(**known, now=self.now)

    def write(self, public_id: str, rating: Rating, **changes) -> None:
        """Publish another version of a verdict, written by one and approved by the other."""
        revision = self.of_live(correct_revision, public_id, self.author)
        words = content(rating=rating, correction_note="Something was wrong.", **changes)
        for act, editor, more in (
            (save_revision, self.author, {"content": words}),
            (submit_revision, self.author, {}),
            (approve_revision, self.approver, {}),
            (publish_revision, self.approver, {}),
        ):
            self.now += timedelta(minutes=1)
            known = {"revision_id": revision.pk, "editor": editor, "version": revision.version}
            revision = act(**known, **more, now=self.now)
        self.tell(public_id, rating.name)

    def live(self, public_id: str) -> Revision:
        states = ["published", "retracted"]
        return Revision.objects.get(review__claim__public_id=public_id, state__in=states)

    def of_live(self, act, public_id: str, editor, **more) -> Revision:
        live = self.live(public_id)
        known = {"revision_id": live.pk, "editor": editor, "version": live.version, "now": self.now}
        return act(**known, **more)

    def rating(self, other_than: Rating | None = None) -> Rating:
        slugs = [slug for slug in RATINGS if other_than is None or slug != other_than.slug]
        return Rating.objects.get(slug=self.rng.choice(slugs))

    def tell(self, public_id: str, word: str) -> None:
        self.known[public_id] = Known(self.known[public_id].version + 1, word)


class Readers:
    """What each view says of a claim: its version and its word, where it tells them."""

    def __init__(self, client, public_id: str):
        self.client, self.id = client, public_id
        self.record = self.get(f"/api/v1/claims/{public_id}/").json()
        self.path = self.record["url"].removeprefix(SITE)
        self.page = self.text(self.path)

    def get(self, path: str, *allowed: int):
        response = self.client.get(path)
        assert response.status_code in (allowed or (200, 410)), path
        return response

    def text(self, path: str) -> str:
        return self.get(path).content.decode()

    def words(self) -> dict[str, str]:
        """The verdict's word in each view that has one."""
        return {
            "api": self.record["rating"]["name"] if "rating" in self.record else "Retracted",
            "page": _word(self.page),
            "json-ld": self.markup().get("reviewRating", {"alternateName": "Retracted"})["alternateName"],
            "title of the page": _first(r"<title>([^:]+):", self.page),
            "embed": _word(self.text(f"/claims/{self.id}/embed/")),
            "json feed": self.item()["title"].split(":")[0],
            "atom feed": self.entry().title.split(":")[0],
            "card": self.get(f"/claims/{self.id}/v{self.record['version']}/card.png", 200).content.decode(),
        }

    def versions(self) -> dict[str, int]:
        """The version in each view that has one."""
        return {
            "api": self.record["version"],
            "page": int(_first(r"<h2>Version (\d+)</h2>", self.page)),
            "json feed": self.item()["_factcheck"]["version"],
            "api of all": next(iter(self.listed()), self.record)["version"],
        }

    def of_lists(self) -> dict[str, str | None]:
        """The word in views that list what readers may rely on; none where the claim is not listed."""
        rows = self.text("/").split("<li")
        (row, *_) = [*(row for row in rows if f'href="{self.path}"' in row), ""]
        told = self.client.get("/oembed/", {"url": SITE + self.path})
        picture = re.search(r'"og:image" content="([^"]+)"', self.page)
        return {
            "front page": _word(row) if row else None,
            "list of the api": next((each["rating"]["name"] for each in self.listed()), None),
            "oembed": told.json()["title"].split(":")[0] if told.status_code == 200 else None,
            "sitemap": self.record["rating"]["name"] if self.changed_at() else None,
            "picture": self.client.get(picture[1].removeprefix(SITE)).content.decode() if picture else None,
        }

    def changed_at(self) -> str | None:
        found = ElementTree.fromstring(self.text("/sitemap-verdicts-1.xml"))  # noqa: S314 - our own words
        times = {each[0].text: each[1].text for each in found.iter(f"{SITEMAP}url")}
        return times.get(self.record["url"])

    def listed(self) -> list[dict]:
        return [each for each in self.get("/api/v1/claims/").json()["results"] if each["id"] == self.id]

    def markup(self) -> dict:
        return json.loads(_first(r'<script type="application/ld\+json">(.*?)</script>', self.page))

    def item(self) -> dict:
        return next(i for i in self.get("/feed.json").json()["items"] if i["id"].endswith(f"/{self.id}/"))

    def entry(self):
        entries = feedparser.parse(self.get("/feed.atom").content).entries
        return next(entry for entry in entries if entry.id.endswith(f"/{self.id}/"))

    def newest_change(self) -> tuple[str, int]:
        item = self.get("/corrections/feed.json").json()["items"][0]
        return item["_factcheck"]["id"], item["_factcheck"]["version"]


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.DOTALL)
    assert found, f"no {pattern} in {text[:200]}"
    return unescape(found[1])


def _word(page: str) -> str:
    return _first(r'class="rating__word">([^<]+)', page)


@pytest.mark.django_db
class TestAllViews:
    def test_agree_after_each_act(self, client, monkeypatch):
        monkeypatch.setattr(cards, "draw_card", lambda record: title_of(record).split(":")[0].encode())
        newsroom = Newsroom(Random(SEED))
        done: list[str] = []
        for _ in range(PUBLICATIONS):
            act, public_id = newsroom.act()
            done.append(act)
            with time_machine.travel(newsroom.now, tick=False):
                known, readers = newsroom.known[public_id], Readers(client, public_id)
                told = f"after {len(done)} acts, the last {act} of {public_id}, SEED={SEED}"
                assert set(readers.words().values()) == {known.word}, (told, readers.words())
                assert set(readers.versions().values()) == {known.version}, (told, readers.versions())
                expected = None if known.is_gone else known.word
                assert set(readers.of_lists().values()) == {expected}, (told, readers.of_lists())
                if not known.is_gone:
                    assert readers.changed_at()[:16] == readers.record["updated_at"][:16], told
                if act in ("correct", "retract", "restore"):
                    assert readers.newest_change() == (public_id, known.version), told
        print(f"\n{PUBLICATIONS} acts, SEED={SEED}:", {act: done.count(act) for act in sorted(set(done))})
