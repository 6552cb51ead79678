"""Splitting joint speakers: "both Ana Alpha and the mayor" are two."""

from spacy.tokens import Doc, Span, Token

_JOINERS = frozenset("both and or nor neither either as well".split())
_PRONOUNS = frozenset("he she they you i we".split())
_ASIDES = frozenset("who whose whom which where the a an his her its their of".split())


def parts(mention: Span, names: frozenset[int], inside: frozenset[int] = frozenset()) -> list[Span]:
    """Split joint speakers: "both Ana Alpha and the mayor" into two; a single name stays whole.

    `names` are the tokens that name people: "Ana Alpha, 78, and hubby Ben Alpha, 80," are two for any parser. No part
    begins with a token `inside` a name: "Gauge & Daughters" is one.
    """
    likened = next((t.i for t in mention[1:-1] if t.lower_ == "like" and t.nbor(-1).text == ","), None)
    if likened is not None:  # "Ana Alpha, like her deputy"
        both = mention.doc[mention.start : likened - 1], mention.doc[likened + 1 : mention.end]
        return [part for one in both for part in parts(one, names, inside)]
    if listed := listed_behind(mention):
        return [part for one in listed for part in parts(one, names, inside)]
    if joints := [joint for joint in joints_between_people(mention, names) if joint not in inside]:
        starts = [mention.start, *(joint + 1 for joint in joints)]
        between = [part_span(mention.doc, *ends) for ends in zip(starts, [*joints, mention.end], strict=True)]
        return [without_aside(part) for part in between if part is not None]
    if len(mention) > 2 and mention[0].lower_ in _PRONOUNS and mention[1].lower_ == "and":
        return [mention[:1], *parts(mention[2:], names, inside)]
    mention = without_aside(mention)
    heads = [mention.root]
    while joined := [c for c in heads[-1].children if is_another(c, heads[-1], mention)]:
        heads.append(joined[0])
    starts = [max(head.left_edge.i, before.i + 1) for before, head in zip(heads, heads[1:], strict=False)]
    starts = [start for start in (*starts, *starts_between_names(mention)) if start not in inside]
    starts = sorted({mention.start, *starts})
    spans = [part_span(mention.doc, *ends) for ends in zip(starts, starts[1:] + [mention.end], strict=True)]
    return [span for span in spans if span is not None]


def listed_behind(mention: Span) -> list[Span]:
    """Give the names of "the two parties, the Greens and the Farmers", if nothing else follows."""
    comma = next((token.i for token in mention[1:-1] if token.text == ","), None)
    if (
        comma is None
        or mention.doc[comma - 1].tag_ != "NNS"
        or not counts(mention.doc[mention.start : comma])
    ):
        return []
    end = mention.end - (mention[-1].text == ",")
    rest = mention.doc[comma + 1 : end]
    joint = next((token.i for token in rest[1:-1] if token.lower_ == "and"), None)
    if joint is None or any(token.text == "," for token in rest):
        return []
    both = mention.doc[comma + 1 : joint], mention.doc[joint + 1 : end]
    return list(both) if all(one[-1].text[0].isupper() and one[-1].is_alpha for one in both) else []


def counts(words: Span) -> bool:
    return any(token.pos_ == "NUM" or token.lower_ == "both" for token in words)


def is_another(joined: Token, head: Token, mention: Span) -> bool:
    """Is it another speaker, and not a second calling as in "her husband and partner, Ben Beta"?"""
    if joined.dep_ != "conj" or not head.i < joined.i < mention.end or joined.nbor(-1).text == "&":
        return False
    between = mention.doc[mention.start : joined.left_edge.i]
    if not any(token.lower_ in ("and", "or", "nor") for token in (*between, *joined.lefts, *head.rights)):
        return False  # "the auditors, Brill & Partners": set off, and nobody else
    is_bare = joined.pos_ == "NOUN" and not any(c.dep_ in ("det", "poss") for c in joined.children)
    return not (is_bare and head.pos_ == "NOUN" and joined.i + 1 < mention.end and joined.nbor().text == ",")


def owns(token: Token) -> bool:
    """Is it the "Alpha" of "Alpha's brother and deputy"?"""
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def is_owner(token: Token, mention: Span) -> bool:
    """Is it the "Alpha" of "no relation of Alpha"?"""
    doc, start = token.doc, token.i
    start -= start > mention.start and doc[start - 1].pos_ == "PROPN"
    return start - 2 > mention.start and doc[start - 1].lower_ == "of" and doc[start - 2].pos_ == "NOUN"


def lists(comma: Token, mention: Span, names: frozenset[int]) -> bool:
    """Is it the first comma of "Ana Alpha, Ben Beta and Cy", and not of "two teachers in Alpha, Ben Beta and Cy"?"""
    doc = comma.doc
    if comma.text != "," or comma.i - 1 not in names:
        return False
    start = next((i for i in range(comma.i - 1, mention.start, -1) if doc[i].text == ","), mention.start)
    if any(token.tag_ == "NNS" for token in doc[start : comma.i]):
        return False
    behind = next(
        (i for i in range(comma.i + 1, mention.end) if i in names or not doc[i].text[0].isupper()), -1
    )
    return behind in names and any(token.lower_ in ("and", "nor") for token in doc[behind : mention.end])


def joints_between_people(mention: Span, names: frozenset[int]) -> list[int]:
    """Give every "and" that has a name of its own on both sides."""
    joints: list[int] = []
    end = next((t.i for t in mention[1:] if opens_last_clause(t, mention)), mention.end)
    named = [t.i for t in mention if t.i in names and not owns(t) and not is_owner(t, mention)]
    for joint in (
        t.i for t in mention if t.i < end and (t.lower_ in ("and", "nor") or lists(t, mention, names))
    ):
        before = [i for i in named if (joints[-1] if joints else -1) < i < joint]
        if before and any(i > joint for i in named):
            joints.append(joint)
    return joints


def opens_last_clause(token: Token, mention: Span) -> bool:
    """Does a relative clause begin there behind which nobody is named, as in "Ana Alpha, who led it, and Ben Beta"?"""
    if token.lower_ not in ("who", "whose", "which"):
        return False
    behind = mention.doc[token.i : mention.end]
    return not any(t.text == "," and t.nbor().lower_ in ("and", "nor") for t in behind[:-1])


def without_aside(part: Span) -> Span:
    """Leave out what only describes a name further: "Ana Alpha, who led the study", "Ana Alpha, 78"."""
    bracket = next((token.i for token in part[1:] if token.text == "("), None)
    if bracket is not None and not any(token.text == ")" for token in part):
        part = part.doc[part.start : bracket]  # "Ana Alpha (Ind"
    for comma in (token.i for token in part if token.text == ","):
        following = part.doc[comma + 1] if comma + 1 < part.end else None
        names_before = any(token.pos_ == "PROPN" for token in part.doc[part.start : comma])
        is_clause = following is not None and (following.tag_ in ("WP", "WDT") or following.lower_ == "now")
        is_clause &= not any(token.pos_ == "PROPN" for token in part.doc[comma : part.end])
        if (
            following is None
            or is_clause
            or (names_before and (following.lower_ in _ASIDES or following.like_num))
        ):
            return part.doc[part.start : comma]
    return part


def starts_between_names(mention: Span) -> list[int]:
    """Where a second name begins, also if the parser took two names for one: "Thule and Mayor Karl Brandt"."""
    doc = mention.doc
    joints = [token.i for token in mention[1:-1] if token.lower_ in ("and", "or", "nor")]
    return [i + 1 for i in joints if stands_between_names(doc, i, mention)]


def stands_between_names(doc: Doc, i: int, mention: Span) -> bool:
    before = i - 1 if doc[i - 1].text != "," else i - 2
    return before >= mention.start and doc[before].pos_ == "PROPN" and doc[i + 1].text[0].isupper()


def is_joiner(token: Token) -> bool:
    """Is it a word that only joins speakers, and not the "neither" of "neither of them"?"""
    return token.lower_ in _JOINERS and token.nbor().lower_ != "of"


def part_span(doc: Doc, start: int, end: int) -> Span | None:
    """Give one speaker's words without joining words, commas and blanks around them."""
    while end - start > 1 and (is_joiner(doc[start]) or not doc[start].text[0].isalnum()):
        start += 1
    while end - start > 1 and (
        doc[end - 1].lower_ in ("and", "or", "nor") or not doc[end - 1].text[0].isalnum()
    ):
        end -= 1
    return doc[start:end] if start < end else None
