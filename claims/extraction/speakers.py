"""Component `speakers`: who stands behind the words for a source, each person for themselves, by full name."""

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction.cast import (
    Cast,
    Mention,
    Person,
    bare_name,
    entities_in,
    honorific_before,
    organization_name,
    person_name,
    words_of,
)
from claims.extraction.proposals import Proposal, read_proposals
from claims.extraction.vocabulary import (
    DOCUMENTS,
    ORGANIZATION_NAMES,
    ORGANIZATIONS,
    TITLE_NOUNS,
    UNNAMED,
)

HE_OR_SHE = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
SEVERAL = frozenset("they both neither either them their two pair duo three all".split())
_JOINERS = frozenset("both and or nor neither either as well".split())

if not Doc.has_extension("titles"):
    Doc.set_extension("titles", default=None)  # dict: name of a person -> title held then


@dataclass(frozen=True)
class Named:
    """Someone behind the tokens `start` to `end`."""

    name: str
    kind: str
    start: int
    end: int
    person: Person | None = None


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
            relayers = [named for relay in proposal.relays for named in resolver.resolve(*relay)]
            for group, found in (("speakers", resolver.speakers(proposal)), ("relayers", relayers)):
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
        self.last: list[Named] = []
        self.joint: list[Named] = []
        self.paragraphs = paragraph_numbers(doc)

    def speakers(self, proposal: Proposal) -> list[Named]:
        """Give the speakers of one attribution; none if its sentence names nobody."""
        if proposal.source is None:
            return []
        named = self.resolve(*proposal.source)
        self.last = named or self.last
        self.joint = named if len(named) > 1 else self.joint
        return named

    def resolve(self, start: int, end: int) -> list[Named]:
        """Give everybody named by a noun phrase: "both Ana Alpha and the mayor"."""
        found: dict[str, Named] = {}
        for part in parts(self.doc[start:end]):
            for named in self.resolve_one(part):
                found.setdefault(named.name, named)
        return list(found.values())

    def resolve_one(self, part: Span) -> list[Named]:
        head = name_beside(part) or part.root
        if head.lower_ in HE_OR_SHE:
            return [self.named(person, part)] if (person := self.person_meant(head)) else [unnamed(part)]
        if self.means_several(part, head):
            return [Named(n.name, n.kind, part.start, part.end, n.person) for n in self.several(part)]
        if head.pos_ == "PRON" and head.text != head.text.upper():
            return [self.pronoun(part, head)]
        return [self.name(part, head) or self.description(part, head)]

    def named(self, person: Person, part: Span) -> Named:
        return Named(person.name, "person", part.start, part.end, person)

    def name(self, part: Span, head: Token) -> Named | None:
        """Resolve a proper name: of a person of the cast, or of an organization."""
        if head.text[0].islower() or (head.pos_ != "PROPN" and not self.cast.may_name(head)):
            return None
        organization = next(
            (e for e in entities_in(part) if e.label_ in ("ORG", "NORP") and person_name(e) is None), None
        )
        known = next((name for e in entities_in(part) if (name := person_name(e)) is not None), None)
        name = known or bare_name(part.doc[first_of_name(head, part) : head.i + 1])
        person = (
            self.cast.called(words_of(name), part.start, honorific_before(name)) if name is not None else None
        )
        if person is not None:
            return self.named(person, part)
        if head.lower_ in ORGANIZATION_NAMES or (organization is not None and not is_plural(head)):
            name = self.cast.full_organization(organization_words(part, organization), part.start)
            return Named(name, "organization", part.start, part.end)
        if is_plural(head):
            return Named(bare_words(part), "group", part.start, part.end)
        if any(e.label_ == "GPE" for e in entities_in(part)) or name is None:
            return Named(bare_words(part), "organization", part.start, part.end)
        return Named(" ".join(t.text for t in name), "person", part.start, part.end)

    def description(self, part: Span, head: Token) -> Named:
        """Resolve "the minister" and "the agency"; else say what kind of speaker is described."""
        lemma = head.lemma_.lower()
        is_definite = any(
            c.lower_ in ("the", "this", "that", "his", "her") for c in head.children if c.i < head.i
        )
        if (
            is_definite
            and (head.lower_ in TITLE_NOUNS)
            and (person := self.cast.described(head.lower_, part.start))
        ):
            return self.named(person, part)
        if is_definite and lemma in ORGANIZATIONS and len(part) <= 2:
            known = self.cast.organization_before(part.start, lemma)
            return Named(known or bare_words(part), "organization", part.start, part.end)
        return Named(bare_words(part), described_kind(part, head), part.start, part.end)

    def pronoun(self, part: Span, head: Token) -> Named:
        if head.lower_ in ("it", "its"):
            last = next((n for n in self.last if n.kind in ("organization", "document")), None)
            name = last.name if last else self.cast.organization_before(part.start)
            return Named(
                name or bare_words(part), last.kind if last else "organization", part.start, part.end
            )
        return unnamed(part)

    def means_several(self, part: Span, head: Token) -> bool:
        numbered = any(c.lower_ in ("two", "both", "three") and part.start < c.i for c in head.children)
        return head.lower_ in SEVERAL or (numbered and part[0].lower_ == "the" and bool(self.joint))

    def several(self, part: Span) -> list[Named]:
        """Resolve "they" and "both": the last who spoke together, else the last who are many."""
        if len(self.last) > 1 or (self.joint and part.root.lower_ not in ("they", "their", "them")):
            return self.joint
        if self.last and self.last[0].kind != "person":
            return self.last
        return self.joint or [Named(bare_words(part), "group", part.start, part.end)]

    def person_meant(self, pronoun: Token) -> Person | None:
        """Resolve "he" or "she": the best mention before it, by distance, grammar and who spoke last."""
        gender = HE_OR_SHE[pronoun.lower_]
        mentions = [m for m in self.cast.mentions_before(pronoun.i) if m.person.gender in (gender, "")]
        best = max(mentions, key=lambda mention: self.fitness(mention, pronoun), default=None)
        return best.person if best else None

    def fitness(self, mention: Mention, pronoun: Token) -> float:
        """How well a mention fits a pronoun. Mentions are compared, so only differences count."""
        paragraphs = self.paragraphs[pronoun.i] - self.paragraphs[mention.at]
        spoke_last = any(named.person is mention.person for named in self.last)
        return (
            1.5 * mention.is_subject
            + 2.0 * spoke_last
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
    if part.root.pos_ == "PROPN":
        return None
    return next(
        (c for c in part.root.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i < part.end), None
    )


def part_span(doc: Doc, start: int, end: int) -> Span | None:
    """Give one speaker's words without joining words, commas and blanks around them."""
    while end - start > 1 and (doc[start].lower_ in _JOINERS or not doc[start].text[0].isalnum()):
        start += 1
    while end - start > 1 and (
        doc[end - 1].lower_ in ("and", "or", "nor") or not doc[end - 1].text[0].isalnum()
    ):
        end -= 1
    return doc[start:end] if start < end else None


def first_of_name(head: Token, part: Span) -> int:
    """Where the run of proper nouns that ends with `head` begins."""
    start = head.i
    while start > part.start and part.doc[start - 1].pos_ == "PROPN":
        start -= 1
    return start


def organization_words(part: Span, organization: Span | None) -> str:
    return organization_name(organization) if organization is not None else bare_words(part)


def bare_words(part: Span) -> str:
    """The words of a mention without the article in front."""
    start = part.start + (len(part) > 1 and part[0].lower_ in ("the", "a", "an"))
    return " ".join(part.doc[start : part.end].text.split())


def unnamed(part: Span) -> Named:
    return Named(bare_words(part), "unnamed", part.start, part.end)


def is_plural(head: Token) -> bool:
    return head.tag_ in ("NNS", "NNPS")


def described_kind(part: Span, head: Token) -> str:
    """Tell a document, an organization, a group of some name and people who are only described apart."""
    lemma = head.lemma_.lower()
    if lemma in DOCUMENTS:
        return "document"
    if lemma in ORGANIZATIONS:
        return "organization"
    has_name = any(e.label_ in ("NORP", "ORG", "GPE") for e in entities_in(part))
    return "group" if is_plural(head) and has_name and lemma not in UNNAMED else "unnamed"
