"""Component `transcripts`: who speaks by the label in front of a line: "MAYOR ALPHA: The dam will hold." """

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction.proposals import Proposal, Range, read_proposals, trimmed, write_proposals
from claims.extraction.reported_speech import proposals_of
from claims.extraction.sources import SUBJECTS, source_of, source_range
from claims.extraction.telling_verbs import tells

_LABEL = re.compile(
    r"^(?:[*•–-] ?)?(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.? |The )?[A-Z@][\w@.’'-]{0,30}"
    r"(?: (?:and|of|[A-Z&][\w.’'-]{0,30})| [a-z]{3,15}(?=[:(])){0,5})(?:,? ?(?:\([^()\n]{1,60}\)|in reply))?"
    r"(?::|(?<=\n[QA])\.) +(?=\S)",
    re.MULTILINE,
)
_NO_SPEAKERS = frozenset(
    """note notes correction update source sources photo picture editor contact location time date subject re read watch
    listen warning headline question q interviewer from to cc summary background related tags caption credit claim
    verdict ticker fact""".split()
)
INTERVIEWEE = "A"  # the label of the answers, beside "Q"
_FEWEST_LABELS = 2
_FEWEST_QUESTIONS = 3  # of an interviewer, and one in three turns
_FIRST_PERSON = frozenset("i we you".split())


@dataclass(frozen=True)
class Turn:
    """One labelled line: the words for who speaks, and what is said."""

    source: Range
    words: Range
    asks: bool = False  # an interviewer's: nobody's claims


@Language.factory("transcripts", requires=["doc.spans"], assigns=["doc.spans"])
def make_transcripts(nlp: Language, name: str) -> "Transcripts":
    """Build the component."""
    return Transcripts()


class Transcripts:
    """Give every sentence of a labelled speaker an attribution to them; what they report of others they relay.

    Reads the proposals and writes them again. An interviewer's own words are nobody's claims.
    """

    def __call__(self, doc: Doc) -> Doc:
        proposals = read_proposals(doc)
        found = list(turns(doc))
        if found:
            write_proposals(doc, with_turns(doc, proposals, found))
        return doc


def turns(doc: Doc) -> Iterator[Turn]:
    """Give the labelled lines of a text, if it has several."""
    text = doc.text
    labels = [label for label in _LABEL.finditer(text) if label.start() and is_speaker(label["name"])]
    questions = [label for label in _LABEL.finditer(text) if label["name"].lower() in ("q", "interviewer")]
    if len(labels) + len(questions) < _FEWEST_LABELS:
        labels = [label for label in labels if label["name"].startswith("@")]
    asking = interviewers(text, labels)
    for label in labels:
        source = doc.char_span(*label.span("name"), alignment_mode="expand")
        words = doc.char_span(label.end(), end_of_line(text, label.end()), alignment_mode="expand")
        if source is not None and words is not None:
            yield Turn((source.start, source.end), (words.start, words.end), label["name"] in asking)


def end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def interviewers(text: str, labels: Sequence[re.Match[str]]) -> set[str]:
    """Give the labels of those who ask again and again, where others answer."""
    turns = defaultdict(list)
    for label in labels:
        turns[label["name"]].append("?" in text[label.end() : end_of_line(text, label.end())])
    asking = {
        name
        for name, asked in turns.items()
        if sum(asked) >= _FEWEST_QUESTIONS and 3 * sum(asked) >= len(asked)
    }
    return asking if len(asking) < len(turns) else set()


def is_speaker(name: str) -> bool:
    return name.split()[0].lower().strip(".") not in _NO_SPEAKERS


def with_turns(doc: Doc, proposals: list[Proposal], found: list[Turn]) -> list[Proposal]:
    """Join what labels say to what the grammar says: a speaker relays what others said, and says the rest."""
    turn_at = {i: turn for turn in found for i in range(*turn.words)}
    asking = {i for turn in found if turn.asks for i in range(*turn.source)}
    kept = []
    reported: set[int] = set()  # first tokens of sentences in which a speaker reports another
    for proposal in proposals:
        turn = turn_at.get(proposal.start)
        proposal.relays = [relay for relay in proposal.relays if relay[0] not in asking]
        if (
            proposal.source and proposal.source[0] in asking
        ):  # who asks says nothing, but may tell what others say
            proposal.source = source_of(doc[proposal.cue[0]]) if proposal.cue else None
            if proposal.source is None or proposal.source[0] in asking:
                continue
        if turn is None or turn.asks:
            kept.append(proposal)
        elif reports_another(doc, proposal, turn):
            proposal.relays.append(turn.source)
            reported |= {
                doc[i].sent.start for i in (proposal.start, (proposal.cue or (proposal.start, 0))[0])
            }
            kept.append(proposal)
    for turn in found:
        told = [] if turn.asks else list(told_of_others(doc, turn, reported))
        reported |= {doc[(one.cue or (one.start, 0))[0]].sent.start for one in told}
        kept += told
    give_headline(doc, kept, [turn for turn in found if not turn.asks])
    said = (spoken(doc, turn, reported) for turn in found if not turn.asks)
    return [*kept, *(proposal for proposal in said if proposal.contents)]


def give_headline(doc: Doc, proposals: Iterable[Proposal], answers: Sequence[Turn]) -> None:
    """Give what is quoted in front of an interview, without a word for who said it, to the one who answers."""
    if len({doc[slice(*turn.source)].text for turn in answers}) != 1:
        return
    for proposal in proposals:
        if proposal.source is None and proposal.cue is None and proposal.start < answers[0].words[0]:
            proposal.source = answers[0].source


def reports_another(doc: Doc, proposal: Proposal, turn: Turn) -> bool:
    """Does a speaker say what somebody else said, and not "I think"?

    Sets it right if the label was taken for who said it.
    """
    if (
        proposal.cue
        and proposal.source == turn.source
        and (own := subject_within(doc[proposal.cue[0]], turn))
    ):
        proposal.source = own
    if (
        proposal.source is None
        or proposal.cue is None
        or not turn.words[0] <= proposal.source[0] < turn.words[1]
    ):
        return False
    return not any(token.lower_ in _FIRST_PERSON for token in doc[slice(*proposal.source)])


def subject_within(verb: Token, turn: Turn) -> Range | None:
    """Give the subject that stands in the line: the parser may take the label in front of it for another."""
    subjects = (c for c in verb.children if c.dep_ in SUBJECTS and turn.words[0] <= c.i < verb.i)
    subject = next(subjects, None)
    return source_range(subject) if subject is not None else None


def told_of_others(doc: Doc, turn: Turn, reported: set[int]) -> Iterator[Proposal]:
    """Give what others said by the grammar of sentences that the tagger gave to the speaker: "the union says"."""
    words = doc[slice(*turn.words)]
    for sentence in words.sents:  # type: ignore[attr-defined]  # spaCy's stubs lack it
        verb = sentence.root
        if sentence.start in reported or not tells(verb) or verb.i not in range(*turn.words):
            continue
        for proposal in proposals_of(verb):
            if reports_another(doc, proposal, turn):
                proposal.relays = [turn.source]
                yield proposal


def spoken(doc: Doc, turn: Turn, reported: set[int]) -> Proposal:
    """Give the sentences of a turn that are the speaker's own."""
    start, end = turn.words
    if doc[start].is_quote:  # what stands behind the quotation is the outlet's
        end = next((token.i + 1 for token in doc[start + 1 : end] if token.is_quote), end)
    proposal = Proposal("transcripts", None, turn.source)
    for sentence in doc[start:end].sents:  # type: ignore[attr-defined]  # spaCy's stubs lack it
        words = trimmed(doc, max(start, sentence.start), min(end, sentence.end))
        if words and sentence.start not in reported and not is_stage_direction(doc[slice(*words)]):
            proposal.contents.append(words)
    return proposal


def is_stage_direction(words: Span) -> bool:
    return words.text.startswith(("(", "["))
