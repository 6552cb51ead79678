"""Which texts we take, and in what form they are stored."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What no news text holds, but binary files and attacks do: control characters, lone surrogates, noncharacters.
NEVER_READ = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)
OVERRIDES = "\u202d\u202e"
# Invisible: joined to a name, it makes two that look the same; legitimate inside texts of some scripts only.
INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f"
_never_read, _overrides, _invisible = (re.compile(f"[{each}]") for each in (NEVER_READ, OVERRIDES, INVISIBLE))


def clean_text(text: str, *, max_bytes: int) -> str:
    """The text as it is stored for good: NFC, with plain line ends, nothing around it.

    Raises ValidationError with a sentence for the field, if it is empty, too long or not readable text.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > max_bytes:
        raise ValidationError(
            _("The text has %(size)s bytes; the limit is %(most)s. Split it into several articles.")
            % {"size": f"{size:,}", "most": f"{max_bytes:,}"},
            code="too_long",
        )
    refuse_unreadable(text)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\ufeff \t\n")
    if not text:
        raise ValidationError(_("The text is empty. Paste the article's words."), code="empty")
    return text


def clean_line(line: str) -> str:
    """A name, title or byline: NFC, on one line, without invisible characters."""
    refuse_unreadable(line)
    return " ".join(unicodedata.normalize("NFC", _invisible.sub("", line)).split())


def refuse_unreadable(text: str) -> None:
    """Raise ValidationError at the first character that does not belong into readable text, saying where it is."""
    if found := _never_read.search(text):
        raise ValidationError(
            _(
                "Character %(place)s is %(sign)s, which no readable text holds. "
                "Is this a binary file? Save it as plain text in UTF-8."
            )
            % {"place": f"{found.start() + 1:,}", "sign": f"U+{ord(found[0]):04X}"},
            code="unreadable",
        )
    if found := _overrides.search(text):
        raise ValidationError(
            _(
                "Character %(place)s is %(sign)s, which makes words read other than they stand. "
                "Remove it and paste again."
            )
            % {"place": f"{found.start() + 1:,}", "sign": f"U+{ord(found[0]):04X}"},
            code="override",
        )
