import pytest

from claims.extraction import extract
from tests.extraction.conftest import speakers_and_relayers


class TestTellers:
    @pytest.mark.parametrize(
        ("sentence", "relayer"),
        [
            ("Divers believe the dam held, the Post reports, reproducing a chart.", "Post"),
            ("Divers believe the dam held, the council's engineer, Ana Alpha, told members.", "Ana Alpha"),
            ("Divers believe the dam held, in the words of their chief.", "their chief"),
            ("Divers believe the dam held, if Ana Alpha is to be believed.", "Ana Alpha"),
            ("In private, the Post writes, divers believe the dam held.", "Post"),
            ("Divers believe the dam held, a person who was in the room said.", "person who was in the room"),
            ("Divers believe the dam held, according to an engineer who asked for silence.", "engineer"),
            ("Divers believe the dam held, the chief continued.", "chief"),
            ("Divers believe the dam held, their driver has been telling people.", "their driver"),
            ("Divers believe the dam held, said the divers' spokeswoman, Ana Alpha.", "Ana Alpha"),
            (
                "Divers believe the dam held, according to Ben Beta's brother-in-law, Carl Gamma.",
                "Carl Gamma",
            ),
            ("Divers believe the dam held, a profile in the Selm Courier had it.", "Selm Courier"),
        ],
    )
    def test_stand_beside_what_another_believes(self, sentence, relayer):
        assert speakers_and_relayers(sentence, "the dam held")[1] == [relayer]

    def test_may_be_named_behind_a_pronoun(self):
        text = "Ben Beta is in hospital. He hopes to play again in May, his wife, Ana Alpha, said."

        assert speakers_and_relayers(text, "to play again") == (["Ben Beta"], ["Ana Alpha"])

    def test_may_be_she_whom_the_speaker_told(self):
        text = "First came Wilma Alpha, a widow. Ben Beta had assured her, she testified, that the dam held."

        assert speakers_and_relayers(text, "the dam held") == (["Ben Beta"], ["Wilma Alpha"])

    def test_are_another_than_the_one_named_around_them(self):
        text = "Wilma Alpha spoke first. Ben Beta, she said, is sure that the dam held."

        assert speakers_and_relayers(text, "the dam held") == (["Ben Beta"], ["Wilma Alpha"])

    @pytest.mark.parametrize(
        "sentence",
        [
            "Divers believe the dam held, although experts say the sum would be gone by May.",
            "Divers believe the dam held, said he had not been there.",
            "Divers told police the dam held, the court heard.",
            "Rumour has it that divers believe the dam held.",
        ],
    )
    def test_tell_nothing_else_and_do_not_only_listen(self, sentence):
        assert speakers_and_relayers(sentence, "the dam held")[1] == []

    def test_are_no_records_that_bear_it_out(self):
        text = "Divers believe the dam held; the logs show three leaks."

        assert speakers_and_relayers(text, "the dam held")[1] == []

    def test_are_those_who_have_seen_the_minutes(self):
        text = "“We are broke,” the treasurer told the board, according to minutes seen by the Selm Courier."

        assert speakers_and_relayers(text, "broke")[1] == ["Selm Courier"]


class TestInnerAttributions:
    @pytest.mark.parametrize(
        ("sentence", "speaker"),
        [
            ("Ana Alpha said the divers had assured her that the dam was safe.", "divers"),
            ("Ana Alpha remembers Ben Beta declaring that the dam was safe.", "Ben Beta"),
            ("Ana Alpha told us her client is convinced the dam was safe.", "her client"),
            ("The divers, Ana Alpha wrote, fear the dam was safe only on paper.", "divers"),
            ("Ana Alpha said she had been told by the diver that the dam was safe.", "diver"),
            ("Ana Alpha said the diver had phoned her to say that the dam was safe.", "diver"),
            ("Ana Alpha said that the diver had assured the board that the dam was safe.", "diver"),
            ("Ana Alpha had heard from a diver that the dam was safe.", "diver"),
            (
                "Ana Alpha told the hearing that Ben Beta had claimed in his report that the dam was safe.",
                "Ben Beta",
            ),
            ("Ana Alpha said the diver is certain the dam was safe.", "diver"),
            (
                "Ana Alpha said a man involved in it had admitted the dam was safe.",
                "man involved in it",
            ),
            (
                "Ana Alpha said the firm's executives had assured him in May that the dam was safe.",
                "firm's executives",
            ),
            ("Ana Alpha said a dealer has let clients know that the dam was safe.", "dealer"),
            (
                "Ana Alpha said the firm's manager, Ben Beta, had admitted in private that the dam was safe.",
                "Ben Beta",
            ),
            ("Ana Alpha said one of those hurt had confessed that the dam was safe.", "one of those hurt"),
            (
                "Ana Alpha told the court that Ben Beta, 44, had claimed at once that the dam was safe.",
                "Ben Beta",
            ),
            (
                "Ana Alpha says a 19-year-old from Selm has told police the dam was safe.",
                "19-year-old from Selm",
            ),
            ("Ana Alpha said Ben Beta had given his word that the dam was safe.", "Ben Beta"),
            ("Ana Alpha says her members are telling her the dam was safe.", "her members"),
        ],
    )
    def test_belong_to_whom_they_are_about(self, sentence, speaker):
        assert speakers_and_relayers(sentence, "the dam was safe") == ([speaker], ["Ana Alpha"])

    def test_go_on_behind_and(self):
        text = 'Ana Alpha said the diver felt the charge was "an ambush" and planned to leave if the vote slipped.'

        assert speakers_and_relayers(text, "to leave") == (["diver"], ["Ana Alpha"])

    def test_may_be_told_by_an_adjective_before_according_to(self):
        text = "Ben Beta, 41, is adamant there is no leak, according to mayor Ana Alpha."

        assert speakers_and_relayers(text, "there is no leak") == (["Ben Beta"], ["Ana Alpha"])

    def test_may_stand_in_a_remark_that_a_paper_carried(self):
        text = "The Selm Courier carried a remark by Ben Beta that the dam was safe."

        assert speakers_and_relayers(text, "the dam was safe") == (["Ben Beta"], ["Selm Courier"])

    def test_are_not_the_teller_set_off_by_commas(self):
        text = "Captain Ben Beta, reported the Selm Courier, told divers after lunch that the dam was safe."

        assert speakers_and_relayers(text, "the dam was safe") == (["Ben Beta"], ["Selm Courier"])

    def test_are_none_where_somebody_tells_of_herself(self):
        assert speakers_and_relayers("Ana Alpha said she believes the dam held.", "dam held")[1] == []


class TestPrincipals:
    @pytest.mark.parametrize(
        ("sentence", "teller"),
        [
            ("The chancellor's spokesman, Carl Gamma, said the premier believed the dam held.", "Carl Gamma"),
            ("Ben Beta's lawyer, Carl Gamma, said his client was certain that the dam held.", "Carl Gamma"),
            ("Ben Beta's campaign manager, Carl Gamma, said he was confident the dam held.", "Carl Gamma"),
            (
                "The chancellor's spokesman, Carl Gamma, said the chancellor believed the dam held.",
                "Carl Gamma",
            ),
            ("Carl Gamma, an aide to Ben Beta, says he believes the dam held.", "Carl Gamma"),
        ],
    )
    def test_speak_where_their_agents_tell_of_them(self, sentence, teller):
        text = f"Chancellor Ben Beta met Dan Delta and Ed Epsilon. {sentence}"

        assert speakers_and_relayers(text, "the dam held") == (["Ben Beta"], [teller])


class TestSources:
    def test_end_before_who_tells_of_them(self):
        text = "The police, deputy clerk Ana Alpha informed members, fear the road will be blocked."

        assert speakers_and_relayers(text, "will be blocked") == (["police"], ["Ana Alpha"])


class TestAccordingTo:
    def test_tells_all_that_stands_before_it(self):
        text = "Police said they will not show the film, one of two taken by officers there, according to the Post."

        (told,) = (one for one in extract(text).attributions if one.speakers[0].name == "Post")

        assert text[told.spans[-1][0] : told.spans[-1][1]].endswith("officers there")

    def test_is_not_hidden_by_a_record_number(self):
        text = "The stock has since grown to hold a record of 2.3 million crates, according to the Post."

        (claim,) = extract(text).claims

        assert (claim.evidence_status, claim.speakers[0].name) == ("unstated", "Post")


class TestTranscripts:
    def test_relay_what_the_grammar_says_that_others_said(self):
        text = "The debate began.\n\nALPHA: The union tells us that the dam leaks.\n\nBETA: I will mend it by May.\n"

        assert speakers_and_relayers(text, "the dam leaks")[0] == ["union"]
