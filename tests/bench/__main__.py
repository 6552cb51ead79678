"""`make bench`: the extraction beside the bare model, hostile text beside prose. It prints figures and goals.

    python -m tests.bench [CHARACTERS]

CHARACTERS is the size of each hostile text; the default keeps the run short. Ratios come from one run on one machine.
Absolute figures belong to the machine.
"""

import hashlib
import statistics
import sys
import time

from rich.console import Console
from rich.table import Table

from tests.bench.hostile import TEXTS
from tests.bench.speed import VOID, Speeds, compare_speeds
from tests.bench.texts import articles, prose
from tests.bench.workers import Cost, costs_of

HOSTILE_SIZE, LARGE = 50_000, 1_000_000  # characters
PROSE = "prose"


def main(size: int = HOSTILE_SIZE) -> None:
    console, start = Console(), time.monotonic()
    texts = articles("dev")
    checksum = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]
    console.print(f"{len(texts)} articles, SHA-256 {checksum}…")
    console.print(speed_table(compare_speeds(texts)))
    costs = costs_of(
        {"1 MB of prose": prose(LARGE), PROSE: prose(size)}
        | {name: make(size) for name, make in TEXTS.items()}
        | {f"{PROSE} again": prose(size)}
    )
    large = costs.pop("1 MB of prose")
    console.print(worker_table(large, costs, size))
    console.print(hostile_table(costs, size))
    console.print(f"{time.monotonic() - start:.0f} s in all.")


def new_table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="left" if place == 0 else "right")
    return table


def speed_table(speeds: Speeds) -> Table:
    """Words a second on one core, and what share of the bare model's speed ours has."""
    rounds = len(speeds.ours)
    title = f"{speeds.words:,} words, {speeds.claims} claims, {rounds} rounds in turns after one to warm up"
    table = new_table(title, "speed", "median", "least", "most", "must", "aim")
    table.add_row("bare nlp.pipe, all components (words/s)", *spread(speeds.bare, ",.0f"))
    table.add_row("extraction with everything it finds (words/s)", *spread(speeds.ours, ",.0f"))
    table.add_row("extraction ÷ bare", *spread(speeds.ratios, ".2f"), "0.40", "0.80")
    verdict = "void, measure again" if speeds.drift > VOID else "valid"
    table.caption = (
        f"The bare model differs from itself by {100 * speeds.drift:.0f} % between halves: {verdict}."
    )
    return table


def spread(values: list[float], form: str) -> list[str]:
    return [format(value, form) for value in (statistics.median(values), min(values), max(values))]


def worker_table(large: Cost, costs: dict[str, Cost], size: int) -> Table:
    """A worker process: its start, and 1 MB of prose."""
    small, ready = costs[PROSE], [cost for cost in (large, *costs.values()) if not cost.failure]
    table = new_table(f"A worker process, no database, {len(ready)} starts", "what", "figure", "must")
    table.add_row(
        "ready after (s), median", f"{statistics.median(cost.ready_s for cost in ready):.1f}", "≤ 4"
    )
    table.add_row("memory when ready (MB), most", f"{max(cost.ready_mb for cost in ready):.0f}", "≤ 700")
    table.add_row("1 MB of prose, processor time (s)", large.failure or f"{large.cpu_s:.1f}")
    table.add_row("1 MB of prose, memory at most (MB)", f"{large.peak_mb:.0f}", "≤ 700")
    if large.cpu_s and small.cpu_s:
        growth = large.cpu_s / small.cpu_s / (LARGE / size)
        table.add_row(f"time for each character, 1 MB ÷ {size // 1000} kB", f"{growth:.2f}")
    return table


def hostile_table(costs: dict[str, Cost], size: int) -> Table:
    """Processor time against prose of the same size, and memory, the costliest first."""
    title = f"{size:,} characters each, a new process for each"
    table = new_table(title, "text", "time ÷ prose (≤ 3)", "memory in MB (≤ 700)", "claims")
    base = statistics.fmean(cost.cpu_s for name, cost in costs.items() if name.startswith(PROSE))
    for name, cost in sorted(costs.items(), key=lambda item: (not item[1].failure, -item[1].cpu_s)):
        figures = (f"{cost.cpu_s / base:.2f}", f"{cost.peak_mb:.0f}", str(cost.claims))
        table.add_row(name, *((cost.failure,) if cost.failure else figures))
    table.caption = f"Prose takes {base:.1f} s."
    return table


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
