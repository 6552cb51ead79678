import pytest
from spacy.tokens import Doc

from claims.extraction.quotations import Quotations, is_scare, stretches
from tests.extraction.conftest import spaces_of


def quoted(text: str) -> list[str]:
    return [text[s.start : s.end] for s in stretches(text)]


class TestStretches:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("“We won,” she said. “We did.”", ["“We won,”", "“We did.”"]),
            ('"We won," she said.', ['"We won,"']),
            ("Er sagte: „Wir gehen“, und ging.", ["„Wir gehen“"]),
            ("«On y va», dit-elle.", ["«On y va»"]),
            ("»Wir gehen«, sagte er.", ["»Wir gehen«"]),
            ("‘It’s ours,’ he said.", ["‘It’s ours,’"]),
            ("“He said “no” twice,” she said.", ["“He said “no” twice,”"]),
            ('"He said ‘no’ twice," she said.', ['"He said ‘no’ twice,"']),
            ("The ’90s were a 5\" pipe's time.", []),
            ("It’s the players’ choice.", []),
        ],
    )
    def test_reads_marks_of_many_kinds(self, text, expected):
        assert quoted(text) == expected

    def test_ties_the_paragraphs_of_one_quotation(self):
        first, second, other = stretches("“One thing.\n\n“Another thing,” he said. “Third.”")

        assert first.group == second.group != other.group

    def test_ends_a_forgotten_quotation_with_its_paragraph(self):
        assert quoted("“It broke, he said.\nNobody came.") == ["“It broke, he said."]

    def test_ignores_a_straight_mark_that_never_closes(self):
        assert quoted('A 12" pipe and "a break.\nNobody came.') == []

    def test_survives_marks_without_end(self):
        assert len(stretches("“" * 50_000 + "”" * 50_000)) <= 1


class TestIsScare:
    @pytest.mark.parametrize("text", ["fix", "so-called fix"])
    def test_takes_a_word_or_two_for_no_speech(self, text):
        assert is_scare(text, 2)

    @pytest.mark.parametrize("text", ["No comment.", "Never,", "a total disgrace"])
    def test_takes_a_sentence_for_speech(self, text):
        assert not is_scare(text, 2)


class TestQuotations:
    def test_marks_spans_with_their_kind(self, vocab):
        words = "“ We won , ” she said of the “ fix ” .".split()
        doc = Doc(vocab, words=words, spaces=spaces_of(words))

        Quotations(2)(doc)

        assert [(span.text, span.label_) for span in doc.spans["quotations"]] == [
            ("“We won,”", "speech"),
            ("“fix”", "scare"),
        ]
