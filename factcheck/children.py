"""Processes of ours: started each in its own session, written to its own log, and never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1  # prctl(2)
TIME_TO_LEAVE = 10.0  # seconds a process has to end by itself


@dataclass
class Child:
    """A running process. `farewell` is the signal on which it ends in good order."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    farewell: signal.Signals

    def has_ended(self) -> bool:
        """Whether the process is gone, for whatever reason."""
        return self.process.poll() is not None

    def last_words(self, lines: int = 8) -> str:
        """The end of its log, to show beside an error."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def start_child(
    name: str,
    command: Sequence[str | Path],
    *,
    logs: Path,
    farewell: signal.Signals = signal.SIGTERM,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    run_as: Mapping[str, Any] | None = None,
    text_input: str = "",
) -> Child:
    """Start a process whose output goes to `logs`/name.log; the log of the time before is kept as name.log.1.

    It has a session of its own: Ctrl-C reaches us alone, and we end it in good order. `run_as` comes from
    server_account; `text_input` is what the process reads from its standard input.
    """
    log = logs / f"{name}.log"
    with suppress(FileNotFoundError):
        log.rename(log.with_suffix(".log.1"))
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=environment,
            start_new_session=True,
            preexec_fn=end_with_parent(farewell),
            **(run_as or {}),
        )
    hand_over(process, text_input)
    return Child(name, process, log, farewell)


def hand_over(process: subprocess.Popen[bytes], text: str) -> None:
    """Give a process its standard input and close it."""
    if process.stdin:
        with suppress(BrokenPipeError):  # it has died already: its log says why
            process.stdin.write(text.encode())
            process.stdin.close()


def end_with_parent(farewell: signal.Signals) -> Callable[[], None]:
    """What a new process does before anything else: where Linux can, arrange to end when we are killed."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def arrange() -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)  # a shell's background job hands down an ignored Ctrl-C
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)

    return arrange


def stop_children(children: Iterable[Child], patience: float = TIME_TO_LEAVE) -> None:
    """Ask all to end, wait `patience` seconds for all together, then end what is left by force."""
    children = list(children)
    for child in children:
        child.process.send_signal(child.farewell)
    end = time.monotonic() + patience
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, end - time.monotonic()))
        with suppress(ProcessLookupError, PermissionError):  # the whole session is gone, as it should be
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
