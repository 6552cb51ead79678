"""Component `speakers`: who stands behind the words for a source, each person for themselves, by full name."""

from collections.abc import Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction.cast import Cast
from claims.extraction.cues import NOUNS
from claims.extraction.joint_speakers import parts
from claims.extraction.learned.heads import SPEAKER_KINDS
from claims.extraction.mentions import capitalised_around, head_of, is_demonym, without_deed
from claims.extraction.name_spans import ORGANIZATION
from claims.extraction.named import Named, named_person, unnamed
from claims.extraction.names import KNOWN_AS, honorific_before, names_no_one, organization_name, words_of
from claims.extraction.proposals import Proposal, read_proposals
from claims.extraction.referents import DEFINITE, PAIRS, SEVERAL, Referents
from claims.extraction.relay_clauses import owner_in, speaks_for
from claims.extraction.sole_referents import SoleReferents
from claims.extraction.sources import source_range
from claims.extraction.speaker_kinds import bare_words, described_kind, is_plural
from claims.extraction.turns import Turns
from claims.extraction.vocabulary import (
    DOCUMENTS,
    FIRM_NOUNS,
    GENDERED_PRONOUNS,
    ORGANIZATIONS,
    TITLE_NOUNS,
)

_SURE = 2.0  # logits by which the tagger must prefer another kind than the noun tells
_EACH = frozenset(("neither", "both", "each", "either"))
_UNKNOWN = GENDERED_PRONOUNS.keys() | {"it", "they", "who", "which", "that"}
_WORDS = NOUNS | frozenset(
    "mind verdict reply reckoning judgment judgement telling account estimate answer".split()
)
PROPER = ("person", "organization", "group")  # what a proper name can be

if not Doc.has_extension("titles"):
    Doc.set_extension("titles", default=None)  # dict: name of a person -> title held then


@Language.factory("speakers", requires=["doc.spans", "token.dep", "token.pos"], assigns=["doc.spans"])
def make_speakers(nlp: Language, name: str) -> "Speakers":
    """Build the component."""
    return Speakers()


class Speakers:
    """Name speakers and relayers of every attribution by the fullest form in the article.

    Writes doc.spans["speakers"] and ["relayers"]: one span a person, organization ..., with the attribution's id,
    the kind as label and the name as kb_id; and doc._.titles.
    """

    def __call__(self, doc: Doc) -> Doc:
        resolver = Resolver(doc, doc._.referent_weights or {})
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

    def __init__(self, doc: Doc, weights: Mapping[str, float]):
        self.doc = doc
        self.cast = Cast(doc)
        self.referents = Referents(doc, self.cast, self.resolve, weights)
        self.sole = SoleReferents(doc, self.cast, self.referents)
        self.turns = Turns(self.cast, self.referents.paragraphs)

    def speakers(self, proposal: Proposal) -> list[Named]:
        """Give the speakers of one attribution; none if its sentence names nobody."""
        if proposal.source is None:
            return []
        part, relays = (
            self.doc[slice(*proposal.source)],
            [self.doc[slice(*relay)] for relay in proposal.relays],
        )
        is_described = head_of(part).tag_ in ("NN", "JJ")
        tellers = (words for words in relays if is_described or speaks_for(words, part[0].lower_))
        self.referents.barred = {name for words in tellers for name in self.names_of_teller(words)}
        named = self.principal(proposal) or self.resolve(*proposal.source)
        self.referents.barred = frozenset()
        if proposal.cue is None and named[0].person is not None:
            self.turns.take(named[0].person, proposal.source[0])
        self.referents.spoke(named, proposal.source[0])
        return named

    def names_of_teller(self, words: Span) -> set[str]:
        """Give the names of who tells: Ana of "Ben's agent, Ana,", who is not "the actor" of whom she tells."""
        behind = next((t.i for t in words if t.lower_ in ("to", "of", "for")), words.end)
        places = (i for i in range(words.start, behind) if i in self.cast.by_place)
        return {
            self.cast.by_place[i].name for i in places if i + 1 == words.end or self.doc[i + 1].tag_ != "POS"
        }

    def principal(self, proposal: Proposal) -> list[Named]:
        """Give Ben for the "he", "his client" and "the mayor" of whom "the mayor's aide" and "Ben's lawyer" tell."""
        part = self.doc[slice(*proposal.source)] if proposal.source else self.doc[:0]
        head = head_of(part)
        is_client = head.lower_ == "client" and part[0].lower_ in GENDERED_PRONOUNS
        if not (is_client or head.lower_ in GENDERED_PRONOUNS or part[0].lower_ == "the") or len(part) > 3:
            return []
        for relay in proposal.relays:
            words = self.doc[slice(*relay)]
            owner = owner_in(words)
            if owner is None or not (
                is_client or speaks_for(words, part[0].lower_) or part[0].lower_ == "the"
            ):
                continue
            named = self.resolve(*owner)
            person = named[0].person if len(named) == 1 else None
            if person is None:
                continue
            known = GENDERED_PRONOUNS.get(head.lower_, person.gender)
            is_free = head.lower_ in TITLE_NOUNS and not self.cast.holders_of(head.lower_)
            is_meant = is_client or part[0].lower_ != "the" or is_free or person.is_described(head.lower_)
            if is_meant and (person.gender in (known, "") or person.is_guessed):
                return [named_person(person, part)]
        if is_client and (one := self.referents.anyone(part)):
            return [placed(one, part)]
        return []

    def relayers(self, proposal: Proposal, speakers: set[str]) -> list[Named]:
        """Give those who passed it on; nobody relays themselves, and "she" tells nothing if nobody knows who she is."""
        named: dict[str, Named] = {}
        self.referents.barred = speakers
        for relay in proposal.relays:
            passing = [self.unless_among(speakers, one) for one in self.resolve(*relay)]
            self.referents.spoke(passing, relay[0])
            named |= {one.name: one for one in passing}
        self.referents.barred = frozenset()
        return [one for name, one in named.items() if name not in speakers and name.lower() not in _UNKNOWN]

    def unless_among(self, speakers: set[str], named: Named) -> Named:
        """Take "the lawyer" for somebody new if it was resolved to the speaker."""
        part = self.doc[named.start : named.end]
        is_described = part.root.pos_ == "NOUN" and named.name in speakers
        return self.described(part, part.root) if is_described else named

    def resolve(self, start: int, end: int) -> list[Named]:
        """Give everybody named by a noun phrase: "both Ana Alpha and the mayor"."""
        found: dict[str, Named] = {}
        barred = self.referents.barred
        end = self.cast.bodies.end_of_name(start, end)
        if end - start > 3 and self.doc[start].lower_ in _EACH and self.doc[start + 1].lower_ == "of":
            start += 2  # "neither of the Betas"
        for part in parts(self.doc[start:end], self.cast.places_of_names, self.cast.inside_names):
            self.referents.barred = barred | found.keys()  # "Ana and her deputy": not Ana again
            for named in self.resolve_one(part, head_of(part)):
                found.setdefault(named.name, named)
        self.referents.barred = barred
        return list(found.values())

    def resolve_one(self, part: Span, head: Token) -> list[Named]:
        if head.tag_ == "WP" and head.head.dep_ == "relcl" and head.head.head.i < head.i:
            return [placed(one, part) for one in self.resolve(*source_range(head.head.head))]
        if named := self.by_itself(part, head):
            return [named]
        if self.may_be_several(part, head):
            several = self.sole.pair(part, head) or self.referents.several(part, head)
            if several or head.pos_ in ("PRON", "NUM"):
                return [placed(one, part) for one in several] or [self.described(part, head)]
        return [self.by_context(part, head)]

    def by_itself(self, part: Span, head: Token) -> Named | None:
        """Resolve "she", a label and a name; None for all else."""
        if person := self.turns.labelled(part):
            return named_person(person, part)
        if part[0].tag_ == "PRP$" and head.lemma_.lower() in _WORDS and part[0].lower_ in GENDERED_PRONOUNS:
            part, head = part[:1], part[0]  # "in his view"
        if head.lower_ in GENDERED_PRONOUNS:
            return self.meant(part, head) or unnamed(part)
        if head.text.startswith("@") and len(head.text) > 1:
            return Named(head.text, "person", part.start, part.end)
        if head.lower_ == "you" and (person := self.turns.addressed(part)):
            return named_person(person, part)
        if known_as := KNOWN_AS.search(part.text):
            is_body = "itself" in known_as.group() or head.lower_ in ORGANIZATIONS
            return Named(known_as["name"], "organization" if is_body else "person", part.start, part.end)
        return self.name(part, head) or self.name_set_off(part)

    def name_set_off(self, part: Span) -> Named | None:
        """Take "Ana Alpha" of "its owner, Ana Alpha" for a person's name, though nothing else tells that it is one."""
        comma = next((token.i for token in part if token.text == ","), part.end)
        words = self.doc[comma + 1 : part.end]
        is_name = len(words) > 1 and all(token.pos_ == "PROPN" or token.text == "-" for token in words)
        is_title = any(token.lower_ in TITLE_NOUNS for token in self.doc[part.start : comma])
        return Named(words.text, "person", part.start, part.end) if is_name and is_title else None

    def by_context(self, part: Span, head: Token) -> Named:
        """Resolve "it" and "the minister", or describe who speaks."""
        if head.lower_ in ("it", "its"):
            return self.body(part, head) or Named(bare_words(part), "organization", part.start, part.end)
        if head.pos_ == "PRON" and head.text != head.text.upper():
            return unnamed(part)
        return self.description(part, head) or self.described(part, head)

    def may_be_several(self, part: Span, head: Token) -> bool:
        """May it mean several named before: "they", "both", "the two leaders", "the Betas"?"""
        first = part[0].lower_
        before = part.doc[part.start - 1].lower_ if part.start else ""
        if any(child.lower_ == "of" and child.i < part.end for child in head.children):
            return part[-1].lower_ in ("them", "us", "you")  # not "two of the donors"
        if head.lower_ in SEVERAL | PAIRS:
            return True
        is_definite = first in DEFINITE or before in ("both", "neither")
        is_family = head.text.endswith("s") or before == "neither"
        return is_definite and (is_plural(head) or bool(is_family and self.cast.family(head.text)))

    def meant(self, part: Span, head: Token) -> Named | None:
        found = self.referents.one(part, head, self.leaning(part, "unnamed"))
        return placed(found, part) if found else None

    def leaning(self, part: Span, kind: str) -> float:
        """Tell how far the tagger takes words for a speaker of this kind rather than for a person (logits)."""
        kinds = self.doc._.speaker_kinds
        if kinds is None:
            return 0.0
        told = kinds[part.start : part.end].mean(axis=0)
        return float(told[SPEAKER_KINDS.index(kind)] - told[SPEAKER_KINDS.index("person")])

    def body(self, part: Span, head: Token) -> Named | None:
        found = self.referents.body(part, head)
        return placed(found, part) if found else None

    def name(self, part: Span, head: Token) -> Named | None:
        """Resolve a name: of a person of the cast, or of an organization; None if the words only hold one."""
        if len(part) == 2 and part[0].lower_ == "the" and is_demonym(head) and not self.cast.may_name(head):
            return self.meant(part, head)  # "the Kenyan"
        if (name := self.cast.name_for(part)) is not None:
            return self.name_of_cast(name, part)
        if not self.cast.names_someone(part) and (known := self.cast.bodies.called(part)):
            return Named(known, "organization", part.start, part.end)
        return self.capitalised(part, head)

    def name_of_cast(self, name: Span, part: Span) -> Named | None:
        if self.names_family(name):
            return None
        if name.label_ == ORGANIZATION:
            full = self.cast.bodies.full_name(organization_name(name))
            is_described = full == name.text and names_no_one(name) and part[0].lower_ in DEFINITE
            return None if is_described else Named(full, "organization", part.start, part.end)
        person = self.cast.by_place.get(name.end - 1) or self.cast.called(words_of(name), part.start)
        return named_person(person, part) if person else None

    def capitalised(self, part: Span, head: Token) -> Named | None:
        """Resolve a word with a capital that no reader took for a name."""
        may_name = head.text[0].isupper() and (head.pos_ == "PROPN" or self.cast.may_name(head))
        if not may_name or self.cast.family(head.text):
            return None
        word = part.doc[head.i : head.i + 1]
        person = self.cast.by_place.get(head.i) or self.cast.called(
            (head.text,), part.start, honorific_before(word)
        )
        if person is not None:
            return named_person(person, part)
        if head.lower_ in TITLE_NOUNS | FIRM_NOUNS:
            return None
        run = capitalised_around(head, part)
        return self.described(run, head, among=PROPER) if len(run) > 1 or head.pos_ == "PROPN" else None

    def names_family(self, name: Span) -> bool:
        """Does it mean several of one last name: "the Betas", "both Betas"?"""
        before = name.doc[name.start - 1].lower_ if name.start else ""
        is_many = before == "neither" or (before in ("the", "both") and name.text.endswith("s"))
        return is_many and len(name) == 1 and bool(self.cast.family(name.text))

    def description(self, part: Span, head: Token) -> Named | None:
        """Resolve "the minister" and "the agency"; None if nobody named before is meant."""
        lemma = head.lemma_.lower()
        if (relative := self.sole.relative(part, head)) is not None:
            return relative
        is_bare = head.pos_ in ("NOUN", "PROPN") and len(part) <= 2 and head.tag_ in ("NN", "NNP")
        if not (part[0].lower_ in DEFINITE or is_bare) or is_plural(head):
            return None
        if lemma in ORGANIZATIONS | DOCUMENTS:
            return self.sole.body(part, head) or self.body(part, head)
        if any(token.tag_ == "POS" for token in part):  # "the boy's grandmother": nobody's but his
            found = self.meant(part, head)
            return found if found and found.person and found.person.is_described(lemma) else None
        return self.sole.holder(part, head) or self.meant(part, head) or self.sole.named_later(part, head)

    def described(self, part: Span, head: Token, among: Sequence[str] = SPEAKER_KINDS[1:]) -> Named:
        """Take it for somebody new, of the kind that the tagger reads, or without it of the noun's."""
        kind, kinds = described_kind(part, head), self.doc._.speaker_kinds
        if kind == "document":
            part = without_deed(part, head)
        if kinds is not None and kind not in ("document", "organization"):
            told = dict(zip(SPEAKER_KINDS, kinds[part.start : part.end].mean(axis=0), strict=True))
            among = ("group", "unnamed") if is_plural(head) else among
            among = ("unnamed",) if head.tag_ == "NN" and head.lower_ in TITLE_NOUNS else among
            likeliest = max(among, key=lambda one: told[one])
            kind = likeliest if kind not in among or told[likeliest] - told[kind] > _SURE else kind
        return Named(bare_words(part), kind, part.start, part.end)


def placed(named: Named, part: Span) -> Named:
    """The same, meant by other words."""
    return Named(named.name, named.kind, part.start, part.end, named.person)
