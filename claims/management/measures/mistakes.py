"""The kinds of mistake in marked claims: what was missed, found falsely, cut wrongly or given to the wrong person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claims.management.measures.claims import Claim, ComparedArticle, Pair, words_of
from claims.management.measures.names import ANYBODY, claim_name, name_of, relayers_of, speakers_of
from claims.management.measures.words import Words

_PRONOUNS = frozenset("he she they it we i you who both neither his her their its him them".split())
_LONGEST_EXAMPLE = 90  # characters


class Mistake(NamedTuple):
    """One mistake: its kind, the article, and the words with what was marked and found."""

    kind: str
    article: str
    example: str


def commonest(mistakes: Iterable[Mistake], number: int) -> list[tuple[str, int, Mistake]]:
    """The commonest kinds with their counts and one example of each, from the middle."""
    kinds: dict[str, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        kinds[mistake.kind].append(mistake)
    by_count = sorted(kinds.values(), key=len, reverse=True)
    return [(of_kind[0].kind, len(of_kind), of_kind[len(of_kind) // 2]) for of_kind in by_count[:number]]


def mistakes_in(article: ComparedArticle) -> Iterator[Mistake]:
    """All mistakes in one article, each under its kind."""
    for kind, example in [*unmatched(article), *mismatched(article)]:
        yield Mistake(kind, article.id, example)


def unmatched(article: ComparedArticle) -> Iterator[tuple[str, str]]:
    matched_marked = {id(pair.marked) for pair in article.pairs}
    matched_found = {id(pair.found) for pair in article.pairs}
    everything_marked = joined(article, article.marked)
    everything_found = joined(article, article.found)
    for claim in article.marked:
        if id(claim) not in matched_marked:
            is_touched = not everything_found.isdisjoint(words_of(article.text, claim))
            yield f"missed: {shape_of(claim, is_touched)}", f"“{short(claim['text'])}”"
    for claim in article.found:
        if id(claim) not in matched_found:
            is_part = not everything_marked.isdisjoint(words_of(article.text, claim))
            kind = "false: a piece of a marked claim" if is_part else "false: nothing is claimed there"
            yield kind, f"“{short(claim['text'])}”"


def shape_of(claim: Claim, is_touched: bool) -> str:
    """How a missed claim is written."""
    if is_touched:
        return "cut elsewhere"
    return {"direct": "in quotation marks", "mixed": "partly quoted"}.get(claim["quote_type"], "reported")


def joined(article: ComparedArticle, claims: Iterable[Claim]) -> Words:
    return frozenset().union(*(words_of(article.text, claim) for claim in claims))


def mismatched(article: ComparedArticle) -> Iterator[tuple[str, str]]:
    """The mistakes in claims that were found."""
    for pair in article.pairs:
        if not pair.is_exact:
            yield span_mistake(article.text, pair), told(pair, "text")
        if not pair.has_speakers:
            yield f"speaker: {speaker_mistake(pair)}", told(pair, "speakers")
        if not pair.has("evidence_status"):
            yield f"evidence: {evidence_mistake(pair)}", told(pair, "evidence_status")
        if not pair.has_relayers:
            yield f"relayer: {relayer_mistake(pair)}", told(pair, "relayed_by")
        if not pair.has("kind"):
            yield f"kind: {pair.marked['kind']} taken for {pair.found.get('kind')}", told(pair, "kind")


def span_mistake(text: str, pair: Pair) -> str:
    marked, found = words_of(text, pair.marked), words_of(text, pair.found)
    if marked <= found:
        return "words: too many"
    return "words: too few" if found <= marked else "words: shifted"


def speaker_mistake(pair: Pair) -> str:
    """Name what is wrong with the speakers of a claim that was found."""
    marked, found = speakers_of(pair.marked), speakers_of(pair.found)
    if not found:
        return "none found"
    if found & relayers_of(pair.marked) - marked:
        return "the relayer taken for the speaker"
    if len(found) != len(marked):
        return "joint speakers not all found" if len(found) < len(marked) else "one too many"
    return name_mistake(marked - found, found - marked, pair.found)


def name_mistake(marked: set[str], found: set[str], claim: Claim) -> str:
    """Name what is wrong with the names, of which there are as many as there should be."""
    if ANYBODY in marked:
        return "a described person taken for a named one"
    if not _PRONOUNS.isdisjoint(found):
        return "pronoun not resolved"
    parts = [(set(one.split()), set(other.split())) for one in marked for other in found]
    if any(other < one for one, other in parts):
        return "name not completed"
    if any(one < other for one, other in parts):
        return "name too long"
    mentions = {claim_name(mention) for mention in claim.get("mentions") or ()}
    return "pronoun, wrong person" if mentions & _PRONOUNS else "somebody else"


def evidence_mistake(pair: Pair) -> str:
    marked, found = (str(claim.get("evidence_status")) for claim in (pair.marked, pair.found))
    if found == "unstated":
        return f"{marked} missed"
    return f"{found} where nothing is stated" if marked == "unstated" else f"{marked} taken for {found}"


def relayer_mistake(pair: Pair) -> str:
    marked, found = relayers_of(pair.marked), relayers_of(pair.found)
    if not found:
        return "missed"
    return "wrong name" if marked else "found where there is none"


def told(pair: Pair, field: str) -> str:
    """The words, with what was marked and what was found in one field."""
    marked, found = (shown(claim.get(field)) for claim in (pair.marked, pair.found))
    words = "" if field == "text" else f"“{short(pair.marked['text'])}”: "
    return f"{words}marked {marked}, found {found}"


def shown(value: object) -> str:
    if isinstance(value, list):
        return " + ".join(name_of(one) for one in value) or "nobody"
    return short(str(value))


def short(words: str) -> str:
    """The words on one line, shortened in the middle, where mistakes are seldom."""
    line = " ".join(words.split())
    half = _LONGEST_EXAMPLE // 2
    return line if len(line) <= _LONGEST_EXAMPLE else f"{line[:half]} … {line[-half:]}"
