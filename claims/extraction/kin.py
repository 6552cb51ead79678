"""Who is whose wife, son or sister, by the words that introduce them: "Ana Alpha and her husband, Ben Beta"."""

from collections import defaultdict
from collections.abc import Mapping

from spacy.tokens import Doc, Token

from claims.extraction.people import Person
from claims.extraction.vocabulary import GENDERED_NOUNS, GENDERED_PRONOUNS

ROLES = {
    "wife": "partner", "husband": "partner", "spouse": "partner", "hubby": "partner", "fiancé": "partner",
    "fiancée": "partner", "son": "child", "daughter": "child", "mother": "parent", "father": "parent",
    "mum": "parent", "mom": "parent", "dad": "parent", "brother": "sibling", "sister": "sibling", "twin": "sibling",
}  # fmt: skip
_OTHER_WAY = {"partner": "partner", "child": "parent", "parent": "child", "sibling": "sibling"}
_FARTHEST_OWNER = 30  # tokens between a name and the "her" that means it
_LONGEST_GAP = 5  # tokens between "husband" and his name: ", the violinist"
_BEFORE_NOUN = ("ADJ", "NUM", "NOUN", "PUNCT")  # "her 68-year-old mother"


class Kin:
    """The relatives that an article names; `by_place` gives whom each token names."""

    def __init__(self, doc: Doc, by_place: Mapping[int, Person]):
        self.doc, self.by_place = doc, by_place
        self.relatives: dict[tuple[Person, str], list[Person]] = defaultdict(list)
        for noun in doc:
            if noun.lower_ not in ROLES:
                continue
            owner, named, role = self.owner_of(noun), self.named_beside(noun), ROLES[noun.lower_]
            if owner and named and owner is not named:
                self.relatives[owner, role].append(named)
                self.relatives[named, _OTHER_WAY[role]].append(owner)

    def relative(self, person: Person, noun: str) -> Person | None:
        """Give the only husband, mother ... of somebody, if he is named."""
        told = GENDERED_NOUNS.get(noun, "")
        named = dict.fromkeys(self.relatives.get((person, ROLES[noun]), ()))
        fitting = [one for one in named if not told or one.gender in (told, "") or one.is_guessed]
        return fitting[0] if len(fitting) == 1 else None

    def start_of(self, noun: Token) -> int:
        """Where the "her" or the "'s" before a noun stands."""
        at = noun.i - 1
        while at > 0 and self.doc[at].pos_ in _BEFORE_NOUN and self.doc[at].text != ",":
            at -= 1
        return max(at, 0)

    def owner_of(self, noun: Token) -> Person | None:
        at = self.start_of(noun)
        if self.doc[at].tag_ == "POS":
            return self.by_place.get(at - 1)
        gender = GENDERED_PRONOUNS.get(self.doc[at].lower_)
        if self.doc[at].tag_ != "PRP$" or gender is None:
            return None
        near = (self.by_place[i] for i in range(at, max(0, at - _FARTHEST_OWNER), -1) if i in self.by_place)
        return next((one for one in near if one.gender in (gender, "") or one.is_guessed), None)

    def named_beside(self, noun: Token) -> Person | None:
        """Give Ben of "her husband, the violinist Ben Beta," and of "Ben Beta, her husband,"."""
        start, doc = self.start_of(noun), self.doc
        for token in doc[noun.i + 1 : noun.i + 1 + _LONGEST_GAP]:
            if token.i in self.by_place:
                return self.by_place[token.i]
            if token.pos_ not in ("PUNCT", "DET", "NOUN", "ADJ", "PROPN") or token.text in (".", ";", ":"):
                break
        is_set_off = start > 1 and doc[start - 1].text == "," and doc[noun.i + 1 : noun.i + 2].text == ","
        is_behind = is_set_off and doc[start].tag_ == "PRP$"
        return self.by_place.get(start - 2) if is_behind else None
