"""A verdict as a picture, for wherever a link to it is shared: 1200 by 630 points, as such places want it."""

from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw

from claims.publication.lettering import (
    BOLD,
    REGULAR,
    direction_of,
    drawable,
    face,
    fitted,
    sets_all_scripts,
    shortened,
)
from claims.publication.verdict import is_retracted, notices_of, rating_mark, title_of, verdict_row

WIDTH, HEIGHT = 1200, 630
NO_LETTERS = "The claim stands on our page, in its own script."
_FINER = 2  # drawn larger and then made smaller, for smooth edges
_LEFT, _RIGHT = 72, WIDTH - 72
_CLAIM_FROM, _CLAIM_TO = 148, 366
_CLAIM_SIZES = [64, 56, 48, 42, 36]
_LEADING = 1.2

# tokens.css, in its light form
COLOURS = {
    "paper": "#fbfaf7",
    "ink": "#16181d",
    "ink-2": "#474c57",
    "ink-3": "#6a707d",
    "rule": "#dad6cc",
    "off": "#5a4a78",
    5: "#1d6b3a",
    4: "#466b2b",
    3: "#6b6a1f",
    2: "#8a4a1c",
    1: "#a11d21",
}


def card_words(record: dict) -> str:
    """What the picture says, for whoever does not see it."""
    who = "; ".join(_named(speaker) for speaker in record.get("speakers", []))
    place = "" if is_retracted(record) else f" The rating is {rating_mark(record['rating'])['place']}."
    return f"{title_of(record)}.{f' Said by {who}.' if who else ''}{place}"


def draw_card(record: dict) -> bytes:
    """A version of a verdict as PNG: the claim, who made it, the rating's word and its place on the scale."""
    card = _Card()
    card.head(settings.NEWSROOM_NAME, _dated(record))
    row = None if is_retracted(record) else verdict_row(record)
    claim = f"“{row['claim']}”" if row and row["is_verbatim"] else record["claim_reviewed"]
    card.claim(claim, " · ".join(_named(speaker) for speaker in record.get("speakers", [])))
    if row:
        card.verdict(row["rating"]["name"], row["rating"]["place"])
        card.scale(row["rating"])
    else:
        card.verdict("Retracted", "We took our verdict on this claim back.")
    return card.png()


def _named(speaker: dict) -> str:
    return f"{speaker['name']}, {speaker['title']}" if speaker["title"] else speaker["name"]


def _dated(record: dict) -> str:
    """The last change that readers are told of, else the day of publication."""
    if notices := notices_of(record):
        return f"{notices[0]['name']} {notices[0]['day']:%-d %B %Y}"
    return f"{verdict_row(record)['updated_on']:%-d %B %Y}"


class _Card:
    """The picture while it is drawn; all measures are points of the finished one."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), COLOURS["paper"])
        self.pen = ImageDraw.Draw(self.image)

    def head(self, name: str, date: str) -> None:
        """The newsroom's name and the day, over a line."""
        day = shortened(drawable(date), REGULAR, 26, 420)
        self.words(day, 90, REGULAR, 26, "ink-3", is_right=True)
        room = _RIGHT - _LEFT - 460
        self.words(shortened(drawable(name, BOLD), BOLD, 34, room), 90, BOLD, 34, "ink")
        self.line(112, "ink", 2)

    def claim(self, claim: str, speakers: str) -> None:
        """The claim as large as it fits, and under it who made it."""
        text, room = drawable(claim), _RIGHT - _LEFT
        sizes, colour = (_CLAIM_SIZES, "ink") if text else (_CLAIM_SIZES[-1:], "ink-3")
        height = _CLAIM_TO - _CLAIM_FROM
        lines, size = fitted(text or NO_LETTERS, REGULAR, sizes, width=room, height=height, leading=_LEADING)
        direction, y = direction_of(text), _CLAIM_FROM
        for line in lines:
            y += round(size * _LEADING)
            self.words(line, y - round(size * 0.3), REGULAR, size, colour, direction=direction)
        said = shortened(drawable(speakers), REGULAR, 28, room)
        self.words(said, y + 48, REGULAR, 28, "ink-2", direction=direction_of(said))

    def verdict(self, word: str, place: str) -> None:
        """The rating's word, large, and what its place is."""
        self.line(446, "rule", 1)
        room = _RIGHT - _LEFT
        (line,), size = fitted(
            drawable(word, BOLD) or " ", BOLD, [76, 64, 52, 44], width=room, height=92, leading=1.0
        )
        self.words(line, 530, BOLD, size, "ink")
        self.words(place, 590, REGULAR, 26, "ink-3", is_right=True)

    def scale(self, rating: dict) -> None:
        """The scale's steps as small rings on a line, and the mark; off the scale, a mark beside it."""
        y, step, ring = 581, 64, 7
        places = [_LEFT + 16 + step * number for number in range(len(rating["steps"]))]
        for one, next_one in zip(places, places[1:], strict=False):
            self.stroke((one + ring, y), (next_one - ring, y), "ink-3")
        for x in places:
            self.disc(x, y, ring, fill="paper", outline="ink-3")
        if rating["value"] is None:
            self.diamond(places[-1] + step, y, 15, "off")
        else:
            self.disc(places[rating["steps"].index(True)], y, 16, fill=rating["value"])

    def words(
        self,
        text: str,
        y: int,
        weight: str,
        size: int,
        colour: str,
        *,
        direction: str = "ltr",
        is_right: bool = False,
    ) -> None:
        """One line standing on `y`, at the edge where its script begins or at the right one."""
        is_right = is_right or direction == "rtl"
        self.pen.text(
            ((_RIGHT if is_right else _LEFT) * _FINER, y * _FINER),
            text,
            fill=COLOURS[colour],
            font=face(weight, size * _FINER),
            anchor="rs" if is_right else "ls",
            direction=direction if sets_all_scripts() else None,
        )

    def line(self, y: int, colour: str, width: int) -> None:
        """A rule from edge to edge."""
        self.stroke((_LEFT, y), (_RIGHT, y), colour, width)

    def stroke(self, start: tuple[int, int], end: tuple[int, int], colour: str, width: int = 1) -> None:
        """A straight line."""
        points = [number * _FINER for number in (*start, *end)]
        self.pen.line(points, fill=COLOURS[colour], width=width * _FINER)

    def disc(self, x: int, y: int, radius: int, *, fill: str | int, outline: str | None = None) -> None:
        """A circle."""
        box = [number * _FINER for number in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(
            box, fill=COLOURS[fill], outline=COLOURS[outline] if outline else None, width=_FINER + 1
        )

    def diamond(self, x: int, y: int, radius: int, colour: str) -> None:
        """A square on its corner."""
        corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        self.pen.polygon([(a * _FINER, b * _FINER) for a, b in corners], fill=COLOURS[colour])

    def png(self) -> bytes:
        """The finished picture."""
        file = BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
        return file.getvalue()
