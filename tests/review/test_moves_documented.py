"""The documentation of the moves says what the moves are."""

import pytest
from django.contrib.auth.models import Group

from claims.review.move_words import STATE_WORDS, VERBS
from claims.review.moves import MOVES, STATES


@pytest.fixture
def rows(project):
    """Call it for the rows of the tables that are so many cells wide, without what stands over them."""

    def of_width(width):
        lines = (project / "docs" / "moves.md").read_text("utf-8").splitlines()
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
        return [row for row in cells if len(row) == width and row[0] not in ("---", "move", "right")]

    return of_width


class TestDocumentation:
    def test_has_every_move(self, rows):
        documented = [row[:5] for row in rows(6)]

        assert documented == [
            [
                f"`{move.name}`",
                ", ".join(state.replace("_", " ") for state in move.starts),
                move.end.replace("_", " ") or "–",
                move.right.removeprefix("claims."),
                asks_for(move) or "–",
            ]
            for move in MOVES.values()
        ]

    def test_says_what_each_does(self, rows):
        assert all(row[5].endswith(".") or row[5].endswith(".”") for row in rows(6))

    @pytest.mark.django_db
    def test_says_who_has_which_right(self, rows):
        roles = ("Reporter", "Editor", "Standards editor")
        held = {
            role: set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))
            for role in roles
        }
        rights = dict.fromkeys(move.right.removeprefix("claims.") for move in MOVES.values())

        assert rows(4) == [
            [right, *("yes" if right in held[role] else "no" for role in roles)] for right in rights
        ]

    @pytest.mark.django_db
    def test_says_that_administrators_have_none_of_them(self):
        rights = {move.right.removeprefix("claims.") for move in MOVES.values()}

        assert not Group.objects.get(name="Administrator").permissions.filter(codename__in=rights)


class TestRefusals:
    def test_have_words_for_every_move_and_every_state(self):
        assert set(VERBS) == set(MOVES)
        assert set(STATE_WORDS) == {str(state) for states in STATES.values() for state in states}


def asks_for(move):
    """What a move asks for beside the right."""
    asked = {
        "a reason": move.needs_reason,
        "other eyes": move.needs_other_eyes,
        "a correction": move.of_corrections_only,
    }
    return ", ".join(name for name, is_asked in asked.items() if is_asked)
