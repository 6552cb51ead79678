"""Real workers, which a test may kill."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from factcheck.celery import app
from factcheck.children import Child, start_child, stop_children
from factcheck.ports import LOOPBACK, free_port
from factcheck.valkey import becomes_ready, start_process

TIME_TO_BE_READY = 60.0  # seconds; the language model is loaded meanwhile


@dataclass
class Worker:
    """A Celery worker with its pool, on the test's database and broker."""

    child: Child
    hostname: str

    def wait_until_ready(self) -> None:
        """Return once it takes tasks."""
        end = time.monotonic() + TIME_TO_BE_READY
        while f"{self.hostname} ready." not in self.child.log.read_text():
            assert not self.child.has_ended(), self.child.last_words(30)
            assert time.monotonic() < end, self.child.last_words(30)
            time.sleep(0.1)

    def kill(self) -> None:
        """End it and its pool at once, with signal 9, as the kernel does when memory is short."""
        with suppress(ProcessLookupError):
            os.killpg(self.child.process.pid, signal.SIGKILL)
        self.child.process.wait()

    def stop(self) -> None:
        """Ask it to finish its task and end."""
        stop_children([self.child])


class OwnBroker:
    """A Valkey that a test may stop; it comes back on the same port, and has forgotten everything."""

    def __init__(self, logs: Path):
        self.port, self.password, self.logs = free_port(), "of-the-test", logs
        self.address = f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"
        self.start()

    def start(self) -> None:
        """Start it; return once it answers."""
        self.child = start_process(self.port, self.password, logs=self.logs)
        assert becomes_ready(self.child, self.address), self.child.last_words()

    def stop(self) -> None:
        """End it, with all it knows."""
        stop_children([self.child])


@pytest.fixture
def own_broker(tmp_path: Path) -> Iterator[OwnBroker]:
    """A broker beside the tests' own."""
    broker = OwnBroker(tmp_path)
    yield broker
    broker.stop()


@pytest.fixture
def start_worker(transactional_db: None, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Call it for a worker that is ready; `start_worker("--concurrency", "2")` adds Celery's options.

    Whatever is left of the workers after the test is killed, and the broker is emptied.
    """
    workers: list[Worker] = []

    def start(*options: str, environment: Mapping[str, str] | None = None) -> Worker:
        hostname = f"worker{len(workers)}-{os.getpid()}@test"
        command = [sys.executable, "-m", "celery", "-A", "factcheck", "worker", "--loglevel", "INFO"]
        command += [
            "--hostname",
            hostname,
            "--concurrency",
            "1",
            "--without-mingle",
            "--without-gossip",
            *options,
        ]
        child = start_child(
            hostname,
            command,
            logs=tmp_path,
            cwd=settings.BASE_DIR,
            environment=os.environ | database_of_test() | (environment or {}),
        )
        workers.append(Worker(child, hostname))
        workers[-1].wait_until_ready()
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
    app.control.purge()


@pytest.fixture
def worker(start_worker: Callable[..., Worker]) -> Worker:
    """A worker that is ready."""
    return start_worker()


def database_of_test() -> dict[str, str]:
    """The environment that leads another process to this test's database."""
    address = urlsplit(os.environ["DATABASE_URL"])
    return {"DATABASE_URL": urlunsplit(address._replace(path=f"/{connection.settings_dict['NAME']}"))}
