"""Component `quoted_speech`: joins quotations to the cue that introduces them, or to the quotation before them."""

from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction.cues import SAYING, lemma_of
from claims.extraction.proposals import Proposal, Range, read_proposals, write_proposals
from claims.extraction.quotations import SPEECH
from claims.extraction.relayers import says_according_to
from claims.extraction.sources import inside_quotations, source_of

_DASHES = frozenset("―—–") | {"--"}
_FAR = 200  # tokens after which a quotation belongs to nobody we know
_NEAR = 14  # tokens between a quotation and its cue


@Language.factory(
    "quoted_speech",
    requires=["doc.spans", "token.lemma", "token.dep", "token.pos"],
    assigns=["doc.spans"],
)
def make_quoted_speech(nlp: Language, name: str) -> "QuotedSpeech":
    """Build the component."""
    return QuotedSpeech()


class QuotedSpeech:
    """Give every spoken quotation its attribution: the one it stands in, a cue beside it, or the last speaker's.

    Reads doc.spans["quotations"] and the proposals; writes the proposals again, with quotations as content.
    """

    def __call__(self, doc: Doc) -> Doc:
        joiner = Joiner(doc)
        for quotation in doc.spans.get("quotations", ()):
            if quotation.label_ == SPEECH:
                joiner.join(quotation)
        write_proposals(doc, joiner.proposals)
        return doc


class Joiner:
    """What is known while quotations are joined from left to right."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.quoted = inside_quotations(doc)
        self.proposals = read_proposals(doc)
        self.by_cue = {p.cue[0]: p for p in self.proposals if p.cue}
        self.by_token = content_index(doc, self.proposals)
        self.last: Proposal | None = None  # the attribution of the last spoken quotation
        self.last_end = 0
        self.last_id = ""
        self.waiting: list[Span] = []  # paragraphs of a quotation whose speaker is named at its end

    def join(self, quotation: Span) -> None:
        proposal = self.proposal_for(quotation)
        if proposal is None:
            self.waiting = [span for span in self.waiting if span.id_ == quotation.id_] + [quotation]
            return
        if proposal.cue is None and proposal.source is None:
            proposal.source = self.without_cue(quotation)
        spans = [span for span in self.waiting if span.id_ == quotation.id_] + [quotation]
        proposal.contents += [(span.start, span.end) for span in spans]
        self.waiting = []
        self.last, self.last_end, self.last_id = proposal, quotation.end, quotation.id_

    def proposal_for(self, quotation: Span) -> Proposal | None:
        if self.last and quotation.id_ == self.last_id:  # the next paragraph of one quotation
            return self.last
        around = self.proposal_around(quotation)
        cue = self.cue_after(quotation) or self.cue_before(quotation)
        if around is not None and (cue is None or not says_according_to(self.doc, around)):
            return around
        if cue is not None:
            return self.proposal_of(cue)
        return self.signed(quotation) or self.floating(quotation)

    def proposal_around(self, quotation: Span) -> Proposal | None:
        """The attribution whose content holds or touches the quotation: the one with the widest share of it."""
        holders = Counter(
            self.by_token[i] for i in range(quotation.start, quotation.end) if i in self.by_token
        )
        return holders.most_common(1)[0][0] if holders else None

    def proposal_of(self, cue: Token) -> Proposal:
        if cue.i not in self.by_cue:
            proposal = Proposal("quoted_speech", (cue.i, cue.i + 1), source_of(cue))
            self.by_cue[cue.i] = proposal
            self.proposals.append(proposal)
        return self.by_cue[cue.i]

    def cue_after(self, quotation: Span) -> Token | None:
        """The cue in '"...," she said': in the same sentence, before any other quotation."""
        end = min(quotation.end + _NEAR, len(self.doc))
        inner = self.doc[quotation.end - 2 : quotation.end].text
        if not any(mark in inner for mark in ",?!—…") and not inner.endswith(","):
            return None
        for token in self.doc[quotation.end : end]:
            if self.quoted[token.i] or token.text in {".", ";"} or "\n" in token.text:
                return None
            if is_spoken_cue(token):
                return token
        return None

    def cue_before(self, quotation: Span) -> Token | None:
        """The cue in 'she said: "..."', 'as she put it, "..."'; after a colon also across a line break."""
        at = quotation.start - 1
        while at >= 0 and self.doc[at].is_space:
            at -= 1
        if at < 0 or (self.doc[at].text not in {":", ","} and not is_spoken_cue(self.doc[at])):
            return None
        for i in range(at, max(at - 2 * _NEAR, -1), -1):
            token = self.doc[i]
            if self.quoted[i] or token.text in {".", ";", "?", "!"} or "\n" in token.text:
                return None
            if is_spoken_cue(token):
                return token
        return None

    def without_cue(self, quotation: Span) -> Range | None:
        beside = self.before_colon(quotation) or self.behind_colon(quotation) or self.signature(quotation)
        return beside or self.who_spoke(quotation)

    def behind_colon(self, quotation: Span) -> Range | None:
        """The words for who speaks in the headline '“I will go”: Mayor Ana Alpha on the dam'."""
        doc, start = self.doc, quotation.end + 1
        if start >= len(doc) or doc[start - 1].text != ":":
            return None
        line = doc[start : start + _NEAR]
        end = next((t.i for t in line if t.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "PART")), line.end)
        is_name = end > start and doc[end - 1].pos_ == "PROPN" and doc[end : end + 1].text != "of"
        return (start, end) if is_name else None

    def before_colon(self, quotation: Span) -> Range | None:
        """The words for who speaks in 'Mayor Ana Alpha to her followers: "..."' and '@ana: "..."'."""
        doc, colon = self.doc, quotation.start - 1
        if colon < 1 or doc[colon].text != ":":
            return None
        start = colon
        while start > max(0, colon - _NEAR) and not (doc[start - 1].is_punct or doc[start - 1].is_space):
            start -= 1
        following = (
            t for t in doc[start + 1 : colon] if t.text.islower() and t.pos_ in ("ADP", "PART", "VERB")
        )
        end = next((token.i for token in following), colon)
        return (
            (start, end)
            if start < end and (doc[start].text[0] in "@" or doc[start].text[0].isupper())
            else None
        )

    def who_spoke(self, quotation: Span) -> Range | None:
        """Whoever spoke last, if that is near and the quotation a sentence of its own."""
        is_near = self.last is not None and quotation.start - self.last_end <= _FAR and is_sentence(quotation)
        return self.last.source if self.last and is_near else None

    def signed(self, quotation: Span) -> Proposal | None:
        """The attribution of '"We will win." ― Ana Alpha', if a name and nothing else follows the dash."""
        if (source := self.signature(quotation)) is None:
            return None
        proposal = Proposal("quoted_speech", (source[0] - 1, source[0]), source)
        self.proposals.append(proposal)
        return proposal

    def signature(self, quotation: Span) -> Range | None:
        dash = quotation.end + (quotation.end < len(self.doc) and self.doc[quotation.end].is_space)
        if dash + 1 >= len(self.doc) or self.doc[dash].text not in _DASHES or not is_sentence(quotation):
            return None
        end = next((t.i for t in self.doc[dash + 1 : dash + _NEAR] if "\n" in t.text), dash + 1)
        return (dash + 1, end) if end > dash + 1 and self.doc[dash + 1].text[0].isupper() else None

    def floating(self, quotation: Span) -> Proposal | None:
        """A whole sentence in quotation marks without a cue belongs to whoever spoke last, if that is near."""
        if self.last is None or quotation.start - self.last_end > _FAR or not is_sentence(quotation):
            return None
        between = self.doc[self.last_end : quotation.start].text
        if between.count("\n\n") + between.count("\n") <= 1 and "\n" not in between:
            return self.last
        if between.strip():
            return None
        proposal = Proposal("quoted_speech", None, self.last.source)
        self.proposals.append(proposal)
        return proposal


def content_index(doc: Doc, proposals: list[Proposal]) -> dict[int, Proposal]:
    """Tell of each content token which attribution holds it; the narrowest one wins."""
    index: dict[int, Proposal] = {}
    ranges = [(end - start, start, end, p) for p in proposals for start, end in p.contents]
    for _, start, end, proposal in sorted(ranges, key=lambda r: -r[0]):
        index.update(dict.fromkeys(range(start, end), proposal))
    return index


def is_spoken_cue(token: Token) -> bool:
    calls_out = token.lemma_ == "call" and not any(c.dep_ in ("dobj", "oprd") for c in token.children)
    names_a_source = token.i > 1 and token.nbor(-1).lower_ == "to" and token.nbor(-2).lower_ == "according"
    return token.pos_ in ("VERB", "AUX") and not names_a_source and (lemma_of(token) in SAYING or calls_out)


def is_sentence(quotation: Span) -> bool:
    """Does the quotation hold a sentence of its own, with a verb and a full stop?"""
    ends = quotation[-2:].text.rstrip('”"’»“')[-1:] in (".", "?", "!", "…")
    return ends and any(token.pos_ in ("VERB", "AUX") for token in quotation)
