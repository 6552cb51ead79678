"""What extraction makes of plain sentences; all people, places and papers are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract, load_pipeline
from claims.extraction.contract import ModelNotInstalled

# text; then for each claim: words, speakers, relayers, evidence status
PLAIN_CASES = {
    "direct, speaker after": (
        "“The dam will hold,” said Ana Alpha, the mayor of Bellport. “We checked every gate.”",
        [("The dam will hold", "Ana Alpha"), ("We checked every gate.", "Ana Alpha")],
    ),
    "direct, speaker before": (
        "Nils Lambda said: “The road is closed.”",
        [("The road is closed.", "Nils Lambda")],
    ),
    "indirect, then she": (
        "Mayor Ana Alpha said the dam would hold. She added that every gate had been checked.",
        [("the dam would hold", "Ana Alpha"), ("every gate had been checked", "Ana Alpha")],
    ),
    "indirect, speaker after": (
        "No money was missing, the treasurer, Ivan Iota, said on Monday.",
        [("No money was missing", "Ivan Iota")],
    ),
    "cue in between": (
        "Later, Uma Phi said, it would close because of rust.",
        [("it would close because of rust", "Uma Phi")],
    ),
    "last name to full name": (
        "Ben Beta, a water engineer, checked the pumps in March. Beta said the city had been warned.",
        [("the city had been warned", "Ben Beta")],
    ),
    "joint speakers, then they": (
        "Helen Theta and Ivan Iota said the plant had leaked. “We have the emails,” they said.",
        [
            ("the plant had leaked", "Helen Theta, Ivan Iota"),
            ("We have the emails", "Helen Theta, Ivan Iota"),
        ],
    ),
    "a description resolved": (
        "The health minister, Frida Zeta, denied that the vaccine was late. “It came early,” the minister said.",
        [("the vaccine was late", "Frida Zeta"), ("It came early", "Frida Zeta")],
    ),
    "a participle": (
        "Mayor Zoe Tau toured the camp, vowing to rebuild every house.",
        [("to rebuild every house", "Zoe Tau")],
    ),
    "urging somebody": (
        "The ministry urged residents to leave the valley.",
        [("residents to leave the valley", "ministry")],
    ),
    "a noun of speech": (
        "The mayor, Ivan Iota, repeated his claim that the harbor was safe.",
        [("the harbor was safe", "Ivan Iota")],
    ),
    "an act is no speech": ("Parliament voted to close the harbor.", []),
    "a scare quote is no speech": ("The “fix” lasted until Tuesday.", []),
}
EVIDENCE_CASES = {
    "joint, neither": (
        "Both Mayor Ana Alpha and Finance Minister Carl Gamma have said that the fund is empty, "
        "though neither has offered evidence.",
        "none_provided",
        "though neither has offered evidence",
    ),
    "next sentence": (
        "Rob Xi said the plant had been poisoned for years. He provided no proof.",
        "none_provided",
        "He provided no proof",
    ),
    "thrown in": (
        "The prime minister said, without evidence, that foreign agents had started the fire.",
        "none_provided",
        "without evidence",
    ),
    "an adverb": ("Governor Dora Delta falsely claimed that the bridge was new.", "disputed", "falsely"),
    "a clause that opposes": (
        "Victor Chi said the tunnel flooded because pumps were off, a claim that city data contradict.",
        "disputed",
        "a claim that city data contradict",
    ),
    "a sentence that opposes": (
        "Dora Delta said the bridge cost $90 million. Official figures show a cost of $40 million.",
        "disputed",
        "Official figures show a cost of $40 million",
    ),
    "an audit": (
        "Senator Emil Epsilon, citing an audit, said the agency had lost 3,000 files.",
        "cited",
        "citing an audit",
    ),
    "records": (
        "The mill dumped waste for years, according to court records.",
        "cited",
        "according to court records",
    ),
    "nothing": ("Senator Emil Epsilon said the agency had lost 3,000 files.", "unstated", None),
    "about evidence": ("Emil Epsilon said the agency had no evidence.", "unstated", None),
}
RELAY_CASES = [
    ("Crime fell last year, the fire chief said, according to The Harbour Post.", "The Harbour Post"),
    ("Investigators believe the fire was set on purpose, Lena Kappa said.", "Lena Kappa"),
    ("The Harbour Post quoted Ben Beta as saying that the pumps had failed.", "Harbour Post"),
    ("Ben Beta was quoted by Radio Brack as saying that the pumps had failed.", "Radio Brack"),
    ("“The pumps failed,” Ben Beta said, according to The Ledger.", "The Ledger"),
]


class TestExtract:
    @pytest.mark.parametrize(("text", "expected"), PLAIN_CASES.values(), ids=PLAIN_CASES.keys())
    def test_finds_claims_with_their_speakers(self, text, expected):
        claims = extract(text).claims

        found = [(claim.text, ", ".join(speaker.name for speaker in claim.speakers)) for claim in claims]
        assert found == expected

    @pytest.mark.parametrize(("text", "status", "cue"), EVIDENCE_CASES.values(), ids=EVIDENCE_CASES.keys())
    def test_reads_the_evidence_status(self, text, status, cue):
        claim = extract(text).claims[0]

        assert (claim.evidence_status, claim.evidence_cue and claim.evidence_cue.text) == (status, cue)

    @pytest.mark.parametrize(("text", "relayer"), RELAY_CASES)
    def test_names_the_relayer(self, text, relayer):
        (claim,) = extract(text).claims

        assert claim.relayed_by == (relayer,)
        assert relayer not in {speaker.name for speaker in claim.speakers}

    def test_makes_according_to_an_attribution_around_another(self):
        inner, outer = extract("“The pumps failed,” Ben Beta said, according to The Ledger.").attributions

        assert [speaker.name for speaker in inner.speakers] == ["Ben Beta"]
        assert [speaker.name for speaker in outer.speakers] == ["The Ledger"]

    def test_takes_nobody_who_was_only_told_for_a_relayer(self):
        (claim,) = extract("Ben Beta told the Harbour Courier that the pumps had failed.").claims

        assert claim.relayed_by == ()

    def test_resolves_names_across_pieces(self):
        filler = "The river rose and fell again that night. " * 600

        text = f"Ana Alpha said the dam held. {filler}Alpha said the gates were shut."

        assert {speaker.name for claim in extract(text).claims for speaker in claim.speakers} == {"Ana Alpha"}

    def test_marks_what_the_outlet_measures(self):
        (claim,) = extract("The town is small. Rents rose by 14 percent in a year. It rained.").claims

        assert (claim.text, claim.voice, claim.attribution) == (
            "Rents rose by 14 percent in a year",
            "outlet",
            None,
        )

    def test_looks_for_nothing_in_another_language(self):
        found = extract("Die Bürgermeisterin sagte, der Damm werde halten, und niemand sei verletzt worden.")

        assert (found.language, found.claims) == ("de", ())

    def test_gives_the_same_twice(self):
        text = PLAIN_CASES["joint speakers, then they"][0]

        assert extract(text) == extract(text)

    def test_says_what_to_do_without_its_model(self):
        with pytest.raises(ModelNotInstalled, match="make install"):
            load_pipeline("no_such_model")


class TestExtractFromAnything:
    @settings(max_examples=60, deadline=None)
    @given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
    def test_never_slips_an_offset(self, noise):
        text = f"“It broke,” said Ana Alpha. {noise} The mayor said that it held. {noise}"

        found = extract(text)

        assert all(text[claim.start : claim.end] == claim.text for claim in found.claims)
        assert all(text[s.start : s.end] == s.mention for a in found.attributions for s in a.speakers)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "\n \n",
            "…!?",
            "(" * 20_000,
            "“" * 20_000,
            "“a " * 5_000,
            "said " * 3_000,
            "😀" * 20_000,
            "\ud800 said it",
        ],
    )
    def test_survives(self, text):
        extract(text)


class TestHeapedNames:
    def test_stay_where_they_stand(self):
        text = (
            "The dam holds, said Ana Alpha, and that is all there is to it for now. He said it. "
            "Tapeki Zoziti told Gisesu Vepazo that he had said she was there"
        )

        claims = extract(text).claims

        assert all(text[claim.start : claim.end] == claim.text for claim in claims)
