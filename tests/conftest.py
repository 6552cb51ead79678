"""What all tests share."""

from pathlib import Path

import pytest
from django.conf import settings


def pytest_configure() -> None:
    """Settings that only tests have: static files as they lie in the source, and cheap passwords."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return Path(settings.BASE_DIR)
