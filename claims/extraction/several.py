"""Who may be meant together by "both" and "the brothers": named in one breath or one sentence, or put together."""

from collections.abc import Callable, Iterator

from claims.extraction.discourse import Candidate, Discourse
from claims.extraction.named import Named

Callings = Callable[[Named], set[str]]

_LAST_MET = 40  # places where somebody is named or meant by a pronoun


def several_candidates(
    discourse: Discourse, at: int, noun: str, count: int, callings: Callings
) -> list[Candidate]:
    """Give who may be meant by several words before token `at`; of a given number, if words tell it."""
    found: dict[frozenset[str], Candidate] = {}
    ways = (
        discourse.nearest(discourse.groups, at),
        met_together(discourse, at),
        put_together(discourse, at, noun, count, callings),
    )
    for one in (candidate for way in ways for candidate in way):
        found.setdefault(one.names, one)
    return [one for one in found.values() if not count or len(one.named) == count]


def met_together(discourse: Discourse, at: int) -> Iterator[Candidate]:
    """Give the two people of one sentence: "She has a deputy, Ana Alpha"."""
    sentences: dict[int, dict[str, tuple[int, Named]]] = {}
    for i, named in reversed(discourse.met[-_LAST_MET:]):
        if i < at:
            sentences.setdefault(discourse.doc[i].sent.start, {}).setdefault(named.name, (i, named))
    for people in sentences.values():
        if len(people) == 2:
            (_, first), (last, second) = sorted(people.values(), key=lambda one: one[0])
            yield Candidate((first, second), last, is_beside=True)


def put_together(
    discourse: Discourse, at: int, noun: str, count: int, callings: Callings
) -> Iterator[Candidate]:
    """Give people of one calling, and those named or heard last, though nobody has named them together."""
    ones = discourse.nearest(discourse.people, at)
    people = [one for one in ones if one.people]
    called = [one for one in people if noun and noun in callings(one.named[0])]
    heard = [one for one in ones if one.has_spoken]
    bodies = [one for one in discourse.nearest(discourse.bodies, at) if not one.is_in_passing]
    for several in (called, called[:count], heard[:2], people[: count or 2], ones[:2], bodies[:2]):
        if len(several) > 1:
            named = tuple(one.named[0] for one in sorted(several, key=lambda one: one.at))
            yield Candidate(named, max(one.at for one in several), is_put_together=True)
