"""The page of figures, and its files for spreadsheets."""

import csv
import io

import pytest

from claims.desk.figures import FIGURES, PARTS, QUALITY, bars, csv_of
from claims.publication.cells import safe_cell
from claims.review.figures import Figure
from tests.factories import published


@pytest.fixture
def office(editor, sign_in):
    """The editor's browser."""
    return sign_in(editor)


class TestShowFigures:
    def test_shows_each_as_a_chart_with_its_numbers_in_a_table(self, office, editor, reporter):
        published(reporter, editor)

        pages = [office.get("/desk/figures/", {"part": part}).content.decode() for part in PARTS]

        assert sum(page.count("<table>") for page in pages) == len(FIGURES)
        assert sum(page.count("<svg") for page in pages) > len(FIGURES)
        assert all("Download as CSV" in page for page in pages)

    def test_has_no_part_that_it_does_not_offer(self, office):
        assert office.get("/desk/figures/", {"part": "gossip"}).status_code == 404

    @pytest.mark.parametrize("days", ["7", "28", "90", "365"])
    def test_shows_other_times(self, office, days):
        assert office.get("/desk/figures/", {"days": days}).context["days"] == int(days)

    @pytest.mark.parametrize("days", ["0", "8", "x", "²", "%00", "9" * 5000])
    def test_has_no_figures_for_times_it_does_not_offer(self, office, days):
        assert office.get("/desk/figures/", {"days": days}).status_code == 404

    def test_are_for_editors(self, desk):
        for address in ("/desk/figures/", "/desk/figures/open.csv"):
            assert desk.get(address).status_code == 403


class TestExport:
    @pytest.mark.parametrize("name", FIGURES)
    def test_has_the_numbers_of_the_page(self, office, name):
        part = "quality" if name in QUALITY else "work"
        shown = office.get("/desk/figures/", {"part": part}).context["figures"]
        figure = next(each["figure"] for each in shown if each["name"] == name)

        response = office.get(f"/desk/figures/{name}.csv")

        headings, *rows = csv.reader(io.StringIO(response.content.decode()))
        assert headings == list(figure.headings)
        assert rows == [[row, *map(str, numbers)] for row, numbers in figure.rows]
        assert f'filename="{name}' in response["Content-Disposition"]

    @pytest.mark.parametrize(
        "text",
        ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", " =1", "\u00a0=1", "＝1+1", "|cmd", "%1"],
    )
    def test_holds_no_formula(self, text):
        assert safe_cell(text) == f"'{text}"
        assert f"'{text}" in csv_of(Figure(["Topic", "Claims"], [(text, [3])]))

    def test_leaves_words_and_numbers_as_they_are(self):
        assert csv_of(Figure(["A", "B"], [("Energy, water", [3])])) == 'A,B\r\n"Energy, water",3\r\n'

    def test_refuses_a_figure_that_there_is_not(self, office):
        assert office.get("/desk/figures/lies.csv").status_code == 404


class TestBars:
    def test_show_counts_and_neither_shares_nor_what_is_not_said(self):
        figure = Figure(["", "A", "B", "%"], [("x", [3, 1, 75]), ("y", ["–", "–", "few"])], charted=2)

        first, second = bars(figure)

        assert (first["total"], [piece["name"] for piece in first["pieces"]]) == (4, ["A", "B"])
        assert (second["total"], second["pieces"], second["numbers"]) == (0, [], ["–", "–", "few"])

    def test_are_as_long_as_their_numbers(self):
        first, second, none = bars(Figure(["", "A", "B"], [("x", [3, 1]), ("y", [0, 2]), ("z", [0, 0])]))

        assert [(piece["start"], piece["length"]) for piece in first["pieces"]] == [(0, 75), (75, 25)]
        assert [(piece["start"], piece["length"], piece["name"]) for piece in second["pieces"]] == [
            (0, 50, "B")
        ]
        assert (none["pieces"], none["total"]) == ([], 0)
