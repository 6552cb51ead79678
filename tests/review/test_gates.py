"""Each gate: what passes, what does not, and the sentence it says then; and the table of them in the documentation."""

import re

import pytest
from django.utils import translation

from claims.review.actions import open_review
from claims.review.citing import EvidenceEntry
from claims.review.gates import GATES, STANDARDS
from claims.review.judged import judged
from claims.review.passing import gate_lines
from tests.factories import (
    NINE,
    ClaimFactory,
    accepted_claim,
    correction,
    draft,
    left_unasked,
)

pytestmark = pytest.mark.django_db


def answer(gate, revision):
    return GATES[gate].check(judged(revision))


def work(publisher="Dam Authority", kind="primary", stance="contradicts", url="https://dam.example/1"):
    return EvidenceEntry(stance, f"Report of {publisher}", publisher, url, kind)


class TestEveryGate:
    def test_passes_a_whole_revision_if_it_is_hard(self, author):
        revision = left_unasked(draft(author), author)

        assert not [gate.id for gate in GATES.values() if gate.is_hard and gate.check(judged(revision))]

    def test_answers_an_empty_revision_without_failing(self, author):
        claim = accepted_claim()
        opened = open_review(claim_id=claim.pk, editor=author, version=claim.version, now=NINE)

        open_gates = {gate.id for gate in GATES.values() if gate.check(judged(opened))}

        of_what_is_there = {"sources_kept", "excerpts", "protected_sources", "interests", "reply_awaited"}
        assert open_gates == set(GATES) - {"origin", "correction_note"} - of_what_is_there

    def test_answers_whoever_reads_it_in_their_language(self, author):
        claim = accepted_claim()
        check = open_review(claim_id=claim.pk, editor=author, version=claim.version, now=NINE).gate_check

        with translation.override("de"):
            german = {line.gate.id: line.answer for line in gate_lines(check, [])}

        assert german["rating"] == "Noch gibt es keine Bewertung. Wählen Sie eine."
        assert gate_lines(check, [])[0].answer == "It has no rating yet. Choose one."
        check.answers["rating"] = "It was stored in one language."
        assert gate_lines(check, [])[0].answer == "It was stored in one language."

    def test_says_its_name_and_a_standard_that_is_explained(self):
        assert {gate.standard for gate in GATES.values()} <= set(STANDARDS)
        assert all(key == gate.id and gate.name for key, gate in GATES.items())

    def test_that_only_advises_needs_no_waiver(self):
        assert not [gate.id for gate in GATES.values() if gate.may_be_waived and not gate.is_hard]


class TestRating:
    def test_is_asked_for(self, author):
        assert answer("rating", draft(author)) == ""
        assert answer("rating", draft(author, rating=None)) == "It has no rating yet. Choose one."


class TestShortAnswer:
    @pytest.mark.parametrize("words", ["", " \n"])
    def test_is_asked_for(self, author, words):
        assert answer("short_answer", draft(author)) == ""
        assert "Write two or three sentences" in answer("short_answer", draft(author, short_answer=words))


class TestWhyChosen:
    def test_is_asked_for(self, author):
        assert answer("why_chosen", draft(author)) == ""
        assert "Tell readers" in answer("why_chosen", draft(author, why_chosen=""))


class TestOrigin:
    def test_is_a_speaker_at_an_appearance(self, author):
        assert answer("origin", draft(author)) == ""

    def test_misses_a_speaker(self, author):
        revision = draft(author, claim=accepted_claim(speakers=[]))

        assert answer("origin", revision).startswith("Nobody is named who made the claim.")

    def test_misses_an_appearance(self, author):
        revision = draft(author, claim=ClaimFactory(status="accepted"))

        assert answer("origin", revision).startswith("No article is known")


class TestPrimarySource:
    def test_is_one_of_the_evidence(self, author):
        assert answer("primary_source", draft(author)) == ""

    @pytest.mark.parametrize("evidence", [(), (work(kind="secondary"),)])
    def test_is_asked_for_where_there_is_none(self, author, evidence):
        assert answer("primary_source", draft(author, evidence=evidence)) == (
            "No primary source is among the evidence. Add one, or explain to readers why there is none."
        )

    def test_may_be_replaced_by_an_explanation(self, author):
        explained = draft(author, evidence=(work(kind="secondary"),), primary_explanation="The files burnt.")

        assert answer("primary_source", explained) == ""


class TestTwoPublishers:
    def test_are_two_names(self, author):
        assert answer("two_publishers", draft(author)) == ""

    @pytest.mark.parametrize("other", ["Dam Authority", "the dam  authority", "DAM-AUTHORITY"])
    def test_are_not_one_name_written_twice(self, author, other):
        evidence = work(), work(publisher=other, url="https://dam.example/2")

        assert "comes from" in answer("two_publishers", draft(author, evidence=evidence))

    def test_are_not_who_made_the_claim(self, author):
        evidence = work(), work(publisher="Ana Alpha", url="https://alpha.example/")

        said = answer("two_publishers", draft(author, evidence=evidence))

        assert said.startswith("All independent evidence comes from Dam Authority.")
        assert "sole source" in said

    def test_are_asked_for_where_there_is_no_evidence(self, author):
        assert "Add sources of two" in answer("two_publishers", draft(author, evidence=()))


class TestBothStances:
    def test_are_for_and_against(self, author):
        evidence = work(), work(publisher="Dam Club", stance="supports", url="https://club.example/")

        assert answer("both_stances", draft(author, evidence=evidence)) == ""

    @pytest.mark.parametrize(
        ("stances", "missing"),
        [
            (["contradicts"], "No evidence for the claim is shown."),
            (["supports", "context"], "No evidence against the claim is shown."),
            (["context"], "No evidence for or against the claim is shown."),
            ([], "No evidence for or against the claim is shown."),
        ],
    )
    def test_names_the_one_that_is_missing(self, author, stances, missing):
        evidence = tuple(work(stance=stance, url=f"https://{stance}.example/") for stance in stances)

        assert answer("both_stances", draft(author, evidence=evidence)).startswith(missing)


class TestCorrectionNote:
    def test_is_not_asked_for_in_a_first_revision(self, author):
        assert answer("correction_note", draft(author)) == ""

    def test_is_asked_for_where_readers_know_another(self, author, editor):
        assert answer("correction_note", correction(author, editor)) == ""
        assert "what was changed and why" in answer(
            "correction_note", correction(author, editor, correction_note="")
        )


class TestMarkup:
    def test_is_refused_for_an_address_that_is_none_of_the_web(self, author):
        revision = draft(author, evidence=(work(url="ftp://dam.example/1"),))

        assert answer("markup", draft(author)) == ""
        assert answer("markup", revision) == (
            "The markup would be refused: A source’s address must begin with https:// or http://, "
            "unlike ftp://dam.example/1."
        )

    def test_is_refused_for_a_claim_on_our_own_site(self, author, settings):
        claim = accepted_claim(article__url=f"{settings.SITE_URL}/claims/x/")

        assert "on our own site" in answer("markup", draft(author, claim=claim))

    def test_begins_with_a_rating(self, author):
        assert "Choose one" in answer("markup", draft(author, rating=None))


class TestAgreement:
    def test_of_page_and_markup(self, author):
        assert answer("agreement", draft(author)) == ""

    @pytest.mark.parametrize("words", ["True: the dam is safe", "true. It is safe.", "FALSE — cracks"])
    @pytest.mark.parametrize("part", ["headline", "short_answer"])
    def test_is_missed_where_words_begin_with_another_rating(self, author, part, words):
        said = answer("agreement", draft(author, **{part: words}))

        assert "but the rating is “Mostly false”. Change one of them." in said

    @pytest.mark.parametrize("words", ["Mostly false: cracks", "False alarms at the dam", "Truth is: cracks"])
    def test_takes_no_other_words_for_a_rating(self, author, words):
        assert answer("agreement", draft(author, headline=words)) == ""

    def test_begins_with_a_rating(self, author):
        assert "Choose one" in answer("agreement", draft(author, rating=None))


class TestDocumentation:
    def rows(self, project, width):
        lines = (project / "docs" / "gates.md").read_text("utf-8").splitlines()
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
        return [row for row in cells if len(row) == width and not re.match("---|id$|standard$", row[0])]

    def test_has_the_table_of_the_gates(self, project):
        expected = [
            [
                f"`{gate.id}`",
                gate.name,
                gate.standard,
                "required" if gate.is_hard else "advised",
                "yes" if gate.may_be_waived else "no",
            ]
            for gate in GATES.values()
        ]

        assert self.rows(project, 5) == expected

    def test_has_the_standards(self, project):
        assert dict(self.rows(project, 2)) == STANDARDS
