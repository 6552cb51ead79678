"""A receiver on loopback, an administrator who has it told, and a clock that goes as fast as a test wants."""

from datetime import timedelta
from inspect import signature

import pytest
from django.utils import timezone

from claims.models import WebhookEndpoint, WebhookEvent
from claims.webhooks.endpoints import add_endpoint
from claims.webhooks.sending import send_webhooks
from tests.factories import UserFactory, published
from tests.webhooks.hook import hooked


class Clock:
    """Begins now."""

    def __init__(self):
        self.now = timezone.now()

    def __call__(self):
        return self.now

    def wait(self, **time: float):
        """Let this much time pass."""
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keeper(db):
    """Somebody who keeps webhooks."""
    return UserFactory(role="Administrator", email="keeper@desk.example")


@pytest.fixture
def people(db):
    """An author and an approver."""
    return UserFactory(role="Editor"), UserFactory(role="Editor")


@pytest.fixture
def publish(people):
    """Publish a verdict; give its revision."""
    return lambda **changes: published(*people, **changes)


@pytest.fixture
def hook(settings):
    with hooked() as hook:
        settings.CONNECT_ALSO_TO = [hook.place]
        yield hook


@pytest.fixture
def added(keeper, hook, clock):
    """The webhook of the receiver, told of everything, and its secret."""
    said = {"url": hook.url, "name": "The Courier", "events": WebhookEvent.values}
    return add_endpoint(**said, editor=keeper, now=clock.now)


@pytest.fixture
def endpoint(added):
    return added[0]


@pytest.fixture
def act(endpoint, keeper, clock):
    """Do something with the webhook, as its keeper, having seen it as it is."""

    def act(action, **more):
        if "version" in signature(action).parameters:
            more = {"version": WebhookEndpoint.objects.get(pk=endpoint.pk).version} | more
        return action(endpoint_id=endpoint.pk, editor=keeper, now=clock.now, **more)

    return act


@pytest.fixture
def sweep(clock):
    """Send what is due now; give how many tries that were."""
    return lambda: send_webhooks(clock=clock)
