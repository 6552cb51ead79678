"""What all tests share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations

from claims.public import kept, warm

KEPT_FOR_GOOD = [
    "claims_auditentry",
    "claims_revisionedit",
    "claims_publicrecord",
    "claims_approval",
    "claims_waiver",
    "claims_evidence",
]
STORED_BY_MIGRATIONS = [
    "claims_rating",
    "claims_aboutversion",
    "claims_ledgertold",
    "auth_group",
    "auth_permission",
    "auth_group_permissions",
    "django_content_type",
]


def pytest_configure() -> None:
    """Settings that only tests have: static files as they lie in the source, cheap passwords, nothing kept in files."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.CACHES["cards"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.API_PER_MINUTE_AND_NETWORK = settings.API_PER_MINUTE_AND_TOKEN = 1_000_000
    settings.FORMS_PER_HOUR_AND_NETWORK = 1_000_000
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    allow_emptying_the_database()


def allow_emptying_the_database() -> None:
    """After tests that commit, empty the history too, and keep what the migrations stored."""
    sql_flush = DatabaseOperations.sql_flush

    def with_history(self, style, tables: list[str], **options) -> list[str]:
        off, on = (
            [f"ALTER TABLE {table} {switch} TRIGGER never_truncated" for table in KEPT_FOR_GOOD]
            for switch in ("DISABLE", "ENABLE")
        )
        emptied = [table for table in tables if table not in STORED_BY_MIGRATIONS]
        return [*off, *sql_flush(self, style, emptied, **options), *on]

    DatabaseOperations.sql_flush = with_history
    flush.emit_post_migrate_signal = lambda *_, **__: None  # what that would store was kept


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What a test has read is no page of the next, whose ledger begins anew."""
    yield
    kept.forget_all()
    warm.forget_all()


@pytest.fixture(scope="session")
def for_all(django_db_setup, django_db_blocker):
    """Within `for_all()` a fixture of a class or a module stores what its tests share, and yields.

    Each test's own changes are undone after it, what they share when they are through. Not for tests that commit.
    """

    @contextmanager
    def for_all() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return for_all


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return Path(settings.BASE_DIR)
