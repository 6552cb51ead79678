import pytest
from spacy.tokens import Doc

from claims.extraction import extract
from claims.extraction.proposals import Proposal, write_proposals
from claims.extraction.relayers import Relayers
from tests.extraction.conftest import words_of

# "Divers believe it held , the chief said , according to the Post ."
WORDS = "Divers believe it held , the chief said , according to the Post .".split()
HEADS = [1, 7, 3, 1, 7, 6, 7, 7, 7, 7, 9, 12, 10, 7]


def relayed(vocab, *proposals: Proposal) -> Doc:
    doc = Doc(vocab, words=WORDS, heads=HEADS, deps=["dep"] * len(WORDS), lemmas=[w.lower() for w in WORDS])
    write_proposals(doc, proposals)
    return Relayers()(doc)


def divers_believe() -> Proposal:
    return Proposal("reported_speech", (1, 2), (0, 1), [(2, 4)])


def chief_said() -> Proposal:
    return Proposal("reported_speech", (7, 8), (5, 7), [(0, 4)])


def according_to_the_post() -> Proposal:
    return Proposal("according_to", (9, 11), (11, 13), [(0, 8)])


class TestRelayers:
    def test_makes_the_one_who_passes_it_on_a_relayer(self, vocab):
        doc = relayed(vocab, divers_believe(), chief_said())

        assert words_of(doc, "sources") == ["Divers"]
        assert words_of(doc, "relays") == ["the chief"]

    def test_makes_the_outlet_behind_according_to_a_relayer(self, vocab):
        doc = relayed(vocab, chief_said(), according_to_the_post())

        assert words_of(doc, "sources") == ["the chief"]
        assert words_of(doc, "relays") == ["the Post"]

    def test_keeps_a_lone_according_to_as_the_speaker(self, vocab):
        doc = relayed(vocab, according_to_the_post())

        assert words_of(doc, "sources") == ["the Post"]
        assert words_of(doc, "relays") == []


class TestWordsForRelayers:
    def relay(self, parsed, table: str, relay: tuple[int, int]) -> list[str]:
        doc = parsed(table)
        write_proposals(doc, [Proposal("test", (1, 2), (0, 1), [(2, 3)], [relay])])
        return words_of(Relayers()(doc), "relays")

    def test_are_no_recipient(self, parsed):
        told = "He PRON nsubj 1\nsaid VERB ROOT 1\nno NOUN dobj 1\ntold VERB conj 1\nthe DET det 5\nPost PROPN dobj 3"

        assert self.relay(parsed, told, (4, 6)) == []

    def test_are_the_whole_phrase_of_a_lone_article(self, parsed):
        show = "He PRON nsubj 1\nsaid VERB ROOT 1\nno NOUN dobj 1\nin ADP prep 1\nthe DET det 5\nshow NOUN pobj 3"

        assert self.relay(parsed, show, (4, 5)) == ["the show"]

    def test_are_the_whole_name(self, parsed):
        name = "He PRON nsubj 1\nsaid VERB ROOT 1\nno NOUN dobj 1\nin ADP prep 1\nEvening PROPN pobj 3\nStar X dep 4"

        assert self.relay(parsed, name, (4, 5)) == ["Evening Star"]

    def test_are_a_paper_that_reports(self, parsed):
        paper = "He PRON nsubj 1\nplans VERB ROOT 5\nit X dobj 1\nthe DET det 4\npaper NOUN nsubj 5\nadds VERB ROOT 5"

        assert self.relay(parsed, paper, (3, 5)) == ["the paper"]


class TestClausesThrownIn:
    @pytest.mark.parametrize(
        "sentence",
        [
            "Investigators, the chief said, believe that the dam had been damaged.",
            "Investigators believe that the dam held, said the chief.",
        ],
    )
    def test_tell_who_passes_it_on(self, sentence):
        (claim,) = extract(sentence).claims

        assert [speaker.name for speaker in claim.speakers] == ["Investigators"]
        assert claim.relayed_by == ("chief",)

    def test_make_nobody_relay_themselves(self):
        (claim,) = extract("Ana Alpha believes, she went on, that the dam held.").claims

        assert claim.relayed_by == ()


class TestKeepingRelayers:
    def test_goes_on_to_the_next_clause_of_the_sentence(self):
        text = "The divers believe the dam held, Ana Alpha said, and they expect a second flood by May."

        assert [claim.relayed_by for claim in extract(text).claims] == [("Ana Alpha",), ("Ana Alpha",)]

    def test_begins_with_the_clause_before(self):
        text = "The divers believe the dam held, and they expect a second flood by May, Ana Alpha said."

        assert [claim.relayed_by for claim in extract(text).claims] == [("Ana Alpha",), ("Ana Alpha",)]

    def test_names_who_claims_it_besides_the_outlet_that_got_the_letter(self):
        text = "Ana Alpha wants to sell the pier, Ben Beta claimed in an e-mail leaked to the Selm Courier."

        assert set(extract(text).claims[0].relayed_by) == {"Ben Beta", "Selm Courier"}

    @pytest.mark.parametrize(
        "text",
        [
            "The report quotes Ana Alpha as saying the dam held.",
            "Ana Alpha is quoted in the report as saying the dam held.",
            "A leaked report has Ana Alpha warning that the dam held.",
        ],
    )
    def test_knows_whom_a_report_quotes(self, text):
        (claim,) = extract(text).claims

        assert [speaker.name for speaker in claim.speakers] == ["Ana Alpha"]
        assert "report" in claim.relayed_by[0]

    def test_is_none_where_somebody_cites_a_thing(self):
        (claim,) = extract("Ana Alpha cited the audit as the reason for her silence.").claims

        assert [speaker.name for speaker in claim.speakers] == ["Ana Alpha"]
        assert claim.relayed_by == ()

    def test_is_the_name_and_not_the_pronoun_for_it(self):
        text = "The divers fear a flood, according to their lawyer, Ida Penn; the dam, they believe, is lost, she says."

        assert all(claim.relayed_by == ("Ida Penn",) for claim in extract(text).claims)

    def test_ends_where_another_sentence_has_its_own(self):
        text = "“This was chaos,” said Ana Alpha. According to Ben Beta, the dam had held since Monday."

        assert [claim.relayed_by for claim in extract(text).claims] == [(), ()]

    def test_leaves_out_whom_somebody_speaks_for(self):
        text = "Divers fear the dam will break, Ana Alpha writes on behalf of the Selm residents."

        assert [claim.relayed_by for claim in extract(text).claims] == [("Ana Alpha",)]

    @pytest.mark.parametrize(
        ("text", "speaker"),
        [
            ("Coach Ana Alpha said Ben Beta regards the talk as “noise”.", "Ben Beta"),
            (
                "Mayor Ben Beta was away. His aide, Ana Alpha, said he feels the talks have failed.",
                "Ben Beta",
            ),
            ("Ana Alpha told the court that Ben Beta, 44, had claimed the lights were dark.", "Ben Beta"),
        ],
    )
    def test_tell_what_another_believes(self, text, speaker):
        (claim,) = extract(text).claims

        assert [one.name for one in claim.speakers] == [speaker]
        assert claim.relayed_by == ("Ana Alpha",)
