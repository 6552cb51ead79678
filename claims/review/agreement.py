"""How far second ratings agree with first ones: in percent, and beyond chance by Cohen's kappa.

J. Cohen, “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20 (1960), 37-46.
"""

from collections import Counter

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import RevisionState, SecondRating, Topic
from claims.review.figures import Cell, Figure

AT_LEAST = 10  # pairs; of fewer nothing is said, since one more would change it too much
DECIDED = (RevisionState.PUBLISHED, RevisionState.RETRACTED, RevisionState.SUPERSEDED)
HEADINGS = (
    gettext_lazy("Agreed"),
    gettext_lazy("Disagreed"),
    gettext_lazy("Agreement, %"),
    gettext_lazy("Cohen’s kappa"),
)
NOTE = gettext_lazy(
    "Kappa is 1 where all agree, 0 where they agree no more often than by chance. "
    "Where fewer than %(number)s verdicts were rated twice, nothing is said."
)
Pairs = Counter[tuple[str, str]]  # first and second rating, how often


def agreement_by_topic() -> Figure:
    """First against second ratings of published verdicts, all together and by topic; one on two counts for both."""
    by_topic = pairs_by_topic()
    rows = [_row(topic or _("All topics"), pairs) for topic, pairs in sorted(by_topic.items())]
    return Figure([_("Topic"), *HEADINGS], rows, NOTE % {"number": AT_LEAST}, charted=2)


def agreement_by_rating() -> Figure:
    """The same by rating: of the verdicts to which either gave it, those to which both did."""
    pairs = pairs_by_topic()[""]
    names = sorted({name for pair in pairs for name in pair})
    rows = [_row(_(name), _against_the_rest(pairs, name), only=name) for name in names]
    return Figure([_("Rating"), *HEADINGS], rows, NOTE % {"number": AT_LEAST}, charted=2)


def pairs_by_topic() -> dict[str, Pairs]:
    """The pairs of each topic by its name, and all pairs, each once, under ""."""
    given = SecondRating.objects.filter(rating__isnull=False, revision__state__in=DECIDED)
    topics = Topic.objects.filter(claims__review__revisions=OuterRef("revision")).order_by("name")
    grouped = given.annotate(topics=ArraySubquery(topics.values("name")))
    counted = grouped.values_list("first_rating__name", "rating__name", "topics").annotate(Count("pk"))
    found: dict[str, Pairs] = {"": Counter()}
    for first, second, names, count in counted:
        for name in ("", *names):
            found.setdefault(name, Counter())[first, second] += count
    return found


def kappa(pairs: Pairs) -> float | None:
    """Agreement beyond chance, 1 at most; None where nothing was left to chance, since all gave one rating."""
    total = sum(pairs.values())
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (first, second), count in pairs.items():
        firsts[first] += count
        seconds[second] += count
    by_chance = sum(firsts[name] * seconds[name] for name in firsts) / total**2 if total else 1
    if by_chance == 1:
        return None
    observed = sum(count for (first, second), count in pairs.items() if first == second) / total
    return (observed - by_chance) / (1 - by_chance)


def _against_the_rest(pairs: Pairs, name: str) -> Pairs:
    """The pairs as if the scale had this rating and one other."""
    found: Pairs = Counter()
    for (first, second), count in pairs.items():
        found[name if first == name else "", name if second == name else ""] += count
    return found


def _row(name: str, pairs: Pairs, only: str | None = None) -> tuple[str, list[Cell]]:
    """A line of the table; with `only`, the pairs in which neither gave that rating are not counted as agreed."""
    agreed = sum(n for (a, b), n in pairs.items() if a == b and (only is None or a == only))
    disagreed = sum(n for (a, b), n in pairs.items() if a != b)
    if agreed + disagreed < AT_LEAST:
        few = _("fewer than %(number)s") % {"number": AT_LEAST}
        return name, ["–", "–", few, few]
    beyond = kappa(pairs)
    percent = round(100 * agreed / (agreed + disagreed))
    return name, [agreed, disagreed, percent, "–" if beyond is None else round(beyond, 2)]
