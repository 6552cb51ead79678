"""What kind of claim is it: a fact, a prediction, a pledge (promise, threat, demand) or an opinion?"""

import re

from spacy.tokens import Span, Token

PLEDGING_CUES = frozenset(
    """promise vow pledge threaten swear urge demand order instruct ask call advise encourage beg implore offer agree
    refuse commit propose recommend request plead insist""".split()
)
PREDICTING_CUES = frozenset("predict expect forecast anticipate project estimate warn fear".split())
BELIEVING_CUES = frozenset(
    "think feel hope wish doubt praise criticize criticise slam blast condemn applaud deride mock hail".split()
)

_PLEDGE = re.compile(
    r"^(?:he|she|they|it) (?:will|would|won[’']t|wouldn[’']t)\b|"
    r"\b(?:i|we)(?:[’']ll| will| shall| won[’']t|[’']re going to| are going to|[’']m going to| am going to)\b|"
    r"\b(?:must|should|ought to|have to|has to|needs? to|needed to|let us|let[’']s)\b",
    re.IGNORECASE,
)
_PREDICTION = re.compile(
    r"\b(?:will|won[’']t|would|(?-i:may)|might|could|going to|(?:is|are) (?:expected to|likely)|by 20\d\d|"
    r"next (?:year|month|week|decade))\b|[’']ll\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:best|worst|great|greatest|terrible|horrible|wonderful|amazing|awful|disaster|disastrous|disgrace|disgraceful|"
    r"shame|shameful|proud|sad|good|bad|wrong|unfair|fair|beautiful|ugly|stupid|brilliant|ridiculous|absurd|outrageous|"
    r"unacceptable|important|deserves?|love|hate|fantastic|excellent|incredible|pathetic|tragic|reckless|cruel|foolish|"
    r"brave|heroic|disappointing|exciting|beloved|believe|think|feel|hope|wish)\b",
    re.I,
)  # fmt: skip


def kind_of(claim: Span, cue: Token | None) -> str:
    """Give the kind of a claim from its words and the cue that reports it."""
    lemma, text = cue.lemma_.lower() if cue is not None else "", claim.text
    if text.rstrip('”"’ ').endswith("?"):
        return "opinion"
    if lemma in PLEDGING_CUES or is_bare_infinitive(claim) or _PLEDGE.search(text):
        return "pledge"
    if lemma in PREDICTING_CUES or _PREDICTION.search(text):
        return "prediction"
    if lemma in BELIEVING_CUES or _OPINION.search(text):
        return "opinion"
    return "fact"


def is_bare_infinitive(claim: Span) -> bool:
    """ "to repair it", "residents to leave": something to be done, with no verb in a tense."""
    verbs = [token for token in claim if token.tag_ == "VB" and not claim.start <= token.head.i < claim.end]
    return any(child.tag_ == "TO" for verb in verbs for child in verb.children)
