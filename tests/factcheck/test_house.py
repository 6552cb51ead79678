"""Rules of the house that no other tool keeps."""

import ast
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = sorted(
    {path.parent for path in (PROJECT / "claims").glob("*/*.py")} - {PROJECT / "claims/migrations"}
)
SOURCES = [
    path
    for folder in ("factcheck", "claims")
    for path in (PROJECT / folder).rglob("*.py")
    if "migrations" not in path.parts
]


def lengths_of_functions(source: Path) -> list[int]:
    """The lines of each function in a file, from `def` to its end."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, functions)]
    return [function.end_lineno - function.lineno + 1 for function in found]


@pytest.fixture
def copy_of_project(tmp_path: Path) -> Path:
    """The code and its configuration, to be changed at will."""
    for package in ("claims", "factcheck"):
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of the code in a folder."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


class TestKeepContracts:
    def test_accepts_the_code_as_it_is(self, copy_of_project):
        result = lint_imports(copy_of_project)

        assert result.returncode == 0, result.stdout

    def test_refuses_a_module_without_a_place(self, copy_of_project):
        (copy_of_project / "claims/newcomer.py").touch()

        result = lint_imports(copy_of_project)

        assert result.returncode == 1
        assert "newcomer" in result.stdout

    @pytest.mark.parametrize(
        ("module", "line"),
        [
            ("claims/extraction/contract.py", "import django"),
            ("claims/models/claim.py", "import claims.review"),
            ("claims/desk/__init__.py", "import claims.extraction"),
            ("claims/public/__init__.py", "import claims.models"),
            ("claims/review/actions.py", "import claims.tasks"),
        ],
    )
    def test_refuses_an_import_that_points_up_or_out(self, copy_of_project, module, line):
        with (copy_of_project / module).open("a") as file:
            file.write(f"\n{line}\n")

        assert lint_imports(copy_of_project).returncode == 1


class TestReadCode:
    @pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
    def test_finds_each_rooms_purpose_in_its_docstring(self, room):
        assert ast.get_docstring(ast.parse((room / "__init__.py").read_text()))

    def test_finds_functions_short(self):
        lengths = [length for source in SOURCES for length in lengths_of_functions(source)]

        assert statistics.median(lengths) <= 10

    def test_finds_no_drawer_for_odds_and_ends(self):
        assert not {"utils", "helpers", "common", "misc"} & {source.stem for source in SOURCES}
