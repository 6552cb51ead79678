"""Does a sentence of the outlet's own set a fact against the claim before it: "No storm was recorded that day"?"""

from spacy.tokens import Span, Token

_AGAINST = frozenset("no not never none nobody nothing another only still since n't n’t already long".split())
_WORDS = frozenset(("NOUN", "PROPN", "VERB", "ADJ"))
_MOST_WORDS = 24
_STEM = 5  # letters by which "threat" and "threatening" are one


def contradicts(sentence: Span, content: Span) -> bool:
    """It answers the claim: takes up one of its words (or its number) with a negation or a number of its own."""
    words = [token for token in sentence if token.is_alpha or token.like_num]
    if not words or len(words) > _MOST_WORDS or sentence.root.pos_ not in ("VERB", "AUX"):
        return False
    counts = any(map(is_number, words))
    if not counts and not any(token.lower_ in _AGAINST for token in words):
        return False
    return not stems(words).isdisjoint(stems(list(content)))


def is_number(token: Token) -> bool:
    is_year = token.text.isdigit() and len(token) == 4
    return (token.like_num or token.pos_ == "NUM") and not is_year and token.lower_ != "one"


def stems(tokens: list[Token]) -> set[str]:
    return {t.lemma_.lower()[:_STEM] for t in tokens if t.pos_ in _WORDS and len(t) > 3}
