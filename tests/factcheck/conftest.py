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


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder for embedded servers; its files are deleted wherever they lie."""
    with temporary_folder() as folder:
        yield folder


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
