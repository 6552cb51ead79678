"""People at the desk, signed in."""

import pytest
from django.test import Client

from tests.factories import UserFactory


@pytest.fixture
def reporter(db):
    """Somebody who may submit, triage and write."""
    return UserFactory(role="Reporter", first_name="Rae", last_name="Porter")


@pytest.fixture
def editor(db):
    """Somebody who may also approve and publish."""
    return UserFactory(role="Editor", first_name="Eda", last_name="Torr")


@pytest.fixture
def sign_in():
    """Call it for a browser in which a person is signed in."""

    def open_client(person):
        client = Client()
        client.force_login(person)
        return client

    return open_client


@pytest.fixture
def desk(reporter, sign_in):
    """The reporter's browser."""
    return sign_in(reporter)
