"""Where a claim was said, in the order of time, and how often since our verdict."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

WIDTH = 1000  # of the drawing; a page stretches it


def timeline(appearances: Iterable[dict], published_at: str) -> dict:
    """The appearances of a record as groups before and since the first publication, and marks for a drawing.

    `marks` are the places in the drawing, none where there is but one moment to show; those without a day are in
    the first group and have no mark.
    """
    verdict_at = _moment(published_at)
    said = [(each, _moment(each["article"]["published_at"])) for each in appearances]
    said.sort(key=lambda pair: pair[1] or datetime.min.replace(tzinfo=UTC))
    times = [at for _, at in said if at]
    before = [each for each, at in said if not at or not verdict_at or at <= verdict_at]
    since = [each for each, at in said if at and verdict_at and at > verdict_at]
    return {"before": before, "since": since} | _drawing(times, verdict_at)


def _drawing(times: list[datetime], verdict_at: datetime | None) -> dict:
    if len(times) < 2 or not verdict_at:
        return {"marks": [], "verdict_mark": None}
    first, last = min(*times, verdict_at), max(*times, verdict_at)
    length = (last - first) / timedelta(seconds=1) or 1.0

    def place(at: datetime) -> int:
        return round((at - first) / timedelta(seconds=1) / length * WIDTH)

    return {"marks": [place(at) for at in times], "verdict_mark": place(verdict_at)}


def _moment(text: str | None) -> datetime | None:
    """A moment of a record; a time without a zone is taken for UTC, so that all can be compared."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
