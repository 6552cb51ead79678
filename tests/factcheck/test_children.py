"""Processes of ours, real ones."""

import sys
import time

import psutil
import pytest

from factcheck.children import start_child, stop_children

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {STUBBORN!r}])"


@pytest.fixture
def start(tmp_path):
    """Call it with a program in Python: a child that runs it; stopped when the test ends."""
    started = []

    def start_python(source, **options):
        started.append(start_child("child", [sys.executable, "-c", source], logs=tmp_path, **options))
        return started[-1]

    yield start_python
    stop_children([child for child in started if not child.has_ended()], patience=0)


def wait_for_words(child, words):
    """Wait until the child's log holds the words."""
    end = time.monotonic() + 20
    while words not in child.log.read_text():
        assert time.monotonic() < end
        time.sleep(0.05)


class TestStartChild:
    def test_writes_its_output_to_its_log(self, start):
        child = start("import sys; print('out'); print('err', file=sys.stderr)")

        child.process.wait(20)

        assert sorted(child.last_words().splitlines()) == ["err", "out"]

    def test_keeps_the_log_of_the_time_before(self, start):
        start("print('before')").process.wait(20)

        child = start("print('now')")
        child.process.wait(20)

        assert child.log.with_suffix(".log.1").read_text() == "before\n"
        assert child.log.read_text() == "now\n"

    def test_hands_over_the_input(self, start):
        child = start("print(input())", text_input="a secret\n")

        child.process.wait(20)

        assert child.last_words() == "a secret"


class TestStopChildren:
    def test_lets_a_child_end_by_itself(self, start):
        child = start("import time; print('up', flush=True); time.sleep(60)")
        wait_for_words(child, "up")

        stop_children([child])

        assert child.process.returncode == -child.farewell

    def test_ends_by_force_what_does_not_listen_and_what_it_started(self, start):
        child = start(PARENT)
        wait_for_words(child, "up")
        grandchildren = psutil.Process(child.process.pid).children()

        stop_children([child], patience=0.5)

        assert child.has_ended()
        assert not psutil.wait_procs(grandchildren, timeout=10)[1]

    def test_accepts_a_child_that_is_gone(self, start):
        child = start("pass")
        child.process.wait(20)

        stop_children([child])

        assert child.process.returncode == 0
