"""The demo newsroom as its files tell it: its people, its topics, and the stories that come to its desk.

A story is a TOML file with an article and what the desk did with its claims; `replay.py` says what may stand there.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from claims.intake.submit import submit_article
from claims.models import AboutVersion, ArrivedBy, Article, DemoPerson, Topic
from claims.review.about import save_about

FOLDER = Path(__file__).parent / "demo"
NO_STORIES = ("newsroom.toml", "about.toml", "readers.toml")
PASSWORD = "plumb-line"  # noqa: S105 - of invented people; printed with their names
ARRIVES_AFTER = timedelta(minutes=20)  # from publication to our desk


@dataclass(frozen=True)
class Story:
    """An article and what the desk did with its claims."""

    name: str
    article: dict[str, Any]
    claims: list[dict[str, Any]]

    @property
    def arrived_at(self) -> datetime:
        """When it came to our desk."""
        return self.article["published_at"] + ARRIVES_AFTER


def read_newsroom() -> dict[str, Any]:
    """The demo's people and topics."""
    return tomllib.loads((FOLDER / "newsroom.toml").read_text("utf-8"))


def read_stories() -> list[Story]:
    """The demo's stories, oldest first."""
    files = [path for path in sorted(FOLDER.glob("*.toml")) if path.name not in NO_STORIES]
    stories = [Story(path.stem, **tomllib.loads(path.read_text("utf-8"))) for path in files]
    return sorted(stories, key=lambda story: story.arrived_at)


def employ(newsroom: dict[str, Any]) -> None:
    """Store the people with their roles, and the topics; those already there stay as they are."""
    for person in newsroom["people"]:
        names = {key: person[key] for key in ("first_name", "last_name", "email")}
        user, is_new = User.objects.get_or_create(username=person["username"], defaults=names)
        if is_new:
            user.set_password(PASSWORD)
            user.is_staff = "administrator" in person["roles"]
            user.save()
        user.groups.set(Group.objects.filter(name__in=[role.capitalize() for role in person["roles"]]))
    for topic in newsroom["topics"]:
        defaults = {"name": topic["name"], "is_sensitive": topic["sensitive"]}
        Topic.objects.get_or_create(slug=topic["slug"], defaults=defaults)


def complete_pages() -> None:
    """Fill in the pages about the newsroom that wait for it; done again, it changes nothing."""
    for page in tomllib.loads((FOLDER / "about.toml").read_text("utf-8"))["pages"]:
        said = {"text": page["text"], "reason": page["reason"], "version": 1}
        if not AboutVersion.objects.filter(page=page["page"], version__gt=1).exists():
            editor = User.objects.get(username=page["by"])
            save_about(page=page["page"], editor=editor, now=timezone.now(), **said)


def excuse_from_two_factor() -> None:
    """Let everybody whose password is the printed one work without a second factor, which would guard nothing."""
    for user in User.objects.filter(demo_person=None):
        if user.check_password(PASSWORD):
            DemoPerson.objects.create(user=user)


def submit(story: Story, by: str) -> Article:
    """Send a story through the door of the intake; a worker reads it."""
    details = {key: value for key, value in story.article.items() if key != "language"}
    return submit_article(
        **details,
        arrived_by=ArrivedBy.COMMAND,
        submitted_by=User.objects.get(username=by),
        now=story.arrived_at,
    ).article
