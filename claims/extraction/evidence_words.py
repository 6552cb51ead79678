"""The words with which a story says that evidence was withheld, cited or opposed."""

import re


def one_of(words: str) -> str:
    """A pattern for any of these words; "_" stands for a blank, "*" for any ending."""
    parts = (re.escape(word).replace("_", " ").replace(r"\*", r"\w*") for word in words.split())
    return f"(?:{'|'.join(parts)})"


def up_to(count: int) -> str:
    """A pattern for at most so many words in between, as few as will do."""
    return rf"(?:[\w’'-]+ ){{0,{count}}}?"


_PROOF = one_of(
    """evidence proof source sources document documents documentation data figure figures record records recording
    recordings details audit report study basis examples example specifics support backing corroboration reason
    reasons grounds explanation calculation calculations breakdown measurement measurements reading readings number
    numbers name names photograph photographs picture pictures print papers paper minutes certificate invoice
    receipt receipts polling poll model analysis witness witnesses statistics agreement position argument"""
)
_WORKS = one_of(
    """evidence proof document* data figure* records record audit* report reports study studies
    table tables poll* survey*
    statistics letter* memo* minutes transcript* filing* log logs register* ledger* certificate* camera* footage film
    receipt* accounts email* e-mail* photograph* picture* court_papers invoice* papers bulletin* book books
    handbook yearbook contract* notice* note notes tape* video* scan* map* archives payslip* test* sample* bill_of_sale
    statement_of_account satellite_pictures valuation* trial* measurement* inspection* forecast* model* diar*"""
)
_GIVING = one_of(
    """offer* provid* present* produc* give gives gave given giving cite cites cited citing show shows showed
    shown showing supply supplied send sent share* sharing release* releasing publish* name named naming substantiate*
    back backed support* attach* enclos* describe explain* prove point_to hand* account_for"""
)
_NOT = one_of(
    """did_not didn’t didn't does_not doesn’t doesn't has_not hasn’t hasn't have_not haven’t haven't had_not
    hadn’t hadn't has_yet_to have_yet_to declined_to refused_to declines_to refuses_to would_not wouldn’t could_not
    cannot couldn’t couldn't failed_to neither never none_of_them nobody no_one not none unable_to"""
)
_CONFIRMED = one_of("verified confirmed corroborated substantiated checked tested")
_THEY = one_of("he she they neither none nobody which who it the_pair the_two the_couple both the_company")
_SHOW = one_of(
    """show shows showed indicate* contradict* tell tells told suggest* put puts list lists listed record* say says said
    give gives gave name names named bear bears know knows have has had speak speaks mention*
    document* find* found count counts
    counted stand stands"""
)
_SPEAKING = one_of("say says said tell tells told he she they it who and for asked according wrote")
_ASIDE_OF_PROOF = one_of(
    """citing quoting pointing_to referring_to linking_to holding_up waving reading_aloud_from reading_from producing
    attaching forwarding enclosing drawing_on basing based_on on_the_strength_of on_the_evidence_of on_the_basis_of
    with_reference_to backing_it_up_with relying_on brandishing displaying showing laying spreading_out handing_out
    listing invoking resting_on"""
)
_GAVE = one_of(
    """provided released published produced presented showed shared held_up holds_up waved waves attached attaches
    enclosed handed_over handed_out laid quoted list lists listed has_posted have_posted put posted read_out pulls
    shows dug_out digs_out fished_out fishes_out took_out takes_out pulled_out unfolded unfolds unrolled opened opens
    forwarded forwards printed prints spread spreads produces hands_over hands"""
)

_STATUSES = {
    "none_provided": [
        rf"\bwithout {up_to(3)}{_PROOF}\b",
        rf"\b(?:asked|pressed|challenged|pushed) {up_to(5)}(?:for {up_to(2)}{_PROOF}|to {up_to(1)}{_GIVING}|"
        rf"(?:how|where|what|why) {up_to(5)}(?:figure|number|know|knew|sure|certain|based|rest|rests|came|comes))\b",
        rf"^(?:how|why|what|where|who|when|which)\b.*, {up_to(5)}{_NOT} (?:say|tell|explain|disclose|reveal)\b",
        rf"\bwithout (?:saying|explaining|citing|naming|giving|offering|providing|showing|handing) {up_to(3)}[\w’'-]+",
        rf"\b{_GIVING} {up_to(3)}nothing\b",
        r"\bnothing (?:but|in support|to (?:support|back|prove|show))\b",
        r"^nothing \w+ so far (?:supports|backs)\b",
        rf"\b{_NOT} (?:\w+ )?(?:say|tell \w+|explain|elaborate|disclose|reveal|specify|spell out) "
        r"(?:what|how|where|why|which|who|whom|on|more)\b",
        rf"\b(?:ignored|refused|declined|rejected|turned down) {up_to(4)}requests? (?:for|to see)\b",
        r"\b(?:had|has|have) none\b",
        rf"\b(?:kept|keeps|keeping) {up_to(3)}to (?:him|her|it|them)sel(?:f|ves)\b",
        r"\b(?:from memory|a guess|guesswork|a hunch|shrugs|shrugged|took (?:it|this|that) on trust)\b",
        rf"\b(?:has|have|had|with|there (?:is|was|are|were)|saw|seen|sent|found|know of) no {up_to(3)}{_PROOF}\b",
        rf"\bno {up_to(2)}{_PROOF} "
        r"(?:accompan|came|comes|was|were|is|has|have|had|for|of|exists?|to (?:support|back|show))",
        rf"\b{_GIVING} (?:\w+ )?(?:no|little|scant|neither) {up_to(3)}{_PROOF}\b",
        rf"\b{_GIVING} neither\b",
        rf"\binstead of {_PROOF}\b",
        r"\bhad no answer\b",
        rf"\b(?:has|have|had) yet to {_GIVING}",
        rf"\b{_NOT} {_GIVING} (?:it|them|one|any)\b",
        rf"\b{_PROOF}\b{up_to(4)}(?:has|have) not been (?:released|published|shown)\b",
        rf"\b{_NOT} {up_to(5)}{_GIVING} {up_to(4)}{_PROOF}\b",
        rf"\b{_THEY} {up_to(2)}(?!not to be){_NOT} {up_to(2)}{_GIVING}\b",
        rf"\b(?:neither|none|nobody|no one)\b {up_to(6)}{_GIVING}\b",
        rf"\b(?:could|can) ?not (?:immediately |independently )?"
        rf"(?:be (?:\w+ )?{_CONFIRMED}|(?:confirm|verify|check) (?:it|this|that)\b)",
        rf"\b(?:has|have|had) not been (?:\w+ )?{_CONFIRMED}",
        r"\b(?:unverified|unsubstantiated|uncorroborated)\b",
    ],
    "disputed": [
        r"\b(?:falsely|wrongly|incorrectly|erroneously|misleadingly|mistakenly)\b",
        rf"\b{one_of('contradict contradicts contradicted refut* debunk* disputes disputed rebut* disprov*')}\b",
        r"\b(?:says? otherwise|the (?:reverse|opposite)|another story|never happened|contrary to|at odds with)\b",
        r"\b(?:is|was|as|are|were) (?:pure |sheer |plain )?"
        r"(?:nonsense|imaginary|fictitious|fiction|invented|fabricated|an invention|a myth)\b",
        r"\b(?:sits? (?:badly|uneasily|ill|oddly)|hard to (?:square|reconcile)|"
        r"(?:does|do|did) not (?:square|tally|match|agree|fit))\b",
        r"\b(?:untrue|baseless|a falsehood|thrown out|proved (?:wrong|false|untrue))\b",
        r"\b(?:is|are|was|were) (?:wrong|false|not true|incorrect|mistaken|impossible|not the case)\b",
        r"\bwhich (?:it|they|he|she) (?:is|are|was|were|did|does|do|has|have) not\b",
        rf"(?:\b(?:though|although|but|while|whereas|however,?|in fact,?)|;) {up_to(4)}{_WORKS} {up_to(8)}{_SHOW}\b",
    ],
    "cited": [
        rf"\baccording to {up_to(4)}{_WORKS}\b",
        rf"(?:^|, |— |– |\band |\()(?:\w+ )?{_ASIDE_OF_PROOF} (?!no\b|nothing\b){up_to(6)}[\w’'-]+",
        rf"\b(?:point|link|refer)(?:s|ed)? to {up_to(6)}[\w’'-]+",
        r"\b(?:cited|cites) (?!no\b|nothing\b|by\b|for\b|in\b|as\b)[\w’'-]+",
        rf"\bas {up_to(6)}{_WORKS} {up_to(6)}(?:show|shows|showed|prove|proves)\b",
        rf"\b(?:and|who|which|he|she|they|both) (?:\w+ )?{_GAVE} (?!no\b|nothing\b|by\b){up_to(6)}{_WORKS}\b",
        rf"\b(?:and|who|which|he|she|they|both) (?:\w+ )?(?:has|have) (?:an?|the|his|her|their|its) "
        rf"{up_to(5)}{_WORKS}\b",
        r"\ba (?:figure|number|value|sum|date|year|share) (?:from|taken from|drawn from|(?:he|she|they|it) can back)\b",
        r"\b(?:bears?|bore|backs?|backed) (?:it|him|her|them|this|that|(?:the|his|her|their|its) \w+) (?:out|up)\b",
        rf"\b{_WORKS} {up_to(6)}(?:confirm\w*|corroborat\w+|match\w*|agree\w*|support\w*|"
        rf"{_SHOW} (?:the same|such an?|as much|just that|exactly that))\b",
        rf"\b(?:drew|draws?|drawing|rel(?:y|ies|ied)|rests?|rested|resting) (?:\w+ )?on {up_to(6)}[\w’'-]+",
        r"\b(?:which|who|that|it|they|he|she|and) (?:ha[sd] |have )?(?:pooled|surveyed|interviewed|sampled|"
        r"analy[sz]ed|examined|polled|tested|measured|tracked) (?:\w+ ){0,2}\d",
        r"\bha(?:s|d|ve) (?:it|this|that|them) (?:all )?(?:in writing|on (?:tape|film|paper|record))\b",
        r"(?:^|, )(?:working|calculating|counting|judging|reckoning|estimating|extrapolating) from\b",
        rf"\b(?:has|have) (?:been|gone|looked|leafed|read) through {up_to(4)}{_WORKS}\b",
        r"\b(?:attached|enclosed) (?:the|a|an|his|her|their) \w+",
        r"\bsource: ",
        rf"\b{_WORKS} {up_to(5)}(?:is|are|was|were) attached\b",
        rf"\b(?:holds|held) up (?:the|a|an|his|her|their) {up_to(4)}{_WORKS}\b",
        rf"\b(?:lays|laid) (?:the|a|an|his|her|their) {up_to(4)}{_WORKS}\b",
        rf"\bbas(?:e|es|ed|ing) {up_to(4)}on\b",
        rf"\b(?:going by|passing round|with (?:screenshots|copies) of) {up_to(3)}[\w’'-]+",
        r"\bto prove it\b",
    ],
}
# In the order in which they are tried: "offered no proof" before "offered ... proof".
PATTERNS = [
    (status, re.compile(p, re.IGNORECASE)) for status, patterns in _STATUSES.items() for p in patterns
]

# A record that is itself the source: "according to court records", but not "according to The Ledger"
OWN_RECORD = re.compile(rf"[Aa]ccording to {up_to(4)}(?=[^A-Z]){_WORKS}")

# A sentence that sets records against the claim before it: "Official figures show ...", "But the minutes say ..."
OPPOSING = re.compile(
    rf"^(?:note: )?(?:but |however,? |in fact,? |yet )?(?:(?!{_SPEAKING}\b)[\w’'-]+ ){{0,5}}{_WORKS}(?:,[^,]*,)? "
    rf"(?!confirm|support|back|also|bear {up_to(1)}out){up_to(8)}{_SHOW}\b",
    re.IGNORECASE,
)

_MEANT_BY = {
    "a record": """account agenda analysis annex appendix archive article audit ballot bill book booking bulletin
    calendar camera catalogue census certificate chart clip contract copy count data database deed diary document
    documentation
    draft drawing email e-mail mail entry estimate exhibit file filing film footage form graph handbook image index
    inspection invoice inventory journal label ledger letter list log map measurement memo memorandum message meter
    minute model note notebook notice page paper payslip permit petition photo photograph picture plan poll post
    print printout protocol questionnaire reading receipt record recording register registry report result roll
    ruling sample scan schedule screenshot sheet signature spreadsheet stamp statement statistic study survey table
    tally tape test testimony text ticket timetable tracker transcript trial video warrant website yearbook""",
    "proof": """evidence proof source support basis corroboration substantiation confirmation backing ground reason
    reasoning explanation detail specific example figure number name date breakdown calculation method citation
    reference trace witness shred""",
    "giving": """give provide offer present produce supply share release publish show send name cite identify disclose
    reveal substantiate support back explain prove elaborate describe specify list attach document quantify hand
    detail justify furnish""",
    "withholding": """decline refuse ignore dodge sidestep shrug evade wave withhold keep fail lack unable
    unwilling unverified unsubstantiated uncorroborated unexplained guess hunch rumour rumor""",
    "showing": """show indicate put list record give state mark mention count document find suggest read bear hold
    contain register log date stamp reveal describe reach""",
    "confirming": """confirm support back corroborate match agree tally bear verify substantiate vindicate uphold
    same such identical consistent likewise indeed""",
    "opposing": """contradict deny dispute refute rebut debunk disprove challenge reject undercut belie differ
    otherwise opposite contrary reverse wrong false untrue incorrect baseless imaginary nonsense myth fiction
    fabricate invent fake hoax mistaken impossible odds badly""",
    "resting": """base rest draw rely derive compile lean stem survey interview sample poll pool measure analyse
    analyze examine gather collect calculate cite quote point refer link attach enclose append""",
    "what is so": "still already remain again only alone just merely instead actually fact truth reality",
}  # fmt: skip
# By the lemma of a word: what it may be about, where a story speaks of evidence
MEANINGS = {
    word: [what for what, words in _MEANT_BY.items() if word in words.split()]
    for words in _MEANT_BY.values()
    for word in words.split()
}
