"""Component `evidence_status`: what the story itself says about the evidence for a claim."""

from collections import defaultdict
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from claims.extraction.contradictions import contradicts
from claims.extraction.evidence_words import OPPOSING, PATTERNS
from claims.extraction.proposals import Proposal, Range, claim_id, read_proposals, trimmed
from claims.extraction.sources import inside_quotations, subject_of

_ASIDE_OPENERS = frozenset(
    "without citing despite contrary though although but while even pointing offering providing a an claim "
    "allegation assertion accusation statement story charge figure fear sum that which who for something and".split()
)
_KEPT_IN_MIND = 2  # attributions before the last that "neither" may mean
_FARTHEST = 6  # tokens between "falsely" and its cue


@Language.factory("evidence_status", requires=["doc.spans", "token.dep", "token.pos"], assigns=["doc.spans"])
def make_evidence_status(nlp: Language, name: str) -> "EvidenceStatus":
    """Build the component; its words stand in `evidence_words`."""
    return EvidenceStatus()


class EvidenceStatus:
    """Mark the words that say whether evidence was withheld, cited or opposed.

    Patterns look in the sentence of an attribution and in the one after it; what they do not find, the tagger may.
    Writes doc.spans["evidence"]: the status as label, and as id the attribution's, or `claim_id` where it is about one
    claim alone; and takes such words out of contents ("..., though neither has offered proof").
    """

    def __call__(self, doc: Doc) -> Doc:
        reader = EvidenceReader(doc)
        before: list[Proposal] = []
        for sentence in doc.sents:
            here = reader.by_sentence[sentence.start]
            spans = list(statements(sentence, reader.quoted)) if here or before else []
            for span in spans or reader.contradictions(sentence, here, before):
                reader.assign(span, here, before)
            before = (here and [*before[-_KEPT_IN_MIND:], *here]) or (
                before if sentence.text.isspace() else []
            )
        if reader.found:
            doc.spans["contents"] = reader.cut_contents()
        doc.spans["evidence"] = sorted([*reader.found.values(), *reader.tagged()])
        return doc


class EvidenceReader:
    """The attributions of an article by sentence, and what was found of their evidence so far."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.quoted = inside_quotations(doc)
        self.found: dict[str, Span] = {}
        self.by_sentence: dict[int, list[Proposal]] = defaultdict(list)
        self.proposals = read_proposals(doc)
        for proposal in self.proposals:
            for sentence in {doc[i].sent.start for i in anchors(proposal)}:
                self.by_sentence[sentence].append(proposal)

    def contradictions(self, sentence: Span, here: list[Proposal], before: list[Proposal]) -> list[Span]:
        """Give a sentence that nobody says, if it sets a fact against the claim before it."""
        if here or not before or any(self.quoted[sentence.start : sentence.end]) or not answers(sentence):
            return []
        contents = [self.doc[start:end] for start, end in before[-1].contents[-1:]]
        words = trimmed(self.doc, sentence.start, sentence.end)
        if words is None or not any(contradicts(sentence, content) for content in contents):
            return []
        return [Span(self.doc, *words, "disputed")]

    def assign(self, span: Span, here: list[Proposal], before: list[Proposal]) -> None:
        """Give the words to the attributions they speak of: one of their own sentence, else of the one before."""
        own = [p for p in here if not is_part_of(p, span)]
        candidates = [p for p in own if self.may_speak_of(span, p)]
        if is_opposing(span) or not own:
            candidates = before
        for proposal in sorted(candidates, key=lambda p: distance(span, p))[:1]:
            if proposal.id not in self.found:
                self.found[proposal.id] = Span(
                    self.doc, span.start, span.end, span.label_, span_id=proposal.id
                )

    def may_speak_of(self, span: Span, proposal: Proposal) -> bool:
        """Words inside a content are the speaker's own, unless they are an aside at its end."""
        if span.root.pos_ == "ADV" and distance(span, proposal) > _FARTHEST:
            return False
        holder = next((r for r in proposal.contents if r[0] <= span.start < r[1]), None)
        return holder is None or is_aside(span, holder) or is_afterthought(span, holder, proposal)

    def tagged(self) -> Iterator[Span]:
        """Give what the tagger read, for the claims of attributions whose evidence no pattern tells."""
        told: set[str] = set()
        by_token = {i: p for p in self.proposals for start, end in p.contents for i in range(start, end)}
        for words in self.doc._.evidence_words:
            for statement in (self.doc._.statements[number] for number in words.about):
                place = trimmed(self.doc, statement.start, statement.end)
                holder = by_token.get(place[0], by_token.get(place[1] - 1)) if place else None
                if place and holder and holder.id not in self.found:
                    id = claim_id(holder.id, place[0])
                    if id not in told:
                        yield Span(self.doc, words.start, words.end, words.status, span_id=id)
                    told.add(id)

    def cut_contents(self) -> list[Span]:
        """Give the contents again, each ended where an aside about its evidence begins.

        An attribution keeps its last content, for without one it would be none.
        """
        contents = list(self.doc.spans["contents"])
        said = {content.id_ for content in contents if not self.is_evidence(content)}
        return [self.cut_at_aside(c) for c in contents if c.id_ not in said or not self.is_evidence(c)]

    def is_evidence(self, content: Span) -> bool:
        """Is a content nothing but the aside: "Crime fell, she said, and figures bear her out"?"""
        evidence = self.found.get(content.id_)
        return (
            evidence is not None
            and content.start <= evidence.start < content.start + 3
            and evidence.end > content.start
        )

    def cut_at_aside(self, content: Span) -> Span:
        evidence = self.found.get(content.id_)
        if evidence is None or not content.start < evidence.start < content.end:
            return content
        start, end = trimmed(self.doc, content.start, aside_start(evidence)) or (content.start, content.end)
        return Span(self.doc, start, end, content.label_, span_id=content.id_)


def anchors(proposal: Proposal) -> set[int]:
    """The tokens that tell in which sentences an attribution stands."""
    ends = {end - 1 for _, end in proposal.contents}
    return ends | ({proposal.cue[0]} if proposal.cue else set())


def statements(sentence: Span, quoted: list[bool]) -> Iterator[Span]:
    """Give the words of a sentence, outside quotation marks, that speak of evidence; the label is the status."""
    found = list(worded_statements(sentence, quoted))
    if (
        OPPOSING.match(sentence.text)
        and not quoted[sentence.start]
        and not any(s.label_ == "none_provided" for s in found)
    ):
        start, end = trimmed(sentence.doc, sentence.start, sentence.end) or (sentence.start, sentence.end)
        yield Span(sentence.doc, start, end, "disputed")
    yield from found


def worded_statements(sentence: Span, quoted: list[bool]) -> Iterator[Span]:
    """Give the words that one of the patterns finds, those for withheld evidence first."""
    read_to, text = 0, sentence.text
    for status, pattern in PATTERNS:
        match = pattern.search(text)
        words = sentence.char_span(*match.span(), alignment_mode="expand") if match else None
        if words is None or names_outlet_or_person(words):
            continue
        if not quoted[words.start] and words.start >= read_to:
            start, end = clause_of(words)
            read_to = end  # "neither has provided evidence" is not also "provided evidence"
            yield Span(sentence.doc, start, end, status)


def names_outlet_or_person(words: Span) -> bool:
    """ "according to The Ledger": a newspaper, not a ledger."""
    return words[0].lower_ == "according" and words[-1].text[0].isupper()


def clause_of(words: Span) -> Range:
    """Widen the words to their clause, from its subject to its end."""
    verb, sentence = words.root, words.sent
    if verb.pos_ not in ("VERB", "AUX"):
        return (words.start, words.end)
    subject = subject_of(verb) if verb.dep_ != "relcl" or words[0] == verb else None
    start = subject.left_edge.i if subject is not None and subject.i < words.start else words.start
    end = max(words.end, min(verb.right_edge.i + 1, sentence.end))
    return trimmed(words.doc, max(start, sentence.start), end) or (words.start, words.end)


def distance(span: Span, proposal: Proposal) -> int:
    """Tokens between words about evidence and the cue (or content) they may speak of."""
    places = [proposal.cue] if proposal.cue else proposal.contents
    return min(min(abs(span.start - end), abs(start - span.end)) for start, end in places)


def is_aside(span: Span, holder: Range) -> bool:
    """Do the words hang on behind a comma or "without", and not make up the content themselves?"""
    start = aside_start(span)
    return start > holder[0] + 2 and (
        span.doc[start].lower_ in _ASIDE_OPENERS or span.doc[start - 1].text in {",", "—", "–", ";", "("}
    )


def answers(sentence: Span) -> bool:
    """Does a sentence follow in the same paragraph, or in a note or bracket of its own?"""
    first = sentence[0] if not sentence[0].is_space else sentence[-1]
    before = sentence.doc[first.i - 1].text if first.i else ""
    return "\n" not in before or first.lower_ in ("(", "[", "note")


def is_afterthought(span: Span, holder: Range, proposal: Proposal) -> bool:
    """Do the words open what stands behind the cue, with something said before it?"""
    return span.start < holder[0] + 3 and any(content[1] <= holder[0] for content in proposal.contents)


def aside_start(span: Span) -> int:
    """Where an aside begins, with the "though" or "a claim that" in front of it."""
    start = span.start
    while start > 0 and span.doc[start - 1].lower_ in _ASIDE_OPENERS:
        start -= 1
    return start


def is_part_of(proposal: Proposal, span: Span) -> bool:
    """Is the cue one of the words about evidence: "declined to share the audit"?"""
    cue = proposal.cue
    return cue is not None and span.start <= cue[0] < span.end and span.doc[cue[0]].lower_ != "according"


def is_opposing(span: Span) -> bool:
    """Does a whole sentence hold records against the claim before it?"""
    return span.label_ == "disputed" and bool(OPPOSING.match(span.sent.text))
