"""A link between two verdicts, from the desk to readers and back: page, record, versions and both claims agree."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.review.actions import approve_revision, publish_revision, save_revision, submit_revision
from claims.review.correcting import correct_revision
from tests.factories import NINE, UserFactory, accepted_claim, approved, content, published

pytestmark = pytest.mark.django_db


def test_a_link_is_published_and_taken_back_with_the_claim_it_begins_at(client):
    author, editor = UserFactory(role="Editor"), UserFactory(role="Editor")
    other = published(author, editor, claim=accepted_claim(claim__text="The weir is dry")).review.claim
    claim = accepted_claim()

    move(client, author, "link", claim, other)
    assert seen(client, claim) == (404, [], [])
    assert seen(client, other) == (200, [], [])

    claim.refresh_from_db()
    ready = approved(author, editor, claim=claim)
    live = publish_revision(revision_id=ready.pk, editor=editor, version=ready.version, now=later(2))
    assert seen(client, claim) == (200, ["Is contrary to"], [other.public_id])
    assert seen(client, other) == (200, ["Contradicted by"], [])

    correction = correct_revision(revision_id=live.pk, editor=author, version=live.version, now=later(3))
    move(client, author, "unlink", claim, other)
    assert seen(client, claim) == (200, ["Is contrary to"], [other.public_id])

    words = content(correction_note="Both can be true.")
    correction.refresh_from_db()
    act = {"revision_id": correction.pk, "editor": author}
    saved = save_revision(**act, version=correction.version, content=words, now=later(4))
    assert saved.correction_class == "correction"
    for minutes, action, person in (
        (5, submit_revision, author),
        (6, approve_revision, editor),
        (7, publish_revision, editor),
    ):
        saved.refresh_from_db()
        saved = action(revision_id=saved.pk, editor=person, version=saved.version, now=later(minutes))
    assert seen(client, claim) == (200, [], [])
    assert seen(client, other) == (200, [], [])
    assert relations(client.get(f"/claims/{claim.public_id}/v1/")) == ["Is contrary to"]
    changes = client.get(f"/claims/{claim.public_id}/v1/to/v2/").content.decode()
    assert f"/claims/{other.public_id}/" in changes


def later(minutes: int):
    return NINE + timedelta(minutes=minutes)


def move(client, person, name, claim, other):
    """Press the button of a link at the desk, as somebody who is signed in."""
    client.force_login(person)
    version = Claim.objects.values_list("version", flat=True).get(pk=claim.pk)
    fields = {"version": version, "relation": "contradicts", "to": other.public_id}
    assert client.post(reverse(f"desk:{name}", args=[claim.public_id]), fields).status_code == 302
    client.logout()


def relations(page) -> list[str]:
    below = page.content.decode().partition("Linked claims</h2>")[2].partition("</section>")[0]
    return re.findall("<b>([^<]+)</b>", below)


def seen(client, claim) -> tuple[int, list[str], list[str]]:
    """What a reader's page says of links, and to which claims the record that programs read names."""
    page = client.get(f"/claims/{claim.public_id}/", follow=True)
    record = client.get(f"/api/v1/claims/{claim.public_id}/").json()
    return page.status_code, relations(page), [each["claim"] for each in record.get("links", [])]
