"""The tests' own PostgreSQL and Valkey, started before Django reads its settings (see addopts in pyproject.toml).

A DATABASE_URL or CELERY_BROKER_URL in the environment is used instead. The processes of a parallel run share what
the first one started: pytest-django gives each a database of its own, and here each gets its own part of Valkey.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from factcheck.embedded import running
from factcheck.server_account import NotStarted

OURS = "FACTCHECK_TESTS_BROKER"  # set for the processes of a parallel run when the broker is the tests' own
started = ExitStack()
atexit.register(started.close)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Start what is needed before pytest-django loads the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        start_servers()
    elif OURS in os.environ:
        number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")) + 1
        os.environ["CELERY_BROKER_URL"] = f"{os.environ[OURS]}/{number}"
    return (yield)


def pytest_unconfigure() -> None:
    """Stop the servers and delete their files, also after failures and Ctrl-C."""
    started.close()


def start_servers() -> None:
    """Start the servers that the environment does not name, and fix the rest of the environment."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-tests-"))
    started.callback(delete_files, folder)
    os.environ |= {"DATA_DIR": str(folder), "DEBUG": "False", "PORT": "8000", "TIME_ZONE": "UTC"}
    os.environ |= {
        "SITE_URL": "http://127.0.0.1:8000",
        "NEWSROOM_NAME": "Factcheck",
        "SECRET_KEY": "of-the-tests",
        "LINK_CHECK": "False",  # no test asks a server that is not its own
        "REQUIRE_TWO_FACTOR": "False",  # where it is what a test is about, the test sets it
    }
    wanted = {"database": "DATABASE_URL" not in os.environ, "broker": "CELERY_BROKER_URL" not in os.environ}
    try:
        servers = started.enter_context(running(folder, durable=False, **wanted))
    except NotStarted as reason:
        pytest.exit(str(reason), returncode=3)
    if wanted["database"]:
        os.environ["DATABASE_URL"] = servers.addresses["database"]
    if wanted["broker"]:
        os.environ["CELERY_BROKER_URL"] = servers.addresses["broker"]
        os.environ[OURS] = servers.addresses["broker"].rpartition("/")[0]


def delete_files(folder: Path) -> None:
    """Delete a data folder, and what its link leads to when root made it."""
    shutil.rmtree((folder / "postgres").resolve(), ignore_errors=True)
    shutil.rmtree(folder)
