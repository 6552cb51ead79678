"""What kind of claim is it: a fact, a prediction, a pledge (promise, threat, demand) or an opinion?

What the network reads, set right by what the words, their cue and their subject plainly tell.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from claims.extraction.learned.heads import KINDS
from claims.extraction.sources import SUBJECTS

WEIGHTS: dict[
    str, dict[str, float]
] = {  # added to the network's logits, so that they decide only where two kinds are near
    "of what is or was": {"prediction": -3, "pledge": -3},
    "foretold": {"prediction": 4},
    "demanded": {"pledge": 3},
    "judged": {"opinion": 3},
    "assured": {"pledge": 2, "prediction": -2},
    "foreseen": {"prediction": 2, "pledge": -2},
    "own act to come": {"pledge": 1.5, "prediction": -1.5},
    "done to the speaker": {"prediction": 3, "pledge": -3},
    "happens to others": {"prediction": 1, "pledge": -1},
    "done to all or none": {"pledge": 2, "prediction": -2},
    "possible": {"prediction": 2, "pledge": -2},
    "what one would do": {"opinion": 3},
    "past": {"fact": 0.5, "opinion": -0.5},
    "feeling": {"opinion": 2, "fact": -2},
    "judgement": {"opinion": 1},
    "question": {"opinion": 4},
    "number": {"opinion": -1},
}
_ASKING_CUES = frozenset(
    "ask call swear offer insist announce appeal warn tell".split()
)  # with something to be done
_PREDICTING_CUES = frozenset("predict expect forecast foresee anticipate project estimate fear".split())
_DEMANDING = frozenset(
    """promise vow pledge threaten urge demand order instruct advise encourage beg implore refuse commit propose
    recommend request plead want mean call like wish hope""".split()
)
_TOLD_BY_CUES = {
    "foretold": frozenset("predict expect forecast foresee anticipate fear tip bet".split()),
    "demanded": frozenset(
        """promise vow pledge threaten urge demand order instruct beg implore refuse commit request plead want plan
        intend resolve""".split()
    ),
    "judged": frozenset("call consider describe dismiss feel deem brand praise hail mock".split()),
}
_ASSURING = frozenset("assure promise vow pledge swear guarantee give undertake commit threaten".split())
_FORESEEING = _PREDICTING_CUES | frozenset("think believe reckon hope doubt suspect warn suggest bet".split())
_HAPPENING = frozenset(
    """have become happen regret see find know get come fall rise lose win need last cost feel remain prove hurt
    hit suffer miss""".split()
)
_FEELINGS = frozenset(
    """feel fear love hate regret trust enjoy hope tired proud angry glad sad sorry afraid disappointed relieved happy
    ashamed worried worry furious delighted sick miss adore despise dread weary grateful thankful heartbroken
    devastated shocked appalled disgusted surprised pleased grudge""".split()
)
_QUANTITIES = frozenset("no nobody none every everyone everybody nothing all each not".split())
_NOT_OF_NOW = re.compile(
    r"\b(?:will|won|shall|would|may|might|could|can|cannot|must|should|ought to|(?:have|has|had) to|needs? to|going to|"
    r"about to|to be|expected|likely|unlikely|let us|let[’']s|wants?|intends?|promises?|demands?)\b|[’'](?:ll|d)\b",
    re.IGNORECASE,
)
_I_WOULD = re.compile(r"\b(?:i|we)(?: would|[’']d)\b(?! have)", re.IGNORECASE)
_IN_TENSE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_OPINION = re.compile(
    r"\bworst (?!.*\bsince\b)|\b(?:best|greatest|terrible|horrible|wonderful|amazing|awful|disaster|disastrous|"
    r"disgrace|disgraceful|shame|shameful|proud|sad|wrong|unfair|fair|beautiful|ugly|stupid|brilliant|ridiculous|absurd|outrageous|"
    r"unacceptable|important|deserves?|love|loved|hate|fantastic|excellent|incredible|pathetic|tragic|reckless|cruel|"
    r"foolish|brave|heroic|disappointing|exciting|beloved|believe|think|feel|felt|hope|wish|scandal|jealous|astonished|"
    r"(?:\w+est|most \w+) (?:thing|people|man|woman|day|hour|night|week)|as if|as though|like an?|as freight)\b|"
    r"\b(?:is|are|was|were|be) [“\"]\w+|\b(?:you|one) (?:can|cannot|can[’']t|may|might)\b|"
    r"\bi (?:blame|trust|find|should like|doubt|enjoy|would not|wouldn[’']t)\b",
    re.IGNORECASE,
)  # fmt: skip


def kind_of(claim: Span, cue: Token | None) -> str:
    """Give the kind the network finds likeliest in a claim's words, once the reasons against it are weighed."""
    told, read = dict.fromkeys(KINDS, 0.0), claim.doc._.kinds
    if read is not None:
        told = dict(zip(KINDS, read[claim.start : claim.end].mean(axis=0).tolist(), strict=True))
    for reason in reasons(claim, cue):
        for kind, weight in WEIGHTS[reason].items():
            told[kind] += weight
    return max(KINDS, key=lambda kind: told[kind])


def reasons(claim: Span, cue: Token | None) -> Iterator[str]:
    """Name what tells of a claim's kind; each is one of WEIGHTS."""
    lemma, to_be_done = cue.lemma_.lower() if cue is not None else "", is_to_be_done(claim, cue)
    to_come = next((t for t in claim if t.tag_ == "MD" and t.lower_ not in ("must", "should", "ought")), None)
    if (
        not to_be_done
        and lemma not in _DEMANDING | _PREDICTING_CUES
        and not _NOT_OF_NOW.search(claim.text)
        and any(token.tag_[:3] in _IN_TENSE for token in claim)
    ):
        yield "of what is or was"
    yield from (reason for reason, cues in _TOLD_BY_CUES.items() if lemma in cues)
    if to_come is not None:
        yield from reasons_to_come(claim, to_come)
        if lemma in _ASSURING:
            yield "assured"
    if lemma in _FORESEEING and (to_come is not None or _NOT_OF_NOW.search(claim.text)):
        yield "foreseen"
    if is_question(claim):
        yield "question"
    if _OPINION.search(claim.text):
        yield "judgement"
    if any(token.like_num for token in claim):
        yield "number"
    yield from reasons_in_root(claim)


def reasons_in_root(claim: Span) -> Iterator[str]:
    """ "We heard it", "they bore no grudge": what the main verb and its subject tell."""
    root = claim.root
    subject = next((child.lower_ for child in root.children if child.dep_ in SUBJECTS), "")
    if root.tag_ == "VBD":
        yield "past"
    felt = (root, *(child for child in root.children if child.dep_ in ("acomp", "dobj")))
    if subject in ("i", "we", "he", "she", "they") and any(word.lemma_.lower() in _FEELINGS for word in felt):
        yield "feeling"


def reasons_to_come(claim: Span, modal: Token) -> Iterator[str]:
    """ "It will hire more men" is the speaker's own act; "prices will rise" happens anyway."""
    if modal.lower_ in ("can", "could", "may", "might"):
        yield "possible"
        return
    if is_quoted(claim) and _I_WOULD.search(claim.text):
        yield "what one would do"
    verb = modal.head if modal.head.i > modal.i else modal
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    is_passive = any(child.dep_ == "auxpass" for child in verb.children)
    if is_passive and subject is not None and subject.left_edge.lower_ in _QUANTITIES:
        yield "done to all or none"
    elif subject is not None and is_speaker(subject, claim):
        if is_passive:
            yield "done to the speaker"
        elif verb.lemma_ not in _HAPPENING:
            yield "own act to come"
    elif verb.lemma_ in _HAPPENING | {"be"}:
        yield "happens to others"


def is_speaker(subject: Token, claim: Span) -> bool:
    """Does it mean the speakers themselves: "we", or "they" in reported words?"""
    return subject.lower_ in ("i", "we") or (
        subject.lower_ in ("he", "she", "it", "they") and not is_quoted(claim)
    )


def is_question(claim: Span) -> bool:
    following = claim.doc[claim.end].text if claim.end < len(claim.doc) else ""
    return following == "?" or claim.text.rstrip('”"’ ').endswith("?")


def is_to_be_done(claim: Span, cue: Token | None) -> bool:
    """ "to repair it", "residents to leave", "stay away": something to be done, with no verb in a tense."""
    if (
        cue is not None
        and cue.lemma_.lower() in _ASKING_CUES
        and not any(t.tag_[:3] in _IN_TENSE for t in claim)
    ):
        return True
    verbs = [token for token in claim if token.tag_ == "VB" and not claim.start <= token.head.i < claim.end]
    return any(child.tag_ == "TO" for verb in verbs for child in verb.children) or is_order(claim)


def is_order(claim: Span) -> bool:
    """ "Stay away from the wall", "Do not go to the police"."""
    words = [token for token in claim[:3] if token.is_alpha]
    if not words or (not words[0].is_sent_start and not is_quoted(claim)):
        return False
    return words[0].tag_ == "VB" or [word.lower_ for word in words[:2]] == ["do", "not"]


def is_quoted(claim: Span) -> bool:
    """Does it begin in quotation marks, as a speaker's own words do?"""
    return claim[0].is_quote or (claim.start > 0 and claim.doc[claim.start - 1].is_quote)
