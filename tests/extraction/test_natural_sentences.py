"""Sentences as newsrooms write them: each once went wrong in one part."""

import pytest

from claims.extraction import extract

SPEAKERS = {
    "a name behind a second description": (
        "Lena Kappa and her deputy, Ivan Iota, said the lock had rusted.",
        ["Lena Kappa", "Ivan Iota"],
    ),
    "a name behind a possessor": (
        "“It will grow,” said Brennik’s chief executive, Yolande Mara-Voss.",
        ["Yolande Mara-Voss"],
    ),
    "a name behind the name of a body": (
        "The chair of Clear Springs, Juna Aldous, told a meeting that a child had been poisoned.",
        ["Juna Aldous"],
    ),
    "a subject behind the cue": (
        "The strike was planned, claimed Gregor Maun of the union.",
        ["Gregor Maun"],
    ),
    "a body described": ("Investigators said the fire was set on purpose.", ["Investigators"]),
    "somebody of a body": (
        "Ewan Strand of the fishermen’s cooperative said the ban had cost them jobs.",
        ["Ewan Strand"],
    ),
    "the couple": (
        "Tom Rho and his wife, Lena Rho, run the inn. The couple said the roof had leaked.",
        ["Tom Rho", "Lena Rho"],
    ),
    "three in a list": (
        "The treaty is dead, the leaders of the three parties, Ana Alpha, Ben Beta and Carl Gamma, said.",
        ["Ana Alpha", "Ben Beta", "Carl Gamma"],
    ),
    "two of one sentence": (
        "Ana Alpha has a deputy, Ben Beta. Carl Gamma was away. Both said the bridge was safe.",
        ["Ana Alpha", "Ben Beta"],
    ),
    "she and a name set off": (
        "Captain Ana Alpha landed in rain. Both engines had failed, she and her co-pilot, Ben Beta, reported.",
        ["Ana Alpha", "Ben Beta"],
    ),
    "two of whom one is told": (
        "Both Mr. Kappa and Mr. Iota say the station’s management has never told them what to say.",
        ["Kappa", "Iota"],
    ),
    "a calling that opens a sentence": (
        "Hydrologist Noor Kappa said the river had peaked.",
        ["Noor Kappa"],
    ),
    "what somebody handed in": (
        "A petition handed in by Lena Kappa claims the scheme cost twice as much.",
        ["petition"],
    ),
    "two behind a relative clause": (
        "Ana Alpha, who holds nine per cent, and Ben Beta, the finance chief, said the bill was paid.",
        ["Ana Alpha", "Ben Beta"],
    ),
    "two of one last name": ("Fiona and Derek Rho said the roof had leaked.", ["Fiona Rho", "Derek Rho"]),
    "initials": ("Its president, D. K. Murrin, said the roof had leaked.", ["D. K. Murrin"]),
    "letters behind a name": ("Gareth Rho KC said the roof had leaked.", ["Gareth Rho"]),
    "a rank before a name": ("PC Rho said the roof had leaked.", ["Rho"]),
    "a body that people own": (
        "The Selm Fishermen's Union said the roof had leaked.",
        ["Selm Fishermen's Union"],
    ),
    "the only watchdog": (
        "The Office for Rail Standards met Selm Textiles. It rained. The watchdog said the roof had leaked.",
        ["Office for Rail Standards"],
    ),
    "the only firm": (
        "Selm Textiles lost its case against the Harbour Council. The company said the roof had leaked.",
        ["Selm Textiles"],
    ),
    "two firms joined by and": (
        "The ruling hit Velmo Pharma and Castin Bio. The two firms said the roof had leaked.",
        ["Velmo Pharma", "Castin Bio"],
    ),
    "firms with words behind them": (
        "Yolb Textiles, which employs Rho, and its local partner, Zamroads Ltd, said the roof had leaked.",
        ["Yolb Textiles", "Zamroads Ltd"],
    ),
    "somebody by her country": (
        "Wanjiru Rho took the stand. The Kenyan, 24, said the roof had leaked.",
        ["Wanjiru Rho"],
    ),
    "another word for a lawyer": (
        "Her advocate, Mr Kiprono Rho, came late. The lawyer said the roof had leaked.",
        ["Kiprono Rho"],
    ),
    "who, behind a comma": ("We have spoken to Ben Beta, who says the roof had leaked.", ["Ben Beta"]),
    "a party in brackets": ("Cllr Marian Rho (Ind) claimed the roof had leaked.", ["Marian Rho"]),
    "a group by what it calls itself": (
        "A group calling itself Grey Lantern claimed the roof had leaked.",
        ["Grey Lantern"],
    ),
    "a title with a dot": (
        "The lawmaker representing the area, Hon. Timi Rho, said the roof had leaked.",
        ["Timi Rho"],
    ),
    "an official with a capital title": (
        "Its Director-General, Dr Hauwa Rho, said the roof had leaked.",
        ["Hauwa Rho"],
    ),
    "in her view": ("Ana Alpha came late. In her view, the roof had leaked.", ["Ana Alpha"]),
    "her husband": (
        "Lena Rho and her husband, the violinist Joseph Pinto, left early. Her husband said the roof had leaked.",
        ["Joseph Pinto"],
    ),
    "two parties by name": (
        "The two smaller parties, the Greens and the Farmers’ League, said the roof had leaked.",
        ["Greens", "Farmers’ League"],
    ),
    "groups named behind their noun": (
        "Two conservation groups, Wild North and the Carnivore Trust, sued. The groups said the roof had leaked.",
        ["Wild North", "Carnivore Trust"],
    ),
    "they, behind an auxiliary": (
        "Ana Alpha and Ben Beta left. They are demanding a new roof by May.",
        ["Ana Alpha", "Ben Beta"],
    ),
    "a chairman of something": ("Chairman of selectors Roshan Rho said the roof had leaked.", ["Roshan Rho"]),
    "a club that beat them": (
        "Coach Ruben Rho spoke after the defeat by Atlético Selm. He said the roof had leaked.",
        ["Ruben Rho"],
    ),
    "a place with two words": (
        "Ben Beta was in Ponta Velha. He said the roof had leaked.",
        ["Ben Beta"],
    ),
    "somebody's grandmother": (
        "Blessing Rho sat at the gate. The Post quoted the boy’s grandmother as saying the roof had leaked.",
        ["boy’s grandmother"],
    ),
    "a channel with a number": ("Channel 6 reported that the roof had leaked.", ["Channel 6"]),
    "a wife by her first name": (
        "Tom Rho and his wife, Lena, said the roof had leaked.",
        ["Tom Rho", "Lena Rho"],
    ),
    "neither of the family": (
        "Ana Beta came. So did Ben Beta. Neither of the Betas thinks the roof will hold.",
        ["Ana Beta", "Ben Beta"],
    ),
    "the two leaders": (
        "Neither Aurel Stem nor Zdena Irva would speak. Later the two leaders said the drone had crossed.",
        ["Aurel Stem", "Zdena Irva"],
    ),
    "brothers": (
        "Jonas Huld and Pieter Huld built the hall. The brothers said the roof was safe.",
        ["Jonas Huld", "Pieter Huld"],
    ),
    "one like another": (
        "Ottmar Weil, like Deniz Kaya, said the bridge was safe.",
        ["Ottmar Weil", "Deniz Kaya"],
    ),
    "a calling": (
        "The dentist Baldur Kwon met the mayor, Ines Webb, on Monday. The dentist said the water was clean.",
        ["Baldur Kwon"],
    ),
    "an age": (
        "Wilma Tennant, 68, met Nora Quint, 41. The 68-year-old said the queue was long.",
        ["Wilma Tennant"],
    ),
    "a woman and not a man": (
        "Mary Holt met Peter Lind. She said the lock had rusted.",
        ["Mary Holt"],
    ),
    "a newspaper by its last word": (
        "The Tamrit Gazette was bought. The Gazette said nothing would change.",
        ["Tamrit Gazette"],
    ),
    "a name before a colon": (
        "Mayor Helen Strand to her followers: “The lock has rusted through.”",
        ["Helen Strand"],
    ),
    "a body of people": (
        "The Crane Drivers’ Guild said the port would stay shut.",
        ["Crane Drivers’ Guild"],
    ),
    "a band of some place": (
        "On Monday the Sons of the River threatened to blow up the lock.",
        ["Sons of the River"],
    ),
    "a firm by its first word": (
        "The builder, Crownvale Estates, was asked twice. The shed caught fire by itself, Crownvale said.",
        ["Crownvale Estates"],
    ),
    "a firm that no word tells": (
        "On Monday Portamar paid its drivers. “The strike is over,” the firm said.",
        ["Portamar"],
    ),
    "one of a family by her title": (
        "President Emeka Lassine met his niece, Adwoa Lassine, on Monday. President Lassine said the sea was empty.",
        ["Emeka Lassine"],
    ),
    "one of a family by her form of address": (
        "Petrus Holm met Nomvula Holm. Mrs Holm said the wall was rotten.",
        ["Nomvula Holm"],
    ),
    "a document named in passing": (
        "On the desk of Ana Alpha lies a letter from the ministry. “The lock has rusted,” it says.",
        ["letter from the ministry"],
    ),
    "what somebody does": (
        "Karin Solheim, who directs the institute, met Nora Quint. The director said the comet was a smear.",
        ["Karin Solheim"],
    ),
    "two of one calling, named behind it": (
        "The directors, Tibor Annan and Philippa Dray, left. Annan met Ben Beta. The director said it was late.",
        ["Tibor Annan"],
    ),
    "a rank cut short": (
        "Col. Victor Sesay met Wanjiru Okello. The colonel said the palace was safe.",
        ["Victor Sesay"],
    ),
    "a decade of life": (
        "Haruka Senba, 81, met Daichi Oba. The octogenarian said the pool was old.",
        ["Haruka Senba"],
    ),
    "the younger of two": (
        "Gudrun Aske and her father, Halvard Aske, met Ben Beta. The younger Aske said the farm was sold.",
        ["Gudrun Aske"],
    ),
    "an office of which the name comes later": (
        "“It was a crate,” the consul said on Monday. The consul, Lothar Nwosu, has left.",
        ["Lothar Nwosu"],
    ),
    "no widow of his own": (
        "Ruy Sandoval, 52, had a fever. His widow said he had asked for leave.",
        ["His widow"],
    ),
    "a name one gives oneself": (
        "A man calling himself Commander Asfaw met Ben Beta. Asfaw threatened to move the nurses across the border.",
        ["Commander Asfaw"],
    ),
    "a headline with the name behind": (
        "“I’ll never act with him again”: host Perpetua Ojo storms off\n\nPerpetua Ojo left the studio on Monday.",
        ["Perpetua Ojo"],
    ),
    "a name with an office behind a dash": (
        "Who is right? We looked.\n\n‘We have built 40,000 homes.’ — Ludo Makinde, prime minister\n\nUnproven.",
        ["Ludo Makinde"],
    ),
    "neither of a family": (
        "Ames Boudreau and Liesl Boudreau met Ana Alpha. Neither Boudreau thinks the boat was theirs.",
        ["Ames Boudreau", "Liesl Boudreau"],
    ),
    "a station behind a date": (
        "On 9 September Radio Cinco said the dock was sold.",
        ["Radio Cinco"],
    ),
    "some of a body": (
        "Tom Rho and Lena Kappa paid. Two of the donors said the books were wrong.",
        ["Two of the donors"],
    ),
}
WORDS = {
    "an age and a relative clause": (
        "“It was cold in there,” said Wilma Tennant, 68, who had queued since six.",
        ["It was cold in there"],
    ),
    "what happened meanwhile": (
        "“It was cold in there,” said Wilma Tennant, and the bell rang again.",
        ["It was cold in there"],
    ),
    "a dateline": ("TARNBRIDGE — The piano had gone, Mayor Ana Alpha said.", ["The piano had gone"]),
    "a thing demanded": ("Ana Alpha demanded a guarantee for all jobs.", ["a guarantee for all jobs"]),
    "words between dashes": (
        "Ana Alpha vowed to close ten mines — old pits too — if the strike went on.",
        ["to close ten mines — old pits too — if the strike went on"],
    ),
    "an accusation": ("Ana Alpha accused the firm of hiding its tests.", ["the firm of hiding its tests"]),
    "a name called": (
        "Ana Alpha called the plan “a disgrace to the drowned”.",
        ["a disgrace to the drowned"],
    ),
    "a thing called names at length": (
        "Ana Alpha described the letter sent to volunteers as “a page of nothing”.",
        ["the letter sent to volunteers as “a page of nothing”"],
    ),
    "who is asked": (
        "Ana Alpha called on the mayor to open the books of the harbour.",
        ["the mayor to open the books of the harbour"],
    ),
    "to whom it is promised": ("Ana Alpha promised the pupils a new piano.", ["a new piano"]),
    "two quotations called out": (
        "“A van is no library,” Ana Alpha called down. “It is a shop without a door.”",
        ["A van is no library", "It is a shop without a door."],
    ),
    "two things told without a comma": (
        "Ana Alpha said the bridge had been closed in March and would open again by May.",
        ["the bridge had been closed in March", "would open again by May"],
    ),
    "two clauses of one quotation": (
        "“The tests had failed in March, and nobody told the board,” Ana Alpha said.",
        ["The tests had failed in March, and nobody told the board"],
    ),
    "a fact and a threat in one quotation": (
        "“They have poisoned the river, and they must pay for it,” Ana Alpha said.",
        ["They have poisoned the river", "they must pay for it"],
    ),
    "what fell to somebody": ("Ana Alpha said no. It fell to Ben Beta to close the meeting.", []),
    "something denied": ("Ana Alpha denies having spoken to a builder.", ["having spoken to a builder"]),
}
EVIDENCE = {
    "it could not be checked": (
        "Ana Alpha said the wall had split. The report could not be checked.",
        "none_provided",
    ),
    "neither named one": (
        "Ana Alpha said a poison was found. She named neither the poison nor a doctor.",
        "none_provided",
    ),
    "unable to say how": ("“It is war,” Ana Alpha said. She would not say how she knew.", "none_provided"),
    "holding up a receipt": ("Ana Alpha said the gown was sold, holding up a receipt.", "cited"),
    "on the strength of": (
        "The tower is safe, said Ana Alpha, on the strength of eleven drill cores.",
        "cited",
    ),
    "and laid them out": ("The mill had leaked, Ana Alpha said, and she showed the photographs.", "cited"),
    "a record that says otherwise": (
        "Ana Alpha said the pumps were new. The delivery note bears a date nine years old.",
        "disputed",
    ),
    "the outlet's own denial": (
        "Ana Alpha said the drone strayed in a storm. No storm was recorded that day.",
        "disputed",
    ),
    "a minister, not a record": (
        "Ana Alpha said it was over. Minister Ben Beta told reporters it rained.",
        "unstated",
    ),
    "a newspaper, not a ledger": ("“It is over,” Ana Alpha said, according to The Ledger.", "unstated"),
}


class TestExtractFromNaturalSentences:
    @pytest.mark.parametrize(("text", "names"), SPEAKERS.values(), ids=SPEAKERS.keys())
    def test_names_the_speakers(self, text, names):
        (claim,) = extract(text).claims

        assert [speaker.name for speaker in claim.speakers] == names

    @pytest.mark.parametrize(("text", "words"), WORDS.values(), ids=WORDS.keys())
    def test_cuts_claims_where_they_end(self, text, words):
        assert [claim.text for claim in extract(text).claims] == words

    @pytest.mark.parametrize(("text", "status"), EVIDENCE.values(), ids=EVIDENCE.keys())
    def test_reads_what_the_story_says_of_evidence(self, text, status):
        assert extract(text).claims[0].evidence_status == status

    def test_takes_a_possessor_for_no_title(self):
        (claim,) = extract("Ruvenia’s ambassador, Mirela Tosk, said the trucks held flour.").claims

        assert claim.speakers[0].title == "ambassador"
