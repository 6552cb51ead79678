"""People with addresses, a claim, and notifications to send."""

import pytest

from claims.models import NotificationKind, NotificationSettings
from claims.notifications.telling import notify
from tests.factories import NINE, AppearanceFactory, UserFactory


@pytest.fixture
def ruth(db):
    """An editor whom mail reaches."""
    return UserFactory(role="Editor", username="ruth", first_name="Ruth", email="ruth@desk.example")


@pytest.fixture
def theo(db):
    """A reporter whom mail reaches."""
    return UserFactory(role="Reporter", username="theo", first_name="Theo", email="theo@desk.example")


@pytest.fixture
def claim(db):
    return AppearanceFactory().claim


@pytest.fixture
def choose():
    """Call it to set how somebody hears of a kind of thing."""

    def choose(person, **channels):
        kept, _ = NotificationSettings.objects.get_or_create(person=person)
        kept.channels = kept.channels | channels
        kept.save()

    return choose


@pytest.fixture
def tell(claim):
    """Call it to tell people of an event."""

    def tell(*people, kind=NotificationKind.ASSIGNED, event="audit:1", now=NINE, **more):
        ids = [person.pk for person in people]
        return notify(kind, ids, event=event, claim=more.pop("claim", claim), now=now, **more)

    return tell
