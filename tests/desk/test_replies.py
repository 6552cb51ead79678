"""The right of reply at the desk: who was asked, what came back, and what readers are told of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import ContactAttempt, Revision, UnaskedSpeaker
from claims.review.late_replies import untold_replies
from tests.factories import (
    ANSWER,
    SpeakerFactory,
    UserFactory,
    accepted_claim,
    answered,
    approved,
    asked,
    draft,
    excerpted,
    published,
    superseded,
)

ATTACK = "<script>alert(1)</script>"


def page_of(revision):
    return reverse("desk:replies", args=[revision.pk])


def local(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def contact_form(**changes):
    """What the form of an attempt would send: asked an hour ago, a day to answer."""
    now = timezone.now()
    data = {
        "speaker": SpeakerFactory().pk,
        "channel": "mail",
        "contact": "ana@ministry.example",
        "contacted_at": local(now - timedelta(hours=1)),
        "deadline": local(now + timedelta(days=1)),
        "question": "What makes you say so?",
    }
    return data | changes


def send(client, name, revision, attempt=None, **data):
    """What a form of that name would send, and the page it leads to."""
    names = [revision.pk, attempt.pk] if attempt else [revision.pk]
    version = {"version": attempt.version} if attempt else {}
    return client.post(reverse(f"desk:{name}", args=names), version | data, follow=True)


def said(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def joint(reporter):
    return draft(reporter, claim=accepted_claim(speakers=["Ana Alpha", "Ben Beta"]))


class TestRightOfReply:
    def test_says_who_has_not_been_asked_yet(self, desk, joint, reporter):
        asked(joint, reporter)

        page = said(desk.get(page_of(joint)))

        assert page.count("Not asked yet") == 1
        assert page.index("We asked Ana Alpha on 4 March 2026") < page.index("Not asked yet")

    def test_stands_beside_the_review_with_what_is_missing(self, desk, joint):
        page = said(desk.get(reverse("desk:revision", args=[joint.pk])))

        assert "<bdi>Ben Beta</bdi> has not been asked." in page
        assert f'href="{page_of(joint)}" data-key="w"' in page

    def test_is_only_read_by_whoever_may_not_write(self, sign_in, joint, reporter):
        asked(joint, reporter)

        page = said(sign_in(UserFactory(role="Administrator")).get(page_of(joint)))

        assert "We asked Ana Alpha" in page
        assert "<textarea" not in page

    def test_is_kept_as_it_was_under_a_revision_that_is_history(self, desk, reporter, editor):
        page = said(desk.get(page_of(superseded(reporter, editor))))

        assert "<textarea" not in page

    def test_says_that_an_approval_is_at_stake(self, desk, reporter, editor):
        page = said(desk.get(page_of(approved(reporter, editor))))

        assert "it needs its approval again" in page

    def test_stays_within_bounds_of_queries(self, sign_in, editor, reporter, django_assert_max_num_queries):
        names = [f"Ana {number}" for number in range(20)]
        revision = draft(reporter, claim=accepted_claim(speakers=names))
        for name in names:
            asked(revision, reporter, name)
        client = sign_in(editor)

        with django_assert_max_num_queries(12):
            client.get(page_of(revision))


class TestAsk:
    def test_writes_it_down_and_says_what_readers_are_told(self, desk, joint):
        page = said(send(desk, "ask", joint, **contact_form(asked="the press office")))

        attempt = ContactAttempt.objects.get()
        assert (attempt.asked, attempt.contact) == ("the press office", "ana@ministry.example")
        assert "We asked the press office, for Ana Alpha, on" in page

    @pytest.mark.parametrize(
        ("field", "value", "status"),
        [
            ("speaker", "999999", 422),
            ("speaker", "9" * 40, 422),
            ("channel", "pigeon", 422),
            ("contacted_at", "yesterday", 422),
            ("contacted_at", "9999-12-31T23:59", 409),
            ("deadline", "9999-12-31T23:59", 409),
            ("deadline", "2020-01-01T10:00", 409),
            ("deadline", "", 422),
            ("deadline", "2020-01-01\0", 422),
            ("asked", "x" * 201, 422),
            ("asked", "press@ministry.example", 409),
            ("contact", "ana\0", 422),
            ("question", "x" * 20_001, 422),
            ("question", "\0", 422),
        ],
    )
    def test_keeps_what_was_typed_when_something_is_wrong(self, desk, joint, field, value, status):
        typed = contact_form(question="What makes you say so, after May?") | {field: value}

        response = send(desk, "ask", joint, **typed)

        assert response.status_code == status
        assert field == "question" or "What makes you say so, after May?" in said(response)
        assert not ContactAttempt.objects.exists()

    def test_shows_what_was_typed_as_words(self, desk, joint):
        page = send(desk, "ask", joint, **contact_form(asked=ATTACK, question=ATTACK, contact=ATTACK))

        assert ATTACK not in page.content.decode()
        assert ContactAttempt.objects.get().question == ATTACK

    def test_sent_twice_is_written_down_once(self, desk, joint):
        form = contact_form()

        send(desk, "ask", joint, **form)
        send(desk, "ask", joint, **form)

        assert ContactAttempt.objects.count() == 1


class TestUnasked:
    def test_says_why_and_takes_it_back(self, desk, joint):
        ana = SpeakerFactory()
        told = said(send(desk, "unasked", joint, speaker=ana.pk, reason="dead", words="She died in 2019."))

        send(desk, "unasked", joint, take_back=ana.pk)

        assert "We could not ask Ana Alpha, who has died. She died in 2019." in told
        assert not UnaskedSpeaker.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "status"),
        [
            ({"reason": "spite"}, 422),
            ({"words": ""}, 422),
            ({"words": "x" * 2001}, 422),
            ({"reason": "answered_publicly", "link": "javascript:alert(1)"}, 422),
            ({"reason": "answered_publicly"}, 409),
        ],
    )
    def test_says_what_is_wrong(self, desk, joint, changes, status):
        form = {"speaker": SpeakerFactory().pk, "reason": "dead", "words": "She died in 2019."}

        assert send(desk, "unasked", joint, **(form | changes)).status_code == status
        assert not UnaskedSpeaker.objects.exists()


class TestAnswer:
    def test_is_written_down(self, desk, joint, reporter):
        attempt = asked(joint, reporter)

        send(
            desk, "answer", joint, attempt, outcome="answered", answer=ANSWER, answered_at="2026-03-04T09:00"
        )

        attempt.refresh_from_db()
        assert (attempt.outcome, attempt.answer) == ("answered", ANSWER)

    @pytest.mark.parametrize(
        ("outcome", "sentence"),
        [("declined", "Ana Alpha declined to comment."), ("none", "had no answer by 4 March")],
    )
    def test_may_be_none_with_one_button(self, desk, joint, reporter, outcome, sentence):
        attempt = asked(joint, reporter)

        page = send(
            desk, "answer", joint, attempt, outcome=outcome, answer="", answered_at="2026-03-04T09:00"
        )

        assert sentence in said(page)

    def test_that_is_not_one_keeps_the_words(self, desk, joint, reporter):
        attempt = asked(joint, reporter)

        page = send(desk, "answer", joint, attempt, outcome="none", answer="Half an answer", answered_at="")

        assert page.status_code == 409
        assert "Half an answer" in said(page)

    def test_of_somebody_who_was_slower_stands_beside_the_first(self, desk, joint, reporter):
        attempt = asked(joint, reporter)
        answered(joint, reporter, attempt, answer="The first.")
        attempt.version = 1

        page = send(
            desk,
            "answer",
            joint,
            attempt,
            outcome="answered",
            answer="The second.",
            answered_at="2026-03-04T09:00",
        )

        assert page.status_code == 409
        assert "The first." in said(page)
        assert "The second." in said(page)


class TestExcerpt:
    def test_is_proposed_by_one_and_approved_by_another(self, desk, joint, reporter, editor, sign_in):
        attempt = answered(joint, reporter)

        mine = said(send(desk, "excerpt", joint, attempt, excerpt="It is safe"))
        attempt.refresh_from_db()
        send(sign_in(editor), "approve-excerpt", joint, attempt)

        attempt.refresh_from_db()
        assert "Approve it for print" not in mine
        assert attempt.excerpt_approved_by == editor

    def test_that_was_never_said_keeps_the_words(self, desk, joint, reporter):
        attempt = answered(joint, reporter)

        page = send(desk, "excerpt", joint, attempt, excerpt="It is very safe")

        assert page.status_code == 409
        assert "Copy them from it, word for word." in said(page)
        assert "It is very safe" in said(page)

    def test_is_not_approved_by_a_reporter(self, sign_in, joint, reporter):
        attempt = excerpted(joint, reporter)

        page = send(sign_in(UserFactory(role="Reporter")), "approve-excerpt", joint, attempt)

        assert "does not have this right" in said(page)


class TestWithdraw:
    def test_needs_a_reason(self, desk, joint, reporter):
        attempt = asked(joint, reporter)

        page = send(desk, "withdraw-contact", joint, attempt, reason=" ")

        assert "without a reason" in said(page)

    def test_leaves_the_speaker_unasked(self, desk, joint, reporter):
        attempt = asked(joint, reporter)

        page = send(desk, "withdraw-contact", joint, attempt, reason="It was another Ana.")

        assert said(page).count("Not asked yet") == 2


class TestUpdateWithReplies:
    def test_is_offered_and_opened_with_one_button(self, sign_in, reporter, editor):
        live, client = published(reporter, editor), sign_in(reporter)
        asked(live, reporter)
        offered = said(client.get(page_of(live)))

        send(client, "update-with-replies", live, version=live.version)

        begun = Revision.objects.get(number=2)
        assert "Readers do not know this yet" in offered
        assert (begun.correction_class, begun.correction_note) == ("update", "We have asked Ana Alpha since.")
        assert untold_replies(live.review)

    def test_shows_side_by_side_what_changes_for_readers(self, desk, reporter, editor):
        live = published(reporter, editor)
        asked(live, reporter)
        send(desk, "update-with-replies", live, version=live.version)

        changes = desk.get(reverse("desk:revision", args=[Revision.objects.get(number=2).pk])).context[
            "changes"
        ]

        assert [row["name"] for row in changes] == ["what they told us"]
        assert changes[0]["now"].startswith("We did not ask Ana Alpha")
        assert changes[0]["then"].startswith("We asked Ana Alpha on 4 March 2026 by mail")


class TestRepliesAwaited:
    def test_are_counted_on_every_page_and_listed(self, desk, joint, reporter):
        attempt = asked(joint, reporter)

        page, listed = said(desk.get(reverse("desk:articles"))), desk.get(reverse("desk:awaited"))

        assert "Replies awaited <b>1</b>" in page
        assert f"{page_of(joint)}#attempt-{attempt.pk}" in said(listed)

    def test_say_what_will_appear_while_there_are_none(self, desk):
        page = said(desk.get(reverse("desk:awaited")))

        assert "No reply is due" in page
        assert "Replies awaited <b>" not in page

    @pytest.mark.parametrize("after", ["999999", "x", "9" * 40, "\0", "-1"])
    def test_begin_anew_where_an_address_names_none(self, desk, after):
        assert desk.get(reverse("desk:awaited"), {"after": after}).status_code == 404

    @pytest.mark.parametrize("count", [1, 60])
    def test_stay_within_bounds(self, desk, reporter, count, django_assert_max_num_queries):
        revision = draft(reporter, claim=accepted_claim(speakers=[f"Ana {n}" for n in range(count)]))
        first = asked(revision, reporter, "Ana 0")
        copies = [
            ContactAttempt(
                review=first.review,
                speaker=first.speaker,
                channel="phone",
                question="Why?",
                contacted_at=first.contacted_at + timedelta(seconds=number),
                deadline=first.deadline + timedelta(seconds=number),
                recorded_by=reporter,
                recorded_at=first.recorded_at,
            )
            for number in range(1, count)
        ]
        ContactAttempt.objects.bulk_create(copies)

        with django_assert_max_num_queries(12):
            page = desk.get(reverse("desk:awaited"))

        assert len(page.context["rows"]) == min(count, 50)
        if count > 50:
            further = desk.get(reverse("desk:awaited"), {"after": page.context["further"]})
            assert len(further.context["rows"]) == 10
