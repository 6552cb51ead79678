"""What the tests of sources share."""

import pytest

from claims.models import Source
from tests.factories import UserFactory


@pytest.fixture
def reporter(db):
    """Somebody who writes reviews."""
    return UserFactory(role="Reporter")


@pytest.fixture
def editor(db):
    """Somebody who may also see and confirm protected names."""
    return UserFactory(role="Editor")


@pytest.fixture
def source(db):
    """An open source that nobody has kept a copy of."""
    return Source.objects.create(
        url="https://dam.example/1", title="Inspection", publisher="Dam Authority", kind="primary"
    )
