"""A language in which our words can be told from all others: what is not marked on a page is not translated."""

import re
from gettext import NullTranslations
from html.parser import HTMLParser

from django.utils.translation import trans_real


class Marking(NullTranslations):
    """A language in which every word of ours can be told from all others."""

    def to_language(self):
        return "de"

    def gettext(self, message):
        return f"⟦{message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]}⟧"

    def ngettext(self, one, many, number):
        return f"⟦{one if number == 1 else many}⟧"


class Unmarked(HTMLParser):
    """The words of a page that are neither ours in that language nor marked as the record's, a name or a sign."""

    NOT_OURS = {"bdi", "code", "kbd", "link", "option", "script", "style", "textarea", "time", "title"}
    SPOKEN = {"alt", "aria-label", "placeholder", "title"}
    VOID = {"meta", "link", "input", "br", "img", "hr"}

    def __init__(self, page: str):
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.depth = 0  # of what is marked: a sentence may hold elements
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        for name in self.SPOKEN & given.keys() if tag not in self.NOT_OURS else ():
            self.look(given[name])
        if tag not in self.VOID:
            is_passed = tag in self.NOT_OURS or ("lang" in given and tag != "html")
            self.open.append((tag, is_passed))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(is_passed for _, is_passed in self.open):
            self.look(data)

    def look(self, text):
        depth, left = self.depth, ""
        for sign in text:
            depth += (sign == "⟦") - (sign == "⟧")
            left += sign if not depth and sign not in "⟦⟧" else ""
        self.depth = depth
        if words := re.sub(r"https?://\S+|Factcheck|API|SHA-256|[\W\d_]+", " ", left).strip():
            self.found.append(words)
