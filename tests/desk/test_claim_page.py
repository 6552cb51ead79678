"""A claim put into our words."""

import pytest
from django.urls import reverse

from claims.models import Claim, ClaimStatus, Topic
from tests.factories import NINE, AppearanceFactory, ClaimFactory, accepted_claim, draft, published


def page_of(claim):
    return reverse("desk:claim", args=[claim.public_id])


def form_of(claim, speakers=(("Ana Alpha", "Minister"),), **changes):
    """What the page's form would send."""
    data = {
        "version": claim.version,
        "text": claim.text,
        "kind": claim.kind,
        "evidence_status": claim.evidence_status,
        "evidence_status_on": claim.evidence_status_on.isoformat(),
        "speakers-TOTAL_FORMS": len(speakers),
        "speakers-INITIAL_FORMS": len(speakers),
    }
    for number, (name, title) in enumerate(speakers):
        row = {"name": name, "title": title, "kind": "person", "role": "originator"}
        data |= {f"speakers-{number}-{field}": value for field, value in row.items()}
    return data | changes


@pytest.fixture
def claim(db):
    return AppearanceFactory().claim


class TestShowClaim:
    def test_shows_the_claim_in_its_surroundings(self, desk, claim):
        page = desk.get(page_of(claim)).content.decode()

        assert "Ana Alpha said <mark" in page
        assert "Minister" in page

    def test_shows_one_that_stands_nowhere(self, desk, db):
        assert desk.get(page_of(ClaimFactory())).status_code == 200

    @pytest.mark.parametrize("public_id", ["nowhere", "x" * 500])
    def test_refuses_an_unknown_one(self, desk, public_id):
        assert desk.get(f"/desk/claims/{public_id}/").status_code == 404

    def test_says_beforehand_that_a_public_claim_stays_as_it_is(self, desk, reporter, editor):
        claim = published(reporter, editor).review.claim

        page = desk.get(page_of(claim)).content.decode()

        assert "Readers already see its verdict" in page
        assert "<textarea" not in page


class TestSaveClaim:
    def test_stores_our_words(self, desk, claim):
        topic = Topic.objects.create(name="Energy", slug="energy")

        desk.post(page_of(claim), form_of(claim, text="The dam holds.", topics=[topic.pk]))

        claim.refresh_from_db()
        assert claim.text == "The dam holds."
        assert list(claim.topics.all()) == [topic]

    def test_stores_who_said_it(self, desk, claim):
        desk.post(
            page_of(claim), form_of(claim, speakers=[("Ana Alpha", ""), ("Ben Beta", "Engineer"), ("", "")])
        )

        hops = claim.appearances.get().attributions.order_by("hop")
        assert [(hop.speaker.name, hop.title) for hop in hops] == [
            ("Ana Alpha", ""),
            ("Ben Beta", "Engineer"),
        ]

    def test_removes_a_speaker_that_is_ticked(self, desk, claim):
        desk.post(page_of(claim), form_of(claim, **{"speakers-0-DELETE": "on"}))

        assert not claim.appearances.get().attributions.exists()

    def test_adds_a_row_without_saving(self, desk, claim):
        response = desk.post(page_of(claim), form_of(claim, text="Half a tho", add_row="1"))

        assert len(response.context["speaker_rows"]) == 2
        assert "Half a tho" in response.content.decode()
        assert Claim.objects.get().text == "the dam is safe"

    def test_keeps_both_texts_when_saved_too_late(self, desk, claim):
        too_late = form_of(claim, text="The dam is safe, she says.")
        desk.post(page_of(claim), form_of(claim, text="The dam holds."))

        response = desk.post(page_of(claim), too_late)

        assert response.status_code == 409
        (row,) = response.context["differences"]
        assert (row["name"], row["stored"]) == ("text", "The dam holds.")
        assert row["typed"] == "The dam is safe, she says."
        desk.post(page_of(claim), too_late | {"version": response.context["version"]})
        assert Claim.objects.get().text == "The dam is safe, she says."

    def test_takes_theirs_where_that_was_chosen(self, desk, claim):
        base = desk.get(page_of(claim)).context["base"]
        too_late = form_of(claim, base=base, kind="prediction")
        desk.post(page_of(claim), form_of(claim, text="The dam holds."))

        response = desk.post(page_of(claim), too_late)

        choices = {row["field"]: row["choice"] for row in response.context["differences"]}
        assert (choices["text"], choices["kind"]) == ("stored", "typed")
        desk.post(
            page_of(claim),
            too_late | {"version": response.context["version"], "take_text": "stored", "take_kind": "typed"},
        )
        assert Claim.objects.values_list("text", "kind").get() == ("The dam holds.", "prediction")

    def test_keeps_the_version_seen_while_errors_are_put_right(self, desk, claim):
        wrong = form_of(claim, evidence_status_on="2999-01-01")
        desk.post(page_of(claim), form_of(claim, text="The dam holds."))

        response = desk.post(page_of(claim), wrong)

        assert response.context["version"] == wrong["version"]

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("text", "", "required"),
            ("text", "x" * 2001, "2000"),
            ("text", "safe\0", "U+0000"),
            ("kind", "fancy", "valid choice"),
            ("evidence_status_on", "2999-01-01", "in the future"),
            ("evidence_status_on", "9999-99-99", "valid date"),
            ("topics", "99", "valid choice"),
            ("topics", "9" * 40, "valid"),
            ("speakers-0-name", "", "required"),
            ("speakers-0-name", "x" * 10_000, "200"),
            ("speakers-0-kind", "god", "valid choice"),
        ],
    )
    def test_says_at_the_field_what_is_wrong(self, desk, claim, field, value, sentence):
        response = desk.post(page_of(claim), form_of(claim, **{field: value}))

        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert Claim.objects.get().version == 1

    @pytest.mark.parametrize("count", ["", "x", "99999999999", "1000", "²"])
    def test_survives_a_forged_number_of_rows(self, desk, claim, count):
        response = desk.post(page_of(claim), form_of(claim, **{"speakers-TOTAL_FORMS": count}))

        assert response.status_code == 422

    @pytest.mark.parametrize(
        "name", ["Null", "None", "0", "O'Brien", "Robert'); DROP TABLE", "{{7*7}}", "<b>x</b>"]
    )
    def test_takes_any_name_for_a_name(self, desk, claim, name):
        desk.post(page_of(claim), form_of(claim, speakers=[(name, "")]))

        assert claim.appearances.get().attributions.get().speaker.name == name
        assert "<b>x" not in desk.get(page_of(claim)).content.decode()


class TestMoves:
    def test_offers_a_review_of_an_accepted_claim(self, desk, db):
        claim = accepted_claim()

        response = desk.post(reverse("desk:open-review", args=[claim.public_id]), {"version": claim.version})

        assert response.url == reverse("desk:revision", args=[claim.review.revisions.get().pk])

    def test_refuses_a_review_of_a_candidate_on_its_page(self, desk, claim):
        response = desk.post(reverse("desk:open-review", args=[claim.public_id]), {"version": claim.version})

        assert response.status_code == 409
        assert "Cannot open a review" in response.content.decode()

    def test_leads_to_the_review_there_is(self, desk, reporter):
        revision = draft(reporter)

        page = desk.get(page_of(revision.review.claim)).content.decode()

        assert reverse("desk:revision", args=[revision.pk]) in page
        assert "Open a review" not in page

    def test_shows_what_was_done(self, desk, claim):
        desk.post(
            reverse("desk:dismiss", args=[claim.public_id]), {"version": claim.version, "reason": "opinion"}
        )

        page = desk.get(page_of(claim)).content.decode()

        assert "Rae Porter</bdi> dismissed the claim: <q" in page
        assert Claim.objects.get().status == ClaimStatus.DISMISSED


class TestReadHistory:
    def test_names_what_was_changed(self, desk, claim):
        desk.post(page_of(claim), form_of(claim, text="The dam holds."))

        page = desk.get(page_of(claim))

        (line,) = page.context["history"]
        (change,) = line["changes"]
        assert (change["name"], change["before"], change["after"]) == (
            "text",
            "the dam is safe",
            "The dam holds.",
        )
        assert line["when"] > NINE
