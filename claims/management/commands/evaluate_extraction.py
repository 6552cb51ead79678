"""`manage.py evaluate_extraction`: how good the extraction is on marked articles, without a database."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from claims.extraction import load_pipeline
from claims.extraction.contract import ModelNotInstalled
from claims.management.measures.agreement import DifferentStories, agreement_figures, compare_markings
from claims.management.measures.evaluation import Measured, measure_all
from claims.management.measures.figures import Figure
from claims.management.measures.mistakes import commonest, mistakes_in
from claims.management.measures.sets import MarkedSet, UnreadableSet, read_sets

STORIES = Path(settings.BASE_DIR) / "tests/extraction/stories"
WIDTH = 110  # where the output is no terminal


class Command(BaseCommand):
    """Print precision, recall and F1 of what the extraction finds, with the goals beside them."""

    help = "Measure the extraction on marked articles. Reads no database and stores nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths",
            nargs="*",
            metavar="PATH",
            type=Path,
            help="a folder of marked stories, a JSON file of marked claims, or JSON lines of attributions or pronouns "
            "(.jsonl, .jsonl.gz); without one, the project's stories",
        )
        parser.add_argument(
            "--articles", type=Path, metavar="FILE", help="JSON lines with the texts of the marked pronouns"
        )
        parser.add_argument(
            "--errors",
            type=int,
            default=0,
            metavar="N",
            help="list the N commonest kinds of error of each set",
        )
        parser.add_argument(
            "--against",
            type=Path,
            metavar="FOLDER",
            help="a second marking of the same stories: print how far the two agree, extract nothing",
        )
        parser.add_argument("--json", action="store_true", help="print JSON instead of tables")

    def handle(
        self,
        *args: Any,
        paths: list[Path],
        articles: Path | None,
        against: Path | None,
        errors: int,
        **options: Any,
    ) -> None:
        try:
            sets = [one for path in paths or [STORIES] for one in read_sets(path)]
            measured = compared(sets, against) if against else extracted(sets, articles)
        except (UnreadableSet, DifferentStories, ModelNotInstalled) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            rows = [row(one, figure) for one in measured for figure in one.figures]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        self.show(figures_table(measured))
        for one in measured:
            if errors > 0 and one.mistakes:
                self.show(errors_table(one, errors))

    def show(self, table: Table) -> None:
        console = Console(width=None if self.stdout.isatty() else WIDTH)
        with console.capture() as captured:
            console.print(table)
        self.stdout.write(captured.get())


def extracted(sets: Sequence[MarkedSet], articles: Path | None) -> list[Measured]:
    """Measure what the extraction finds. Raises UnreadableSet and ModelNotInstalled."""
    texts = {
        article["id"]: article["text"]
        for one in (read_sets(articles) if articles else [])
        for article in one.articles
        if one.form != "pronouns"
    }
    pipeline = load_pipeline(settings.EXTRACTION_MODEL, settings.EXTRACTION_TAGGER)
    return list(measure_all(sets, pipeline.extract, pipeline.checkworthiness, texts))


def compared(sets: Sequence[MarkedSet], against: Path) -> list[Measured]:
    """Measure how far two markings agree. Raises UnreadableSet and DifferentStories."""
    stories = [one for one in sets if one.form in ("claims", "seed")]
    articles = compare_markings(stories, read_sets(against))
    mistakes = [mistake for article in articles for mistake in mistakes_in(article)]
    name = f"two markings of {len(articles)} stories"
    return [Measured(name, "agreement", agreement_figures(articles), mistakes)]


def figures_table(measured: Sequence[Measured]) -> Table:
    """One row a set and measure, with what must be reached and what is aimed at."""
    table = Table("set and measure", caption="Figures in %. ✗: not what must be reached.")
    for heading in ("figure", "precision", "recall", "right", "marked", "found"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("must", justify="right", min_width=7)
    table.add_column("aim", justify="right", min_width=7)
    for one in measured:
        table.add_row(f"[bold]{escape(one.name)}")
        for figure in one.figures:
            table.add_row(f"  {figure.measure}", *cells(figure), *goal_cells(one, figure))
        table.add_section()
    return table


def cells(figure: Figure) -> list[str]:
    shares = [percent(share) for share in (figure.value, figure.precision, figure.recall)]
    counts = ["" if count is None else str(count) for count in (figure.right, figure.marked, figure.found)]
    return shares + counts


def goal_cells(measured: Measured, figure: Figure) -> tuple[str, str]:
    goal = measured.goal(figure)
    if goal is None:
        return "", ""
    return f"✗ {goal.must}" if goal.is_reached(figure) is False else goal.must, goal.aim


def percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def errors_table(measured: Measured, number: int) -> Table:
    """The commonest kinds of error of one set, with an example each."""
    title = escape(f"{measured.name}: {len(measured.mistakes)} errors")
    table = Table("times", "kind", "for example", title=title, show_lines=True)
    for kind, times, mistake in commonest(measured.mistakes, number):
        table.add_row(str(times), escape(kind), escape(f"{mistake.article}: {mistake.example}"))
    return table


def row(measured: Measured, figure: Figure) -> dict[str, Any]:
    """One figure as JSON, with its set and goal."""
    goal = measured.goal(figure)
    return {
        "set": measured.name,
        **figure.as_json(),
        "must": goal.must if goal else None,
        "aim": goal.aim if goal else None,
    }
