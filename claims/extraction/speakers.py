"""Component `speakers`: who stands behind the words for a source, each person for themselves, by full name."""

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction.cast import Cast, Mention, Person
from claims.extraction.joint_speakers import name_beside, parts
from claims.extraction.named import Named, named_person, unnamed
from claims.extraction.names import (
    bare_name,
    entities_in,
    honorific_before,
    organization_name,
    person_name,
    words_of,
)
from claims.extraction.proposals import Proposal, read_proposals
from claims.extraction.speaker_kinds import bare_words, described_kind, is_plural
from claims.extraction.together import Together
from claims.extraction.transcripts import INTERVIEWEE
from claims.extraction.vocabulary import DOCUMENTS, GENDERED_PRONOUNS, ORGANIZATION_NAMES, ORGANIZATIONS

if not Doc.has_extension("titles"):
    Doc.set_extension("titles", default=None)  # dict: name of a person -> title held then


@Language.factory(
    "speakers", requires=["doc.spans", "doc.ents", "token.dep", "token.pos"], assigns=["doc.spans"]
)
def make_speakers(nlp: Language, name: str) -> "Speakers":
    """Build the component."""
    return Speakers()


class Speakers:
    """Name speakers and relayers of every attribution by the fullest form in the article.

    Writes doc.spans["speakers"] and ["relayers"]: one span a person, organization ..., with the attribution's id,
    the kind as label and the name as kb_id; and doc._.titles.
    """

    def __call__(self, doc: Doc) -> Doc:
        resolver = Resolver(doc)
        doc.spans["speakers"], doc.spans["relayers"], doc._.titles = [], [], {}
        for proposal in sorted(read_proposals(doc), key=place):
            speakers = resolver.speakers(proposal)
            relayers = resolver.relayers(proposal, {speaker.name for speaker in speakers})
            for group, found in (("speakers", speakers), ("relayers", relayers)):
                doc.spans[group].extend([speaker_span(doc, named, proposal.id) for named in found])
                doc._.titles |= {named.name: named.person.title for named in found if named.person}
        return doc


def place(proposal: Proposal) -> int:
    return (proposal.cue or proposal.source or (proposal.start, 0))[0]


def speaker_span(doc: Doc, named: Named, id: str) -> Span:
    return Span(doc, named.start, named.end, label=named.kind, kb_id=named.name, span_id=id)


class Resolver:
    """Resolves the sources of an article from first to last; remembers who spoke before."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.cast = Cast(doc)
        self.paragraphs = paragraph_numbers(doc)
        self.together = Together(doc, self.cast, self.resolve)

    def speakers(self, proposal: Proposal) -> list[Named]:
        """Give the speakers of one attribution; none if its sentence names nobody."""
        if proposal.source is None:
            return []
        named = self.resolve(*proposal.source)
        self.together.remember(named)
        return named

    def relayers(self, proposal: Proposal, speakers: set[str]) -> list[Named]:
        """Give those who passed it on; nobody relays themselves."""
        named = {n.name: n for relay in proposal.relays for n in self.resolve(*relay)}
        return [one for name, one in named.items() if name not in speakers]

    def resolve(self, start: int, end: int) -> list[Named]:
        """Give everybody named by a noun phrase: "both Ana Alpha and the mayor"."""
        found: dict[str, Named] = {}
        for part in parts(self.doc[start:end], self.cast.places_of_people):
            for named in self.resolve_one(part):
                found.setdefault(named.name, named)
        return list(found.values())

    def resolve_one(self, part: Span) -> list[Named]:
        head = name_beside(part) or part.root
        if part.text.isupper() and (person := self.cast.called(words_of(part), part.start)):
            return [named_person(person, part)]
        if part.text == INTERVIEWEE and (answering := self.cast.protagonist):
            return [named_person(answering, part)]
        if head.lower_ in GENDERED_PRONOUNS:
            return [named_person(person, part)] if (person := self.person_meant(head)) else [unnamed(part)]
        if self.together.are_meant(part, head):
            return [
                Named(n.name, n.kind, part.start, part.end, n.person) for n in self.together.named_by(part)
            ]
        if head.text.startswith("@") and len(head.text) > 1:
            return [Named(head.text, "person", part.start, part.end)]
        if head.pos_ == "PRON" and head.text != head.text.upper():
            return [self.pronoun(part, head)]
        return [self.name(part, head) or self.name_behind(part) or self.description(part, head)]

    def name(self, part: Span, head: Token) -> Named | None:
        """Resolve a proper name: of a person of the cast, or of an organization."""
        if head.text[0].islower() or (head.pos_ != "PROPN" and not self.cast.may_name(head)):
            return None
        entities = entities_in(part)
        around = [entity for entity in entities if entity.start <= head.i < entity.end]
        known = next((name for entity in around if (name := person_name(entity)) is not None), None)
        name = known or bare_name(part.doc[first_of_name(head, part) : head.i + 1])
        if name is None:
            return None
        person = self.cast.by_place.get(head.i) if words_of(name)[-1] == head.text else None
        person = person or self.cast.called(words_of(name), part.start, honorific_before(name))
        if person is not None:
            return named_person(person, part)
        organization = next(
            (e for e in entities if e.label_ in ("ORG", "NORP") and person_name(e) is None), None
        )
        if head.lower_ in ORGANIZATION_NAMES or (
            organization is not None and not is_plural(head) and not is_told_of_as_person(name)
        ):
            words = organization_name(organization) if organization is not None else bare_words(part)
            words = f"The {words}" if keeps_article(part) and not words.startswith("The ") else words
            full = self.cast.full_organization(words, part.start)
            return Named(full, "organization", part.start, part.end)
        if is_plural(head) or any(entity.label_ == "GPE" for entity in entities):
            kind = "group" if is_plural(head) else "organization"
            return Named(bare_words(part), kind, part.start, part.end)
        return Named(" ".join(words_of(name)), "person", part.start, part.end)

    def name_behind(self, part: Span) -> Named | None:
        """Give the person at the end of "the festival's director, the chef Ana Alpha", if the parser hid the name."""
        start = part.end
        while start > part.start and part.doc[start - 1].text[0].isupper():
            start -= 1
        before = part.doc[start - 1] if start > part.start else None
        if part.end - start < 2 or before is None or not (before.text == "," or before.pos_ == "NOUN"):
            return None
        words = words_of(part.doc[start : part.end])
        if words[-1].lower() in ORGANIZATION_NAMES:
            return None
        person = self.cast.called(words, part.start)
        return (
            named_person(person, part) if person else Named(" ".join(words), "person", part.start, part.end)
        )

    def description(self, part: Span, head: Token) -> Named:
        """Resolve "the minister" and "the agency"; else say what kind of speaker is described."""
        lemma = head.lemma_.lower()
        is_definite = any(
            c.lower_ in ("the", "this", "that", "his", "her") for c in head.children if c.i < head.i
        )
        if (
            is_definite
            and lemma not in ORGANIZATIONS | DOCUMENTS
            and not is_plural(head)
            and (person := self.cast.described(head.lower_, part.start))
        ):
            return named_person(person, part)
        if is_definite and lemma in ORGANIZATIONS and len(part) <= 2:
            known = self.cast.organization_before(part.start, lemma)
            return Named(known or bare_words(part), "organization", part.start, part.end)
        return Named(bare_words(part), described_kind(part, head), part.start, part.end)

    def pronoun(self, part: Span, head: Token) -> Named:
        if head.lower_ in ("it", "its"):
            last = next((n for n in self.together.last if n.kind in ("organization", "document")), None)
            name = last.name if last else self.cast.organization_before(part.start)
            return Named(
                name or bare_words(part), last.kind if last else "organization", part.start, part.end
            )
        return unnamed(part)

    def person_meant(self, pronoun: Token) -> Person | None:
        """Resolve "he" or "she": the best mention before it, by distance, grammar and who spoke last."""
        gender = GENDERED_PRONOUNS[pronoun.lower_]
        mentions = [m for m in self.cast.mentions_before(pronoun.i) if m.person.gender in (gender, "")]
        best = max(mentions, key=lambda mention: self.fitness(mention, pronoun), default=None)
        return best.person if best else None

    def fitness(self, mention: Mention, pronoun: Token) -> float:
        """How well a mention fits a pronoun. Mentions are compared, so only differences count."""
        paragraphs = self.paragraphs[pronoun.i] - self.paragraphs[mention.at]
        spoke_last = any(named.person is mention.person for named in self.together.last)
        return (
            1.5 * mention.is_subject
            + 1.5 * spoke_last
            + 0.7 * bool(mention.person.gender)
            - 1.0 * min(paragraphs, 6)
            - 0.02 * (pronoun.i - mention.at)
        )


def paragraph_numbers(doc: Doc) -> list[int]:
    """Give the number of each token's paragraph."""
    numbers, number = [], 0
    for token in doc:
        numbers.append(number)
        number += token.is_space and "\n" in token.text
    return numbers


def first_of_name(head: Token, part: Span) -> int:
    """Where the run of proper nouns that ends with `head` begins."""
    start = head.i
    while start > part.start and (part.doc[start - 1].pos_ == "PROPN" or part.doc[start - 1].text == "-"):
        start -= 1
    return start


def keeps_article(part: Span) -> bool:
    """Is "The" part of a name, because no sentence begins with it: "according to The Ledger"?"""
    return part[0].text == "The" and not part[0].is_sent_start


def is_told_of_as_person(name: Span) -> bool:
    """Is the name followed by "who", an age or "of the": "Ewan Strand of the cooperative"?"""
    doc, end = name.doc, name.end
    if len(name) < 2 or end + 1 >= len(doc):
        return False
    following = doc[end + 1] if doc[end].text == "," else doc[end]
    return following.lower_ == "who" or following.tag_ == "CD" or following.lower_ == "of"
