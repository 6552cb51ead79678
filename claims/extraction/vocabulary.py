"""Words that tell what kind of speaker a noun phrase names."""

HONORIFICS = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "mrs": "f", "mrs.": "f", "ms": "f",
    "ms.": "f", "miss": "f", "lady": "f", "dame": "f", "queen": "f", "princess": "f", "madam": "f", "dr": "", "dr.": "",
}  # fmt: skip
GENDERED_NOUNS = {
    "chairman": "m", "spokesman": "m", "congressman": "m", "councilman": "m", "businessman": "m",
    "father": "m", "son": "m", "brother": "m", "husband": "m", "man": "m", "actor": "m", "chairwoman": "f",
    "spokeswoman": "f", "congresswoman": "f", "councilwoman": "f", "businesswoman": "f", "mother": "f",
    "daughter": "f", "sister": "f", "wife": "f", "woman": "f", "actress": "f", "uncle": "m", "nephew": "m",
    "grandfather": "m", "grandson": "m", "widower": "m", "boyfriend": "m", "groom": "m", "bridegroom": "m",
    "stepfather": "m", "boy": "m", "gentleman": "m", "hubby": "m", "dad": "m", "grandad": "m", "monk": "m",
    "friar": "m", "abbot": "m", "policeman": "m", "fisherman": "m", "fireman": "m", "foreman": "m",
    "salesman": "m", "duke": "m", "baron": "m", "viscount": "m", "emperor": "m", "waiter": "m",
    "headmaster": "m", "landlord": "m", "aunt": "f", "niece": "f", "grandmother": "f", "granddaughter": "f",
    "widow": "f", "girlfriend": "f", "bride": "f", "stepmother": "f", "girl": "f", "mum": "f", "mom": "f",
    "granny": "f", "grandma": "f", "nun": "f", "abbess": "f", "policewoman": "f", "duchess": "f",
    "baroness": "f", "countess": "f", "empress": "f", "waitress": "f", "headmistress": "f", "landlady": "f",
    "ombudswoman": "f", "alderwoman": "f", "heiress": "f", "midwife": "f", "ballerina": "f", "soprano": "f",
}  # fmt: skip
TITLES = frozenset(
    """president secretary minister mayor governor gov. gov senator sen. sen representative rep. rep congressman
    insp. cmdr. supt.
    congresswoman chancellor premier ambassador general gen. gen colonel col. captain capt. lieutenant lt.
    sergeant sgt. major maj. judge justice chief sheriff commissioner director chairman chairwoman chair
    chairperson speaker leader attorney prosecutor professor prof. prof dean rector principal
    superintendent inspector detective officer councillor councilor councilman councilwoman alderman
    treasurer spokesman spokeswoman spokesperson pope bishop archbishop cardinal rabbi imam pastor
    reverend rev. father ayatollah sheikh prince princess king queen ceo cfo chairmen manager owner
    founder editor coach pollster strategist analyst economist engineer scientist researcher doctor
    surgeon undersecretary deputy auditor ombudsman coroner comptroller controller commander admiral
    marshal envoy nominee candidate activist author lawyer biologist historian epidemiologist warden
    curator head executive planner vicar pensioner farmer baker skipper caretaker chef pilot nurse teacher
    headmaster headmistress boss brigadier ranger archaeologist geologist hydrologist commodore corporal
    lance-corporal cpl. private sergeant-major airman cadet ensign midshipman constable const. count
    viscount emperor sultan emir khan rajah maharajah chieftain elder patriarch metropolitan monsignor
    canon deacon prior abbot brother magistrate notary barrister solicitor advocate lawmaker legislator
    delegate consul ambassador-designate attache registrar provost bursar lecturer tutor pupil student
    grandmaster guitarist singer drummer bassist violinist cellist pianist composer conductor tenor
    baritone actor painter sculptor poet novelist playwright filmmaker photographer architect dancer
    comedian presenter anchor broadcaster columnist reporter correspondent blogger influencer striker
    goalkeeper midfielder defender referee umpire jockey cyclist sprinter boxer wrestler swimmer gymnast
    champion co-pilot navigator astronaut physicist chemist astronomer mathematician botanist zoologist
    ecologist virologist psychologist sociologist psychiatrist cardiologist vet veterinarian dentist
    pharmacist midwife paramedic firefighter trucker electrician plumber carpenter joiner blacksmith
    watchmaker clockmaker brewer butcher grocer florist shopkeeper restaurateur hotelier winemaker
    shepherd beekeeper fisherman miner docker driver trader broker banker investor shipowner landowner
    developer builder contractor surveyor accountant bookkeeper archivist librarian prankster campaigner
    protester eyewitness collector prefect mp mps mep meps msp fr cr hon hon. engr engr. pc dc
    wpc dci""".split()
)
TITLE_MODIFIERS = frozenset(
    """vice deputy former acting prime interim senior junior assistant chief foreign interior finance
    health defense defence education police fire executive managing first lead then- crown cllr cllr. const const.
    sens. reps. datuk alhaji pensioner widow""".split()
)
TITLE_NOUNS = TITLES | GENDERED_NOUNS.keys()
# who is only described, though several of them are no body of people
UNNAMED = frozenset(
    """expert source insider colleague superior some others several few someone somebody one anyone everyone
    everybody none nobody""".split()
)
SOME_OF_THEM = frozenset("some several few another both various certain unnamed anonymous a an".split())
MOST_OF_THEM = frozenset(
    "many most half third quarter fifth dozen dozens hundreds thousands ten hundred".split()
)
COLLECTIVES = frozenset(
    """staff crew family leadership public opposition crowd workforce clergy chorus desk squad troupe jury audience
    electorate community village neighbourhood neighborhood press garrison guerrilla militia personnel
    management""".split()
)
DOCUMENTS = frozenset(
    """report study audit record document data figure statistic poll survey letter memo filing indictment lawsuit
    complaint affidavit transcript email e-mail analysis review article book paper research finding
    dossier notice bulletin table register ledger minutes log file certificate census brief briefing note
    statement tweet post headline editorial ad advertisement video website release ruling bill law text
    camera photograph picture footage film image map documentary story leaflet timetable brochure poster
    protocol memoir memoirs statute diary handbook manual manifesto catalogue catalog yearbook inventory
    books annual contract motion reply notebook message judgment judgement verdict label placard sign
    petition inscription guide biography autobiography obituary novel slip tablet page communique
    communiqué resolution treaty decree pamphlet flyer recording invoice receipt prospectus manuscript
    chronicle plaque banner readout caption dispatch telegram cable postcard timesheet logbook spreadsheet
    database blueprint permit licence license charter constitution summons subpoena warrant writ
    injunction testament forecast index factsheet circular epitaph questionnaire application will check""".split()
)
ORGANIZATIONS = frozenset(
    """company agency department ministry council committee commission government administration court police
    party union association university hospital bank firm corporation group board bureau office authority
    army military campaign team network newspaper paper organization organisation institute foundation
    parliament congress senate house federation league club school church embassy service center centre
    society charity utility cabinet panel watchdog regulator think-tank nonprofit coalition railway
    television newsroom operator brigade institution academy daily weekly magazine station broadcaster
    newsletter channel programme program show website site blog outlet tabloid mag airline insurer retailer brewery
    chain manufacturer treasury synod inspectorate orchestra museum factory laboratory festival theatre
    hotel supermarket brokerage startup carrier refinery developer trust diocese clinic chamber assembly
    palace coastguard coast-guard navy chancellery secretariat bloc alliance front movement junta cartel
    consortium conglomerate publisher shipyard dockyard mill plant prison monastery convent abbey parish
    cooperative co-operative collective syndicate faculty zoo aquarium library archive studio label
    gallery opera mint exchange fund port airport lab tribunal presidency prosecution observatory nursery
    practice restaurant workshop band force choir republic kingdom country nation emirate
    guild dairy bakery winery sawmill smelter foundry creamery""".split()
)
ORGANIZATION_NAMES = frozenset(
    """department ministry council committee commission agency university institute bank court party union
    association bureau office authority police corporation corp. inc. inc ltd. ltd company group board
    post times journal herald tribune courier news gazette chronicle guardian foundation hospital senate
    congress parliament house society centre center club federation league press reuters administration
    telegraph observer mail register star sun globe dispatch review monitor college school service mutual
    works transit weekly courant laboratory holdings water line lines industries partners brothers
    airlines railway railways energy network trust fund guild standard echo ledger mercury examiner argus
    gate rovers united wanderers athletic builders brewers foods freight constructions construction
    estates seeds studios pictures records shoes apparel teas ales saltworks shipping airways motors
    electric logistics pharma pharmaceuticals properties stores markets technologies systems solutions
    services consulting analytics capital ventures rail bus oil gas steel cement mining cycles bikes toys
    dairies bakeries farms mills distillery brewery winery orchestra ballet opera quartet choir theatre
    theater museum gallery library archive seminary cathedral church diocese clinic clinics infirmary
    hospice surgery practice laboratories labs observatory polytechnic academy lyceum gmbh ag sa oyj plc
    llc llp nv bv spa fm tv radio channel online today tonight weekend flash packet messenger sentinel
    freeman advertiser whisper wire leader voice front bloc alliance sheet tattler trumpet whistle beacon
    bulletin marine battery batteries securities therapeutics robotics aerospace mobility insurance assurance cargo
    terminals tours treks travel advisory software digital media publishing entertainment brands beverages cosmetics
    textiles chemicals biotech genetics diagnostics electronics semiconductors telecom telecoms wireless satellites
    aviation ferries express packaging plastics metals minerals resources petroleum fisheries seafood vineyards
    tribunal inspectorate directorate secretariat chamber forum initiative movement coalition collective cooperative
    constabulary federation bio biosciences nation tribe
    creamery dairy bakery foundry smelter refinery hotel resort""".split()
)
OUTLET_NOUNS = frozenset(
    """newspaper paper daily weekly magazine mag broadcaster station channel agency newsletter programme program show
    website blog outlet tabloid""".split()
)
FIRM_NOUNS = frozenset(
    """company firm utility operator owner bank club charity union league airline insurer retailer brewery chain
    manufacturer brokerage startup carrier lender supplier publisher printers brokers maker shipper bookmaker carmaker
    supermarket consultancy brand""".split()
)
GENDERED_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
BODY_OPENERS = frozenset(
    """radio radyo channel canal studio studios bank hotel club team group atletico atlético deportivo sporting dynamo
    dinamo olympique fc afc""".split()
)  # "Radio Brack"
TIMES = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday jan. feb. aug. sept. oct. nov. dec.""".split()
)
# "Radio Bellport", "Port Marl", "The Harbour": no first names
NO_FIRST_NAMES = TIMES | frozenset(
    """the a an radio port lake mount river saint st st. north south east west new old upper lower great little
    porto puerto ponta punta san santa villa monte isla
    university bank hotel camp fort cape bay republic house street royal national united free channel state
    red black white green blue golden silver bright open clear first two three our my his her its their
    this that
    these those but and when if in on at for from by to of no yes so then there here what who why how""".split()
)
OUTLETS = frozenset(
    """post times journal herald tribune courier news gazette chronicle guardian press reuters telegraph observer
    mail register star sun globe dispatch monitor ledger argus mercury examiner standard echo cnn bbc nbc
    abc cbs fox politico bloomberg sheet tattler trumpet whistle packet wire beacon sentinel flash freeman
    messenger advertiser bulletin daily evening morning npr radio tv magazine weekly newspaper agency ap
    afp""".split()
)


def names_outlet(name: str) -> bool:
    """Is it the name of a newspaper or a station?"""
    return not OUTLETS.isdisjoint(name.lower().split())
