import pytest

from tests.outward.receiver import receiving


@pytest.fixture
def friend(settings):
    """A receiver that may be spoken to."""
    with receiving() as receiver:
        settings.CONNECT_ALSO_TO = [receiver.place]
        yield receiver
