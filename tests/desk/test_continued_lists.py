"""Lists that an address continues after one of their rows."""

import pytest

LISTS = ("reviews", "articles", "requests", "error-reports", "replies", "stale")
NO_ROWS = ("0", "x", "²", "9" * 18, "9" * 19, "9" * 4_400, "1\0")


@pytest.mark.parametrize("number", NO_ROWS, ids=lambda number: number[:3] + str(len(number)))
@pytest.mark.parametrize("name", LISTS)
def test_say_that_a_row_is_gone_for_whatever_is_none(desk, name, number):
    assert desk.get(f"/desk/{name}/", {"after": number}).status_code == 404
