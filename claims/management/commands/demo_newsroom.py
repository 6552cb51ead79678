"""Fill an empty database with a newsroom's fortnight."""

import time
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from claims.management.demo_files import (
    PASSWORD,
    complete_pages,
    employ,
    excuse_from_two_factor,
    read_newsroom,
    read_stories,
    submit,
)
from claims.management.replay import replay
from claims.management.replay_readers import replay_readers
from claims.models import Article, AuditEntry, ExtractionState

PATIENCE = 300.0  # seconds for the workers to read all stories


class Command(BaseCommand):
    """Store the demo's people, submit its stories, wait for the worker, and replay what its desk did."""

    help = "Fill an empty database with a demo newsroom; a worker must be running. Prints the demo's logins."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do nothing but print the logins where the demo is already there; leave a real newsroom alone."""
        newsroom = read_newsroom()
        people = [person["username"] for person in newsroom["people"]]
        if User.objects.exclude(username__in=people).exists():
            return
        if not AuditEntry.objects.exists():
            self.fill(newsroom)
        complete_pages()
        excuse_from_two_factor()
        self.print_logins()

    def fill(self, newsroom: dict[str, Any]) -> None:
        """Run the demo; what an interrupted run has stored already is used."""
        employ(newsroom)
        stories = read_stories()
        self.stdout.write(f"Filling the demo newsroom: {len(stories)} stories go through the worker.")
        articles = {story.name: submit(story, newsroom["triage"]) for story in stories}
        self.wait([article.pk for article in articles.values()])
        moves, missing = replay([(story, articles[story.name]) for story in stories], newsroom["triage"])
        replay_readers()
        self.stdout.write(f"Its desk has made {moves} moves.")
        for words in missing:
            self.stderr.write(f"Left out, for the extraction did not find it: “{words}”.")

    def wait(self, article_ids: list[int]) -> None:
        """Wait until the worker has read the stories. Raises CommandError if it cannot, or takes too long."""
        end = time.monotonic() + PATIENCE
        unread = Article.objects.filter(pk__in=article_ids).exclude(state=ExtractionState.DONE)
        while article := unread.first():
            if article.state == ExtractionState.FAILED:
                raise CommandError(f"“{article.title}” could not be read: {article.failure}")
            if time.monotonic() > end:
                raise CommandError(
                    "The worker has not read the stories in time. Is one running? `make worker`"
                )
            time.sleep(0.2)

    def print_logins(self) -> None:
        """Name everybody who can sign in at the desk, with role and password."""
        self.stdout.write(f"Sign in at /desk/ with the password {PASSWORD} as:")
        for user in User.objects.filter(is_active=True).order_by("pk"):
            roles = ", ".join(group.name.lower() for group in user.groups.order_by("name"))
            self.stdout.write(f"  {user.username:<8} {user.get_full_name()}, {roles}")
