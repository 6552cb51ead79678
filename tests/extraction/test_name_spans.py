from spacy.tokens import Span

from claims.extraction.name_spans import PERSON, bare_names
from claims.extraction.speaker_kinds import bare_words
from claims.extraction.whole_sources import end_of_noun

DOUBLE = "Ana PROPN compound 3\nAdeyemi PROPN compound 3\n- PUNCT punct 3\nFox PROPN ROOT 3"
PARTICLE = "is VERB ROOT 0\nPim PROPN nmod 3\nde X nmod 3\nWaal PROPN attr 0"
POLICE = "a DET det 2\npolice NOUN compound 2\nspokeswoman NOUN nsubj 3\nsaid VERB ROOT 3"


class TestBareNames:
    def test_keep_a_particle_and_what_stands_before_it(self, parsed):
        doc = parsed(PARTICLE)

        assert [name.text for name in bare_names(Span(doc, 3, 4, label=PERSON))] == ["Pim de Waal"]

    def test_take_no_double_name_for_a_paper(self, parsed):
        (name,) = bare_names(Span(parsed(DOUBLE), 0, 4, label=PERSON))

        assert name.label_ == PERSON


class TestWordsForASource:
    def test_end_with_their_noun_but_before_the_cue(self, parsed):
        doc = parsed(POLICE)

        assert (end_of_noun(doc, 2, None), end_of_noun(doc, 2, (2, 3))) == (3, 2)

    def test_say_where_a_group_is(self, parsed):
        assert bare_words(parsed("Fishermen NOUN ROOT 0\nthere ADV advmod 0")[:]) == "Fishermen there"
