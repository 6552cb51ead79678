"""Read the text of one file, in a process of its own with little time and memory.

The file comes in on standard input, its text goes out; what cannot be read ends with 3 and a word of why.
Nothing here knows Django, so that a process starts in a moment and a hostile file meets as little as possible.
"""

import re
import resource
import sys
from html.parser import HTMLParser
from io import BytesIO

SECONDS = 30  # of the processor
MEMORY = 768_000_000  # bytes of address space
TEXT_AT_MOST = 1_000_000  # characters; what follows is not searched
CANNOT_BE_READ = 3
_UNSEEN = {"script", "style", "template", "noscript", "svg"}
_INLINE = set(
    "a,abbr,b,bdi,bdo,cite,code,del,em,i,ins,kbd,mark,q,s,small,span,strong,sub,sup,time,u,var,wbr".split(",")
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)


class CannotBeRead(Exception):
    """A word that says what is wrong with the file; `reading` makes a sentence of it."""


class VisibleText(HTMLParser):
    """The words of a page as its readers see them; every element that is not inline begins a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []
        self.length = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new line, or stop listening."""
        if tag in _UNSEEN:
            self.unseen.append(tag)
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Listen again where what was not seen ends."""
        if self.unseen and self.unseen[-1] == tag:
            self.unseen.pop()
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Take down what is seen."""
        if not self.unseen and self.length < TEXT_AT_MOST:
            self.parts.append(data)
            self.length += len(data)


def text_of_html(content: bytes) -> str:
    """The words of a page, by the character set that it names."""
    named = _CHARSET.search(content[:4000])
    page = VisibleText()
    page.feed(_decoded(content, named[1].decode("ascii") if named else ""))
    page.close()
    return "".join(page.parts)


def text_of_pdf(content: bytes) -> str:
    """The words of all pages, each beginning a line. Raises CannotBeRead for what is encrypted or broken."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise CannotBeRead("encrypted")
    parts: list[str] = []
    for page in reader.pages:
        parts.append(page.extract_text())
        if sum(map(len, parts)) > TEXT_AT_MOST:
            break
    return "\n".join(parts)


def _decoded(content: bytes, named: str) -> str:
    for codec in filter(None, ("utf-8-sig", named, "cp1252")):
        try:
            return content.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def tidy(text: str) -> str:
    """The text without what no text holds, and without the room between its lines."""
    readable = re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", " ", text[: 2 * TEXT_AT_MOST])
    lines = (" ".join(line.split()) for line in readable.splitlines())
    return "\n".join(line for line in lines if line)[:TEXT_AT_MOST]


READERS = {"application/pdf": text_of_pdf, "text/html": text_of_html}


def main() -> int:
    """Read standard input as the kind of file that the first argument names."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write to a disk
    try:
        text = READERS[sys.argv[1]](sys.stdin.buffer.read())
    except CannotBeRead as refusal:
        sys.stderr.write(str(refusal))
        return CANNOT_BE_READ
    except MemoryError:
        sys.stderr.write("large")
        return CANNOT_BE_READ
    except Exception:
        sys.stderr.write("broken")
        return CANNOT_BE_READ
    sys.stdout.buffer.write(tidy(text).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
