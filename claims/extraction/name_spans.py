"""Where names stand in a text: those the tagger knows, those that words beside them tell, and those of the model."""

from spacy.tokens import Doc, Span, Token

from claims.extraction.learned.heads import NAMES
from claims.extraction.names import is_name_word, is_title_word, joins_names, person_name, start_of_name
from claims.extraction.unlabelled_names import (
    firms_of_partners,
    organizations_beside_nouns,
    unlabelled_organizations,
)
from claims.extraction.vocabulary import BODY_OPENERS, NO_FIRST_NAMES, ORGANIZATION_NAMES, OUTLETS

PERSON, ORGANIZATION = NAMES


def names_in(doc: Doc) -> list[Span]:
    """Give the names of people and organizations: those the tagger knows, and where it is silent those of the model."""
    told: list[Span] = []
    taken: set[int] = set()
    people = {t.i for name in doc.spans.get("names", ()) if name.label_ == PERSON for t in name}
    for one in (*firms_of_partners(doc), *(name for name, _ in organizations_beside_nouns(doc))):
        is_person = all(
            t.i in people and t.ent_type_ == "PERSON" for t in one
        )  # "the head of the bank, Ana Alpha,"
        if not is_person and taken.isdisjoint(range(one.start, one.end)):
            told.append(Span(doc, one.start, one.end, label=ORGANIZATION))
            taken |= set(range(one.start, one.end))
    told += [
        bare
        for span in whole_names(doc)
        if not any(token.i in taken for token in span)
        for bare in bare_names(span)
    ]
    taken |= {token.i for name in told for token in name}
    for entity in (e for e in doc.ents if not any(token.i in taken for token in e)):
        person = person_name(entity)
        if person is not None:
            label = Span(doc, person.start, person.end, label=PERSON)
            told += bare_names(label)
        elif entity.label_ == "ORG":
            told.append(Span(doc, entity.start, entity.end, label=ORGANIZATION))
    taken |= {token.i for name in told for token in name}
    runs = (run for run in unlabelled_organizations(doc) if not any(token.i in taken for token in run))
    told += [Span(doc, run.start, run.end, label=ORGANIZATION) for run in runs]
    return told


def whole_names(doc: Doc) -> list[Span]:
    """Give the names that the tagger told, each as long as the model reads it: "Ana Alpha" where it told "Ana"."""
    return [Span(doc, name.start, whole_end(name), label=name.label) for name in doc.spans.get("names", ())]


def whole_end(name: Span) -> int:
    doc, end, kind = name.doc, name.end, "PERSON" if name.label_ == PERSON else "ORG"
    while (
        end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == kind and is_name_word(doc[end])
    ):
        end += 1
    return end


def bare_names(name: Span) -> list[Span]:
    """Give the names in a span without titles and callings, and with the parts of a name that were left out."""
    doc = name.doc
    if name.label_ == ORGANIZATION or name[-1].lower_ in ORGANIZATION_NAMES | OUTLETS or is_opened(name):
        return [Span(doc, first_capital(doc, name.start), name.end, label=ORGANIZATION)]
    joints = [token.i for token in name[1:-1] if token.lower_ in ("and", "or", "nor")]
    bounds = zip([name.start, *(i + 1 for i in joints)], [*joints, name.end], strict=True)
    return [bare for start, end in bounds if (bare := bare_person(doc, start, end)) is not None]


def is_opened(name: Span) -> bool:
    """Is it an organization's for the word before it, or its first: "Radio Brack"?"""
    first = [name[0], *([name[0].nbor(-1)] if name.start else [])]
    return any(token.lower_ in BODY_OPENERS and token.text[0].isupper() for token in first)


def first_capital(doc: Doc, start: int) -> int:
    """Where the capitalised words in front of a name begin: "Norrhaven" before "Examiner"."""
    while start and is_capital(doc[start - 1]) and not doc[start].is_sent_start:
        start -= 1
    return start


def is_capital(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper()


def bare_person(doc: Doc, start: int, end: int) -> Span | None:
    while start < end and (
        is_title_word(doc[start]) or any(t.is_alpha and not is_name_word(t) for t in doc[start:end])
    ):
        start += 1
    if start == end:
        return None
    is_cut = start == end - 1 or (doc[start].ent_type_ == "PERSON" and doc[start].ent_iob_ == "I")
    if is_cut and start and may_be_first_name(doc[start - 1], doc[start]):
        start -= 1
    start = start_of_name(doc, start)
    while end < len(doc) and joins_names(doc[end - 1], doc[end]):
        end += 1
    return Span(doc, start, end, label=PERSON)


def may_be_first_name(token: Token, last_name: Token) -> bool:
    if token.lower_ in NO_FIRST_NAMES or token.ent_type_ in ("DATE", "TIME"):
        return False
    is_of_entity = last_name.ent_iob_ == "I" or token.ent_type_ in ("", "PERSON", "GPE")
    return token.pos_ == "PROPN" and token.text.istitle() and is_of_entity and not is_title_word(token)
