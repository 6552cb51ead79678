"""Embedded servers of one test alone."""

import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from factcheck.embedded import Servers, running
from factcheck.server_account import make_home


@pytest.fixture
def empty_folder() -> Iterator[Path]:
    """A data folder in which nothing was started yet; its files are deleted wherever they lie."""
    with temporary_folder() as folder:
        yield folder


@pytest.fixture
def folder(empty_folder: Path, new_database: Path) -> Path:
    """A data folder with the files of an empty database, which takes less time than making them."""
    home = make_home(empty_folder / "postgres")
    subprocess.run(["cp", "-a", f"{new_database}/.", home], check=True)
    return empty_folder


@pytest.fixture(scope="session")
def new_database() -> Iterator[Path]:
    """The files of an empty database, to be copied."""
    with temporary_folder() as folder:
        with running(folder, broker=False, durable=False):
            pass
        yield (folder / "postgres").resolve()


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """Servers for the tests that only ask them something."""
    with temporary_folder() as folder, running(folder, durable=False) as servers:
        yield servers


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is deleted at the end, with what its link to the database's files leads to."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-test-"))
    yield folder
    shutil.rmtree((folder / "postgres").resolve(), ignore_errors=True)
    shutil.rmtree(folder)


@pytest.fixture
def data_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as the DATA_DIR of this process."""
    monkeypatch.setenv("DATA_DIR", str(folder))
    return folder


@pytest.fixture
def run_python(project: Path, folder: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Call it with a program in Python: its process, with the project at hand; killed when the test ends."""
    started: list[subprocess.Popen[str]] = []

    def run(source: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", textwrap.dedent(source)]
        started.append(
            subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()
