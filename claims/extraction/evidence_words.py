"""The words with which a story says that evidence was withheld, cited or opposed."""

import re

_GIVE = r"(?:offer|provide|present|produce|give|cite|show|supply|share|release|publish|name|substantiate|back|support|point)"
_GAVE = rf"(?:{_GIVE}(?:s|d|ed|ing|n)?|g[ai]v(?:e|en|es|ing)|gave|provid(?:ed|ing)|shown?|citing|releasing|sharing|backing)"
_PROOF = (
    r"(?:evidence|proof|sources?|documents?|documentation|data|figures|records?|details?|audit|report|study|basis|"
    r"examples?|specifics|support|backing|corroboration)"
)
_NOT = r"(?:did not|didn[’']t|do(?:es)? not|do(?:es)?n[’']t|ha(?:s|ve|d) not|ha(?:s|ve|d)n[’']t|ha(?:s|ve) yet to|declined to|refused to|would not|failed to|neither|never|none of them|nobody|no one|not)"
_STATUSES = {
    "none_provided": [
        rf"\bwithout (?:\w+ ){{0,2}}{_PROOF}\b",
        rf"\b{_GAVE} (?:\w+ )?(?:no|little|scant) (?:\w+ ){{0,2}}{_PROOF}\b",
        rf"\b{_NOT} (?:\w+ ){{0,5}}?{_GAVE} (?:[\w’']+ ){{0,4}}?{_PROOF}\b",
        r"\b(?:could|can) ?not (?:immediately )?be (?:\w+ )?(?:verified|confirmed|corroborated|substantiated)",
        r"\b(?:has|have|had) not been (?:\w+ )?(?:verified|confirmed|corroborated|substantiated)",
        rf"\b(?:there is|there was|with|offering|citing|providing) no {_PROOF}\b",
        rf"\bno {_PROOF} (?:to support|was|were|has|have|for|of|exists?)\b",
        r"\b(?:unverified|unsubstantiated|uncorroborated)\b",
    ],
    "disputed": [
        r"\b(?:falsely|wrongly|incorrectly|erroneously|misleadingly)\b",
        r"\b(?:contradict(?:s|ed|ing)?|refut(?:e|es|ed|ing)|debunk(?:s|ed|ing)?|disput(?:e|es|ed|ing)|rebut(?:s|ted)?)\b",
        r"\b(?:contrary to|at odds with|despite (?:\w+ ){0,2}(?:evidence|records|data|figures))\b",
        r"\b(?:baseless|debunked|untrue|a falsehood|not true|is false|was false)\b",
        rf"\b(?:though|although|but|while|however,?|in fact,?) (?:[\w’']+ ){{0,4}}{_PROOF} (?:\w+ )?(?:shows?|showed|tells?|indicates?|suggests?|says?|puts?)\b",
    ],
    "cited": [
        rf"\baccording to (?:[\w’'-]+ ){{0,4}}?(?:{_PROOF}|minutes|transcripts?|statistics|filings?|surveys?|polls?|tables?|court papers)\b",
        r"\bciting (?!no\b)(?:[\w’'-]+ ){0,6}?[\w-]+",
        rf"\b(?:pointed|pointing|points|linked|linking|referred|referring) to (?:[\w’'-]+ ){{0,4}}?(?:{_PROOF}|tables?|stud(?:y|ies)|polls?|surveys?|statistics|letters?|memos?)\b",
        rf"\b(?:cited|cites) (?!no\b)(?:[\w’'-]+ ){{0,4}}?(?:{_PROOF}|tables?|stud(?:y|ies)|polls?|surveys?|statistics)\b",
        r"\b(?:provided|released|published|produced|presented|showed|shared) (?:(?:the|a|an|its|his|her|their|reporters|copies|of|with) ){0,4}(?:\w+ )?(?:evidence|proof|documents?|data|figures|records|audit|tables?|emails?|photographs?)\b",
        r"\bbased on (?:[\w’'-]+ ){0,4}?(?:data|figures|records|documents|evidence|tables?|stud(?:y|ies)|surveys?)\b",
    ],
}
PATTERNS = [
    (status, re.compile(p, re.IGNORECASE)) for status, patterns in _STATUSES.items() for p in patterns
]
OPPOSING = re.compile(
    rf"^(?:but |however,? |in fact,? |yet )?(?:(?:the|official|city|county|state|federal|public|court|government|national|"
    rf"independent|police|hospital|school|own|its|his|her|their|[A-Z][\w’']+) ){{0,4}}(?:statistics|{_PROOF}|minutes|results|tables|census)"
    rf" (?!confirm|support|back|also|bear)(?:\w+ ){{0,4}}?(?:shows?|showed|indicates?|contradicts?|tells?|suggests?|puts?|lists?|records?)\b",
    re.IGNORECASE,
)
