"""A verdict in which every field that somebody types holds markup that would run if it were let."""

from datetime import timedelta

from claims.models import PublicRecord, Rating, Topic
from claims.review.actions import approve_revision, publish_revision, save_revision, submit_revision
from claims.review.citing import EvidenceEntry
from claims.review.correcting import correct_revision
from tests.factories import NINE, UserFactory, accepted_claim, content, published

HOSTILE = (
    "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    "\"'><svg/onload=window.hacked=1>]]>&lt;b&gt;&#60;\u2028\u2029{{7*7}}"
)
MARKDOWN = (
    f"{HOSTILE}\n\n[link](javascript:window.hacked=1) [data](data:text/html,<script>window.hacked=1</script>)\n\n"
    f'<iframe src=javascript:window.hacked=1></iframe>\n\n```\n{HOSTILE}\n```\n\n![x](x"onerror=window.hacked=1)'
)


def hostile(name: str, at_most: int = 200) -> str:
    """The markup, with the name of its field before it, as long as the field allows."""
    return f"{name} {HOSTILE}"[:at_most]


def hostile_words(**changes):
    """Every text of a revision."""
    works = tuple(
        EvidenceEntry(
            stance,
            hostile(f"title {stance}"),
            hostile(f"publisher {stance}"),
            f"https://{stance}.example/1",
            kind,
            excerpt=hostile("excerpt"),
            note=hostile("note"),
            unavailable=hostile("unavailable"),
        )
        for stance, kind in (("contradicts", "primary"), ("context", "secondary"))
    )
    words = {
        "headline": hostile("headline"),
        "short_answer": hostile("short"),
        "body": MARKDOWN,
        "why_chosen": hostile("why"),
        "known": MARKDOWN,
        "not_known": MARKDOWN,
        "not_shown": MARKDOWN,
        "evidence": works,
    }
    return content(**(words | changes))


def publish_hostile() -> PublicRecord:
    """Publish the verdict, and a correction of it whose note is as hostile; give its current record."""
    author = UserFactory(role="Editor", first_name=hostile("first", 150), last_name=hostile("last", 150))
    approver = UserFactory(role="Editor", first_name=hostile("first", 150), last_name=hostile("last", 150))
    claim = accepted_claim(
        claim__text=hostile("claim"),
        speakers=[hostile("speaker"), "Ben Beta"],
        words=hostile("words"),
        article__title=hostile("title"),
        article__outlet=hostile("outlet"),
        article__byline=hostile("byline"),
        article__url="https://news.example/?a=1&b='\"",
    )
    claim.topics.add(Topic.objects.create(name=hostile("topic", 80), slug="hostile"))
    live = published(author, approver, claim=claim, **vars(hostile_words()))
    revision = correct_revision(
        revision_id=live.pk, editor=author, version=live.version, now=NINE + timedelta(minutes=3)
    )
    corrected = hostile_words(rating=Rating.objects.get(slug="false"), correction_note=hostile("correction"))
    for act, editor, more in (
        (save_revision, author, {"content": corrected}),
        (submit_revision, author, {}),
        (approve_revision, approver, {}),
        (publish_revision, approver, {}),
    ):
        known = {"revision_id": revision.pk, "editor": editor, "version": revision.version}
        revision = act(**known, **more, now=NINE + timedelta(minutes=4))
    return claim.public_records.get(until_at=None)
