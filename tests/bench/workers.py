"""What texts cost a worker process: processor time and memory of a new process for each."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.bench.texts import PROJECT

LONGEST = 300  # seconds for one text


@dataclass(frozen=True)
class Cost:
    """What one process needed: to get ready, and for its text. `failure` says why there is nothing else."""

    ready_s: float = 0
    ready_mb: float = 0
    cpu_s: float = 0
    peak_mb: float = 0
    claims: int = 0
    failure: str = ""


def costs_of(texts: Mapping[str, str]) -> dict[str, Cost]:
    """The cost of each text, two processes at a time where there are two cores."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        files = [written(Path(folder) / f"{number}.txt", text) for number, text in enumerate(texts.values())]
        return dict(zip(texts, pool.map(cost_of, files), strict=True))


def written(file: Path, text: str) -> Path:
    file.write_text(text, "utf-8")
    return file


def cost_of(file: Path) -> Cost:
    """Run one process on one file, on one core."""
    command = [sys.executable, "-m", "tests.bench.child", str(file)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return Cost(failure=f"not within {LONGEST} s")
    if done.returncode:
        return Cost(failure=(done.stderr.strip().splitlines() or ["killed"])[-1])
    return Cost(**json.loads(done.stdout))
