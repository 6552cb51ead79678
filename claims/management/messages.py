"""The words of the site for translators: found in sources and templates, kept in `.po`, read by the site from `.mo`."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

_KEYWORDS = DEFAULT_KEYWORDS | {
    name: DEFAULT_KEYWORDS[short]
    for short in ("gettext", "ngettext", "pgettext", "npgettext")
    for name in (f"{short}_lazy", f"{short}_noop")
}
_HEADER = "# The words of the site in another language; `make messages` brings this file up to date."
_FOLDERS = ["claims", "factcheck", "templates"]


def languages() -> list[str]:
    """Those that are translated into; the first that the site speaks is what its sources are in."""
    return [code for code, _ in settings.LANGUAGES[1:]]


def po_file(language: str) -> Path:
    """What translators write; its twin, which the site reads, stands beside it."""
    return Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", "django.po")


def extracted() -> Catalog:
    """Every message of the sources, with where it stands."""
    found = Catalog(charset="utf-8")
    for path in _sources():
        name = str(path.relative_to(settings.BASE_DIR))
        for _, message, comments, context in extract(
            "python", BytesIO(_as_python(path).encode()), _KEYWORDS, ["Translators:"]
        ):
            found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def read(language: str) -> Catalog:
    """What has been translated."""
    path = po_file(language)
    if not path.exists():
        named = {"project": "Factcheck", "version": "1", "header_comment": _HEADER}
        return Catalog(locale=language, charset="utf-8", fuzzy=False, **named)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """The same with what the sources have gained, empty, and without what they have lost."""
    kept = read(language)
    created_at = kept.creation_date
    kept.update(extracted(), no_fuzzy_matching=True, update_header_comment=False)
    kept.obsolete.clear()
    kept.creation_date = created_at  # else every run would change the files
    return kept


def is_translated(message: Message) -> bool:
    """Whether there is something to read for each number of things, and nobody has to look at it again."""
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(strings) and not message.fuzzy


def compiled(catalog: Catalog) -> bytes:
    """As the site reads it."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def write(language: str) -> Catalog:
    """Store both files; a translation that is there already is kept."""
    catalog, path = updated(language), po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalog))
    return catalog


def _sources() -> Iterator[Path]:
    for folder in _FOLDERS:
        root = Path(settings.BASE_DIR, folder)
        yield from sorted(path for end in ("py", "html", "txt") for path in root.rglob(f"*.{end}"))


def _as_python(path: Path) -> str:
    """A template as the calls of gettext that it comes to; each in a line, without the blanks before it."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return text
    return re.sub(r"(?m)^\s+", "", templatize(text, origin=str(path)))
