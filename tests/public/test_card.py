"""The picture of a verdict that places show where a link to it is shared."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from claims.public import cards
from claims.publication.card import COLOURS, card_words, draw_card
from claims.publication.lettering import BOLD, REGULAR, direction_of, drawable, face, fitted
from claims.review.correcting import retract_revision
from tests.factories import NINE, UserFactory, corrected

LONG = "The minister said that nothing of the kind had ever been said by anybody at all, " * 9
CLAIMS = {
    "plain": "the dam is safe",
    "long": LONG,
    "one long word": "Donaudampfschifffahrt" * 60,
    "Hebrew": "הסכר בטוח לחלוטין, אמרה השרה בשנת 2026",
    "Arabic": "السد آمن تماما كما قالت الوزيرة",
    "Hindi": "बांध सुरक्षित है",
    "Chinese, which the typeface lacks": "大坝是安全的",
    "pictographs": "The dam 🌊 is safe 👩‍👩‍👧‍👧!!",
    "control characters": "the dam\u2028is\u202esafe\u0000\ufffe",
    "heaps of accents": "t" + "\u0301" * 500 + "he dam",
    "markup": "</script><script>alert(1)</script> & “quotes”",
}


def picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


@pytest.fixture
def people(db):
    return UserFactory(role="Editor"), UserFactory(role="Editor")


class TestDrawCard:
    @pytest.fixture
    def record(self, publish):
        return publish().record

    @pytest.mark.parametrize("name", CLAIMS)
    def test_is_a_picture_of_any_claim(self, record, name):
        drawn = picture(draw_card(record | {"claim_reviewed": CLAIMS[name]}))

        assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
        edges = [drawn.crop(box).getcolors() for box in ((0, 0, 60, 630), (1140, 0, 1200, 630))]
        assert all(len(colours) == 1 for colours in edges), "something was drawn over an edge"

    def test_marks_the_place_on_the_scale_in_the_colour_of_the_page(self, record, project):
        tokens = (project / "claims/static/claims/tokens.css").read_text()
        drawn = picture(draw_card(record))

        assert set(COLOURS.values()) <= set(re.findall("#[0-9a-f]{6}", tokens))
        assert drawn.getpixel((72 + 16 + 64, 581)) == tuple(bytes.fromhex(COLOURS[2][1:]))

    def test_of_another_verdict_is_another(self, record):
        other = record | {"rating": record["rating"] | {"name": "Unproven", "value": None}}

        assert draw_card(record) == draw_card(record)
        assert draw_card(record) != draw_card(other)

    def test_is_told_in_words_too(self, record):
        assert card_words(record) == (
            "Mostly false: the dam is safe. Said by Ana Alpha, Minister. "
            "The rating is second of five, from false to true."
        )


class TestLettering:
    def test_leaves_out_what_there_is_no_letter_for(self):
        assert drawable("The dam 🌊 is\u2028safe") == "The dam is safe"
        assert drawable("大坝 is safe") == ""  # half a claim would be another claim

    def test_breaks_lines_that_fit_and_says_where_it_ends(self):
        lines, size = fitted(LONG, REGULAR, [60, 40], width=800, height=200, leading=1.2)

        assert size == 40
        assert len(lines) == 4
        assert lines[-1].endswith("…")
        assert all(face(REGULAR, size).getlength(line) <= 800 for line in lines)

    def test_knows_what_runs_from_right_to_left(self):
        assert direction_of("2026: הסכר") == "rtl"
        assert direction_of("the dam, הסכר") == direction_of("2026") == "ltr"

    def test_has_the_letters_of_both_weights(self):
        assert all(drawable("Żółć, ёлка, Ωμέγα", weight) for weight in (REGULAR, BOLD))


class TestCardOfAVersion:
    def test_stays_for_good(self, client, people):
        live = corrected(*people)

        for version in (1, 2):
            response = client.get(f"/claims/{live.review.claim.public_id}/v{version}/card.png")
            assert response["Content-Type"] == "image/png"
            assert response["Cache-Control"] == "public, max-age=31536000, immutable"
            assert not response.cookies

    def test_is_drawn_once(self, client, publish, monkeypatch):
        drawn = []
        monkeypatch.setattr(cards, "draw_card", lambda record: drawn.append(record) or b"PNG")
        path = f"/claims/{publish().public_id}/v1/card.png"

        first = client.get(path)

        assert client.get(path).content == first.content == b"PNG"
        assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
        assert len(drawn) == 1

    def test_gives_way_to_the_notice_of_a_retraction(self, client, people):
        live = corrected(*people)
        retract_revision(
            revision_id=live.pk,
            editor=people[1],
            version=live.version,
            reason="It was forged.",
            now=NINE + timedelta(minutes=8),
        )
        path = f"/claims/{live.review.claim.public_id}/v{{}}/card.png"

        assert client.get(path.format(1))["Location"] == path.format(3)
        assert client.get(path.format(3)).status_code == 200

    def test_of_what_is_not_public_is_not_there(self, client, publish):
        assert client.get(f"/claims/{publish().public_id}/v2/card.png").status_code == 404
        assert client.get("/claims/22222/v1/card.png").status_code == 404

    def test_is_named_on_the_page_with_its_size_and_words(self, client, publish, path):
        record = publish()
        page = client.get(path(record)).content.decode()
        told = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page))

        assert told["og:image"] == f"http://127.0.0.1:8000/claims/{record.public_id}/v1/card.png"
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert told["og:image:alt"] == card_words(record.record)
        assert told["twitter:card"] == "summary_large_image"
