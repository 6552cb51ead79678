"""What becomes of a claim that a reader asks us to check."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from claims.intake.submit import submit_article
from claims.models import ArrivedBy, Article, AuditEntry, Claim, DeclineReason, ReaderRequest
from claims.publication.requests import find_status
from claims.review.asked_claims import AskedClaim
from claims.review.figures import reader_requests as requests_figure
from claims.review.merging import merge_claim
from claims.review.moves import MoveNotAllowed, StaleSave
from claims.review.requests import (
    RequestFilter,
    accept_request,
    attach_request,
    decline_request,
    forget_networks,
    join_request,
    reader_requests,
    reopen_request,
    take_request,
)
from claims.review.triage import dismiss_claim
from claims.tasks import forget_readers
from tests.factories import (
    NINE,
    AppearanceFactory,
    UserFactory,
    accepted_claim,
    published,
    retracted,
    sent_request,
)

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)


@pytest.fixture
def request_(db):
    return sent_request(mail="reader@example.org")


def act(action, request, editor, **more):
    version = more.pop("version", ReaderRequest.objects.get(pk=request.pk).version)
    return action(request_id=request.pk, editor=editor, version=version, now=LATER, **more)


def as_sent(request):
    return AskedClaim(request.words, request.link, request.outlet)


DECISIONS = {
    "accept_request": lambda request, editor, **more: act(
        accept_request, request, editor, asked=as_sent(request), **more
    ),
    "attach_request": lambda request, editor, **more: act(
        attach_request, request, editor, public_id=accepted_claim().public_id, **more
    ),
    "decline_request": lambda request, editor, **more: act(
        decline_request, request, editor, why=DeclineReason.OPINION, answer="It says “worst”.", **more
    ),
    "join_request": lambda request, editor, **more: act(
        join_request, request, editor, to=sent_request().pk, **more
    ),
}


class TestEveryDecision:
    @pytest.mark.parametrize("name", DECISIONS)
    def test_is_written_down_with_who_made_it_and_nothing_that_was_sent(self, request_, author, name):
        DECISIONS[name](request_, author)

        entry, request = AuditEntry.objects.latest("pk"), ReaderRequest.objects.get(pk=request_.pk)
        assert (entry.move, entry.actor, entry.asked, entry.claim) == (name, author, request, request.claim)
        assert (entry.start_state, entry.end_state) == ("received", request.state)
        assert (request.decided_by, request.decided_at) == (author, LATER)
        assert "mother" not in f"{entry.reason} {entry.detail}"

    @pytest.mark.parametrize("name", DECISIONS)
    @pytest.mark.parametrize("before", DECISIONS)
    def test_is_made_once(self, request_, author, name, before):
        DECISIONS[before](request_, author)

        with pytest.raises(MoveNotAllowed, match="not received or taken"):
            DECISIONS[name](request_, author)

    @pytest.mark.parametrize("name", DECISIONS)
    def test_is_refused_without_the_right_and_on_what_has_changed_since(self, request_, author, name):
        with pytest.raises(MoveNotAllowed, match="does not have this right"):
            DECISIONS[name](request_, UserFactory())
        with pytest.raises(StaleSave):
            DECISIONS[name](request_, author, version=0)

    @pytest.mark.parametrize("name", DECISIONS)
    def test_is_taken_back_for_a_reason(self, request_, author, name):
        DECISIONS[name](request_, author)

        with pytest.raises(MoveNotAllowed, match="without a reason"):
            act(reopen_request, request_, author, reason=" ")
        again = act(reopen_request, request_, author, reason="There is a film of it.")

        assert (again.state, again.claim, again.joined_to, again.decline_reason) == (
            "received",
            None,
            None,
            "",
        )
        assert find_status(request_.key).state == "received"


class TestTakeRequest:
    def test_gives_it_to_one_after_another(self, request_, author, editor):
        for person in (author, author, editor):
            act(take_request, request_, person)

        assert ReaderRequest.objects.get().assignee == editor
        assert AuditEntry.objects.filter(move="take_request").count() == 2


class TestAcceptRequest:
    def test_makes_a_candidate_that_stands_where_the_reader_saw_it(self, request_, author):
        claim = DECISIONS["accept_request"](request_, author).claim

        place = claim.appearances.get()
        assert (claim.text, claim.status) == (request_.words, "candidate")
        assert (place.words, place.article.outlet) == (request_.words, request_.outlet)
        assert (place.article.arrived_by, place.article.state) == ("reader", "done")

    def test_takes_the_words_of_an_article_that_we_have(self, request_, author):
        sent = {
            "text": "The dam leaks.",
            "outlet": "Radio",
            "arrived_by": ArrivedBy.API,
            "submitted_by": None,
        }
        article = submit_article(**sent, now=NINE).article

        claim = act(accept_request, request_, author, asked=AskedClaim("The dam leaks.", "", "Ours")).claim

        assert claim.appearances.get().article == article

    def test_makes_no_claim_of_the_same_words_twice(self, request_, author):
        held = DECISIONS["accept_request"](sent_request(), author).claim

        with pytest.raises(MoveNotAllowed, match=f"held as claim {held.public_id}"):
            DECISIONS["accept_request"](request_, author)
        assert (Claim.objects.count(), Article.objects.count()) == (1, 1)


class TestAttachRequest:
    def test_leads_to_the_claim_that_another_was_merged_into(self, request_, author):
        claim, into = AppearanceFactory().claim, accepted_claim()
        merge_claim(claim_id=claim.pk, into_id=into.pk, editor=author, version=1, now=NINE)

        assert act(attach_request, request_, author, public_id=claim.public_id).claim == into

    def test_refuses_what_is_not_held(self, request_, author):
        gone = AppearanceFactory(claim__status="dismissed", claim__dismissal_reason="trivial").claim

        for public_id, sentence in (("nosuchclaim", "there is none"), (gone.public_id, "dismissed")):
            with pytest.raises(MoveNotAllowed, match=sentence):
                act(attach_request, request_, author, public_id=public_id)


class TestJoinRequest:
    def test_refuses_itself_and_unknown_numbers_and_makes_no_chains(self, request_, author):
        first, second = sent_request(), sent_request()
        act(join_request, first, author, to=second.pk)

        for to, sentence in (
            (request_.pk, "no other request"),
            (10**15, "no other request"),
            (first.pk, f"joined to request {second.pk}"),
        ):
            with pytest.raises(MoveNotAllowed, match=sentence):
                act(join_request, request_, author, to=to)
        with pytest.raises(MoveNotAllowed, match="others are joined"):
            act(join_request, second, author, to=request_.pk)


class TestStatus:
    def test_follows_the_claim_and_never_shows_what_is_not_public(self, request_, author, editor):
        claim = accepted_claim(claim__text="the dam is cracked")
        act(attach_request, request_, author, public_id=claim.public_id)
        before = find_status(request_.key)
        published(author, editor, claim=claim)
        after = find_status(request_.key)

        assert (before.state, before.claim, before.path) == ("claim", "", "")
        assert (after.state, after.claim) == ("verdict", "the dam is cracked")
        assert after.path.startswith(f"/claims/{claim.public_id}/")

    def test_leads_to_the_notice_of_a_verdict_taken_back(self, request_, author, editor):
        claim = retracted(author, editor).review.claim
        act(attach_request, request_, author, public_id=claim.public_id)

        assert find_status(request_.key).path.startswith(f"/claims/{claim.public_id}/")

    @pytest.mark.parametrize(
        ("dismissed", "said"), [("opinion", "It is an opinion"), ("badly_extracted", "")]
    )
    def test_says_that_the_claim_was_put_aside(self, request_, author, dismissed, said):
        claim = DECISIONS["accept_request"](request_, author).claim
        dismiss_claim(claim_id=claim.pk, editor=author, version=1, reason=dismissed, now=LATER)

        status = find_status(request_.key)

        assert (status.state, status.reason, status.is_final) == ("declined", said, True)

    def test_is_that_of_the_request_before_it(self, request_, author):
        first = sent_request(words="The dam is about to break.")
        act(join_request, request_, author, to=first.pk)
        DECISIONS["decline_request"](first, author)

        status = find_status(request_.key)

        assert (status.state, status.was_asked_before, status.answer) == (
            "declined",
            True,
            "It says “worst”.",
        )

    def test_takes_three_queries_at_most(self, request_, author, editor, django_assert_max_num_queries):
        first = sent_request()
        act(attach_request, first, author, public_id=published(author, editor).review.claim.public_id)
        act(join_request, request_, author, to=first.pk)

        with django_assert_max_num_queries(3):
            assert find_status(request_.key).state == "verdict"


class TestLists:
    def test_are_narrowed_to_what_is_asked_for_and_counted(self, request_, author):
        taken = act(take_request, sent_request(), author)
        DECISIONS["decline_request"](sent_request(), author)

        assert list(reader_requests(RequestFilter())) == [request_]
        assert list(reader_requests(RequestFilter("taken", author))) == [taken]
        assert not reader_requests(RequestFilter("taken", UserFactory()))
        rows = dict(requests_figure(days=7, now=NINE).rows)
        assert (rows["To look at"], rows["Being looked at"]) == ([1], [1])
        assert rows["Not checked: It is an opinion"] == [1]


class TestForgetting:
    def test_removes_networks_after_a_day(self):
        sent_request(network="x" * 64)

        assert forget_networks(now=NINE + timedelta(hours=23)) == 0
        forget_readers()
        assert not ReaderRequest.objects.get().network


class TestDatabase:
    @pytest.mark.parametrize(
        ("change", "match"),
        [
            ({"words": "Other"}, "never changed"),
            ({"link": "https://other.example/"}, "never changed"),
            ({"key": "x"}, "never changed"),
            ({"mail": "other@example.org"}, "never changed"),
            ({"state": "declined"}, "request"),
            ({"state": "taken"}, "by_whom"),
            ({"decline_reason": "opinion"}, "declined_request"),
        ],
    )
    def test_keeps_what_a_reader_wrote_and_what_was_decided(self, request_, change, match):
        with pytest.raises(DatabaseError, match=match), transaction.atomic():
            ReaderRequest.objects.filter(pk=request_.pk).update(**change)

    def test_keeps_requests_and_lets_addresses_go(self, request_):
        with pytest.raises(DatabaseError, match="is refused"), transaction.atomic():
            ReaderRequest.objects.filter(pk=request_.pk).delete()
        ReaderRequest.objects.filter(pk=request_.pk).update(mail="", network="")

    def test_makes_no_chains(self, request_, author):
        first, second = sent_request(), sent_request()
        act(join_request, first, author, to=second.pk)

        decided = {"state": "joined", "decided_by": author, "decided_at": NINE}
        for row, to in ((request_, first), (second, request_)):
            with pytest.raises(DatabaseError, match="joined to none"), transaction.atomic():
                ReaderRequest.objects.filter(pk=row.pk).update(**decided, joined_to=to)

    def test_has_no_entry_of_the_audit_about_nothing(self, author):
        with pytest.raises(DatabaseError, match="is_about"), transaction.atomic():
            AuditEntry.record(actor=author, move="take_request", happened_at=NINE)
