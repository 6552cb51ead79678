"""From the findings in a Doc to the plain values of the contract."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import cast

from spacy.tokens import Doc, Span

from claims.extraction.checkworthiness import checkworthiness_of, factors_of
from claims.extraction.claims import OUTLET
from claims.extraction.contract import (
    PIPELINE_VERSION,
    ClaimKind,
    EvidenceStatus,
    ExtractedAttribution,
    ExtractedClaim,
    Extraction,
    FoundSpeaker,
    QuoteType,
    SpeakerKind,
    Words,
)
from claims.extraction.quotations import CLOSERS, MARKS
from claims.extraction.telling_verbs import tells

_BORNE_OUT = ("fact", "prediction")  # rather than what follows
_WORD = re.compile(r"\w+")
_LOOSE_ENDS = " \t\r\n,;:—–-"
_ALL_CLOSERS = "".join(CLOSERS.values())


def extraction_of(doc: Doc, text: str, model: str) -> Extraction:
    """Give everything the components found in a Doc; words are cut from `text`, the article as stored."""
    reader = FindingsReader(doc, text)
    attributions = tuple(
        one for id in reader.contents for one in (reader.attribution(id), *reader.relays(id))
    )
    claims = tuple(claim for span in doc.spans["claims"] if (claim := reader.claim(span)) is not None)
    return Extraction(model, PIPELINE_VERSION, "en", attributions, claims)


class FindingsReader:
    """Reads the span groups of one Doc by the id of their attribution."""

    def __init__(self, doc: Doc, text: str):
        self.doc, self.text = doc, text
        self.contents, self.cues, self.speakers, self.relayers, self.evidence = (
            by_id(doc, group) for group in ("contents", "cues", "speakers", "relayers", "evidence")
        )
        self.claims = by_id(doc, "claims")
        self.quotations = [(span.start_char, span.end_char) for span in doc.spans["quotations"]]

    def attribution(self, id: str) -> ExtractedAttribution:
        spans = tuple(self.tidy(span) for span in self.contents[id])
        return ExtractedAttribution(
            id=id,
            spans=spans,
            cue=self.words(self.cues[id]),
            speakers=self.named(self.speakers[id]),
            quote_type=self.quote_type(*spans),
            relayers=self.named(self.relayers[id]),
        )

    def relays(self, id: str) -> Iterator[ExtractedAttribution]:
        """Give what a relayer says, by "according to" or in front: that somebody said it. It is no claim of its own."""
        parts = [*self.contents[id], *self.cues[id], *self.speakers[id]]
        for number, relayer in enumerate(self.relayers[id], start=1):
            start, end = min(part.start for part in parts), max(part.end for part in parts)
            cue = cue_of_relayer(relayer, start)
            if cue is None:
                continue
            aside = Span(self.doc, min(cue.start, relayer.start), max(cue.end, relayer.end))
            if aside.sent.start < end <= aside.start:
                end = aside.start  # "Ana said it fell, twice in a year, according to the Post"
            around = [(start, min(end, aside.start)), (max(start, aside.end), end)]
            spans = tuple(self.tidy(Span(self.doc, *one)) for one in around if one[0] < one[1])
            yield ExtractedAttribution(
                f"{id}r{number}", spans, self.words([cue]), self.named([relayer]), self.quote_type(*spans), ()
            )

    def claim(self, span: Span) -> ExtractedClaim | None:
        """Give one claim; None if nothing but marks is left of it."""
        start, end = self.tidy(span)
        id = span.id_
        evidence = self.evidence_for(span)
        speakers = self.named(self.speakers[id])
        status = evidence[0].label_ if evidence else "unstated"
        factors = factors_of(span, evidence_status=status, has_office=any(s.title for s in speakers))
        if not _WORD.search(self.text, start, end):
            return None
        return ExtractedClaim(
            text=self.text[start:end],
            start=start,
            end=end,
            voice="outlet" if id == OUTLET else "attributed",
            attribution=None if id == OUTLET else id,
            speakers=speakers,
            relayers=self.named(self.relayers[id]),
            cue=self.words(self.cues[id]),
            quote_type=self.quote_type((start, end)),
            evidence_status=cast(EvidenceStatus, status),
            evidence_cue=self.words(evidence),
            kind=cast(ClaimKind, span.label_),
            checkworthiness=checkworthiness_of(factors),
            factors=factors,
            found_by=self.finders(id, has_evidence=bool(evidence)),
        )

    def evidence_for(self, span: Span) -> list[Span]:
        """Give what is told of the evidence for a claim, the surest first."""
        return [told for told in self.evidence[span.id_] if span in self.borne_out(told)]

    def borne_out(self, told: Span) -> list[Span]:
        """Give the claims of an attribution that words about evidence mean.

        Those before them and behind what was told before; of these the facts rather than forecasts, and forecasts
        rather than opinions and promises.
        """
        claims = self.claims[told.id_]
        before = [one for one in claims if one.start < told.start] or claims
        last = max((one.start for one in self.evidence[told.id_] if one.start < told.start), default=-1)
        near = [one for one in before if one.start > last] or before
        return [one for one in near if rank(one) == min(map(rank, near))]

    def words(self, spans: list[Span]) -> Words | None:
        if not spans:
            return None
        start, end = spans[0].start_char, spans[0].end_char
        return Words(self.text[start:end], start, end)

    def named(self, spans: list[Span]) -> tuple[FoundSpeaker, ...]:
        titles = self.doc._.titles or {}
        return tuple(
            FoundSpeaker(
                name=span.kb_id_,
                kind=cast(SpeakerKind, span.label_),
                title=titles.get(span.kb_id_, ""),
                mention=self.text[span.start_char : span.end_char],
                start=span.start_char,
                end=span.end_char,
            )
            for span in spans
        )

    def finders(self, id: str, *, has_evidence: bool) -> tuple[str, ...]:
        """Name the components that found the parts of a claim."""
        if id == OUTLET:
            return ("outlet",)
        found = [self.contents[id][0].label_, "speakers"]
        found += ["joint_speakers"] if len(self.speakers[id]) > 1 else []
        found += ["relayers"] if self.relayers[id] else []
        return (*found, "evidence_status") if has_evidence else tuple(found)

    def tidy(self, span: Span) -> tuple[int, int]:
        """Give the characters of a span without loose commas and unpaired quotation marks at its ends."""
        start, end = span.start_char, span.end_char
        while start < end and is_loose_start(self.text, start, end):
            start += 1
        while start < end and is_loose_end(self.text, start, end):
            end -= 1
        return start, end

    def quote_type(self, *spans: tuple[int, int]) -> QuoteType:
        """Tell whether all, none or some of the words stand in quotation marks."""
        words = [word.start() for start, end in spans for word in _WORD.finditer(self.text, start, end)]
        quoted = [self.is_quoted(word) for word in words]
        return "direct" if quoted and all(quoted) else "mixed" if any(quoted) else "indirect"

    def is_quoted(self, at: int) -> bool:
        index = bisect_right(self.quotations, (at, len(self.text))) - 1
        return index >= 0 and at < self.quotations[index][1]


def cue_of_relayer(relayer: Span, start: int) -> Span | None:
    """Give the "according to" before a relayer, or the "said" of "Ana said the divers believe it"."""
    before = relayer.doc[max(0, relayer.start - 2) : relayer.start]
    if before.text.lower() == "according to":
        return before
    behind = relayer.doc[relayer.end : min(relayer.end + 2, start)]
    verb = next((token.i for token in behind if tells(token)), None)
    return relayer.doc[verb : verb + 1] if verb is not None and behind.sent.end > start else None


def rank(claim: Span) -> int:
    """Tell how soon evidence is about a claim of this kind."""
    return _BORNE_OUT.index(claim.label_) if claim.label_ in _BORNE_OUT else len(_BORNE_OUT)


def by_id(doc: Doc, group: str) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for span in doc.spans.get(group, ()):
        found[span.id_].append(span)
    return found


def is_loose_start(text: str, start: int, end: int) -> bool:
    """A comma or blank; an opening mark whose partner is missing or ends the words."""
    mark = text[start]
    if mark not in MARKS:
        return mark in _LOOSE_ENDS
    partners = CLOSERS.get(mark, "")
    inner = text[start + 1 : end].rstrip(_LOOSE_ENDS + ".?!")
    return not any(p in inner[:-1] for p in partners)


def is_loose_end(text: str, start: int, end: int) -> bool:
    mark = text[end - 1]
    if mark not in _ALL_CLOSERS:
        return mark in _LOOSE_ENDS
    openers = [opener for opener, closers in CLOSERS.items() if mark in closers]
    return not any(opener in text[start : end - 1] for opener in openers)
