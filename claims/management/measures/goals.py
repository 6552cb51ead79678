"""What the extraction must reach and what it aims at, in F1 or accuracy of 100, by form of set and measure."""

from typing import NamedTuple

from claims.management.measures.figures import Figure


class Goal(NamedTuple):
    """The least that is good enough, and what would be as good as an editor."""

    must: str
    aim: str

    def is_reached(self, figure: Figure) -> bool | None:
        """Whether a figure reaches the least; None if there is no figure."""
        if figure.value is None:
            return None
        if self == EVERYTHING:
            return figure.right == figure.marked and (figure.found or 0) <= figure.right + 1
        return round(100 * figure.value, 1) >= float(self.must)


EVERYTHING = Goal("all, 1 false", "all, 0 false")
GOALS = {
    ("attributions", "half overlap"): Goal("74", "78"),
    ("attributions", "exact"): Goal("54", "60"),
    ("attributions", "speech, half overlap"): Goal("79", "83"),
    ("attributions", "end to end with speaker"): Goal("67", "71"),
    ("attributions", "“according to” with the source"): Goal("90", "96"),
    ("attributions", "joint speakers split"): Goal("85", "95"),
    ("pronouns", "he / she → full name"): Goal("80", "90"),
    ("claims", "claims, half overlap"): Goal("91", "96"),
    ("claims", "claims with all speakers"): Goal("83", "92"),
    ("claims", "joint speakers split"): Goal("85", "95"),
    ("claims", "evidence status stated"): Goal("78", "92"),
    ("claims", "relayers"): Goal("80", "95"),
    ("claims", "kind"): Goal("80", "88"),
    ("sentences", "worth checking"): Goal("81", "86"),
    ("sentences", "worth checking, average precision"): Goal("92.5", "95"),
    ("sentences", "worth checking, mean average precision"): Goal("16.6", "18.2"),
    ("seed", "attributions, half overlap"): EVERYTHING,
    ("seed", "attributions with all speakers"): EVERYTHING,
    ("seed", "evidence status stated"): EVERYTHING,
}
