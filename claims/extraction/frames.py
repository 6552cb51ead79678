"""What a cue verb governs: where in its sentence the content stands."""

from spacy.tokens import Doc, Span, Token

from claims.extraction import cues
from claims.extraction.cues import lemma_of
from claims.extraction.proposals import Range, merged, trimmed
from claims.extraction.sources import source_of

CUE_VERBS = (
    cues.SAYING
    | cues.THINKING
    | cues.PROMISING
    | cues.URGING
    | cues.TAKING_A_THING
    | cues.ANNOUNCING_A_THING
    | cues.CALLING
    | cues.WITH_PREPOSITION.keys()
)
_LONGEST_CUE = 25  # tokens from the source to the cue
_CONNECTIVE = 2  # as many tokens in front of a cue are "Instead," or "In fact,"
_NEW_THOUGHT = frozenset(
    ("VBG", "WDT", "WP", "CC", "IN", "RB", "WRB")
)  # after "she said,": no part of what she said


def verb_contents(verb: Token) -> list[Range]:
    """Give the content that a cue verb governs, by the families of `cues`; the widest pattern first."""
    lemma = lemma_of(verb)
    if lemma in cues.SAYING and (contents := thrown_in(verb)):
        return contents
    if lemma in cues.SAYING | cues.THINKING and (contents := clause_contents(verb)):
        return contents
    if lemma in cues.URGING and (contents := urged_contents(verb)):
        return contents
    if lemma in cues.PROMISING and (contents := infinitive_contents(verb)):
        return contents
    if lemma in cues.CALLING and (contents := called_contents(verb)):
        return contents
    return thing_contents(verb, lemma)


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


def urged_contents(verb: Token) -> list[Range]:
    """Give who shall do what: "residents to leave" in "urging residents to leave"."""
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i]
    actions = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i and has_to(c)]
    if not actions:
        return []
    start = min(token.left_edge.i for token in objects + actions)
    return content_until(verb, start, actions[-1])


def infinitive_contents(verb: Token) -> list[Range]:
    """Give what shall be done: "to repair it" in "promised to repair it"."""
    actions = [c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and has_to(c)]
    return [r for action in actions for r in content_until(verb, action.left_edge.i, action)]


def content_until(verb: Token, start: int, last: Token) -> list[Range]:
    """Give the words from `start` to the end of what `last` governs, with a condition behind it, if any."""
    ends = [last.right_edge.i + 1] + [
        c.right_edge.i + 1 for c in verb.children if c.i > last.i and is_condition(c)
    ]
    content = trimmed(verb.doc, start, min([max(ends)] + second_cues(last)))
    return [content] if content else []


def is_condition(clause: Token) -> bool:
    return clause.dep_ == "advcl" and any(
        c.lower_ in ("if", "unless", "until", "once", "when") for c in clause.children
    )


def second_cues(action: Token) -> list[int]:
    """Where a second cue of the same speaker begins: "while urging others to leave"."""
    return [
        c.left_edge.i
        for c in action.children
        if c.dep_ == "advcl" and c.tag_ == "VBG" and lemma_of(c) in CUE_VERBS
    ]


def has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def called_contents(verb: Token) -> list[Range]:
    """Give what is called what: "the plan a disgrace" in "she called the plan a disgrace"."""
    names = [
        c
        for c in verb.children
        if c.i > verb.i and (c.dep_ in ("oprd", "ccomp", "dobj", "acomp") or c.lower_ == "as")
    ]
    if not any(c.dep_ in ("oprd", "ccomp") or c.lower_ == "as" for c in names):
        return []
    content = trimmed(verb.doc, min(c.left_edge.i for c in names), max(c.right_edge.i for c in names) + 1)
    return [content] if content else []


def accused_of(verb: Token) -> list[Token]:
    """Give who is accused: "the firm" in "accused the firm of hiding tests"."""
    return [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]


def is_gerund(clause: Token) -> bool:
    """ "having left" in "denies having left"."""
    return clause.dep_ in ("xcomp", "ccomp", "advcl") and any(
        t.tag_ == "VBG" for t in (clause, clause.left_edge)
    )


def thing_contents(verb: Token, lemma: str) -> list[Range]:
    """Give the thing denied, praised or called for: "the charges" in "denied the charges"."""
    things = (
        [c for c in verb.children if (c.dep_ == "dobj" or is_gerund(c)) and c.i > verb.i]
        if lemma in cues.TAKING_A_THING | cues.ANNOUNCING_A_THING
        else []
    )
    governed = cues.WITH_PREPOSITION.get(lemma, ())
    things += [
        g for c in verb.children if c.lower_ in governed and c.i > verb.i for g in c.children if g.i > c.i
    ]
    accused = accused_of(verb) if lemma in cues.ACCUSING else []
    things += [c for c in accused if things or any(g.lower_ == "of" for g in c.children)]
    if not things:
        return []
    content = trimmed(verb.doc, min(t.left_edge.i for t in things), max(t.right_edge.i for t in things) + 1)
    return [content] if content else []
