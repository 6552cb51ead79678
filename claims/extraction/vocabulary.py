"""Words that tell what kind of speaker a noun phrase names."""

HONORIFICS = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "mrs": "f", "mrs.": "f", "ms": "f",
    "ms.": "f", "miss": "f", "lady": "f", "dame": "f", "queen": "f", "princess": "f", "madam": "f", "dr": "", "dr.": "",
}  # fmt: skip
GENDERED_NOUNS = {
    "chairman": "m", "spokesman": "m", "congressman": "m", "councilman": "m", "businessman": "m", "father": "m",
    "son": "m", "brother": "m", "husband": "m", "man": "m", "actor": "m", "chairwoman": "f", "spokeswoman": "f",
    "congresswoman": "f", "councilwoman": "f", "businesswoman": "f", "mother": "f", "daughter": "f", "sister": "f",
    "wife": "f", "woman": "f", "actress": "f",
}  # fmt: skip
TITLES = frozenset(
    """president secretary minister mayor governor gov. gov senator sen. sen representative rep. rep
    congressman congresswoman chancellor premier ambassador general gen. gen colonel col. captain capt.
    lieutenant lt. sergeant sgt. major maj. judge justice chief sheriff commissioner director chairman
    chairwoman chair chairperson speaker leader attorney prosecutor professor prof. prof dean rector
    principal superintendent inspector detective officer councillor councilor councilman councilwoman
    alderman treasurer spokesman spokeswoman spokesperson pope bishop archbishop cardinal rabbi imam
    pastor reverend rev. father ayatollah sheikh prince princess king queen ceo cfo chairmen manager
    owner founder editor coach pollster strategist analyst economist engineer scientist researcher
    doctor surgeon undersecretary deputy auditor ombudsman coroner comptroller controller commander
    admiral marshal envoy nominee candidate activist author lawyer biologist historian epidemiologist
    warden curator head executive planner vicar pensioner farmer baker skipper caretaker chef pilot nurse
    teacher headmaster headmistress boss brigadier ranger archaeologist geologist hydrologist""".split()
)
TITLE_MODIFIERS = frozenset(
    """vice deputy former acting prime interim senior junior assistant chief foreign interior finance
    health defense defence education police fire executive managing first lead then- crown cllr cllr. const const.
    sens. reps. datuk alhaji pensioner widow""".split()
)
TITLE_NOUNS = TITLES | GENDERED_NOUNS.keys()
# who is only described, however many they are
UNNAMED = frozenset(
    """expert official source people person aide observer insider diplomat adviser advisor some many others other
    several few someone somebody one most man woman friend relative spokesman spokeswoman spokesperson
    representative those anyone everyone everybody none nobody""".split()
)
SOME_OF_THEM = frozenset("some several many few most other another both various certain unnamed a an".split())
COLLECTIVES = frozenset("staff crew family leadership public opposition crowd workforce clergy".split())
DOCUMENTS = frozenset(
    """report study audit record document data figure statistic poll survey letter memo filing indictment
    lawsuit complaint affidavit transcript email e-mail analysis review article book paper research
    finding dossier notice bulletin table register ledger minutes log file certificate census brief
    briefing note statement tweet post headline editorial ad advertisement video website release ruling
    bill law text camera photograph picture footage film image map documentary story leaflet timetable
    brochure poster protocol memoir memoirs statute diary
    handbook manual manifesto catalogue catalog yearbook bulletin inventory books annual contract dossier""".split()
)
ORGANIZATIONS = frozenset(
    """company agency department ministry council committee commission government administration court
    police party union association university hospital bank firm corporation group board bureau office
    authority army military campaign team network newspaper paper organization organisation institute
    foundation parliament congress senate house federation league club school church embassy service
    center centre society charity utility cabinet panel watchdog regulator think-tank nonprofit
    coalition railway television newsroom operator brigade institution academy daily weekly
    magazine station broadcaster newsletter channel programme program show website blog outlet tabloid
    airline insurer retailer brewery chain manufacturer treasury synod inspectorate orchestra museum factory laboratory
    festival theatre hotel supermarket brokerage startup carrier refinery developer""".split()
)
ORGANIZATION_NAMES = frozenset(
    """department ministry council committee commission agency university institute bank court party union
    association bureau office authority police corporation corp. inc. inc ltd. ltd company group board
    post times journal herald tribune courier news gazette chronicle guardian foundation hospital senate
    congress parliament house society centre center club federation league press reuters administration
    telegraph observer mail register star sun globe dispatch review monitor college school service mutual
    works transit weekly courant
    laboratory holdings water line lines industries partners brothers airlines railway railways energy
    network group trust fund league guild board office standard echo ledger mercury examiner argus gate""".split()
)
OUTLET_NOUNS = frozenset(
    """newspaper paper daily weekly magazine broadcaster station channel agency newsletter programme program show
    website blog outlet tabloid""".split()
)
FIRM_NOUNS = frozenset(
    """company firm utility operator owner bank club charity union league airline insurer retailer brewery chain
    manufacturer brokerage startup carrier supplier publisher printers brokers maker shipper""".split()
)
GENDERED_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
# "Radio Bellport", "Port Marl", "The Harbour": no first names
NO_FIRST_NAMES = frozenset(
    """the a an radio port lake mount river saint st st. north south east west new old upper lower great little
    university bank hotel camp fort cape bay republic house street royal national united free channel state
    red black white green blue golden silver bright open clear first two three our my his her its their
    this that
    these those but and when if in on at for from by to of no yes so then there here what who why how
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday""".split()
)
OUTLETS = frozenset(
    """post times journal herald tribune courier news gazette chronicle guardian press reuters telegraph
    observer mail register star sun globe dispatch monitor ledger argus mercury examiner standard echo cnn
    bbc nbc abc cbs fox politico bloomberg
    npr radio tv magazine daily weekly newspaper agency ap afp""".split()
)
MALE_NAMES = frozenset(
    """aaron adam adrian ahmed alan albert alex alexander ali andrew anthony antonio arthur barack ben
    benjamin bernard bernie bill bob brad brandon brian bruce carl carlos charles chris christopher
    colin craig daniel darren dave david dennis derek diego dmitri don donald doug douglas edward
    emmanuel eric ernest evan fernando francis frank fred gareth gary george gerald giovanni glenn
    gordon greg gregory harold harry hassan henry howard hugh ian igor ivan jack jacob jake james jamal
    jared jason javier jeff jeffrey jeremy jerome jerry jesse jim joe joel john johnny jon jonathan
    jorge jose joseph juan julian justin karl keith ken kenneth kevin klaus larry lars lawrence leo leon
    leonard lewis liam lloyd louis luca luis luke marc marco marcus mario mark martin matt matthew max
    michael miguel mike mitch mohammed muhammad nathan neil nicholas nick nigel noah norman oliver omar
    oscar otto pablo patrick paul pedro pete peter phil philip rafael ralph ray raymond reince ricardo
    richard rick rob robert roberto rodney roger ron ronald rory ross roy rudy russell ryan sam samuel
    scott sean sebastian seth simon stanley stefan stephen steve steven stuart ted terry theodore thomas
    tim timothy todd tom tony trevor tyler victor viktor vincent vladimir walter warren wayne will
    william yusuf zachary""".split()
)
FEMALE_NAMES = frozenset(
    """abigail agnes alice alison allison amy andrea ann anne annette april audrey ayesha barbara beatrice
    beth betty beverly bridget brooke carmen carol caroline catherine charlotte cheryl chloe christine
    claire colleen courtney cynthia dawn deborah denise diane donna doris dorothy edith eileen elaine
    eleanor elizabeth ellen emily emma erin esther eve evelyn faith fatima florence frances gail gillian
    ginger grace gwen hannah harriet hazel heather heidi helen hillary holly huma ingrid irene iris
    isabel isabelle ivy jacqueline jane janet janice jean jeanne jennifer jill jo joan joanne joy joyce
    judith judy julie june karen kate katherine kathleen kathryn katie kelly kellyanne kim kimberly
    kristen laurel lauren laurie leah lily linda lindsay lisa lois lori louise lucy lynn mabel madeleine
    margaret marie marilyn marion marjorie mary megan melanie meredith michele michelle mildred miriam
    molly nancy naomi natalie nicole noor nora olive paige pam patrice patty pauline peggy penelope
    phyllis priti rachel rebecca robin rose rosemary ruth sally samantha sarah sharon sheila shirley
    sophie stacy stephanie sue susan suzanne sylvie tammy theresa tiffany tracy vivian wendy yvonne zoe""".split()
)
MALE_IN_A = frozenset(
    "joshua luca mustafa nikita sasha andrea elijah ezra isaiah mischa dima kolya garcia costa".split()
)


def names_outlet(name: str) -> bool:
    """Is it the name of a newspaper or a station?"""
    return not OUTLETS.isdisjoint(name.lower().split())


def is_known_name(name: str) -> bool:
    """Is it a first name of a list, and not only of a form that tells?"""
    return name.lower().strip(".") in MALE_NAMES | FEMALE_NAMES | MALE_IN_A


def gender_of_first_name(name: str) -> str:
    """Give "m", "f" or, where the name does not tell, ""."""
    name = name.lower().strip(".")
    if name in MALE_NAMES or name in MALE_IN_A:
        return "m"
    if name in FEMALE_NAMES or (name.endswith("a") and len(name) > 2):
        return "f"
    return ""
