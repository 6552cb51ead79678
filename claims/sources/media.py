"""Which files we keep as copies. What a file is, its content says; its name may only agree."""

import re
import unicodedata
from pathlib import PureWindowsPath

from django.utils.translation import gettext as _

from claims.models import MediaType
from claims.sources.acts import SourceRefused

NAME_AT_MOST = 200  # characters
_BEGINNINGS = {
    b"%PDF-": MediaType.PDF,
    b"\x89PNG\r\n\x1a\n": MediaType.PNG,
    b"\xff\xd8\xff": MediaType.JPEG,
    b"GIF87a": MediaType.GIF,
    b"GIF89a": MediaType.GIF,
}
_ENDINGS = {
    "pdf": MediaType.PDF,
    "html": MediaType.HTML,
    "htm": MediaType.HTML,
    "xhtml": MediaType.HTML,
    "txt": MediaType.TEXT,
    "md": MediaType.TEXT,
    "csv": MediaType.TEXT,
    "png": MediaType.PNG,
    "jpg": MediaType.JPEG,
    "jpeg": MediaType.JPEG,
    "gif": MediaType.GIF,
    "webp": MediaType.WEBP,
}
ENDING_OF = {kind: next(ending for ending, of in _ENDINGS.items() if of == kind) for kind in MediaType}
IMAGES = (MediaType.PNG, MediaType.JPEG, MediaType.GIF, MediaType.WEBP)
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# As browsers sniff (WHATWG MIME Sniffing, 7.1), without what is as likely in a text.
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}\?>\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|style|iframe|table|div|h1|p|a|br)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1a\x1c-\x1f]"
)  # what no text holds; a terminal's escape is let through
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")


def media_type(content: bytes, name: str = "") -> MediaType:
    """What a file is. Raises SourceRefused for one that we do not keep, or whose name says something else."""
    if not content.strip():
        raise SourceRefused(_("This file is empty. Save the source again, look at it, and upload that."))
    found = _found(content)
    if found is None:
        raise SourceRefused(
            _(
                "We cannot tell what this file is. Keep a PDF, an HTML page, a text, or an image (PNG, JPEG, GIF, "
                "WebP)."
            )
        )
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if _ENDINGS.get(ending, found) != found:
        raise SourceRefused(
            _(
                "This file is named .%(ending)s and is %(kind)s. Save the source again, or give it its right name."
            )
            % {"ending": ending, "kind": found.label}
        )
    if found == MediaType.PDF and _ENCRYPTED.search(content):
        raise SourceRefused(
            _(
                "This PDF is encrypted, so nobody could check it later. Print it into a new PDF and upload that."
            )
        )
    return found


def file_name(given: str) -> str:
    """The last part of a file's name as it was given, printable, to show; it never names anything of ours."""
    last = PureWindowsPath(given).name  # knows both kinds of slashes
    plain = "".join(letter for letter in unicodedata.normalize("NFC", last) if letter.isprintable())
    return plain[-NAME_AT_MOST:]


def decode(content: bytes) -> str | None:
    """A text's characters: by its byte order mark, else UTF-8, else Windows-1252; None if it is no text."""
    named = next((codec for mark, codec in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), "")
    for codec in filter(None, (named, "utf-8", "cp1252")):
        try:
            text = content.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        return None if _CONTROLS.search(text) else text
    return None


def _found(content: bytes) -> MediaType | None:
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return MediaType.WEBP
    text = decode(content)
    if text is None or (text.lstrip().startswith(("<svg", "<?xml")) and not _HTML.match(text)):
        return None
    return MediaType.HTML if _HTML.match(text) else MediaType.TEXT
