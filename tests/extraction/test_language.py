import pytest

from claims.extraction.language import language_of


class TestLanguageOf:
    @pytest.mark.parametrize(
        "text",
        [
            "The mayor said that the bridge was closed because of the flood, and nobody was hurt.",
            "Dam holds.",
            "“We checked every gate,” said Ana Alpha.",
            "Crime fell by 12 percent, police said. Burglaries dropped from 310 to 273.",
        ],
    )
    def test_knows_english(self, text):
        assert language_of(text) == "en"

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            (
                "Die Bürgermeisterin sagte, die Brücke sei wegen des Hochwassers gesperrt und niemand verletzt.",
                "de",
            ),
            (
                "La maire a déclaré que le pont était fermé à cause de la crue et que personne n’était blessé.",
                "fr",
            ),
            ("市長は洪水のため橋が閉鎖されたと述べた。けが人はいなかった。", "ja"),
        ],
    )
    def test_names_another_language(self, text, language):
        assert language_of(text) == language

    @pytest.mark.parametrize("text", ["", " \n", "12 + 30 = 42", "…!?"])
    def test_finds_none_without_words(self, text):
        assert language_of(text) == "und"
