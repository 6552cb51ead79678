"""Which class the difference between two versions has."""

import pytest

from claims.models import CorrectionClass
from claims.review.corrections import changed_parts, class_of_change

MINOR, UPDATE, CORRECTION = CorrectionClass.MINOR, CorrectionClass.UPDATE, CorrectionClass.CORRECTION
WORK = {
    "stance": "contradicts",
    "title": "Inspection of the dam",
    "publisher": "Dam Authority",
    "url": "https://dam.example/1",
    "kind": "primary",
    "excerpt": "Cracks were found in May.",
    "note": "",
}
ANA = {"name": "Ana Alpha", "kind": "person", "title": "Minister", "same_as": None}
PUBLIC = {
    "claim_reviewed": "The dam is safe.",
    "kind": "fact",
    "topics": [{"name": "Energy", "slug": "energy"}],
    "speakers": [ANA],
    "relayed_by": [],
    "appearances": [{"words": "the dam is safe"}],
    "evidence_status": {"status": "none_provided", "label": "None provided", "as_of": "2026-03-04"},
    "rating": {"name": "Mostly false", "slug": "mostly-false", "value": 2},
    "headline": "No report says the dam is safe",
    "short_answer": "Nobody has shown a report. The last inspection found 12 cracks.",
    "body": "The goverment inspected it in May. It found 4.5 million litres of water.\n\n- Nobody was hurt.",
    "evidence": [WORK],
}


def class_with(**changes):
    return class_of_change(PUBLIC, PUBLIC | changes)


def text(old, new):
    return class_of_change(PUBLIC | {"body": old}, PUBLIC | {"body": new})


class TestWhereAWorkIsKept:
    """A copy, an archive or a day of reading says nothing else about a work; what its publisher gains by it does."""

    @pytest.mark.parametrize(
        "more",
        [
            {"copy": {"sha256": "0" * 64, "stored_on": "2026-03-04"}},
            {"archive_url": "https://archive.example/1"},
            {"accessed_on": "2026-03-04"},
        ],
    )
    def test_is_no_news_to_readers(self, more):
        assert class_with(evidence=[WORK | more]) == MINOR

    def test_hides_no_other_change(self):
        more = {"archive_url": "https://archive.example/1"}

        assert class_with(evidence=[WORK | more | {"excerpt": "No cracks were found."}]) == CORRECTION
        assert class_with(evidence=[WORK | more, WORK | {"title": "Another inspection"}]) == UPDATE

    def test_is_told_apart_from_what_is_at_stake(self):
        assert class_with(evidence=[WORK | {"interests": "It built the dam."}]) == CORRECTION


class TestClassOfChange:
    def test_is_none_where_nothing_differs(self):
        assert class_with() is None

    @pytest.mark.parametrize(
        ("part", "value"),
        [
            ("rating", {"name": "False", "slug": "false", "value": 1}),
            ("claim_reviewed", "The dam is quite safe."),
            ("claim_reviewed", "The dam is not safe."),
            ("kind", "prediction"),
            ("speakers", []),
            ("speakers", [ANA, ANA | {"name": "Ben Beta"}]),
            ("speakers", [ANA | {"name": "Ana Alfa"}]),
            ("speakers", [ANA | {"title": "President"}]),
            ("appearances", []),
            ("evidence", []),
            ("evidence", [WORK | {"excerpt": "No cracks were found in May."}]),
            ("evidence", [WORK | {"stance": "supports"}]),
            ("evidence", [WORK | {"url": "https://dam.example/2"}]),
            ("headline", "A report says the dam is safe"),
            ("evidence_status", {"status": "cited", "label": "Cited", "as_of": "2026-03-04"}),
            ("evidence_status", {"status": "none_provided", "label": "None provided", "as_of": "2026-03-01"}),
        ],
    )
    def test_is_a_correction_where_readers_were_told_otherwise(self, part, value):
        assert class_with(**{part: value}) == CORRECTION

    @pytest.mark.parametrize(
        ("part", "value"),
        [
            ("appearances", [{"words": "the dam is safe"}, {"words": "it is safe"}]),
            ("evidence", [WORK, WORK | {"title": "A later report"}]),
            ("body", PUBLIC["body"] + " A second inspection is due in June."),
            ("evidence_status", {"status": "cited", "label": "Cited", "as_of": "2026-03-05"}),
        ],
    )
    def test_is_an_update_where_something_is_only_added(self, part, value):
        assert class_with(**{part: value}) == UPDATE

    @pytest.mark.parametrize(
        ("part", "value"),
        [
            ("claim_reviewed", "The dam is safe"),
            ("headline", "No report says the Dam is safe"),
            ("body", PUBLIC["body"].replace("goverment", "government")),
            ("topics", []),
            ("rating", {"name": "Largely false", "slug": "mostly-false", "value": 2}),
            ("evidence", [WORK | {"title": "Inspection of the dam."}]),
        ],
    )
    def test_is_minor_where_it_reads_the_same(self, part, value):
        assert class_with(**{part: value}) == MINOR

    def test_is_the_heaviest_of_all_that_differs(self):
        typo = PUBLIC["body"].replace("goverment", "government")
        worse = {"body": typo, "headline": "A report says the dam is safe"}

        assert changed_parts(PUBLIC, PUBLIC | worse) == {"body": MINOR, "headline": CORRECTION}
        assert class_with(**worse) == CORRECTION


class TestProse:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("It cost 3 million.", "It cost 3 billion."),
            ("It cost 4.5 crowns.", "It cost 45 crowns."),
            ("It fell by 4 percent.", "It fell by -4 percent."),
            ("It rose by 4%.", "It rose by 4."),
            ("It is safe.", "It is unsafe."),
            ("It rose. It fell.", "It rose."),
            ("The minister said so.", "The ministers said so."),
            ("They met in Avonford.", "They met in Avonfrod."),
            ("It was wrong.", "~~It was wrong.~~"),
            ("Nobody came.", "Nobody came, they said."),
            ("They saw it now.", "They saw it not."),
            ("", "x"),
        ],
    )
    def test_that_says_something_else_is_no_spelling(self, old, new):
        assert text(old, new) in {CORRECTION, UPDATE}
        assert text(old, new) == (UPDATE if not old else CORRECTION)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("They recieved it.", "They received it."),
            ("A well-known dam", "A well known dam"),
            ("The cafe is shut.", "The café is shut."),
            ('He said "no".', "He said “no”."),
            ("It rose. It fell.", "It fell. It rose."),
            ("**Safe** or not", "Safe or not"),
        ],
    )
    def test_that_reads_the_same_is_minor(self, old, new):
        assert text(old, new) == MINOR

    def test_with_a_sentence_more_and_a_slip_less_is_an_update(self):
        assert text("They recieved it.", "They received it. Then they left.") == UPDATE

    def test_ends_in_time_on_long_and_hostile_text(self):
        pieces = "a. b. " * 33_000

        assert text(pieces, "c. " + pieces) == UPDATE
        assert text(pieces, "c. d. " * 33_000) == CORRECTION
        assert text("x" * 200_000, "y" * 200_000) == CORRECTION


REPLY = {
    "speaker": "Ana Alpha",
    "outcome": "none",
    "said": "We asked Ana Alpha on 3 May 2026 by mail, and had no answer by 5 May.",
    "asked": [{"whom": "", "channel": "mail", "on": "2026-05-03", "deadline_on": "2026-05-05"}],
    "excerpts": [],
    "reason": "",
    "link": "",
}
ANSWERED = REPLY | {"outcome": "answered", "said": "We asked Ana Alpha, and had an answer on 7 May."}
PRINTED = ANSWERED | {"excerpts": [{"words": "It is safe.", "answered_on": "2026-05-07"}]}
UNASKED = REPLY | {
    "outcome": "not_asked",
    "said": "We could not ask Ana Alpha, who has died.",
    "asked": [],
    "reason": "dead",
}


class TestChangeOfReplies:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ([], [REPLY]),
            ([REPLY], [REPLY, REPLY | {"speaker": "Ben Beta"}]),
            ([REPLY], [ANSWERED]),
            ([ANSWERED], [PRINTED]),
            ([UNASKED], [REPLY]),
            ([REPLY | {"outcome": "awaited"}], [REPLY]),
        ],
    )
    def test_is_an_update_where_something_was_asked_or_came_since(self, before, after):
        assert class_of_change(PUBLIC | {"replies": before}, PUBLIC | {"replies": after}) == UPDATE

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ([REPLY], []),
            ([PRINTED], [ANSWERED]),
            ([PRINTED], [ANSWERED | {"excerpts": [{"words": "It is.", "answered_on": "2026-05-07"}]}]),
            ([ANSWERED], [REPLY]),
            ([REPLY], [UNASKED]),
            ([REPLY], [ANSWERED | {"asked": [REPLY["asked"][0] | {"on": "2026-05-04"}]}]),
            ([UNASKED], [UNASKED | {"said": "We did not ask Ana Alpha.", "reason": "safety"}]),
        ],
    )
    def test_is_a_correction_where_readers_were_told_otherwise(self, before, after):
        assert class_of_change(PUBLIC | {"replies": before}, PUBLIC | {"replies": after}) == CORRECTION

    def test_is_spelling_where_it_says_the_same(self):
        misspelt = REPLY | {"said": REPLY["said"].replace("answer", "anwser")}

        assert class_of_change(PUBLIC | {"replies": [misspelt]}, PUBLIC | {"replies": [REPLY]}) == MINOR

    def test_is_none_where_a_record_from_before_replies_were_told_has_none_yet(self):
        assert class_of_change(PUBLIC, PUBLIC | {"replies": []}) is None
