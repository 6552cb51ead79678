from claims.extraction import extract

DEBATE = """What follows is a transcript of the debate between Mayor Ana Alpha and her rival, Ben Beta.

ANA ALPHA: Good evening. The dam was inspected in April.

(Laughter.)

BETA: The union tells us that the pumps had failed. I will repair every one of them.
"""
INTERVIEW = """Ana Alpha has run the zoo for nine years. Alpha met us at the gate.

Q: How did they get out?

A: Somebody opened the gate.
"""


QUESTIONS = """Ana Alpha runs the school. Ben Beta asked her about it.

Beta: Has it worked?

Alpha: Fights have fallen by half.

Beta: Two governors have told the Chronicle that forty families had left. Is that true?

Alpha: It is a small town.

Beta: What next?
"""


def said(text: str) -> list[tuple[str, list[str], tuple[str, ...]]]:
    return [(c.text, [s.name for s in c.speakers], c.relayed_by) for c in extract(text).claims]


class TestTranscripts:
    def test_gives_every_sentence_to_its_label(self):
        assert ("The dam was inspected in April", ["Ana Alpha"], ()) in said(DEBATE)

    def test_makes_the_labelled_speaker_relay_what_others_said(self):
        assert ("the pumps had failed", ["union"], ("Ben Beta",)) in said(DEBATE)

    def test_takes_neither_greetings_nor_stage_directions(self):
        assert not {"Good evening", "Laughter"} & {words for words, _, _ in said(DEBATE)}

    def test_gives_answers_to_the_one_interviewed(self):
        assert said(INTERVIEW) == [("Somebody opened the gate", ["Ana Alpha"], ())]

    def test_leaves_a_single_heading_alone(self):
        assert said("Bellport.\n\nDam crisis: the pumps failed again\n\nIt rained all night.") == []

    def test_takes_nothing_from_one_who_asks(self):
        found = said(QUESTIONS)

        assert ("Fights have fallen by half", ["Ana Alpha"], ()) in found
        assert not any("Ben Beta" in (*speakers, *relayers) for _, speakers, relayers in found)


class TestInterviews:
    def test_are_with_the_one_who_was_named_before_the_first_answer(self):
        text = (
            "Ana Alpha leads the party. Her deputy, Ben Beta, was late.\n\nQ: And Beta?\n\nA: Ben Beta was late again. "
            "I like Ben Beta. We both know Ben Beta.\n\nQ: In May you told us that the yard had been sold."
        )

        assert {name for claim in extract(text).claims for name in [s.name for s in claim.speakers]} == {
            "Ana Alpha"
        }

    def test_may_mark_answers_with_a_stop_and_open_with_what_is_quoted_from_them(self):
        text = (
            "“I would rather lose with a map”\n\nAna Alpha leads the party.\n\nQ. And Beta?\n\nA. We shall tax no boat."
            "\n\nQ. In May you told us that the yard had been sold.\n\nA. It was robbery."
        )

        assert said(text) == [
            ("I would rather lose with a map", ["Ana Alpha"], ()),
            ("We shall tax no boat", ["Ana Alpha"], ()),
            ("the yard had been sold", ["Ana Alpha"], ()),
            ("It was robbery", ["Ana Alpha"], ()),
        ]
