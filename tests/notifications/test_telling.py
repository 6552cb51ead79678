"""Who is told of an event."""

import pytest
from django.db import IntegrityError, connection, transaction

from claims.models import Channel, Mail, Notification, NotificationKind, OutboxMessage
from claims.notifications.telling import notify
from tests.factories import NINE, UserFactory

pytestmark = pytest.mark.django_db


class TestNotify:
    def test_tells_each_person_once_of_an_event(self, tell, ruth, theo):
        assert tell(ruth, theo) == 2
        assert tell(ruth, theo) == 0
        assert tell(ruth, event="audit:2") == 1

        assert Notification.objects.filter(person=ruth).count() == 2

    def test_tells_those_who_were_not_told_yet(self, tell, ruth, theo):
        tell(ruth)

        assert tell(ruth, theo) == 1

    def test_tells_nobody_of_what_they_did(self, tell, ruth, theo):
        assert tell(ruth, theo, but=[ruth.pk]) == 1
        assert not Notification.objects.filter(person=ruth).exists()

    def test_tells_nobody_whose_account_is_closed(self, tell, ruth):
        ruth.is_active = False
        ruth.save()

        assert tell(ruth) == 0

    def test_tells_nobody_who_lost_the_right(self, tell, ruth):
        ruth.groups.clear()

        assert tell(ruth) == 0

    def test_tells_everybody_who_has_the_right_where_nobody_is_named(self, claim, ruth, theo):
        notify(NotificationKind.WAITING, None, event="audit:1", claim=claim, now=NINE)

        assert [each.person for each in Notification.objects.all()] == [ruth]

    def test_tells_nobody_who_wants_to_hear_nothing_of_it(self, tell, choose, ruth):
        choose(ruth, assigned="off")

        assert tell(ruth) == 0

    def test_mails_what_is_to_be_mailed_at_once(self, tell, ruth):
        tell(ruth)

        (told,) = Notification.objects.all()
        assert (told.channel, told.mail) == (Channel.AT_ONCE, Mail.objects.get())
        assert OutboxMessage.objects.get().kind == "mail.waiting"

    @pytest.mark.parametrize("channel", ["desk", "digest"])
    def test_mails_nothing_else(self, tell, choose, ruth, channel):
        choose(ruth, assigned=channel)

        tell(ruth)

        assert Notification.objects.get().channel == channel
        assert not Mail.objects.exists()
        assert not OutboxMessage.objects.exists()

    def test_mails_nobody_without_an_address(self, tell):
        tell(UserFactory(role="Editor", email=""))

        assert Notification.objects.get().channel == Channel.DESK

    def test_asks_as_often_for_many_people_as_for_few(self, tell, django_assert_max_num_queries):
        people = [UserFactory(role="Editor", email=f"p{number}@desk.example") for number in range(30)]

        with django_assert_max_num_queries(12):
            assert tell(*people) == 30


class TestDatabase:
    def test_keeps_an_event_from_being_told_twice(self, tell, ruth):
        tell(ruth)
        twin = Notification.objects.get()
        twin.pk = twin.mail = None

        with pytest.raises(IntegrityError, match="told_of_an_event_once"), transaction.atomic():
            twin.save(force_insert=True)

    @pytest.mark.parametrize("state", ["sent", "failed", "dropped"])
    @pytest.mark.parametrize("back", ["waiting", "sending"])
    def test_keeps_a_mail_from_being_sent_twice(self, tell, ruth, state, back):
        tell(ruth)
        Mail.objects.update(state=state, began_at=NINE)

        refused = pytest.raises(IntegrityError, match="never sent again")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE claims_mail SET state = %s", [back])

    def test_keeps_a_person_to_one_daily_mail_a_day(self, ruth):
        known = {"person": ruth, "digest_on": NINE.date(), "created_at": NINE, "due_at": NINE}
        Mail.objects.create(**known)

        with pytest.raises(IntegrityError, match="one_digest_a_day"), transaction.atomic():
            Mail.objects.create(**known)
