"""The words with which a story says that evidence was withheld, cited or opposed."""

import re


def one_of(words: str) -> str:
    """A pattern for any of these words; "_" stands for a blank, "*" for any ending."""
    parts = (re.escape(word).replace("_", " ").replace(r"\*", r"\w*") for word in words.split())
    return f"(?:{'|'.join(parts)})"


def up_to(count: int) -> str:
    """A pattern for at most so many words in between, as few as will do."""
    return rf"(?:[\w’'-]+ ){{0,{count}}}?"


_PROOF = one_of(
    """evidence proof source sources document documents documentation data figures record records details audit
    report study basis examples specifics support backing corroboration"""
)
_WORKS = one_of(
    """evidence proof document* data figures records audit* report* stud* table* poll* survey* statistics
    letter* memo* minutes transcript* filing* log logs register* ledger* certificate* camera* footage
    receipt* accounts email* photograph* court_papers"""
)
_GIVING = one_of(
    """offer* provid* present* produc* give gives gave given giving cite cites cited citing show shows showed
    shown supply supplied send sent share* sharing release* releasing publish* name named substantiate*
    back backed support*"""
)
_NOT = one_of(
    """did_not didn’t didn't does_not doesn’t doesn't has_not hasn’t hasn't have_not haven’t haven't had_not
    hadn’t hadn't has_yet_to have_yet_to declined_to refused_to would_not could_not couldn’t couldn't
    failed_to neither never none_of_them nobody no_one not"""
)
_CONFIRMED = one_of("verified confirmed corroborated substantiated")
_SHOW = one_of(
    "show shows showed indicate* contradict* tell tells suggest* put puts list lists record* say says"
)
_SHOULDER = one_of(
    "the official city county state federal public court government national independent police hospital school "
    "own its his her their"
)

_STATUSES = {
    "none_provided": [
        rf"\bwithout {up_to(2)}{_PROOF}\b",
        rf"\b{_GIVING} {up_to(3)}nothing\b",
        rf"\b{_NOT} (?:say|explain|elaborate) (?:what|how|where|why|which|on|more)\b",
        r"\bgave no (?:reason|grounds|source|explanation)|\bgives no (?:reason|grounds|source)\b",
        rf"\bno {_PROOF} accompan",
        rf"\b{_GIVING} (?:\w+ )?(?:no|little|scant) {up_to(2)}{_PROOF}\b",
        rf"\b{_NOT} {up_to(5)}{_GIVING} {up_to(4)}{_PROOF}\b",
        rf"\b(?:could|can) ?not (?:immediately )?be (?:\w+ )?{_CONFIRMED}",
        rf"\b(?:has|have|had) not been (?:\w+ )?{_CONFIRMED}",
        rf"\b(?:there is|there was|with) no {_PROOF}\b",
        rf"\bno {_PROOF} (?:to support|was|were|has|have|for|of|exists?)\b",
        r"\b(?:unverified|unsubstantiated|uncorroborated)\b",
    ],
    "disputed": [
        r"\b(?:falsely|wrongly|incorrectly|erroneously|misleadingly)\b",
        rf"\b{one_of('contradict contradicts contradicted refut* debunk* disputes disputed rebut*')}\b",
        r"\b(?:says otherwise|the reverse|never happened|contrary to|at odds with|baseless|untrue|a falsehood)\b",
        r"\b(?:is|are|was|were) (?:wrong|false|not true)\b",
        rf"\b(?:though|although|but|while|however,?|in fact,?) {up_to(4)}{_WORKS} (?:\w+ )?{_SHOW}\b",
    ],
    "cited": [
        rf"\baccording to {up_to(4)}{_WORKS}\b",
        rf"\bciting (?!no\b){up_to(6)}[\w-]+",
        rf"\b(?:point|link|refer)\w* to {up_to(4)}{_WORKS}\b",
        rf"\b(?:cited|cites) (?!no\b){up_to(4)}{_WORKS}\b",
        rf"\b{one_of('provided released published produced presented showed shared')} (?!no\b){up_to(4)}{_WORKS}\b",
        rf"\bbased on {up_to(4)}{_WORKS}\b",
        rf"\b(?:quoting from|with reference to|on the strength of|forwarding|attaching) {up_to(6)}[\w-]+",
        r"\b(?:attached|enclosed) (?:the|a|an|his|her|their) \w+",
    ],
}
# In the order in which they are tried: "offered no proof" before "offered ... proof".
PATTERNS = [
    (status, re.compile(p, re.IGNORECASE)) for status, patterns in _STATUSES.items() for p in patterns
]

# A sentence that sets records against the claim before it: "Official figures show ...", "But the minutes say ..."
OPPOSING = re.compile(
    rf"^(?:but |however,? |in fact,? |yet )?(?:(?:{_SHOULDER}|[A-Z][\w’']+) ){{0,4}}{_WORKS} "
    rf"(?!confirm|support|back|also|bear){up_to(4)}{_SHOW}\b",
    re.IGNORECASE,
)
