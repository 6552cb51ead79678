"""What somebody is called: the words of titles and descriptions, and whether they tell of a man or a woman."""

from collections.abc import Sequence

from spacy.tokens import Doc

from claims.extraction.named import Named
from claims.extraction.vocabulary import GENDERED_NOUNS

_CALLED_OTHERWISE = -0.5


class Callings:
    """Reads them from the people of a cast, or from the words of a mention."""

    def __init__(self, doc: Doc):
        self.doc = doc

    def of(self, named: Named) -> set[str]:
        """Give the words that tell what somebody is."""
        if named.person:
            return named.person.callings | {word for t in named.person.titles for word in t.lower().split()}
        return {token.lower_ for token in self.doc[named.start : named.end] if token.is_alpha}

    def is_called(self, named: Named, noun: str) -> bool:
        return named.person.is_described(noun) if named.person else noun == self.noun_of(named)

    def noun_of(self, named: Named) -> str:
        return self.doc[named.start : named.end].root.lemma_.lower()

    def gender_of(self, named: Named) -> tuple[str, bool]:
        """Give "m", "f" or "", and whether it is guessed."""
        if named.person:
            return named.person.gender, named.person.is_guessed
        words = (token.lower_ for token in self.doc[named.start : named.end])
        return next((GENDERED_NOUNS[word] for word in words if word in GENDERED_NOUNS), ""), False

    def share_called(self, noun: str, named: Sequence[Named]) -> float:
        """Tell how many of several a noun calls so; less than nothing if all are called otherwise."""
        callings = [self.of(one) for one in named] if noun else []
        called = sum(noun in words for words in callings)
        return called / len(named) if called or not all(callings) else _CALLED_OTHERWISE
