"""Triage at the desk."""

import pytest
from django.urls import reverse

from claims.models import AuditEntry, ClaimStatus
from tests.factories import AppearanceFactory, ArticleFactory, ClaimFactory, accepted_claim, draft


def candidate(checkworthiness=0.8, text="the dam is safe", **fields):
    return AppearanceFactory(claim__checkworthiness=checkworthiness, claim__text=text, **fields).claim


def decide(client, name, claim, **data):
    address = reverse(f"desk:{name}", args=[claim.public_id])
    return client.post(address, {"version": claim.version, "back_to": "/desk/", **data}, follow=True)


def status(claim):
    claim.refresh_from_db()
    return claim.status


def said(response):
    return [note["sentence"] for note in response.context["notes"]]


class TestShowQueue:
    def test_lists_the_most_check_worthy_first(self, desk):
        for worth in (0.3, 0.9, 0.6):
            candidate(worth)

        rows = desk.get("/desk/").context["rows"]

        assert [row["claim"].checkworthiness for row in rows] == [0.9, 0.6, 0.3]

    def test_shows_the_speakers_and_an_evidence_status_that_is_stated(self, desk):
        candidate(speakers=["Ana Alpha", "Ben Beta"])

        page = desk.get("/desk/").content.decode()

        assert "Ana Alpha · Ben Beta" in page
        assert "None provided" in page

    def test_chooses_the_first_and_marks_it_in_its_article(self, desk):
        claim = candidate()

        response = desk.get("/desk/")

        assert response.context["claim"] == claim
        assert 'id="chosen"' in response.context["article_html"]

    def test_shows_one_articles_claims_if_asked(self, desk):
        candidate()
        here = candidate(
            text="the dam is old", article=ArticleFactory(text="Another text, long enough for it.")
        )

        rows = desk.get("/desk/", {"article": here.appearances.get().article_id}).context["rows"]

        assert [row["claim"] for row in rows] == [here]

    def test_continues_after_the_last_of_a_page(self, desk):
        claims = [ClaimFactory(checkworthiness=0.5) for _ in range(60)]

        first = desk.get("/desk/")
        second = desk.get(first.context["further"])

        shown = [row["claim"].pk for page in (first, second) for row in page.context["rows"]]
        assert shown == [claim.pk for claim in reversed(claims)]

    def test_leaves_accepted_claims_with_a_review_to_the_reviews(self, desk, reporter):
        draft(reporter)
        waiting = accepted_claim(article=ArticleFactory(text="Another text, long enough for it."))

        rows = desk.get("/desk/", {"status": "accepted"}).context["rows"]

        assert [row["claim"] for row in rows] == [waiting]

    @pytest.mark.parametrize("status", ["candidate", "accepted", "dismissed"])
    def test_says_what_will_stand_in_an_empty_list(self, desk, status):
        assert 'class="nothing"' in desk.get("/desk/", {"status": status}).content.decode()

    @pytest.mark.parametrize(
        "query",
        [
            "status=live",
            "article=x",
            "article=999",
            "after=nowhere",
            "after=%00",
            "article=²",
            "article=9" * 30,
            "status=merged",
            "kind=song",
            "evidence=much",
            "days=0",
            "days=x",
            "days=²",
            "worth=2",
            "worth=nan",
            "worth=x",
            "q=%00",
            "speaker=" + "x" * 201,
        ],
    )
    def test_refuses_addresses_it_never_wrote(self, desk, query):
        assert desk.get(f"/desk/?{query}").status_code == 404

    @pytest.mark.parametrize("claim", ["nowhere", "%00", "'"])
    def test_shows_the_list_alone_for_a_claim_it_does_not_hold(self, desk, claim):
        assert desk.get(f"/desk/?claim={claim}").status_code == 200

    def test_shows_what_hides_in_a_claim(self, desk):
        candidate(text="the \u2067dam is <b>safe</b>")

        page = desk.get("/desk/").content.decode()

        assert "U+2067" in page
        assert "<b>safe" not in page


class TestNarrowQueue:
    def test_keeps_its_filters_in_every_address_it_gives(self, desk):
        candidate(speakers=["Ana Alpha"])
        query = "q=dam&kind=fact&evidence=none_provided&speaker=Ana+Alpha&outlet=Ledger&days=3650&worth=0.5"

        page = desk.get(f"/desk/?{query}").context

        (row,) = page["rows"]
        addresses = [row["address"], page["stay_at"], page["back_to"], page["tabs"][1]["address"]]
        assert all(address.partition("?")[2].count(query) for address in addresses[:3])
        assert query in addresses[3]
        assert page["tabs"][1]["address"].startswith("/desk/?status=accepted&")

    def test_leads_a_decision_back_through_its_filters(self, desk):
        first, second = candidate(0.9), candidate(0.8)
        page = desk.get("/desk/?kind=fact").context

        response = decide(desk, "accept", first, back_to=page["back_to"], stay_at=page["stay_at"])

        assert response.redirect_chain[-1][0] == f"/desk/?kind=fact&claim={second.public_id}"
        assert response.context["notes"][0]["back_to"] == f"/desk/?kind=fact&claim={first.public_id}"

    def test_continues_after_the_last_of_a_page(self, desk):
        for number in range(60):
            ClaimFactory(checkworthiness=0.5, kind="pledge" if number % 10 else "fact")

        first = desk.get("/desk/?kind=pledge")
        second = desk.get(first.context["further"]) if first.context["further"] else None

        shown = [row["claim"].kind for page in (first, second) if page for row in page.context["rows"]]
        assert shown == ["pledge"] * 54

    def test_says_that_nothing_fits_and_which_speakers_have_a_name_alike(self, desk):
        candidate(speakers=["Carla Jones"])

        page = desk.get("/desk/", {"speaker": "Carla Jons"}).content.decode()

        assert "Nothing fits" in page
        assert 'href="/desk/?speaker=Carla+Jones"' in page

    def test_counts_nothing_that_a_filter_leaves_out(self, desk):
        candidate()

        assert [tab["size"] for tab in desk.get("/desk/?kind=pledge").context["tabs"][:3]] == ["", "", ""]

    def test_names_the_lists_of_reviews_with_their_sizes(self, desk, reporter):
        draft(reporter)

        tabs = {tab["name"]: (tab["size"], tab["address"]) for tab in desk.get("/desk/").context["tabs"]}

        assert tabs["Mine"] == ("1", "/desk/reviews/?list=mine")
        assert tabs["Waiting"] == ("0", "/desk/reviews/?list=waiting")
        assert tabs["Due"] == ("0", "/desk/reviews/?list=due")


class TestDecide:
    def test_accepts_and_says_so_with_undo(self, desk):
        claim = candidate()

        response = decide(desk, "accept", claim)

        assert status(claim) == ClaimStatus.ACCEPTED
        assert said(response) == ["Accepted: “the dam is safe”"]
        assert f"{claim.public_id}.2.reconsider." in response.content.decode()

    def test_dismisses_for_a_reason(self, desk):
        claim = candidate()

        decide(desk, "dismiss", claim, reason="opinion")

        assert status(claim) == ClaimStatus.DISMISSED
        assert claim.dismissal_reason == "opinion"

    @pytest.mark.parametrize("reason", ["", "boring"])
    def test_dismisses_for_no_other_reason(self, desk, reason):
        claim = candidate()

        response = decide(desk, "dismiss", claim, reason=reason)

        assert status(claim) == ClaimStatus.CANDIDATE
        assert "without a reason" in said(response)[0]

    def test_undoes(self, desk):
        claim = candidate()
        note = decide(desk, "accept", claim).context["notes"][0]

        response = desk.post("/desk/undo/", {"steps": note["undo"]}, follow=True)

        assert status(claim) == ClaimStatus.CANDIDATE
        assert said(response) == ["Back in triage: “the dam is safe”"]

    def test_takes_a_double_click_for_one(self, desk):
        claim = candidate()
        decide(desk, "accept", claim)

        response = decide(desk, "accept", claim)

        assert said(response) == ["Accepted already: “the dam is safe”."]
        assert AuditEntry.objects.count() == 1

    def test_refuses_a_stale_tab_with_a_sentence(self, desk):
        claim = candidate()
        decide(desk, "accept", claim)

        response = decide(desk, "dismiss", claim, reason="trivial")

        assert status(claim) == ClaimStatus.ACCEPTED
        assert "somebody has changed this since you opened it" in said(response)[0]

    def test_chooses_the_next_claim_of_the_list(self, desk):
        first, second = (
            candidate(0.9),
            candidate(0.8, article=ArticleFactory(text="Another text, long enough for it.")),
        )

        assert desk.get("/desk/").context["back_to"] == f"/desk/?claim={second.public_id}"
        last = desk.get("/desk/", {"claim": second.public_id})
        assert last.context["back_to"] == f"/desk/?claim={first.public_id}"

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/desk/../admin/"])
    def test_leads_back_to_the_queue_or_the_claim_alone(self, desk, elsewhere):
        claim = candidate()

        response = decide(desk, "accept", claim, back_to=elsewhere)

        assert response.redirect_chain[-1][0] == reverse("desk:claim", args=[claim.public_id])

    def test_refuses_who_may_not_triage(self, sign_in, django_user_model):
        claim = candidate()
        visitor = sign_in(django_user_model.objects.create(username="visitor"))

        response = decide(visitor, "accept", claim, back_to="")

        assert response.status_code == 409
        assert "your account does not have this right" in response.content.decode()
        assert status(claim) == ClaimStatus.CANDIDATE
