"""The words that report speech, thought and intention, by what they govern.

Lemmas, in families: how a verb reports decides where its content stands.
"""

# "she said (that) crime fell"; also beside quotations, and thrown in: "crime, she said, fell"
SAYING = frozenset(
    """say tell add note claim argue insist warn state announce declare explain reply respond write tweet report suggest
    admit acknowledge concede confirm deny allege assert contend maintain stress emphasize emphasise quip joke remark
    comment observe recall repeat reiterate promise vow pledge threaten predict complain conclude testify mention caution
    counter retort boast brag hint imply indicate disclose reveal inform post continue agree ask assure read rule
    signal underscore recount lament estimate forecast swear exclaim recommend propose shout yell scream
    whisper plead muse opine protest remind stipulate attest reckon guess fear show find
    demonstrate learn discover charge advise demand accuse describe blast criticize criticise dismiss echo cite call
    urge hail slam praise point interject joke snap sigh begin conclude advertise proclaim profess
    clarify elaborate venture volunteer cry urge text blog email marvel""".split()
)
# "residents believe (that) the dam is safe": only with a clause of their own
THINKING = frozenset(
    """believe think feel know hope expect worry doubt suspect assume consider understand want wish wonder fear realize
    realise anticipate imagine suppose prefer intend plan dream regret decide determine
    recognize see pretend care forget remember""".split()
)
# "he promised to repair it"
PROMISING = frozenset(
    """promise vow pledge threaten agree refuse offer swear propose plan intend hope want expect decline demand ask
    claim seek aim prefer wish decide need like love hate seem""".split()
)
# "she urged the council to act"
URGING = frozenset(
    """urge warn ask tell order demand encourage advise beg implore instruct press challenge remind invite request
    persuade expect want like call beseech exhort direct""".split()
)
# "he denied the charges"
TAKING_A_THING = frozenset(
    """deny reject criticize criticise blast praise condemn denounce slam dismiss defend support oppose endorse discuss
    describe mention cite question attack want demand announce propose blame accuse deride decry
    mock applaud favor favour predict claim emphasize stress express reiterate promise tout hail
    acknowledge admit note echo lament call label dub suggest recommend""".split()
)
# "they called for a recount"
WITH_PREPOSITION = {
    "call": ("for",),
    "point": ("to", "out"),
    "speak": ("of", "about"),
    "talk": ("about",),
    "agree": ("with",),
    "complain": ("about", "of"),
    "object": ("to",),
    "push": ("for",),
    "argue": ("for", "against"),
    "warn": ("of", "about", "against"),
    "allude": ("to",),
    "refer": ("to",),
    "accuse": ("of",),
    "boast": ("of", "about"),
    "ask": ("about", "for"),
    "worry": ("about",),
    "apologize": ("for",),
    "apologise": ("for",),
    "insist": ("on",),
    "plead": ("for",),
    "hint": ("at",),
    "vote": (),
}
# "the claim that crime fell"
NOUNS = frozenset(
    """claim statement allegation assertion accusation belief charge promise pledge vow warning fear hope
    suggestion argument complaint report announcement view opinion concern prediction denial contention notion idea
    rumor rumour threat demand insistence conclusion finding comment remark admission""".split()
)
# "officials were confident that it would hold"
ADJECTIVES = frozenset(
    """confident sure certain aware worried concerned convinced hopeful optimistic afraid glad adamant clear proud
    surprised skeptical sceptical doubtful disappointed""".split()
)
