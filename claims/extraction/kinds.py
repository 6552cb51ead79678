"""What kind of claim is it: a fact, a prediction, a pledge (promise, threat, demand) or an opinion?"""

import re

from spacy.tokens import Span, Token

from claims.extraction.cues import CALLING

PLEDGING_CUES = frozenset(
    """promise vow pledge threaten urge demand order instruct advise encourage beg implore agree refuse commit
    propose recommend request plead want mean""".split()
)
ASKING_CUES = frozenset(
    "ask call swear offer insist announce appeal warn tell".split()
)  # with something to be done
PREDICTING_CUES = frozenset("predict expect forecast foresee anticipate project estimate fear".split())
FEELING_CUES = frozenset(
    "feel hope wish doubt praise criticize criticise slam blast condemn applaud deride mock hail".split()
)

_PLEDGE = re.compile(
    r"\b(?:i|we)(?:[’']ll| will| shall| won[’']t|[’']re going to| are going to|[’']m going to| am going to)\b|"
    r"^\W*(?:every|no|not one|not a single)\b.* (?:will|would)\b|"
    r"\b(?:must|should|ought to|(?<!will )(?<!would )(?:have|has) to|needs? to|needed to|let us|let[’']s)\b|"
    r"\bwe demand\b",
    re.IGNORECASE,
)
_OWN_PLEDGE = re.compile(r"^(?:he|she|they) (?:will|would|won[’']t|wouldn[’']t)\b", re.IGNORECASE)
_PREDICTION = re.compile(
    r"\b(?:will|won[’']t|would(?! have)|(?-i:may)|might|could|going to|about to|(?:is|are) (?:expected to|likely)|"
    r"by 20\d\d|next (?:year|month|week|decade))\b|[’']ll\b",
    re.IGNORECASE,
)
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
    """Give the kind of a claim from its words and the cue that reports it."""
    lemma, text = cue.lemma_.lower() if cue is not None else "", claim.text
    if is_question(claim) or is_name_calling(claim, cue):
        return "opinion"
    if lemma in PREDICTING_CUES:
        return "prediction"
    if lemma in PLEDGING_CUES or is_to_be_done(claim, cue) or _PLEDGE.search(text):
        return "pledge"
    if _OWN_PLEDGE.search(text) and not is_quoted(claim) and lemma not in ("think", "believe"):
        return "pledge"
    if lemma in FEELING_CUES or _OPINION.search(text) or is_saying_what_a_thing_is(claim):
        return "opinion"
    return "prediction" if _PREDICTION.search(text) else "fact"


def is_question(claim: Span) -> bool:
    following = claim.doc[claim.end].text if claim.end < len(claim.doc) else ""
    return following == "?" or claim.text.rstrip('”"’ ').endswith("?")


def is_name_calling(claim: Span, cue: Token | None) -> bool:
    """ "called it a disgrace", but not "called for a recount"."""
    if cue is None or cue.lemma_.lower() not in CALLING:
        return False
    return cue.i + 1 >= len(cue.doc) or cue.nbor().lower_ not in ("for", "on", "upon")


def is_to_be_done(claim: Span, cue: Token | None) -> bool:
    """ "to repair it", "residents to leave", "stay away": something to be done, with no verb in a tense."""
    if (
        cue is not None
        and cue.lemma_.lower() in ASKING_CUES
        and not any(t.tag_[:3] in _IN_TENSE for t in claim)
    ):
        return True
    verbs = [token for token in claim if token.tag_ == "VB" and not claim.start <= token.head.i < claim.end]
    return any(child.tag_ == "TO" for verb in verbs for child in verb.children) or is_order(claim)


_IN_TENSE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def is_order(claim: Span) -> bool:
    """ "Stay away from the wall", "Do not go to the police"."""
    words = [token for token in claim[:3] if token.is_alpha]
    if not words or (not words[0].is_sent_start and not is_quoted(claim)):
        return False
    return words[0].tag_ == "VB" or [word.lower_ for word in words[:2]] == ["do", "not"]


def is_saying_what_a_thing_is(claim: Span) -> bool:
    """“A van is not a library”: in a speaker's own words, without a number."""
    root = claim.root
    verb = (
        root
        if root.lemma_ == "be"
        else next((c for c in root.children if c.lemma_ == "be" and c.dep_ == "ccomp"), None)
    )
    if verb is None or not is_quoted(claim) or any(token.like_num for token in claim):
        return False
    return any(c.dep_ == "attr" and c.pos_ == "NOUN" and c.i > verb.i for c in verb.children)


def is_quoted(claim: Span) -> bool:
    """Does it begin in quotation marks, as a speaker's own words do?"""
    return claim[0].is_quote or (claim.start > 0 and claim.doc[claim.start - 1].is_quote)
