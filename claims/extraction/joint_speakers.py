"""Splitting joint speakers: "both Ana Alpha and the mayor" are two."""

from spacy.tokens import Doc, Span, Token

from claims.extraction.names import entities_in, person_name

_JOINERS = frozenset("both and or nor neither either as well".split())


def parts(mention: Span) -> list[Span]:
    """Split joint speakers: "both Ana Alpha and the mayor" into two; a single name stays whole."""
    heads = [mention.root]
    while joined := [c for c in heads[-1].children if c.dep_ == "conj" and heads[-1].i < c.i < mention.end]:
        heads.append(joined[0])
    starts = [max(head.left_edge.i, before.i + 1) for before, head in zip(heads, heads[1:], strict=False)]
    starts = sorted({mention.start, *starts, *starts_between_names(mention)})
    spans = [part_span(mention.doc, *ends) for ends in zip(starts, starts[1:] + [mention.end], strict=True)]
    return [span for span in spans if span is not None]


def starts_between_names(mention: Span) -> list[int]:
    """Where a second person begins, also if the parser took two names for one."""
    people = [entity for entity in entities_in(mention) if person_name(entity) is not None]
    between = [range(one.end, other.start) for one, other in zip(people, people[1:], strict=False)]
    return [i + 1 for gap in between for i in gap if mention.doc[i].lower_ in ("and", "or", "nor")]


def name_beside(part: Span) -> Token | None:
    """Give the name in "the minister, Frida Zeta" or "his spokesman Sam Rho"."""
    if part.root.pos_ == "PROPN" and part.root.ent_type_ != "ORG":
        return None
    beside = [c for c in part.root.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i < part.end]
    return beside[0] if beside else name_at_end(part)


def name_at_end(part: Span) -> Token | None:
    """Give the last word of "the chair of the board, Juniper Aldous", however the parser hangs it on."""
    commas = [token.i for token in part if token.text == ","]
    if not commas or not all(t.pos_ == "PROPN" or t.text == "-" for t in part.doc[commas[-1] + 1 : part.end]):
        return None
    return part[-1] if part.end - commas[-1] > 2 else None


def part_span(doc: Doc, start: int, end: int) -> Span | None:
    """Give one speaker's words without joining words, commas and blanks around them."""
    while end - start > 1 and (doc[start].lower_ in _JOINERS or not doc[start].text[0].isalnum()):
        start += 1
    while end - start > 1 and (
        doc[end - 1].lower_ in ("and", "or", "nor") or not doc[end - 1].text[0].isalnum()
    ):
        end -= 1
    return doc[start:end] if start < end else None
