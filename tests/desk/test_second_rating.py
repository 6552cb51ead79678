"""Every place of the desk where a second editor might see the first rating, before they rate and after."""

import json

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from claims.models import AuditEntry, Claim, Rating, Revision, SecondRating, UnsavedText
from claims.review.actions import save_revision
from claims.review.assigning import comment_on_review, follow_review
from claims.review.second_rating import rate_revision
from tests.factories import (
    NINE,
    UserFactory,
    ask_for_second_ratings,
    content,
    correction,
    draft,
    in_review,
    rated_twice,
)

VERDICT = "Xanthous"  # a rating that no scale names elsewhere on a page
TOLD = ("Xanthous", "HEADLINETELLS", "ANSWERTELLS", "BODYTELLS", "COMMENTTELLS")


@pytest.fixture
def rater(db):
    """Somebody who may approve, read the audit and look into the administration: nobody sees more."""
    person = UserFactory(role="Standards editor", first_name="Stan", last_name="Dards", is_staff=True)
    return User.objects.get(pk=person.pk)


@pytest.fixture
def telling(reporter, rater):
    """A revision under review whose every part would tell its rating."""
    ask_for_second_ratings()
    revision = in_review(
        reporter,
        rating=Rating.objects.create(name=VERDICT, slug="xanthous", position=99, description="A colour."),
        headline="HEADLINETELLS",
        short_answer="ANSWERTELLS",
        body="BODYTELLS",
    )
    follow_review(revision_id=revision.pk, editor=rater, now=NINE)
    words = f"@{rater.username} COMMENTTELLS"
    comment_on_review(revision_id=revision.pk, editor=reporter, comment=words, now=NINE)
    UnsavedText.objects.create(
        revision=revision, person=rater, page="a" * 32, fields="body=Mine", kept_at=NINE
    )
    return revision


def places(revision):
    """Each address at which the desk shows a revision, its claim or what was done with them."""
    claim = revision.review.claim
    yield reverse("desk:revision", args=[revision.pk])
    yield reverse("desk:revision", args=[revision.pk]) + "?edit"
    yield reverse("desk:preview-page", args=[revision.pk])
    yield reverse("desk:plan", args=[revision.pk])
    yield reverse("desk:gates", args=[revision.pk])
    yield reverse("desk:differences", args=[revision.pk])
    yield from (reverse("desk:unsaved", args=[revision.pk, text.pk]) for text in revision.unsaved_texts.all())
    yield reverse("desk:notifications")
    yield reverse("desk:claim", args=[claim.public_id])
    yield reverse("desk:queue") + f"?claim={claim.public_id}"
    yield reverse("desk:queue") + "?status=accepted&q=dam"
    yield from (f"{reverse('desk:reviews')}?list={name}" for name in ("waiting", "due", "drafts", "followed"))
    yield reverse("desk:audit")
    yield reverse("desk:audit") + "?move=save"
    yield reverse("desk:figures")
    yield f"{reverse('desk:figures')}?part=quality"
    yield reverse("desk:figures-csv", args=["agreement-ratings"])
    yield reverse("desk:stale")
    yield reverse("desk:commands")
    yield from (
        f"/admin/claims/auditentry/{pk}/change/" for pk in AuditEntry.objects.values_list("pk", flat=True)
    )
    yield "/admin/claims/auditentry/"
    yield reverse("api:claim", args=[claim.public_id])
    yield reverse("api:claims")


def told(client, address):
    """What of TOLD a page says; the scale itself, offered to choose from or to count by, does not count."""
    page = client.get(address, follow=True).content.decode()
    for scale in (f"<b>{VERDICT}</b> <span", f">{VERDICT}</th>", f"</svg> {VERDICT}</span>"):
        page = page.replace(scale, "")
    return [word for word in TOLD if word in page]


class TestFirstRating:
    def test_is_shown_nowhere_before_the_second(self, sign_in, rater, telling):
        client = sign_in(rater)

        found = {address: told(client, address) for address in places(telling)}

        assert {address: words for address, words in found.items() if words} == {}

    def test_is_shown_to_its_author_so_that_the_places_above_are_the_right_ones(self, desk, telling):
        own = reverse("desk:revision", args=[telling.pk])

        assert told(desk, own) == list(TOLD)
        assert VERDICT in told(desk, f"{reverse('desk:reviews')}?list=waiting")

    def test_is_shown_in_both_words_after_the_second(self, sign_in, rater, telling):
        client = sign_in(rater)
        client.get(reverse("desk:revision", args=[telling.pk]))

        page = client.post(
            reverse("desk:rate", args=[telling.pk]),
            {"version": telling.version, "rating": Rating.objects.get(slug="true").pk, "reason": "It stood."},
            follow=True,
        ).content.decode()

        assert "Two editors rate it differently" in page
        assert all(word in page for word in (*TOLD, "It stood."))

    def test_is_shown_to_who_declines(self, sign_in, rater, telling):
        client = sign_in(rater)

        client.post(reverse("desk:decline-rating", args=[telling.pk]), {"version": telling.version})

        assert VERDICT in told(client, reverse("desk:revision", args=[telling.pk]))

    def test_is_not_told_by_what_another_rater_said(self, sign_in, rater, editor, telling):
        rate_revision(
            revision_id=telling.pk,
            editor=editor,
            version=telling.version,
            rating_id=Rating.objects.get(slug="true").pk,
            reason="COMMENTTELLS",
            now=NINE,
        )

        client = sign_in(rater)
        assert not any(told(client, address) for address in places(telling))

    @pytest.mark.parametrize("make", [draft, in_review])
    def test_is_not_told_by_forms_that_are_sent_unseen(self, sign_in, rater, reporter, make):
        ask_for_second_ratings()
        revision = make(reporter, headline="HEADLINETELLS")
        client, page = sign_in(rater), reverse("desk:revision", args=[revision.pk])

        answers = [
            client.post(page, {"version": 1}),
            client.post(page, {"version": 1, "add_row": "1"}),
            client.post(page, {"version": 1, "body": "What I typed for half an hour"}),
            *(
                client.post(reverse(f"desk:{name}", args=[revision.pk]), {"version": 1, "reason": "x"})
                for name in ("approve", "return", "agree-rating", "plan")
            ),
        ]

        assert not any("HEADLINETELLS" in answer.content.decode() for answer in answers)
        assert {answer.status_code for answer in answers} <= {403, 409, 422}
        assert "What I typed for half an hour" in answers[2].content.decode()
        assert Revision.objects.get(pk=revision.pk).version == revision.version

    def test_of_a_correction_is_hidden_on_the_page_of_the_live_verdict_too(
        self, sign_in, rater, reporter, editor
    ):
        ready = correction(reporter, editor, headline="HEADLINETELLS")
        ask_for_second_ratings()
        client, live = sign_in(rater), ready.review.revisions.get(number=1)

        for address in (*places(ready), reverse("desk:revision", args=[live.pk])):
            assert "HEADLINETELLS" not in client.get(address, follow=True).content.decode(), address


class TestRate:
    def test_offers_the_whole_scale_and_says_what_is_hidden(self, sign_in, rater, telling):
        page = sign_in(rater).get(reverse("desk:revision", args=[telling.pk])).content.decode()

        assert page.count('type="radio"') == Rating.objects.count()
        assert "are hidden from you until you have rated it" in page

    @pytest.mark.parametrize(
        "wrong", [{"rating": "x"}, {"rating": ""}, {"rating": "9" * 40}, {"reason": " \n"}]
    )
    def test_keeps_what_was_typed_when_it_is_refused(self, sign_in, rater, telling, wrong):
        form = {
            "version": telling.version,
            "rating": Rating.objects.get(slug="true").pk,
            "reason": "It stood.",
        }

        response = sign_in(rater).post(reverse("desk:rate", args=[telling.pk]), form | wrong)

        assert response.status_code == 409
        assert (form | wrong)["reason"] in response.content.decode()
        assert not SecondRating.objects.exists()

    def test_is_refused_on_words_that_have_changed_since(self, sign_in, rater, reporter, telling):
        save_revision(
            revision_id=telling.pk, editor=reporter, version=telling.version, content=content(), now=NINE
        )

        response = sign_in(rater).post(
            reverse("desk:rate", args=[telling.pk]),
            {"version": telling.version, "rating": Rating.objects.get(slug="true").pk, "reason": "It stood."},
        )

        assert "Read it again" in response.content.decode()

    def test_twice_is_one_rating_and_a_sentence(self, sign_in, rater, telling):
        form = {
            "version": telling.version,
            "rating": Rating.objects.get(slug="true").pk,
            "reason": "It stood.",
        }
        client = sign_in(rater)
        client.post(reverse("desk:rate", args=[telling.pk]), form)

        response = client.post(reverse("desk:rate", args=[telling.pk]), form)

        assert "have rated or declined before" in response.content.decode()
        assert SecondRating.objects.count() == 1


class TestDiscussion:
    def test_has_the_comments_since_and_the_way_to_settle_it(self, sign_in, reporter, editor):
        revision = rated_twice(reporter, editor)
        comment_on_review(
            revision_id=revision.pk, editor=reporter, comment="Measure them.", now=NINE.replace(hour=11)
        )
        client, page = sign_in(editor), reverse("desk:revision", args=[revision.pk])

        shown = client.get(page).context
        assert [line["why"] for line in shown["discussion"]] == ["Measure them."]

        client.post(
            reverse("desk:agree-rating", args=[revision.pk]),
            {
                "version": revision.version,
                "rating": Rating.objects.get(slug="false").pk,
                "agreement": "Measured.",
            },
        )

        page = client.get(page).content.decode()
        assert "The revision still says “Mostly false”" in page
        assert reverse("desk:approve", args=[revision.pk]) not in page


class TestSettings:
    def test_are_changed_by_a_standards_editor(self, sign_in, rater, reporter):
        client = sign_in(rater)

        client.post(reverse("desk:settings"), {"version": 0, "has_second_rating": "on"})

        assert "checked" in client.get(reverse("desk:settings")).content.decode()
        assert client.post(reverse("desk:settings"), {"version": 0}).status_code == 409

    def test_are_for_nobody_else(self, sign_in, editor):
        assert sign_in(editor).get(reverse("desk:settings")).status_code == 403


def test_the_places_hold_what_they_are_tried_for(telling):
    """Without this, a place could hide the rating by never having had it."""
    saved = AuditEntry.objects.filter(revision=telling, move="save").latest("pk")

    assert VERDICT in json.dumps(saved.detail)
    assert Claim.objects.count() == 1
