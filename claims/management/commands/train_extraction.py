"""`manage.py train_extraction`: train the tagger again, from data given by path. Called by `make train`."""

import random
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.management.measures.sets import Form, UnreadableSet, read_sets

STORIES = Path(settings.BASE_DIR) / "tests/extraction/stories/train"
SEED = 7


class Command(BaseCommand):
    """Train the tagger in three courses: attributions alone, everything together, and the stories once more."""

    help = "Train the extraction's tagger. Needs requirements-train.txt; takes about an hour and a half on two cores."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--attributions",
            type=Path,
            required=True,
            metavar="FILE",
            help="JSON lines of articles with source, cue and content",
        )
        parser.add_argument(
            "--sentences",
            type=Path,
            required=True,
            metavar="FILE",
            help="JSON lines of sentences, worth checking or not",
        )
        parser.add_argument(
            "--stories",
            type=Path,
            default=STORIES,
            metavar="FOLDER",
            help="marked stories; without it, the project's training stories",
        )
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the weights go")
        parser.add_argument("--vocabulary", type=int, default=8_500, metavar="N", help="pieces of words kept")
        parser.add_argument(
            "--state", type=Path, metavar="FILE", help="go on with a network kept after a course"
        )
        parser.add_argument("--course", type=int, default=1, metavar="N", help="the course to go on with")

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        try:
            articles = marked_in(options["attributions"], "attributions")
            stories = marked_in(options["stories"], "claims")
            sentences = marked_in(options["sentences"], "sentences")
            from claims.management.training.training import Training
        except UnreadableSet as error:
            raise CommandError(str(error)) from error
        except ImportError as error:
            raise CommandError(
                f"{error}: install requirements-train.txt first, or use `make train`."
            ) from error
        seed_everything()
        training = Training(articles, stories, sentences, options["vocabulary"], self.stdout.write)
        training.train(out, options["state"], options["course"])


def marked_in(path: Path, form: Form) -> list[dict[str, Any]]:
    """Read what is marked in a file or folder. Raises UnreadableSet, also if it is of another form."""
    sets = read_sets(path)
    if any(one.form != form for one in sets):
        raise UnreadableSet(f"{path} holds no {form}.")
    return [article for one in sets for article in one.articles]


def seed_everything() -> None:
    import torch

    random.seed(SEED)
    np.random.seed(SEED)
    torch.manual_seed(SEED)
