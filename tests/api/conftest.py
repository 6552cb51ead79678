"""Programs with and without a token, and something for them to read."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from knox.models import AuthToken

from claims.models import PublicRecord
from tests.factories import UserFactory, published


@pytest.fixture
def publish(db):
    """Publish a verdict and give its record."""
    author, approver = UserFactory(role="Editor"), UserFactory(role="Editor")

    def publish() -> PublicRecord:
        return published(author, approver).review.claim.public_records.get()

    return publish


@pytest.fixture
def submitter(db):
    """Somebody who may submit articles and nothing else."""
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="submit_article"))
    return user


@pytest.fixture
def bearer():
    """A program that speaks for a user, by token."""

    def bearer(user) -> Client:
        _, token = AuthToken.objects.create(user)
        return Client(headers={"authorization": f"Bearer {token}"})

    return bearer


@pytest.fixture
def program(bearer, submitter):
    """A program that may submit articles."""
    return bearer(submitter)
