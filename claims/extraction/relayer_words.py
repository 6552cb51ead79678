"""The words for a relayer: whole where they were cut, and without what is told of them besides."""

from spacy.tokens import Doc, Token

from claims.extraction.names import is_time
from claims.extraction.noun_phrases import end_of_relative_clause, phrase_at
from claims.extraction.proposals import Range
from claims.extraction.relay_clauses import is_body, is_document
from claims.extraction.sources import source_range
from claims.extraction.unlabelled_names import end_of_name, is_capitalised, joins, start_of_name
from claims.extraction.vocabulary import TITLES, names_outlet

VERSIONS = frozenset("telling retelling account version recollection memory".split())
_RELATIVE = frozenset(("WP", "WDT", "WP$"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
# of them nothing is known without what they did: "a person who was in the room"
_ANYBODY = frozenset("person people man men woman women one those somebody someone".split())


def whole_words(doc: Doc, relay: Range) -> Range:
    """Give the words for a relayer with what was cut of them, and without what is told of them aside."""
    start, end = joined_by_hyphens(doc, *relay)
    if is_lone_article(doc[start]) and end - start == 1:
        start, end = source_range(doc[start].head)
    if is_beside_name(doc, start, end):
        return start_of_name(doc, start - 1), start - 1
    if doc[end - 1].dep_ == "compound" and doc[end - 1].head.i == end and doc[end].tag_ == "NN":
        end += 1  # "a court" of "a court usher"
    end = end_of_words(doc, start, end_of_owned(doc, end))
    if (place := place_of_publication(doc, start, end)) is not None:
        return place
    if end - start > 2 and doc[start].lower_ == "the" and doc[start + 1].lower_ == "same":
        start += 2  # "the same guest" is the guest
    while end < len(doc) and goes_on_with_name(doc, end):
        end += 1
    return start, end_of_name_behind(doc, end)


def joined_by_hyphens(doc: Doc, start: int, end: int) -> Range:
    """Give "the 23-year-old" for "old", "Ana's brother-in-law" for "Ana's brother"."""
    first = start
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 2].whitespace_:
        start -= 2
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
        end += 2
    return start - (start < first and doc[start - 1].pos_ == "DET"), end


def is_lone_article(token: Token) -> bool:
    """Is it the "the" of a phrase that was cut, and not the "his" of "by his account"?"""
    return (
        token.dep_ in ("det", "poss", "compound")
        and token.is_lower
        and token.head.i > token.i
        and token.head.lower_ not in VERSIONS
    )


def end_of_owned(doc: Doc, end: int) -> int:
    """Where "the athletes' spokeswoman" ends that was cut behind "athletes" or the apostrophe."""
    owner = doc[end - 2 if doc[end - 1].tag_ == "POS" else end - 1]
    is_owner = owner.i + 1 < len(doc) and owner.nbor().tag_ == "POS" and is_lone_article(owner)
    return max(end, source_range(owner.head)[1]) if is_owner else end


def end_of_words(doc: Doc, start: int, end: int) -> int:
    """Where "a diver who saw it" ends, unless nobody would know who is meant: "a person who saw it"."""
    for token in doc[start + 1 : end]:
        before = doc[token.i - 1]
        if token.tag_ in _RELATIVE and before.text != "," and before.lower_ in _ANYBODY:
            is_cut = end < len(doc) and doc[end].pos_ == "ADP"
            return end_of_relative_clause(doc, token.i, token.sent.end) if is_cut else end
        is_verb = token.tag_ in _FINITE and token.pos_ in ("VERB", "AUX") and token.text.isalpha()
        if token.tag_ in _RELATIVE or (is_verb and not joins(token)):  # "the station has since"
            return token.i
    is_version = doc[end - 1].lower_ in VERSIONS and end - start > 2 and doc[end - 2].tag_ == "POS"
    return end - 2 if is_version else end


def place_of_publication(doc: Doc, start: int, end: int) -> Range | None:
    """Give the Post of "a profile in the Post", "a memo printed in full by the Post"."""
    if not is_document(doc, (start, end)) and doc[start:end].root.lower_ not in (
        "profile",
        "interview",
        "column",
    ):
        return None
    for token in doc[start + 1 : end - 1]:
        if token.lower_ in ("in", "by", "on"):
            place = phrase_at(doc, token.i + 1, end)
            if names_outlet(doc[slice(*place)].text):
                return place
    return None


def goes_on_with_name(doc: Doc, end: int) -> bool:
    """Is it the "12" of "Channel 12", or the "Ana" of "Const. Ana Alpha", which a sentence may end before?"""
    before, token = doc[end - 1], doc[end]
    if token.text == ".":
        return f"{before.lower_}." in TITLES and before.text[0].isupper()
    if is_short_title(doc, end):
        return token.text[:1].isupper()
    is_number = token.is_digit and (end + 1 == len(doc) or doc[end + 1].pos_ not in ("NOUN", "PROPN", "ADJ"))
    return is_capitalised(before) and (is_capitalised(token) or is_number)


def is_short_title(doc: Doc, end: int) -> bool:
    """Does "Const." end here, be it one token or two?"""
    before = doc[end - 1]
    title = f"{doc[end - 2].lower_}." if before.text == "." else before.lower_
    return title in TITLES and (before.text == "." or before.text[-1] == ".")


def end_of_name_behind(doc: Doc, end: int) -> int:
    """Where the name ends that tells who "the trade paper" or "the cox," is: "Amber", ", Little Jo Alpha,"."""
    if doc[end - 1].pos_ != "NOUN" or end + 1 >= len(doc) or not doc[end - 1].is_lower:
        return end
    start = end + (doc[end].text == ",")
    if doc[start].lower_ in ("a", "an") and start > end:
        start += 1  # ", a Mr Alpha,"
    if start >= len(doc) or not doc[start].text[0].isupper() or is_time(doc[start]):
        return end
    stop = end_of_name(doc, start)
    is_closed = stop - start > 1 and stop < len(doc) and doc[stop].text in (",", ".", ";")
    return stop if is_closed or (start == end and is_body(doc[end - 1])) else end


def describes(doc: Doc, one: Range, name: Range) -> bool:
    """Does it only tell what a name before it is: "The Belfry, a magazine for collectors"?"""
    return one[0] == name[1] + 1 and doc[name[1]].text == "," and doc[one[0]].text in ("a", "an", "the")


def is_beside_name(doc: Doc, start: int, end: int) -> bool:
    """Is it the "a daily" of "The Belfry, a daily,"?"""
    if start < 2 or doc[start].lower_ not in ("a", "an") or doc[start - 1].text != ",":
        return False
    return is_capitalised(doc[start - 2]) and is_body(doc[start:end].root)
