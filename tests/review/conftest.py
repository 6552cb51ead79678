"""What the tests of the desk's rules share."""

import pytest

from claims.models import Topic
from tests.factories import UserFactory, accepted_claim


@pytest.fixture
def author():
    return UserFactory(role="Editor")


@pytest.fixture
def editor():
    return UserFactory(role="Editor")


@pytest.fixture
def sensitive_claim():
    """An accepted claim on a topic that needs two approvals."""
    claim = accepted_claim()
    claim.topics.add(Topic.objects.create(name="Security", slug="security", is_sensitive=True))
    return claim
