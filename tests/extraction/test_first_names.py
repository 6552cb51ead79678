from itertools import chain

import pytest

from claims.extraction.first_names import LISTS, gender_of_first_name, is_known_name, names_by_section

WIDEST = 118


class TestFirstNames:
    @pytest.mark.parametrize(
        ("name", "gender"),
        [
            ("Ana", "f"),
            ("Søren", "m"),
            ("Zoë", "f"),
            ("Łukasz", "m"),
            ("Jean-Luc", "m"),
            ("Sang-ho", "m"),
            ("Sangho", "m"),
            ("Robin", ""),
            ("Qwerta", ""),
        ],
    )
    def test_tell_a_man_or_a_woman_with_and_without_their_marks(self, name, gender):
        assert gender_of_first_name(name) == gender

    def test_of_both_are_known_and_tell_nothing(self):
        assert is_known_name("Sasha")
        assert gender_of_first_name("Sasha") == ""


class TestLists:
    def test_hold_every_name_once(self):
        names = list(chain(*names_by_section().values()))

        assert len(names) == len(set(names)) > 6000

    def test_are_sorted_in_lower_case_without_marks(self):
        for names in names_by_section().values():
            assert names == sorted(names)
            assert all(name.isascii() and name.isalpha() and name.islower() for name in names)

    def test_have_no_long_lines(self):
        assert max(map(len, LISTS.read_text("utf-8").splitlines())) <= WIDEST
