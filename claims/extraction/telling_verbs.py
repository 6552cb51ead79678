"""The verbs by which somebody tells what another said: "..., the chief recalled", "the paper has it that"."""

from spacy.tokens import Token

from claims.extraction.cues import SAYING, lemma_of

# they say what should be, ask, or show: "..., the records show" passes nothing on
_NO_TELLING = frozenset(
    """agree ask demand accuse urge vow threaten promise order show find read point call charge challenge plead rule
    stress propose plan guess advise deny clarify discover demonstrate question counter""".split()
)
_TELLING = (SAYING - _NO_TELLING) | frozenset("hear remember relate record".split())
WITH_A_WORD = {
    "go": ("on",),
    "let": ("it", "slip", "us", "me", "be"),
    "have": ("it",),
    "put": ("it",),
    "read": ("out",),
    "make": ("it",),
}  # "she went on", "he let slip", "as they have it"
_NOUNS_TOO = frozenset(
    """report claim note comment state post boast joke cry remark answer hint reply laugh tweet text forecast estimate
    whisper scream shout sigh groan moan growl bark crow chuckle sneer""".split()
)  # "the Post reports," may be taken for a noun, and may be one
FORMS_OF_BE = frozenset("is are was were be been being may can".split())


def tells(token: Token) -> bool:
    """Is it a verb of telling in a finite form, also where the parser takes "reports" for a noun?"""
    lemma = lemma_of(token)
    follows = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    if lemma in WITH_A_WORD:
        return follows in WITH_A_WORD[lemma] and (token.tag_ not in ("VB", "VBG") or goes_on(token))
    if lemma not in _TELLING or (
        token.tag_ in ("VB", "VBG", "VBN") and not (is_past(token) or goes_on(token))
    ):
        return False
    if token.tag_ in ("NN", "NNS") and lemma in _NOUNS_TOO:
        before = token.doc[token.i - 1] if token.i else token
        is_last = not follows or not follows[0].isalnum()
        return token.text.endswith("s") and before.pos_ in ("PROPN", "NOUN") and is_last
    is_noun = token.tag_ == "NNS" and token.is_lower and lemma not in _NOUNS_TOO  # "confides"
    return is_noun or token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBD", "VBZ", "VBP")


def goes_on(token: Token) -> bool:
    """Is it "has been telling people", "was letting it be known", "liked to tell"?"""
    before = token.doc[max(0, token.i - 2) : token.i].text.lower()
    return (token.tag_ == "VBG" and before.split()[-1:] in (["been"], ["was"], ["were"])) or (
        token.tag_ == "VB" and before in ("used to", "liked to", "likes to")
    )


def is_past(token: Token) -> bool:
    """Is it "said" or "has said", and not "was said"?"""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return token.tag_ == "VBN" and before not in FORMS_OF_BE
