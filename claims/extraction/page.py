"""A page that shows what was found in articles, marked where it stands. One file, nothing loaded from elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from claims.extraction.contract import ExtractedClaim, Extraction

_LEGEND = {
    "content": "what somebody is reported to have said",
    "cue": "the words that report it",
    "speaker": "who said it",
    "relayer": "who passed it on",
    "evidence": "what the story says of the evidence",
    "outlet": "a check-worthy sentence of the outlet's own",
}


def page(articles: Iterable[tuple[str, str, Extraction]]) -> str:
    """Give a whole HTML page for (id, text, extraction) of each article."""
    sections = "\n".join(article_section(*article) for article in articles)
    legend = "".join(f'<li><mark class="{name}">{words}</mark></li>' for name, words in _LEGEND.items())
    style = files("claims.extraction").joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Extracted claims</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>\n{style}</style></head>\n<body>\n<header><h1>Extracted claims</h1>"
        f'<ul class="legend">{legend}</ul></header>\n{sections}\n</body></html>\n'
    )


def article_section(id: str, text: str, extraction: Extraction) -> str:
    """Give one article with its marks, and its claims as a list beneath."""
    claims = "\n".join(claim_item(claim) for claim in extraction.claims) or "<li>No claims found.</li>"
    return (
        f'<article><h2>{escape(id)}</h2><p class="about">{escape(extraction.model)}, pipeline '
        f"{extraction.pipeline}, language {escape(extraction.language)}: {len(extraction.attributions)} "
        f'attributions, {len(extraction.claims)} claims</p>\n<div class="text" dir="auto">'
        f"{marked(text, extraction)}</div>\n<ol>\n{claims}\n</ol></article>"
    )


def claim_item(claim: ExtractedClaim) -> str:
    speakers = ", ".join(f"{s.title} {s.name}".strip() for s in claim.speakers) or "nobody named"
    who = "In the outlet's own voice" if claim.voice == "outlet" else speakers
    relayed = f", relayed by {', '.join(claim.relayed_by)}" if claim.relayers else ""
    status = claim.evidence_status.replace("_", " ")
    reasons = "; ".join(f"{factor.name} ({factor.weight:+.1f})" for factor in claim.factors)
    return (
        f"<li><q>{escape(claim.text)}</q> <span>{escape(who + relayed)}</span> <small>{claim.kind}, evidence "
        f'{status}, <abbr title="{escape(reasons)}">check-worthiness {claim.checkworthiness:.2f}</abbr></small></li>'
    )


def marked(text: str, extraction: Extraction) -> str:
    """Give the text, escaped, with a <mark> around every stretch that something was found in."""
    opens, closes = defaultdict(list), defaultdict(list)
    for start, end, name in marks_of(extraction):
        opens[start].append(name)
        closes[end].append(name)
    written, at = [], 0
    active: list[str] = []
    for edge in sorted({*opens, *closes, len(text)}):
        written.append(stretch(text[at:edge], active))
        for name in closes[edge]:
            active.remove(name)
        active += opens[edge]
        at = edge
    return "".join(written)


def stretch(words: str, names: list[str]) -> str:
    if not names or not words:
        return escape(words)
    return f'<mark class="{" ".join(sorted(set(names)))}">{escape(words)}</mark>'


def marks_of(extraction: Extraction) -> Iterator[tuple[int, int, str]]:
    """Give start, end and class of everything to be marked."""
    for attribution in extraction.attributions:
        yield from ((start, end, "content") for start, end in attribution.spans)
        yield from ((s.start, s.end, "speaker") for s in attribution.speakers)
        yield from ((s.start, s.end, "relayer") for s in attribution.relayers)
        if attribution.cue:
            yield attribution.cue.start, attribution.cue.end, "cue"
    for claim in extraction.claims:
        if claim.voice == "outlet":
            yield claim.start, claim.end, "outlet"
        if claim.evidence_cue:
            yield claim.evidence_cue.start, claim.evidence_cue.end, "evidence"
