import pytest

from tests.extraction.conftest import speakers_and_relayers


class TestHearsay:
    @pytest.mark.parametrize(
        ("text", "relayers"),
        [
            ("Ana Alpha told a neighbour, Ben Beta, who told us, that the dam held.", ["Ben Beta"]),
            ("Divers believe the dam held; this we have from their chief.", ["their chief"]),
            ("Divers believe the dam held; it is Ben Beta who says so.", ["Ben Beta"]),
            (
                "Divers believe the dam held, the Post reports. It had that from a cleaner.",
                ["Post", "cleaner"],
            ),
            (
                "Divers believe the dam held, the Post reports, quoting two officials.",
                ["Post", "two officials"],
            ),
            ("Divers believe the dam held: Ben Beta had it from a postman.", ["Ben Beta", "postman"]),
        ],
    )
    def test_is_passed_on_by_those_whom_the_words_name(self, text, relayers):
        assert speakers_and_relayers(text, "the dam held")[1] == relayers

    @pytest.mark.parametrize(
        "text",
        [
            "The Selm Courier, quoting an official, said that the dam held.",
            "“The dam held,” reports the Selm Courier, citing an official.",
        ],
    )
    def test_makes_those_speak_whom_an_outlet_cites(self, text):
        assert speakers_and_relayers(text, "dam held") == (["official"], ["Selm Courier"])

    @pytest.mark.parametrize(
        "text",
        [
            "Divers believe the dam held, the Post reports, quoting a chart.",
            "Divers believe the dam held, the Post reports. It had that from somebody.",
        ],
    )
    def test_names_neither_records_nor_nobody(self, text):
        assert speakers_and_relayers(text, "the dam held")[1] == ["Post"]

    def test_is_none_where_the_one_who_was_told_only_hears(self):
        text = "Ana Alpha told a neighbour, Ben Beta, who laughed, that the dam held."

        assert speakers_and_relayers(text, "the dam held") == (["Ana Alpha"], [])
