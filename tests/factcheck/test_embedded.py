"""The embedded servers: real ones, started and killed here."""

import json
import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from factcheck import server_account
from factcheck.embedded import (
    NO_DATABASE,
    broker_url,
    database_url,
    only_one,
    read_running,
    running,
    write_running,
)
from factcheck.server_account import ACCOUNT, NotStarted, make_home, programs


def ask(address: str, question: str) -> object:
    """One value from the database."""
    with psycopg.connect(address) as connection:
        return connection.execute(question).fetchone()[0]


def keep_word(address: str, word: str) -> None:
    """Store a word, to be found again after a restart."""
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


class TestRunning:
    def test_has_the_extensions_in_every_database(self, servers):
        address = servers.addresses["database"]
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE another")

        names = ask(
            address.rpartition("/")[0] + "/another", "SELECT array_agg(extname::text) FROM pg_extension"
        )

        assert {"vector", "pg_trgm"} <= set(names)

    def test_gives_the_application_no_superuser(self, servers):
        assert ask(servers.addresses["database"], "SHOW is_superuser") == "off"

    @pytest.mark.parametrize("login", ["factcheck:guess", "postgres:", "postgres:guess"])
    def test_refuses_a_login_without_the_password(self, servers, login):
        host = servers.addresses["database"].partition("@")[2]

        with pytest.raises(psycopg.OperationalError, match=r"authentication failed|no pg_hba\.conf entry"):
            psycopg.connect(f"postgres://{login}@{host}")

    def test_refuses_a_broker_without_the_password(self, servers):
        host = servers.addresses["broker"].partition("@")[2]

        with pytest.raises(redis.AuthenticationError):
            redis.from_url(f"redis://{host}").ping()

    def test_forces_to_the_disk_only_what_is_meant_to_last(self, folder):
        with running(folder, broker=False) as servers:
            assert ask(servers.addresses["database"], "SHOW fsync") == "on"
        with running(folder, broker=False, durable=False) as servers:
            assert ask(servers.addresses["database"], "SHOW fsync") == "off"

    def test_keeps_the_data_over_a_restart(self, folder):
        with running(folder, broker=False, durable=False) as servers:
            keep_word(servers.addresses["database"], "kept")

        with running(folder, broker=False, durable=False) as servers:
            assert ask(servers.addresses["database"], "SELECT word FROM kept") == "kept"

    def test_leaves_no_process_behind(self, folder):
        with running(folder, durable=False) as servers:
            numbers = [child.process.pid for child in servers.children]

        assert not any(psutil.pid_exists(number) for number in numbers)

    def test_keeps_the_database_out_of_reach_of_others(self, folder):
        with running(folder, broker=False, durable=False):
            home = (folder / "postgres").resolve()

        assert home.stat().st_mode & 0o077 == 0
        assert (home / "password").stat().st_mode & 0o077 == 0


class TestRecover:
    def test_keeps_what_was_committed_when_everything_is_killed(self, folder):
        with running(folder) as servers:
            keep_word(servers.addresses["database"], "survived")
            for child in servers.children:
                child.process.kill()
                child.process.wait()

        with running(folder) as servers:
            assert ask(servers.addresses["database"], "SELECT word FROM kept") == "survived"

    def test_replaces_a_server_that_was_left_running(self, folder):
        left = running(folder, broker=False, durable=False)
        (server,) = left.__enter__().children

        with running(folder, broker=False, durable=False) as servers:
            assert ask(servers.addresses["database"], "SELECT 1") == 1
            assert server.has_ended()

        left.__exit__(None, None, None)

    def test_does_not_take_another_program_for_its_server(self, folder):
        with running(folder, broker=False, durable=False):
            lock = (folder / "postgres").resolve() / "cluster" / "postmaster.pid"
            old = lock.read_text().splitlines()
        lock.write_text("\n".join([str(os.getpid()), *old[1:]]))  # its number is ours by now

        with running(folder, broker=False, durable=False) as servers:
            assert ask(servers.addresses["database"], "SELECT 1") == 1

    def test_begins_again_when_the_first_start_was_cut_off(self, empty_folder):
        half_made = make_home(empty_folder / "postgres") / "new"
        half_made.mkdir()
        (half_made / "PG_VERSION").write_text("18")

        with running(empty_folder, broker=False, durable=False) as servers:
            assert ask(servers.addresses["database"], "SELECT 1") == 1

    def test_ends_with_a_parent_that_is_killed(self, folder, project, run_python):
        parent = run_python(
            f"""
            import time
            from pathlib import Path
            from factcheck.embedded import running
            with running(Path({str(folder)!r}), durable=False) as servers:
                print(*(child.process.pid for child in servers.children), flush=True)
                time.sleep(60)
            """
        )
        numbers = [int(number) for number in parent.stdout.readline().split()]

        parent.send_signal(signal.SIGKILL)

        gone, alive = psutil.wait_procs([psutil.Process(number) for number in numbers], timeout=10)
        assert len(gone) == 2
        assert not alive


class TestRefuse:
    def test_refuses_files_of_another_postgresql(self, folder):
        with running(folder, broker=False, durable=False):
            pass
        ((folder / "postgres").resolve() / "cluster" / "PG_VERSION").write_text("17\n")

        with (
            pytest.raises(NotStarted, match="made by PostgreSQL 17; this is 18"),
            running(folder, broker=False),
        ):
            pass

    def test_refuses_a_link_to_files_that_are_gone(self, empty_folder):
        (empty_folder / "postgres").symlink_to(empty_folder / "gone")

        with pytest.raises(NotStarted, match="a folder which is gone"):
            running(empty_folder, broker=False).__enter__()

    def test_shows_what_the_server_said_when_it_does_not_start(self, folder, monkeypatch):
        monkeypatch.setattr("factcheck.postgres.HURRY", {"fsync": "sideways"})
        servers = running(folder, broker=False, durable=False)

        with pytest.raises(NotStarted, match="requires a Boolean value"):
            servers.__enter__()


class TestOnlyOne:
    def test_tells_a_second_start_where_the_first_runs(self, data_folder):
        second = only_one("http://127.0.0.1:8002/")

        with (
            only_one("http://127.0.0.1:8001/"),
            pytest.raises(NotStarted, match=r"already running at http://127\.0\.0\.1:8001/ \(process \d+\)"),
        ):
            second.__enter__()

    def test_lets_the_next_start_after_a_crash(self, data_folder):
        (data_folder / "running.json").write_text(json.dumps({"site": "http://127.0.0.1:1/", "pid": "1"}))

        with only_one("http://127.0.0.1:8002/"):
            assert read_running()["site"] == "http://127.0.0.1:8002/"

    def test_refuses_the_folder_of_somebody_else(self, data_folder, monkeypatch):
        monkeypatch.setattr(os, "geteuid", lambda: data_folder.stat().st_uid + 1)

        with pytest.raises(NotStarted, match="belongs to user"):
            only_one("http://127.0.0.1:8002/").__enter__()


class TestTellAddresses:
    def test_gives_those_of_the_running_servers_to_other_processes(self, data_folder):
        with only_one("http://127.0.0.1:8001/"):
            write_running({"database": "postgres://somewhere", "broker": "redis://somewhere"})

            assert (database_url(), broker_url()) == ("postgres://somewhere", "redis://somewhere")

    def test_keeps_the_passwords_to_their_owner(self, data_folder):
        with only_one("http://127.0.0.1:8001/"):
            assert (data_folder / "running.json").stat().st_mode & 0o077 == 0

    def test_refuses_connections_while_nothing_runs(self, data_folder: Path):
        assert database_url() == NO_DATABASE

        with pytest.raises(psycopg.OperationalError, match="Connection refused"):
            psycopg.connect(database_url())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers as somebody else")
class TestServerAccount:
    def test_two_first_starts_at_once_add_the_user_once(self, tmp_path, monkeypatch):
        users, added = {}, []

        def add() -> str:
            time.sleep(0.05)  # as `useradd` takes its time
            added.append(ACCOUNT)
            return users.setdefault(ACCOUNT, "the user")

        monkeypatch.setattr(server_account, "PLACE", tmp_path)
        monkeypatch.setattr(server_account.pwd, "getpwnam", users.__getitem__)
        monkeypatch.setattr(server_account, "create_account", add)
        with ThreadPoolExecutor() as starts:
            found = [start.result() for start in [starts.submit(server_account.server_account) for _ in "ab"]]

        assert (found, added) == (["the user", "the user"], [ACCOUNT])


class TestRunAsRoot:
    def test_runs_the_servers_as_a_user_of_their_own(self, servers):
        users = {psutil.Process(child.process.pid).username() for child in servers.children}

        assert users == {ACCOUNT}

    def test_opens_no_folder_to_others(self, empty_folder):
        closed = empty_folder / "closed"
        closed.mkdir(mode=0o700)

        with running(closed, broker=False, durable=False) as servers:
            assert ask(servers.addresses["database"], "SELECT 1") == 1

        assert {path.stat().st_mode & 0o777 for path in (empty_folder, closed)} == {0o700}
        shutil.rmtree((closed / "postgres").resolve())

    def test_keeps_the_servers_from_changing_their_programs(self, servers):
        files = [programs(), *programs().rglob("*")]

        assert {file.stat().st_uid for file in files} == {0}
        assert not any(file.stat().st_mode & 0o022 for file in files)
