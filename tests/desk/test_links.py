"""Linking claims on the desk's page of a claim: found by search, made, removed, undone."""

import re

import pytest
from django.urls import reverse

from claims.models import ClaimLink
from tests.factories import accepted_claim, approved, linked, published


@pytest.fixture
def verdict(reporter, editor):
    """A claim whose verdict readers know."""
    claim = accepted_claim(claim__text="The weir is dry")
    return published(reporter, editor, claim=claim).review.claim


@pytest.fixture
def claim(db):
    return accepted_claim()


def send(desk, name, claim, other, **changes):
    """What the button of a link sends; gives the page that follows."""
    data = {"version": claim.version, "relation": "part_of", "to": other.public_id} | changes
    return desk.post(reverse(f"desk:{name}", args=[claim.public_id]), data, follow=True)


class TestLink:
    def test_is_found_by_words_among_public_verdicts_and_made_by_a_button(
        self, desk, reporter, editor, claim, verdict
    ):
        approved(reporter, editor, claim=accepted_claim(claim__text="The weir is old"))

        page = desk.get(
            reverse("desk:claim", args=[claim.public_id]), {"link": "weir", "relation": "part_of"}
        )

        assert [row["words"] for row in page.context["found"]] == ["The weir is dry"]
        assert "Link to this one: is part of" in page.content.decode()

    def test_is_made_and_said_with_the_way_back(self, desk, claim, verdict):
        page = send(desk, "link", claim, verdict)

        assert ClaimLink.objects.get().kind == "part_of"
        assert "Linked: “The weir is dry”" in page.content.decode()
        assert page.redirect_chain[-1][0].endswith("#links")
        desk.post(reverse("desk:undo"), {"steps": page.context["notes"][0]["undo"]})
        assert not ClaimLink.objects.exists()

    def test_is_removed_and_the_removal_taken_back(self, desk, reporter, claim, verdict):
        claim = linked(claim, verdict, reporter, "part_of")

        page = send(desk, "unlink", claim, verdict)
        assert not ClaimLink.objects.exists()
        desk.post(reverse("desk:undo"), {"steps": page.context["notes"][0]["undo"]})

        assert ClaimLink.objects.get().other == verdict

    def test_says_why_it_is_refused(self, desk, claim, verdict):
        page = send(desk, "link", claim, claim)

        assert page.status_code == 409
        assert "Cannot link a claim to itself" in page.content.decode()

    @pytest.mark.parametrize("sent", [{"relation": "nonsense"}, {"to": "\0"}, {"to": ""}, {"relation": ""}])
    def test_refuses_what_no_button_sends(self, desk, claim, verdict, sent):
        assert send(desk, "link", claim, verdict, **sent).status_code == 409
        assert not ClaimLink.objects.exists()


class TestPage:
    def test_shows_each_link_on_both_claims_and_lets_one_remove_it(self, desk, reporter, claim, verdict):
        linked(claim, verdict, reporter)

        own, others = (
            desk.get(reverse("desk:claim", args=[each.public_id])).content.decode()
            for each in (claim, verdict)
        )

        assert "Is contrary to" in own
        assert "Remove this link" in own
        assert re.search("Contradicted by.*said on the other claim", others)
        assert "Remove this link" not in others

    def test_offers_none_while_readers_see_the_verdict(self, desk, verdict):
        page = desk.get(reverse("desk:claim", args=[verdict.public_id])).content.decode()

        assert "Link it to another claim" not in page

    def test_of_a_review_shows_what_is_judged(self, sign_in, editor, reporter, claim, verdict):
        revision = approved(reporter, editor, claim=linked(claim, verdict, reporter))

        page = sign_in(editor).get(reverse("desk:revision", args=[revision.pk])).content.decode()
        preview = sign_in(editor).get(reverse("desk:preview-page", args=[revision.pk])).content.decode()

        assert "Is contrary to" in page
        assert "Linked claims</h2>" in preview
