"""`python -m factcheck.run`: the whole newsroom on one machine, until Ctrl-C. `make run` calls it.

`python -m factcheck.run web` (or `worker`, `beat`) becomes that one part, with the servers that
DATABASE_URL and CELERY_BROKER_URL name, or beside a newsroom that runs here already.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import environ
from kombu.exceptions import OperationalError

from factcheck import celery_app
from factcheck.children import Child, start_child, stop_children
from factcheck.embedded import PROJECT, data_dir, only_one, read_running, running, write_running
from factcheck.ports import is_answering, is_free
from factcheck.server_account import NotStarted

TIME_TO_ANSWER = 60.0  # seconds the web server has to come up
PARTS = ("web", "worker", "beat")
THREADS = (
    "32"  # that answer at once, each with a connection of its own; PostgreSQL has 100 unless told otherwise
)


def main(arguments: list[str]) -> None:
    """Run the newsroom, or become the part the arguments name; ends with 1 and a sentence if it fails."""
    os.chdir(PROJECT)
    load_environment()
    try:
        become_part(arguments[0]) if arguments else run_newsroom()
    except NotStarted as reason:
        sys.exit(f"{reason}")


def load_environment() -> None:
    """Read `.env`, over which the environment wins, and write a secret into it if there is none."""
    environ.Env.read_env(PROJECT / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    os.environ.setdefault("PORT", "8000")
    os.environ.setdefault("GRANIAN_BLOCKING_THREADS", THREADS)
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = write_secret_key()


def write_secret_key() -> str:
    """Make this installation's own SECRET_KEY and keep it in `.env`, readable by its owner alone."""
    key = secrets.token_urlsafe(50)
    with os.fdopen(os.open(PROJECT / ".env", os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+") as file:
        file.seek(0)
        needs_newline = not (file.read() or "\n").endswith("\n")
        file.write("\n" * needs_newline + f"SECRET_KEY={key}\n")
    return key


def become_part(part: str) -> NoReturn:
    """Replace this process by one part of the newsroom. Raises NotStarted if it has no server to use."""
    if part not in PARTS:
        raise NotStarted(f"There is no part called {part}. Choose from: {', '.join(PARTS)}.")
    for variable, server in (("DATABASE_URL", "database"), ("CELERY_BROKER_URL", "broker")):
        if not os.environ.get(variable) and server not in read_running():
            raise NotStarted(f"No {server}: set {variable}, or start everything with `make run` first.")
    command = command_of(part)
    os.execv(command[0], command)  # noqa: S606  # no shell is meant


def command_of(part: str) -> list[str]:
    """The command of one part. Granian's own variables (GRANIAN_HOST, GRANIAN_WORKERS ...) hold too."""
    granian = ["granian", "--interface", "wsgi", "--port", os.environ["PORT"], "--no-ws"]
    celery = ["celery", "-A", "factcheck", part, "--loglevel", "INFO"]
    commands = {
        "web": [*granian, "--workers-kill-timeout", "8", "factcheck.wsgi:application"],
        "worker": [*celery, "--hostname", f"{os.getpid()}@%h", "--concurrency", "2"]
        + ["--without-mingle", "--without-gossip"],
        "beat": [*celery, "--schedule", str(data_dir() / "beat"), "--pidfile="],
    }
    return [sys.executable, "-m", *commands[part]]


# --- the whole newsroom ---------------------------------------------------------------------------


def run_newsroom() -> NoReturn:
    """Start everything in order, tell where it is, and watch over it until a signal or a death ends it."""
    stop_on_signals()
    port = int(os.environ["PORT"])
    with only_one(f"http://127.0.0.1:{port}/"), ExitStack() as stack:
        if not is_free(port):
            raise NotStarted(
                f"Port {port} is in use by another program. Choose one: make run PORT={port + 1}"
            )
        servers = stack.enter_context(
            running(data_dir(), database=lacks("DATABASE_URL"), broker=lacks("CELERY_BROKER_URL"))
        )
        write_running(servers.addresses)
        names = [child.name for child in servers.children] or ["those of the environment"]
        say(f"Servers: {' and '.join(names)}.")
        prepare()
        parts: list[Child] = []
        stack.callback(stop_children, parts)  # before the servers they use
        parts += [start_child(part, command_of(part), logs=data_dir() / "log") for part in PARTS]
        children = servers.children + parts
        wait_until(lambda: is_answering(port), children)
        fill_demo_newsroom(children)
        say(f"Logs: {data_dir() / 'log'}. Ctrl-C stops everything.")
        say(f"Factcheck is running at http://127.0.0.1:{port}/")
        watch(children)


def stop_on_signals() -> None:
    """Let Ctrl-C, TERM and a closed terminal end the program in good order; later ones are ignored."""

    def leave(number: int, frame: object) -> NoReturn:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        say("Stopping.")
        sys.exit(0)

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, leave)


def say(line: str) -> None:
    """Print a line at once, also into a file or a pipe; a reader who has left is no error."""
    try:
        print(line, flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # the terminal is gone; stopping must go on


def lacks(variable: str) -> bool:
    """Whether the environment leaves this server to us."""
    return not os.environ.get(variable)


def prepare() -> None:
    """Bring the tables and the static files up to date. Raises NotStarted if a server cannot be used."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    try:
        call_command("migrate", verbosity=0)
    except DatabaseError as error:
        raise NotStarted(f"The database cannot be used: {error}") from error
    finally:
        connections.close_all()
    check_broker()
    collect_static_files()
    say("Tables and static files are up to date.")


def collect_static_files() -> None:
    """Collect and compress the static files, unless it was done for these very files: it takes seconds."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = [(path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([])]
    state = repr((sorted((path, os.stat(file).st_mtime_ns) for path, file in files), settings.STORAGES))
    mark = Path(settings.STATIC_ROOT) / ".collected"
    if not mark.exists() or mark.read_text() != state:
        call_command("collectstatic", verbosity=0, interactive=False)
        mark.write_text(state)


def check_broker() -> None:
    """Raise NotStarted if the broker does not answer: a worker would wait for it for ever."""
    with celery_app.connection() as connection:
        try:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=5)
        except OperationalError as error:
            raise NotStarted(f"The broker cannot be used: {error}") from error


def wait_until(happened: Callable[[], bool], children: list[Child], patience: float = TIME_TO_ANSWER) -> None:
    """Wait for something while all processes live. Raises NotStarted when one ends or the patience does."""
    end = time.monotonic() + patience
    while not happened():
        check_alive(children)
        if time.monotonic() > end:
            raise NotStarted(f"The web server does not answer. Its log: {data_dir() / 'log' / 'web.log'}")
        time.sleep(0.1)


def check_alive(children: list[Child]) -> None:
    """Raise NotStarted, naming it and its last words, if one of the processes has ended."""
    for child in children:
        if child.has_ended():
            raise NotStarted(
                f"{child.name} has ended by itself, so everything stops. "
                f"The end of {child.log}:\n{child.last_words()}"
            )


def fill_demo_newsroom(children: list[Child]) -> None:
    """Fill an empty database with the demo, which goes through the worker, and print the demo's logins."""
    with subprocess.Popen([sys.executable, "manage.py", "demo_newsroom"], start_new_session=True) as demo:
        try:
            wait_until(lambda: demo.poll() is not None, children, patience=600.0)
        finally:
            demo.terminate()
    if demo.returncode:
        say("The demo newsroom could not be filled (see above); everything else works.")


def watch(children: list[Child]) -> NoReturn:
    """Look after the processes until a signal comes. Raises NotStarted when one ends by itself."""
    while True:
        check_alive(children)
        time.sleep(0.5)


if __name__ == "__main__":
    main(sys.argv[1:])
