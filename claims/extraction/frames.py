"""What a cue verb governs: where in its sentence the content stands."""

from spacy.tokens import Doc, Span, Token

from claims.extraction import cues
from claims.extraction.cues import lemma_of
from claims.extraction.proposals import Range, merged, trimmed
from claims.extraction.sources import source_of

_TAKING_THINGS = frozenset("read laugh want wish decide guess".split())  # rather than clauses
_OPEN = frozenset(("WP", "WP$", "WRB", "WDT", "VBN", "VBG"))
_LONGEST_CUE = 25  # tokens from the source to the cue
_CONNECTIVE = 2  # as many tokens in front of a cue are "Instead," or "In fact,"
_NEW_THOUGHT = frozenset(
    ("VBG", "WDT", "WP", "CC", "IN", "RB", "WRB")
)  # after "she said,": no part of what she said


def verb_contents(verb: Token) -> list[Range]:
    """Give what a verb says that somebody said or thought: nothing for "was told to leave" or "asked what it cost"."""
    lemma = lemma_of(verb)
    if lemma not in cues.SAYING | cues.THINKING or lemma in _TAKING_THINGS or is_passive(verb):
        return []
    contents = thrown_in(verb) if lemma in cues.SAYING else []
    return [place for place in contents or clause_contents(verb) if is_told(verb.doc[slice(*place)])]


def is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def is_told(words: Span) -> bool:
    """Do words state something? No question ("whether it held") and no participle ("Asked about it") does."""
    is_open = words[0].tag_ in _OPEN or words[0].lower_ in ("whether", "if", "as")
    return not is_open and any(token.pos_ in ("VERB", "AUX") for token in words)


def thrown_in(verb: Token) -> list[Range]:
    """Give what surrounds a cue set off by commas: "Crime, she said, fell" or "Crime fell, the mayor said"."""
    source, sentence = source_of(verb), verb.sent
    if source is None:
        return []
    start, end = min(source[0], verb.i), max(source[1], verb.i + 1)
    if end - start > _LONGEST_CUE or start <= sentence.start or not is_set_off(verb.doc, start - 1):
        return []
    if end < sentence.end and not closes_cue(verb, verb.doc[end]):
        return []
    before = trimmed(verb.doc, sentence.start, start)
    after = after_cue(verb, end, has_before=before is not None and before[1] - before[0] > _CONNECTIVE)
    if after and before and before[1] - before[0] <= _CONNECTIVE:
        before = None  # "Instead, she said, ...": a connective says nothing
    return [r for r in (before, after) if r]


def is_set_off(doc: Doc, i: int) -> bool:
    """Is there a comma at token `i`, or a quotation mark that stands behind one?"""
    while i > 0 and (doc[i].is_quote or doc[i].is_space):
        i -= 1
    return doc[i].text in {",", "—", "–", "--", "?", "!"}


def closes_cue(verb: Token, following: Token) -> bool:
    """Is the cue over, with nothing that it governs behind it? "said.", "said,", "said on Monday"."""
    if following.is_punct or following.is_space:
        return following.text not in {":", "(", "“", '"'}
    governs = any(c.dep_ in ("ccomp", "xcomp", "dobj", "acomp") and c.i > verb.i for c in verb.children)
    return not governs or (
        lemma_of(verb) == "tell" and not any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
    )


def after_cue(verb: Token, end: int, *, has_before: bool) -> Range | None:
    """Give the rest of the sentence behind "she said,", if it goes on with what she said."""
    doc, sentence = verb.doc, verb.sent
    if end + 1 >= sentence.end or doc[end].text != "," or describes_speaker(doc[end + 1 : sentence.end]):
        return None
    if (
        has_before
        and doc[min(verb.i, (source_of(verb) or (verb.i,))[0]) - 1].is_quote
        and not doc[end + 1].is_quote
    ):
        return None  # “It is cold,” she said, and the bell rang
    goes_on = doc[end + 1].lower_ in ("and", "but", "that") or doc[end + 1].tag_ not in _NEW_THOUGHT
    return trimmed(doc, end, sentence.end) if goes_on or not has_before else None


def describes_speaker(words: Span) -> bool:
    """ "68, who had queued since six", "whose tie matched the flag": about the speaker, no part of what is said."""
    relative = next((t.i for t in words if t.tag_ in ("WP", "WP$", "WDT")), None)
    return relative is not None and not any(
        t.pos_ in ("VERB", "AUX") for t in words.doc[words.start : relative]
    )


def clause_contents(verb: Token) -> list[Range]:
    """Give the clause that the cue governs: before it, after it, or around it."""
    clauses = [
        c
        for c in verb.children
        if c.dep_ == "ccomp" and (c.i < verb.i or has_own_clause(c) or c.pos_ == "VERB")
    ]
    ranges = [r for clause in clauses for r in around(verb, clause.left_edge.i, clause.right_edge.i + 1)]
    return merged(ranges)


def has_own_clause(verb: Token) -> bool:
    return any(child.dep_ in ("mark", "nsubj", "nsubjpass", "expl") for child in verb.children)


def around(cue: Token, start: int, end: int) -> list[Range]:
    """Cut the cue and its source out of a range, and trim what is left."""
    source = source_of(cue) or (cue.i, cue.i + 1)
    hole = (
        (min(source[0], cue.i), max(source[1], cue.i + 1))
        if abs(source[0] - cue.i) < 40
        else (cue.i, cue.i + 1)
    )
    if end <= hole[0] or start >= hole[1]:
        parts = [(start, end)]
    else:
        parts = [(start, max(start, hole[0])), (min(end, hole[1]), end)]
    return [r for part in parts if (r := trimmed(cue.doc, *part))]
