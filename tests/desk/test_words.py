"""Every word of the desk goes through the catalogue: none stands in a template or a sentence of the code by itself."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.conf import settings
from django.db.models.enums import ChoicesType
from django.forms import BaseForm, HiddenInput
from django.utils.functional import Promise

from claims import desk, models
from claims.desk.move_names import MOVE_NAMES
from claims.desk.sentences import SENTENCES
from claims.desk.stored_words import CHANGED

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(ROOT.glob("templates/desk/*.html"))
ROOMS = ("desk", "intake", "notifications", "people", "review", "sources", "webhooks")
SOURCES = sorted(path for room in ROOMS for path in ROOT.glob(f"claims/{room}/*.py"))
NAMES = {
    "Android",
    "Chrome",
    "Edg",
    "Edge",
    "Firefox",
    "Linux",
    "Mac OS X",
    "Opera",
    "Safari",
    "Windows",
    "Lax",
}
NAMES |= {"Content", "Factcheck link check (+{})", "copy read:{}", "desk settings", "late reply"}
NAMES |= {"articles", "Place", "Row", "second factor"}
NAMES |= CHANGED | {"Untitled", "The extraction stopped with {}: {}"}  # stored
NAMES |= {"revision {}", "report {}", "request {}"}  # stored
LOCK = re.compile(r"(?:[a-z]+ )+{}")  # what a lock in the database is called
# Readers' pages translate these on their own, or nobody at the desk reads them.
NOT_AT_DESK = {
    "AboutPage",
    "ChangeKind",
    "FollowedKind",
    "MailState",
    "ReaderMailKind",
    "RecordState",
    "Rhythm",
}
NOT_AT_DESK |= {"SubjectKind"}
NOT_AT_DESK |= {"notifications/delivery.py"}  # which is for the administration and the log
TRANSLATED = re.compile(
    r"{#.*?#}|{% (?:blocktranslate|blocktrans)\b.*?{% end(?:blocktranslate|blocktrans) %}|{% translate .*?%}",
    re.S,
)
FILTERED = re.compile(r'(\w+):"([^"]*)"')
DAY_IN_ENGLISH = re.compile("j F|j M|H:i, j")


class Plain(HTMLParser):
    """The words that stand in a template as they are."""

    NOT_SPOKEN = {"script", "style", "code", "kbd"}
    SPOKEN = {"alt", "aria-label", "placeholder", "title", "label"}

    def __init__(self, text: str):
        super().__init__()
        self.words: list[str] = []
        self.silent = 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.silent += tag in self.NOT_SPOKEN
        for name, value in attributes:
            if name in self.SPOKEN or (name.startswith("data-") and " " in (value or "").strip()):
                self.look(value or "")

    def handle_endtag(self, tag):
        self.silent -= tag in self.NOT_SPOKEN

    def handle_data(self, data):
        if not self.silent:
            self.look(data)

    def look(self, text):
        if re.search(r"[^\W\d_]{2}", text) and text.strip(" ,") not in NAMES:
            self.words.append(" ".join(text.split()))


def untranslated(template: str) -> list[str]:
    """The words of a template that are in no message: its own, those it hands to filters and parts, English days."""
    left = TRANSLATED.sub("", template)
    found = Plain(re.sub(r"{%.*?%}|{{.*?}}", "", left, flags=re.S)).words
    for tag in re.findall(r"{%.*?%}|{{.*?}}", left, re.S):
        for name, argument in FILTERED.findall(tag):
            if (
                DAY_IN_ENGLISH.search(argument)
                if name == "date"
                else re.search("[A-Za-z]{2}.* |^[A-Z]", argument) and argument != "Factcheck"
            ):
                found.append(argument)
        found += re.findall(r'\w=(?:"|_\(")?"([A-Z][a-z][^"]*)"', tag)
        found += ["pluralize"] if "|pluralize" in tag else []
    return found


NO_WORDS = re.compile(
    r"<|\s*(?:WITH|INSERT|SELECT|UPDATE) |\(\d|%\(\w+\)s\(|[\w.]+\[|[a-z]+/[a-z]+;|attachment;"
)  # markup, SQL, types, headers
CALLS = {f"{lead}gettext{end}" for lead in ("", "n", "p", "np") for end in ("", "_lazy", "_noop")} | {"_"}
FOR_DEVELOPERS = {"ValueError", "TypeError", "RuntimeError", "AssertionError", "KeyError"}
SENTENCE = re.compile(r"[^\W\d_]{2,}[,;:.…]? (?:{|“|[^\W\d_])|^[A-Z][a-z]+[.!?…]?$")


class Said(ast.NodeVisitor):
    """The sentences of a source that are in no message."""

    def __init__(self, source: str):
        self.found: list[str] = []
        self.visit(ast.parse(source))

    def visit_Call(self, node):
        name = ast.unparse(node.func).rsplit(".", 1)
        if name[-1] in CALLS | FOR_DEVELOPERS or name[0] in ("log", "re"):
            return
        self.generic_visit(node)

    def visit_Expr(self, node):
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Assert(self, node):
        self.visit(node.test)

    def visit_JoinedStr(self, node):
        words = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        self.look(words)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Constant(self, node):
        if isinstance(node.value, str):
            self.look(node.value)

    def visit_AnnAssign(self, node):
        if node.value:
            self.visit(node.value)

    def visit_FunctionDef(self, node):
        for each in [*node.args.defaults, *node.args.kw_defaults, *node.decorator_list, *node.body]:
            if each:
                self.visit(each)

    def look(self, words):
        if (
            SENTENCE.search(words)
            and not NO_WORDS.match(words)
            and not LOCK.fullmatch(words)
            and words not in NAMES
        ):
            self.found.append(words)


def below(kind: type) -> Iterator[type]:
    """All that derive from it."""
    for each in kind.__subclasses__():
        yield from (each, *below(each))


def left(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """What is not translated though it is said at the desk."""
    return {name: words for name, words in found.items() if words and name not in NOT_AT_DESK}


class TestWords:
    def test_of_templates_are_all_in_messages(self):
        assert left({path.name: untranslated(path.read_text()) for path in TEMPLATES}) == {}

    def test_of_sentences_in_the_code_are_all_in_messages(self):
        found = {str(path.relative_to(ROOT / "claims")): Said(path.read_text()).found for path in SOURCES}

        assert left(found) == {}

    def test_of_choices_are_all_in_messages(self):
        kinds = [kind for kind in vars(models).values() if isinstance(kind, ChoicesType)]
        found = {
            kind.__name__: [each._label_ for each in kind if type(each._label_) is str] for kind in kinds
        }

        assert left(found) == {}

    def test_of_moves_are_there_as_sentences_and_as_names(self):
        assert MOVE_NAMES.keys() == SENTENCES.keys()

    def test_of_labels_in_forms_are_all_in_messages(self):
        for module in iter_modules(desk.__path__):
            import_module(f"claims.desk.{module.name}")
        kinds = [kind for kind in below(BaseForm) if kind.__module__.startswith("claims.")]
        found = {
            kind.__name__: [
                name
                for name, field in kind.base_fields.items()
                if not (isinstance(field.label, Promise) or isinstance(field.widget, HiddenInput))
            ]
            for kind in kinds
        }

        assert left(found) == {}

    @pytest.mark.parametrize(
        ("template", "found"),
        [
            ("<p>Out {{ name }}</p>", ["Out"]),
            ('{% translate "In" %} {% blocktranslate %}<b>In</b>{% endblocktranslate %} · 3', []),
            ('<a title="Out" href="in">{{ x|default:"Out too" }}</a>', ["Out", "Out too"]),
            ('{{ x|date:"j F Y" }} {{ n|pluralize }}', ["j F Y", "pluralize"]),
            ('{% include "in.html" with label="Out" %}<code>in</code>', ["Out"]),
        ],
    )
    def test_are_found_in_a_template(self, template, found):
        assert untranslated(template) == found

    @pytest.mark.parametrize(
        ("source", "found"),
        [
            ('leave_note(request, "Saved.")', ["Saved."]),
            ('leave_note(request, _("Saved."))', []),
            ('f"Ended {n} sessions"', ["Ended {} sessions"]),
            ('"""About this."""\nraise ValueError("For developers only")', []),
        ],
    )
    def test_are_found_in_a_source(self, source, found):
        assert Said(source).found == found
