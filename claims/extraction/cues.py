"""The words that report speech, thought and intention, by what they govern.

Lemmas, in families: how a word reports decides where its content stands. A word belongs to a family if most of its
uses in the news govern a content that way.
"""

from spacy.tokens import Token

# "she said (that) crime fell"; also beside quotations, and thrown in: "crime, she said, fell"
SAYING = frozenset(
    """say tell add note claim argue insist warn state announce declare explain reply respond write tweet
    report suggest admit acknowledge concede confirm deny allege assert contend maintain stress
    emphasize emphasise quip joke remark comment observe recall repeat reiterate promise vow pledge
    threaten predict complain conclude testify caution counter retort boast brag hint imply indicate
    disclose reveal post continue agree ask assure read rule signal underscore recount lament estimate
    swear exclaim recommend propose shout yell scream whisper plead muse opine protest stipulate reckon
    guess show find demonstrate learn discover charge advise demand point question affirm clarify order
    urge speculate inform text proclaim interject snap sigh cite fume thunder answer cry crow gush sob
    forecast foresee mutter chuckle retort sneer joke laugh
    admonish accuse enthuse murmur foretell drawl bark growl groan moan vent confess confide""".split()
)
# "residents believe (that) the dam is safe": only with a clause of their own
THINKING = frozenset(
    """believe think feel hope expect worry doubt suspect assume consider understand want wonder fear
    realize realise anticipate imagine decide determine recognize recognise convince wish prefer""".split()
)
# "he promised to repair it"
PROMISING = frozenset(
    """promise vow pledge threaten agree refuse offer swear propose plan intend hope expect decline ask
    claim seek aim prefer decide appear seem call say advise demand consent""".split()
)
# "she urged the council to act"
URGING = frozenset(
    """urge warn ask tell order demand encourage advise beg implore instruct press challenge request
    persuade push want call require exhort invite recommend""".split()
)
# "she called the plan a disgrace"
CALLING = frozenset("call label dub brand deem describe consider term regard view".split())
# "the claim that crime fell"
NOUNS = frozenset(
    """claim statement allegation assertion accusation belief charge promise pledge vow warning fear hope
    suggestion argument complaint report announcement view opinion concern prediction denial contention
    notion idea rumor rumour threat demand insistence conclusion finding comment remark admission
    confidence boast post theory tweet hint guess""".split()
)
# "officials were confident that it would hold"
ADJECTIVES = frozenset(
    "confident aware worried concerned convinced hopeful optimistic afraid adamant doubtful sure certain".split()
)

_MISREAD = {
    "feels": "feel",
    "hop": "hope",
    "bat": "bet",
    "sware": "swear",
}  # lemmas the small model gets wrong: "hoping" is "hop"


def lemma_of(token: Token) -> str:
    """Give the lemma in lower case, with what the small model misreads put right."""
    lemma = token.lemma_.lower()
    return _MISREAD.get(lemma, lemma)
