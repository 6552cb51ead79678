"""Where the words stand that name a source: the subject of a cue, also when the cue has none of its own."""

from spacy.tokens import Doc, Token

from claims.extraction.proposals import Range
from claims.extraction.quotations import SCARE
from claims.extraction.vocabulary import OUTLET_NOUNS, TITLE_NOUNS

QUOTING = frozenset(("quote", "cite", "record"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_SHARES_A_SUBJECT = ("conj", "advcl", "xcomp", "dep", "ccomp", "pcomp", "prep")
_ENDS_OF_SPEECH = frozenset((",", "?", "!", "—", "–"))
_LONGEST_NAME = 6  # tokens, titles and hyphens included
_LONGEST_CALLING = 3  # nouns before a name
_LONGEST_WAY = 4  # hops from a cue to the verb whose subject it shares


def inside_quotations(doc: Doc) -> list[bool]:
    """Tell of each token whether it stands inside a quotation (scare quotes do not count)."""
    inside = [False] * len(doc)
    for span in doc.spans.get("quotations", ()):
        if span.label_ != SCARE:
            inside[span.start : span.end] = [True] * len(span)
    return inside


def source_of(cue: Token) -> Range | None:
    """Give the words for who speaks: the subject of the cue, or of the verb that the cue leans on."""
    quoted = quoted_person(cue)
    if quoted is not None:
        return source_range(quoted)
    verb = cue
    for _ in range(_LONGEST_WAY):
        subject = subject_of(verb)
        if subject is not None:
            return source_range(subject)
        if verb.dep_ in ("acl", "relcl"):
            return source_range(verb.head)
        if verb.dep_ not in _SHARES_A_SUBJECT:
            return None
        verb = verb.head
    return None


def quoted_person(cue: Token) -> Token | None:
    """Give the one who is quoted in "the Post quoted the captain as saying", "the captain was quoted as saying"."""
    quoting = quoting_verb(cue)
    if quoting is None:
        return None
    wanted = ("dobj", "nsubjpass") if any(c.dep_ == "nsubjpass" for c in quoting.children) else ("dobj",)
    return next((c for c in quoting.children if c.dep_ in wanted), None)


def quoting_verb(cue: Token) -> Token | None:
    """Give "quoted" for the "saying" in "quoted as saying"."""
    as_ = cue.head
    if cue.dep_ not in ("pcomp", "pobj") or as_.lower_ != "as":
        return None
    return as_.head if as_.head.lemma_ in QUOTING else None


def subject_of(verb: Token) -> Token | None:
    """Give the one who acts: the subject, the agent of a passive, or the antecedent of "who"."""
    agent = next(
        (t for c in verb.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"), None
    )
    subject = agent or next((c for c in verb.children if c.dep_ in SUBJECTS), None) or subject_behind(verb)
    if subject is not None and subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    return subject


def subject_behind(verb: Token) -> Token | None:
    """Give the one who acts behind the verb, taken for an object: "The road is shut, claimed Gregor Maun"."""
    doc, before = verb.doc, verb.i - 1
    while before > 0 and doc[before].is_quote:
        before -= 1
    if before < 0 or (doc[before].text not in _ENDS_OF_SPEECH and not doc[before + 1].is_quote):
        return None
    if (
        not any(c.dep_ in ("ccomp", "dep") and c.i < verb.i for c in verb.children)
        and not doc[verb.i - 1].is_quote
    ):
        return None
    return next(
        (c for c in verb.children if c.dep_ in ("dobj", "dative", "attr", "npadvmod") and c.i > verb.i), None
    )


def source_range(head: Token) -> Range:
    """Give the noun phrase of a head with those joined to it, without what only describes it further."""
    last = head
    while joined := [c for c in last.children if c.i > last.i and may_follow(last, c)]:
        last = joined[-1]
    cut = [c.left_edge.i for c in last.children if c.i > last.i and is_aside(c)]
    start = head.left_edge.i
    end = max(min(cut, default=last.right_edge.i + 1), last.i + 1)
    return (start, end if last.pos_ == "PROPN" else name_behind(head.doc, end))


def name_behind(doc: Doc, end: int) -> int:
    """Where "the chair of the board" ends if a name stands behind it, set off by commas: ", Juniper Aldous,"."""
    if end >= len(doc) or doc[end].text != ",":
        return end
    last = first = end_of_calling(doc, end + 1)
    while last < len(doc) and may_stand_behind(doc[last]) and last - first <= _LONGEST_NAME:
        last += 1
    is_closed = last < len(doc) and doc[last].text in (",", ".", ";")
    if first > end + 1:
        return last if last - first > 1 and is_closed else end
    is_lone = last - end == 2 and is_closed and doc[end - 1].lower_ in OUTLET_NOUNS
    return last if last - end > 2 or is_lone else end


def may_stand_behind(token: Token) -> bool:
    is_part = token.text in ("-", "’", "'") or token.tag_ == "POS" or token.pos_ == "NOUN"
    return token.pos_ == "PROPN" or (is_part and (not token.is_alpha or token.text[0].isupper()))


def end_of_calling(doc: Doc, start: int) -> int:
    """Where the "radio host" of ", radio host Ana Alpha," ends, or the "the" of ", the Growers' Front,"."""
    end = start + (start < len(doc) and doc[start].lower_ == "the")
    while end < min(len(doc), start + _LONGEST_CALLING) and doc[end].pos_ == "NOUN" and doc[end].is_lower:
        end += 1
    return end


def may_follow(last: Token, child: Token) -> bool:
    """A second speaker ("and Ivan Iota"), or the name behind a description ("the minister, Frida Zeta")."""
    if child.dep_ == "appos":
        return child.pos_ == "PROPN" and (last.pos_ != "PROPN" or last.lower_ in TITLE_NOUNS)
    return child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN", "PRON")


def is_aside(child: Token) -> bool:
    return child.dep_ in ("relcl", "appos", "acl", "punct", "advcl", "cc", "dep") and child.text not in {
        "(",
        "-",
        "/",
    }
