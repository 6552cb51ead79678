"""What all tests share."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations

KEPT_FOR_GOOD = ["claims_auditentry", "claims_revisionedit", "claims_publicrecord", "claims_approval"]


def pytest_configure() -> None:
    """Settings that only tests have: static files as they lie in the source, and cheap passwords."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    allow_emptying_the_database()


def allow_emptying_the_database() -> None:
    """Let tests that commit empty all tables afterwards, which triggers refuse for the history."""
    flush = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, statements: list[str]) -> None:
        off, on = (
            [f"ALTER TABLE {table} {switch} TRIGGER never_truncated" for table in KEPT_FOR_GOOD]
            for switch in ("DISABLE", "ENABLE")
        )
        flush(self, [*off, *statements, *on])

    DatabaseOperations.execute_sql_flush = execute_sql_flush


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return Path(settings.BASE_DIR)
