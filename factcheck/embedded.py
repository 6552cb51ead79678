"""PostgreSQL and Valkey for one machine, started from their Python packages; and where to find them.

All their files lie in the data folder (DATA_DIR, else `.data` in the project); as root, those of the
database lie elsewhere and the data folder holds a link (see server_account). While they run, `running.json`
in the data folder tells their addresses, readable by its owner alone: so `manage.py` in a second shell
works on the running newsroom.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.children import Child, stop_children
from factcheck.postgres import start_postgres, write_secret
from factcheck.server_account import NotStarted
from factcheck.valkey import start_valkey

PROJECT = Path(__file__).resolve().parent.parent
# What settings get while nothing runs: using these ends in "connection refused", and `manage.py extract`,
# which needs neither, works.
NO_DATABASE = "postgres://factcheck@127.0.0.1:1/start-it-with-make-run"
NO_BROKER = "redis://127.0.0.1:1/0"


@dataclass
class Servers:
    """The running servers: their addresses by name ("database", "broker") and their processes."""

    addresses: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)


def data_dir() -> Path:
    """The one folder for everything that running Factcheck makes."""
    return Path(os.environ.get("DATA_DIR") or PROJECT / ".data").resolve()


def database_url() -> str:
    """The address of the embedded database; while it is not running, one that refuses connections."""
    return read_running().get("database", NO_DATABASE)


def broker_url() -> str:
    """The address of the embedded broker; while it is not running, one that refuses connections."""
    return read_running().get("broker", NO_BROKER)


def read_running() -> dict[str, str]:
    """What the running newsroom tells about itself: "site", "pid", and the embedded servers' addresses.

    Empty when nothing runs. Out of date between a kill -9 and the next start: its addresses then refuse.
    """
    try:
        return json.loads((data_dir() / "running.json").read_text())
    except (FileNotFoundError, PermissionError):
        return {}


@contextmanager
def only_one(site: str) -> Iterator[None]:
    """Hold the data folder; raises NotStarted, saying where it runs, if another process holds it.

    The lock belongs to the process, so that no crash leaves it behind.
    """
    folder = make_data_dir()
    with (folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotStarted(already_running()) from None
        write_running({"site": site, "pid": str(os.getpid())})
        try:
            yield
        finally:
            (folder / "running.json").unlink(missing_ok=True)


def already_running() -> str:
    """The sentence for a second start."""
    running = read_running()
    where = f"at {running['site']} (process {running['pid']})" if running else "(it is just starting)"
    return f"Factcheck is already running {where}. Stop it with Ctrl-C where it was started, then try again."


def make_data_dir() -> Path:
    """Create the data folder, for its owner alone; raises NotStarted if it is somebody else's."""
    folder = data_dir()
    (folder / "log").mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        raise NotStarted(
            f"{folder} belongs to user {owner}. Run as that user, or set DATA_DIR to another folder."
        )
    folder.chmod(0o700)
    return folder


def write_running(facts: dict[str, str]) -> None:
    """Add to what the running newsroom tells about itself; a reader sees the old or the new, never a half."""
    partial = data_dir() / "running.json.partial"
    write_secret(partial, json.dumps(read_running() | facts))
    partial.rename(data_dir() / "running.json")


@contextmanager
def running(
    folder: Path, *, database: bool = True, broker: bool = True, durable: bool = True
) -> Iterator[Servers]:
    """Run the wanted servers with their files in `folder`, and stop them at the end, whatever happens.

    `durable` False forces nothing to the disk: for tests. Raises NotStarted.
    """
    logs = folder / "log"
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    servers = Servers()
    with ExitStack() as stack:
        stack.callback(lambda: stop_children(servers.children, patience=20.0))
        if database:
            child, servers.addresses["database"] = start_postgres(folder, logs=logs, durable=durable)
            servers.children.append(child)
        if broker:
            child, servers.addresses["broker"] = start_valkey(logs=logs)
            servers.children.append(child)
        yield servers
