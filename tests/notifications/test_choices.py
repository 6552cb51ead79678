"""How people choose to hear of things."""

import pytest

from claims.models import AuditEntry, Channel, NotificationKind
from claims.notifications.choices import channel_of, choose_notifications, kinds_for
from claims.notifications.kinds import KINDS
from tests.factories import NINE, UserFactory

pytestmark = pytest.mark.django_db


def choose(person, hour=8, **channels):
    return choose_notifications(person=person, channels=channels, digest_hour=hour, now=NINE)


class TestChooseNotifications:
    def test_holds_for_the_kinds_that_are_named(self, ruth):
        choose(ruth, assigned="off")

        assert channel_of(ruth, NotificationKind.ASSIGNED) == Channel.OFF
        assert channel_of(ruth, NotificationKind.RETURNED) == KINDS[NotificationKind.RETURNED].default

    def test_is_written_down(self, ruth):
        choose(ruth, hour=17, assigned="off", returned="at_once")

        entry = AuditEntry.objects.get()
        assert (entry.move, entry.actor, entry.person) == ("choose_notifications", ruth, ruth)
        assert entry.detail == {
            "A review is assigned to me": ["Also by mail, at once", "Not at all"],
            "hour of the daily mail": ["08:00", "17:00"],
        }

    def test_changes_nothing_the_second_time(self, ruth):
        choose(ruth, assigned="off")
        choose(ruth, assigned="off")

        assert AuditEntry.objects.count() == 1

    def test_keeps_the_defaults_of_whoever_has_no_address_yet(self):
        person = UserFactory(role="Editor", email="")
        choose(person, assigned="desk")

        person.email = "pat@desk.example"

        assert channel_of(person, NotificationKind.ASSIGNED) == Channel.AT_ONCE


class TestKinds:
    def test_each_has_words_and_a_default(self):
        assert set(KINDS) == set(NotificationKind)

    def test_offers_nobody_what_their_rights_rule_out(self, ruth, theo):
        assert NotificationKind.WAITING in kinds_for(ruth)
        assert NotificationKind.WAITING not in kinds_for(theo)
        assert kinds_for(UserFactory()) == [NotificationKind.MENTIONED]
