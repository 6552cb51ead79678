"""What the environment, the lock files and the Makefile say about themselves."""

import re
import subprocess
import tomllib

import pytest

READS = re.compile(r"""(?:\benv(?:\.\w+)?|environ(?:\.get|\.setdefault)?|lacks)[(\[]"([A-Z_]+)\"""")
NOT_FOR_PEOPLE = {"DJANGO_SETTINGS_MODULE"}


@pytest.fixture(scope="module")
def example(project):
    return (project / ".env.example").read_text()


class TestNameVariables:
    def test_names_each_variable_that_is_read(self, project, example):
        read = {
            name
            for source in (project / "factcheck").glob("*.py")
            for name in READS.findall(source.read_text())
        }

        assert set(re.findall(r"^#([A-Z_]+)=", example, re.M)) == read - NOT_FOR_PEOPLE

    def test_explains_each_variable_in_a_comment_before_it(self, example):
        paragraphs = example.strip().split("\n\n")[1:]

        assert all(re.fullmatch(r"# .+\n#[A-Z_]+=.*", paragraph) for paragraph in paragraphs)


class TestLockDependencies:
    @pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
    def test_names_no_address(self, project, lock):
        text = (project / lock).read_text()

        assert "://" not in text
        assert "index" not in text

    @pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
    def test_pins_each_package_with_its_hashes(self, project, lock):
        packages = (project / lock).read_text().replace("\\\n", "").splitlines()

        assert packages
        assert all("==" in package and "--hash=sha256:" in package for package in packages)

    def test_holds_each_dependency_of_the_project(self, project):
        dependencies = tomllib.loads((project / "pyproject.toml").read_text())["project"]["dependencies"]
        locked = set(re.findall(r"^([a-z0-9-]+)==", (project / "requirements.txt").read_text(), re.M))

        assert {re.match(r"[a-z0-9-]+", dependency)[0] for dependency in dependencies} <= locked

    def test_gives_developers_the_same_versions(self, project):
        pins = [
            set(re.findall(r"^[a-z0-9-]+==.*?(?= \\)", (project / lock).read_text(), re.M))
            for lock in ("requirements.txt", "requirements-dev.txt")
        ]

        assert pins[0] <= pins[1]


class TestHelp:
    def test_lists_every_target(self, project):
        makefile = (project / "Makefile").read_text()
        targets = re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split()

        listed = subprocess.run(
            ["make", "--no-print-directory"], cwd=project, capture_output=True, text=True
        ).stdout

        assert re.findall(r"^  make (\w+) +\S", listed, re.M) == targets
