"""What one was told, at the desk."""

import re

import pytest
from django.urls import reverse

from claims.models import AuditEntry, Channel, Notification, NotificationKind, NotificationSettings
from claims.notifications.telling import notify
from tests.factories import NINE, AppearanceFactory, UserFactory, in_review

LIST, SETTINGS, ALL_READ = (
    reverse(f"desk:{name}") for name in ("notifications", "notification-settings", "read-notifications")
)


@pytest.fixture
def tell(reporter):
    """Call it to tell the reporter a number of things."""

    def tell(number=1, claim=None, first=1, person=None):
        claim = claim or AppearanceFactory().claim
        for each in range(first, first + number):
            person_id = (person or reporter).pk
            notify(NotificationKind.ASSIGNED, [person_id], event=f"audit:{each}", claim=claim, now=NINE)

    return tell


def shown(page):
    return [row["it"].pk for row in page.context["rows"]]


def unread():
    return Notification.objects.filter(read_at=None).count()


class TestShowList:
    def test_says_what_happened_to_what_and_why(self, editor, reporter, sign_in):
        submitted = in_review(reporter)

        page = sign_in(editor).get(LIST)
        words = " ".join(page.content.decode().split())

        assert "Rae Porter submitted for approval the review of" in words
        assert "“the dam is safe”" in words
        assert "now in review" in words
        assert f"/desk/notifications/{Notification.objects.get(revision=submitted).pk}/" in words

    def test_shows_the_number_of_unread_on_every_page(self, desk, tell):
        assert 'class="bar__unread"' not in desk.get("/desk/").content.decode()

        tell(3)

        assert re.search(r'bar__unread">3<span class="unseen"> unread', desk.get("/desk/").content.decode())
        assert desk.get(LIST, {"list": "unread"}).context["unread"] == "3"

    def test_counts_no_further_than_a_hundred(self, desk, tell):
        tell(105)

        assert desk.get(LIST).context["unread"] == "100+"

    def test_shows_each_once_page_by_page_newest_first(self, desk, tell):
        tell(120)

        seen, page = [], desk.get(LIST)
        while True:
            seen += shown(page)
            if not page.context["further"]:
                break
            page = desk.get(LIST, {"after": page.context["further"]})

        assert len(seen) == 120
        assert seen == sorted(seen, reverse=True)

    def test_shows_nobody_what_others_were_told(self, desk, tell, editor):
        tell(person=editor)

        assert shown(desk.get(LIST)) == []

    @pytest.mark.parametrize("after", ["x", "-1", "٣", "9" * 30, "1", "0"])
    def test_begins_nowhere_else_than_it_was_told(self, desk, editor, tell, after):
        tell(person=editor)

        assert desk.get(LIST, {"after": after}).status_code == 404

    def test_asks_as_often_for_many_as_for_few(self, desk, tell, django_assert_max_num_queries):
        tell(80)
        last = Notification.objects.order_by("-pk")[5].pk

        with django_assert_max_num_queries(12) as asked:
            desk.get(LIST, {"after": last, "list": "unread"})

        said = " ".join(query["sql"] for query in asked.captured_queries).upper()
        assert "OFFSET" not in said
        assert "COUNT(" not in said

    def test_shows_hostile_words_as_words(self, desk, tell):
        tell(claim=AppearanceFactory(claim__text='<script>alert("x")</script>\u202e').claim)

        page = desk.get(LIST).content.decode()

        assert "<script>alert" not in page
        assert "\u202e" not in page


class TestOpenOne:
    def test_leads_to_the_review_and_is_read_then(self, editor, reporter, sign_in):
        submitted = in_review(reporter)
        told = Notification.objects.get(revision=submitted)

        answer = sign_in(editor).get(reverse("desk:open-notification", args=[told.pk]))

        assert answer.url == reverse("desk:revision", args=[submitted.pk])
        assert unread() == 0

    def test_leads_to_where_something_can_be_done(self, editor, reporter, sign_in):
        revision = in_review(reporter)
        claim, desk = revision.review.claim, sign_in(editor)
        for kind, event in ((NotificationKind.REPORTED, "report:1"), (NotificationKind.REPLY_DUE, "reply:1")):
            notify(kind, [editor.pk], event=event, claim=claim, revision=revision, day=NINE.date(), now=NINE)

        reported, replies = (
            desk.get(reverse("desk:open-notification", args=[told.pk])).url
            for told in Notification.objects.filter(event__endswith=":1", person=editor).order_by("pk")
        )

        assert reported == f"{reverse('desk:error-reports')}?claim={claim.public_id}"
        assert replies == reverse("desk:replies", args=[revision.pk])
        assert (desk.get(reported).status_code, desk.get(replies).status_code) == (200, 200)

    def test_leads_to_the_claim_where_there_is_no_review(self, desk, tell):
        tell()
        told = Notification.objects.get()

        assert desk.get(f"{LIST}{told.pk}/").url == reverse("desk:claim", args=[told.claim.public_id])

    def test_is_not_read_by_a_program_that_only_looks_ahead(self, desk, tell):
        tell()

        assert desk.head(f"{LIST}{Notification.objects.get().pk}/").status_code == 302
        assert unread() == 1


class TestRead:
    def test_one(self, desk, tell):
        tell(2)
        first = Notification.objects.first()

        for _ in range(2):
            desk.post(f"{LIST}{first.pk}/read/")

        assert list(Notification.objects.filter(read_at=None)) == [Notification.objects.last()]

    def test_all_but_those_that_came_since(self, desk, tell):
        tell(3)
        newest = desk.get(LIST).context["newest"]
        tell(1, first=9)

        answer = desk.post(ALL_READ, {"up_to": newest, "list": "unread"}, follow=True)

        assert answer.context["notes"][0]["sentence"] == "Marked 3 notifications as read."
        assert unread() == 1

    @pytest.mark.parametrize("up_to", ["", "x", "\0", "9" * 400, "-1"])
    def test_none_where_it_is_not_said_which(self, desk, tell, up_to):
        tell()

        assert desk.post(ALL_READ, {"up_to": up_to}).status_code == 302
        assert unread() == 1

    @pytest.mark.parametrize("end", ["", "read/"])
    def test_nobody_elses(self, desk, tell, editor, end):
        tell(person=editor)
        address = f"{LIST}{Notification.objects.get().pk}/{end}"

        answer = desk.post(address) if end else desk.get(address)

        assert answer.status_code == 404
        assert unread() == 1


class TestSettings:
    @pytest.fixture
    def reporter(self, reporter):
        reporter.email = "rae@desk.example"
        reporter.save()
        return reporter

    def test_offers_each_kind_with_what_holds_now(self, desk):
        page = desk.get(SETTINGS)

        assert [field.name for field in page.context["form"].kinds] == [
            kind for kind in NotificationKind if kind not in ("waiting", "webhook_off")
        ]
        assert '<option value="at_once" selected>' in page.content.decode()

    def test_keeps_what_is_chosen_and_writes_it_down(self, desk, reporter):
        chosen = {kind: "off" for kind in NotificationKind} | {"digest_hour": 17}

        desk.post(SETTINGS, chosen)

        kept = NotificationSettings.objects.get(person=reporter)
        assert set(kept.channels.values()) == {"off"}
        assert kept.digest_hour == 17
        assert AuditEntry.objects.get().move == "choose_notifications"

    @pytest.mark.parametrize("wrong", [{"assigned": "pigeon"}, {"digest_hour": "24"}, {"digest_hour": "\0"}])
    def test_refuses_what_it_does_not_offer(self, desk, wrong):
        chosen = {kind: "off" for kind in NotificationKind} | {"digest_hour": 17}

        page = desk.post(SETTINGS, chosen | wrong)

        assert page.status_code == 422
        assert list(page.context["form"].errors) == list(wrong)
        assert not NotificationSettings.objects.exists()

    def test_offers_no_mail_to_whoever_has_no_address(self, db, sign_in):
        browser = sign_in(UserFactory(role="Editor", email=""))

        page = browser.get(SETTINGS)

        assert "no e-mail address" in page.content.decode()
        assert str(Channel.AT_ONCE.label) not in page.content.decode()
        assert (
            browser.post(SETTINGS, {kind: "off" for kind in NotificationKind} | {"digest_hour": 8}).url
            == SETTINGS
        )
