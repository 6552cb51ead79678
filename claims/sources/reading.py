"""Read the text of stored copies, once, in the worker: attempts and times are the row's, as with articles."""

import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext_noop

from claims.models import ReadingState, SourceCopy, StoredFile
from claims.outbox.messages import enqueue, send_hint
from claims.sources.excerpts import squeeze
from claims.sources.read_file import CANNOT_BE_READ, SECONDS

ATTEMPTS_AT_MOST = 3
PATIENCE = 2 * SECONDS  # of the wall clock, for one reading
AGAIN_AFTER = timedelta(seconds=3 * PATIENCE)  # longer than any reading lasts
HINTS_A_SWEEP = 100
GIVEN_UP = gettext_noop("Reading it takes more time than a source should. Type what it says beside it.")
FAILURES = {  # by what read_file says
    "encrypted": gettext_noop("This PDF is encrypted. Print it into a new PDF and upload that."),
    "large": gettext_noop("Reading it takes more memory than a source should."),
    "broken": gettext_noop("It is broken. Type what it says beside it."),
}


def read_copy(*, sha256: str) -> None:
    """Store what a file says, unless that is done or another worker is at it. Running it again changes nothing."""
    taken = StoredFile.objects.filter(pk=sha256, state=ReadingState.WAITING, due_at__lte=Now())
    if not taken.update(attempts=F("attempts") + 1, due_at=Now() + AGAIN_AFTER):
        return
    file = StoredFile.objects.only("content", "media_type", "attempts").get(pk=sha256)
    if file.attempts > ATTEMPTS_AT_MOST:  # each time its worker was lost
        found = {"state": ReadingState.FAILED, "failure": GIVEN_UP}
    else:
        found = read_bounded(bytes(file.content), file.media_type)
    with transaction.atomic():
        if StoredFile.objects.filter(pk=sha256, state=ReadingState.WAITING).update(**found):
            sources = list(
                SourceCopy.objects.filter(file=sha256).order_by("pk").values_list("source", flat=True)
            )
            enqueue("sources.changed", key=f"copy read:{sha256}", source_ids=sources)


def read_bounded(content: bytes, media_type: str) -> dict[str, str]:
    """What to store of a file that a process of its own has read, or given up; never raises for what is in it."""
    command = [sys.executable, "-m", "claims.sources.read_file", media_type]
    try:
        reader = subprocess.run(
            command, input=content, capture_output=True, timeout=PATIENCE, cwd=settings.BASE_DIR, check=False
        )
    except subprocess.TimeoutExpired:
        return {"state": ReadingState.FAILED, "failure": GIVEN_UP}
    if reader.returncode == 0:
        text = reader.stdout.decode()
        state = ReadingState.READ if text else ReadingState.UNREADABLE
        return {"state": state, "text": text, "squeezed": squeeze(text)}
    said = reader.stderr.decode(errors="replace") if reader.returncode == CANNOT_BE_READ else ""
    return {"state": ReadingState.FAILED, "failure": FAILURES.get(said.rpartition("\n")[2], GIVEN_UP)}


def offer_due_copies() -> int:
    """Hint at files that wait to be read, and count them; the cure for every lost message."""
    due = StoredFile.objects.filter(state=ReadingState.WAITING, due_at__lte=Now()).order_by("due_at")
    waiting = list(due.values_list("pk", flat=True)[:HINTS_A_SWEEP])
    return sum(send_hint("claims.tasks.read_copy", sha256=sha256) for sha256 in waiting)
