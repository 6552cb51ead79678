"""What `make run` does."""

import os
import signal
import socket
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from unittest.mock import patch

import psutil
import pytest

from factcheck import run
from factcheck.embedded import NO_BROKER, NO_DATABASE
from factcheck.ports import free_port
from factcheck.server_account import NotStarted

CROWD = 150  # readers at once: more than the database has connections


def status_of(address):
    """What a page answers, in the end."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.status


@pytest.fixture
def empty_project(tmp_path, monkeypatch):
    """A project folder without `.env`, and an environment without a secret."""
    monkeypatch.setattr(run, "PROJECT", tmp_path)
    with patch.dict(os.environ):
        os.environ.pop("SECRET_KEY")
        yield tmp_path


class TestLoadEnvironment:
    def test_writes_a_secret_for_its_owner_alone(self, empty_project):
        run.load_environment()

        written = empty_project / ".env"
        assert written.read_text() == f"SECRET_KEY={os.environ['SECRET_KEY']}\n"
        assert written.stat().st_mode & 0o777 == 0o600
        assert len(os.environ["SECRET_KEY"]) >= 50

    def test_keeps_the_secret_it_finds(self, empty_project):
        (empty_project / ".env").write_text("SECRET_KEY=kept\n")

        run.load_environment()

        assert os.environ["SECRET_KEY"] == "kept"

    def test_adds_the_secret_to_what_stands_there(self, empty_project):
        (empty_project / ".env").write_text("NEWSROOM_NAME=Gazette")

        run.load_environment()

        assert (empty_project / ".env").read_text().startswith("NEWSROOM_NAME=Gazette\nSECRET_KEY=")

    def test_lets_the_environment_win(self, empty_project):
        (empty_project / ".env").write_text("SECRET_KEY=kept\nPORT=1234\n")
        os.environ["PORT"] = "4321"

        run.load_environment()

        assert os.environ["PORT"] == "4321"


class TestBecomePart:
    def test_refuses_a_part_there_is_not(self):
        with pytest.raises(NotStarted, match="Choose from: web, worker, beat"):
            run.become_part("press")

    def test_refuses_to_run_without_a_database(self, data_folder, monkeypatch):
        monkeypatch.delenv("DATABASE_URL")

        with pytest.raises(NotStarted, match="No database: set DATABASE_URL"):
            run.become_part("web")

    @pytest.mark.parametrize(("part", "word"), [("web", "granian"), ("worker", "worker"), ("beat", "beat")])
    def test_becomes_the_part_when_the_servers_are_named(self, part, word, monkeypatch):
        became = []
        monkeypatch.setattr(os, "execv", lambda program, command: became.append([program, word in command]))

        run.become_part(part)

        assert became == [[sys.executable, True]]


class TestCheckAlive:
    def test_names_the_process_that_ended_and_its_last_words(self):
        ended = SimpleNamespace(name="beat", log="beat.log", has_ended=lambda: True, last_words=lambda: "Oh.")

        with pytest.raises(NotStarted, match=r"(?s)beat has ended by itself.*beat\.log:\nOh\."):
            run.check_alive([ended])


class TestRunNewsroom:
    def test_refuses_a_port_in_use(self, run_newsroom):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]

            newsroom = run_newsroom(port)

            assert newsroom.wait(30) == 1
            assert f"Port {port} is in use" in newsroom.stderr.read()

    def test_answers_until_ctrl_c_and_leaves_nothing_behind(self, run_newsroom):
        newsroom = run_newsroom(port := free_port())
        lines = list(iter(newsroom.stdout.readline, f"Factcheck is running at http://127.0.0.1:{port}/\n"))
        assert all(lines), newsroom.stderr.read()
        everything = psutil.Process(newsroom.pid).children(recursive=True)
        with ThreadPoolExecutor(CROWD) as pool:  # no page is known yet, and each asks the database
            addresses = (f"http://127.0.0.1:{port}/search/?q=dam{number}" for number in range(CROWD))
            assert set(pool.map(status_of, addresses)) == {200}

        newsroom.send_signal(signal.SIGINT)

        assert newsroom.wait(20) == 0
        assert len(everything) > 4
        assert not psutil.wait_procs(everything, timeout=1)[1]

    def test_starts_no_server_that_the_environment_names(self, run_newsroom, monkeypatch, servers):
        monkeypatch.setenv("DATABASE_URL", servers.addresses["database"])
        monkeypatch.setenv("CELERY_BROKER_URL", servers.addresses["broker"])

        newsroom = run_newsroom(free_port())

        assert newsroom.stdout.readline() == "Servers: those of the environment.\n"

    @pytest.mark.parametrize(
        ("variable", "address", "sentence"),
        [
            ("DATABASE_URL", NO_DATABASE, "The database cannot be used: "),
            ("CELERY_BROKER_URL", NO_BROKER, "The broker cannot be used: "),
        ],
    )
    def test_refuses_servers_that_do_not_answer(self, run_newsroom, monkeypatch, variable, address, sentence):
        monkeypatch.setenv(variable, address)

        newsroom = run_newsroom(free_port())

        assert newsroom.wait(60) == 1
        assert newsroom.stderr.read().startswith(sentence)

    def test_stops_everything_when_one_part_dies(self, run_newsroom):
        newsroom = run_newsroom(port := free_port())
        lines = list(iter(newsroom.stdout.readline, f"Factcheck is running at http://127.0.0.1:{port}/\n"))
        assert all(lines), newsroom.stderr.read()
        everything = psutil.Process(newsroom.pid).children(recursive=True)
        (beat,) = (process for process in everything if "beat" in process.cmdline())

        beat.kill()

        assert newsroom.wait(30) == 1
        assert "beat has ended by itself" in newsroom.stderr.read()
        assert not psutil.wait_procs(everything, timeout=1)[1]


@pytest.fixture
def run_newsroom(run_python, data_folder, monkeypatch):
    """Call it with a port: `make run` there, with servers of its own but without the demo."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("CELERY_BROKER_URL")

    def start(port):
        monkeypatch.setenv("PORT", str(port))
        monkeypatch.setenv("SITE_URL", f"http://127.0.0.1:{port}")
        return run_python(
            "from factcheck import run; run.fill_demo_newsroom = lambda children: None; run.main([])"
        )

    return start
