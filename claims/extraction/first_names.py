"""First names that tell a man or a woman in most countries whose news is written in English."""

MALE_NAMES = frozenset(
    """aaron abdou abdul abdullah abel abraham achille adam adil adolfo adolphus adrian ahmad ahmed aidan akira
    alain alan alasdair albert alberto aldo alec aled alejandro aleksandr aleksei alessandro alex alexander
    alexandre alexei alexey alfie alfonso alfred alfredo ali alistair alois alonso alphonse alvaro alvin
    amadou amal amin amir amos anatole anatoly anders andrea andreas andrei andres andrew andrzej angelo
    angus anil ansel anselm anthony antoine anton antonin antonio anwar archie ari aristide arjun arkady
    armando arnaud arne arnold aron arseny artem arthur arturo arun arvid ashok asier attila auguste
    augustin augusto aurel aurelio axel aziz baba babacar baltasar baptiste barack barnaby barney barry bart
    bartholomew basil bastien bela ben benedict benedikt benito benjamin benoit bernard bernardo bernie bert
    bertrand bilal bill bjorn blaise bob bogdan bohdan boris borislav boyan brad brandon brendan brent brett
    brian bruce bruno bryan byron béla callum cameron camillo carl carlos carsten casper cecil cedric cesar
    charles cheikh chen chidi chris christian christoph christophe christopher ciaran clarence claude
    claudio claus clement clifford clive clyde colin conor conrad constantin cormac cornelis cornelius cosmo
    costa craig cristian cyril cyrus dafydd daichi damian damien daniel dario darius darren dashiell dave
    david declan delroy denis dennis denzel derek derrick desmond diarmuid diego dieter dima dimitri
    dimitris dino dirk dmitri dominic dominik don donal donald donovan doug douglas dragan duc duncan dwayne
    dylan eamon eddie edgar edmund eduardo edward edwin egon einar eitan eli elias elijah elliot elliott
    emeka emil emile emilio emir emmanuel emrys enrico enrique enzo eoin eric erich erik ernest ernesto
    ernst erwin esteban etienne euan eugen eugene eusebio evan ewan ezekiel ezra fabian fabio fabrice farid
    faruk federico felipe felix ferdinand fergus fernando fidel filip finn fintan florian floyd francesco
    francis francisco franco francois frank franz fred frederic frederick fredrik fritz gabor gabriel garcia
    gareth gary gaspar gaston gavin geoffrey georg george georges georgi gerald gerard gerhard gerrit gethin
    gideon gilbert gilles gino giorgio giovanni giulio giuseppe glen glenn godfrey goran gordon gottfried
    graeme graham greg gregory guillaume guillermo gunnar gunther gus gustav gustavo gyula habib hakan hakim
    halvard hamid hamish hamza hans harald hari harold harry haruki harvey hasan hassan hector heinrich
    heinz helmut hendrik henri henrik henry herbert herman hernan hicham hideo hiroshi hiroto homer horace
    horst howard hubert hugh hugo humberto humphrey hussein hyun iain ian ibrahim ibrahima idris idrissa
    ifan ignace ignacio igor ilya ilyas imran ioan isaac isaiah isidro ismail issa istvan ivan ivo iñaki
    iñigo jaap jabu jack jacob jaime jake jakob jakub jamal james jan janos jared jarek jason jasper javed
    javier jay jeff jeffery jeffrey jens jeremiah jeremy jerome jerry jerzy jesse ji-ho jim jiri joachim
    joao joaquin jochen joe joel johan johann johannes john johnny jomo jon jonah jonas jonathan jorge joris
    jose joseba josef joseph josh joshua jozef juan juha jules julian julio julius jurgen justin kai kalle
    kamal kareem karel karim karl karol kaspar kazuo keith ken kenji kenneth kenta kevin khaled khalid kiran
    kirk klaas klaus kofi kojo kolya konrad konstantin kostya kota kristof kumar kunal kurt kwame kwesi kyle
    lachlan lamar lambert larry lars laszlo laurence laurent lawrence leander lech leif lennart leo leon
    leonard leopold leroy leslie lester levi lewis liam lionel lloyd lorcan lorenz lorenzo lothar louie
    louis luca lucas lucian luciano lucien ludo ludovic ludwig luigi luis lukas luke luther lyle maarten
    magnus mahmoud mahmud malcolm malik mamadou mandla manfred mansour manuel marc marcel marcelo marcin
    marco marcus mariano mario mark marko markus marlon marshall marten martin massimo mateo mateus mathias
    mathieu mats matt matteo matthew matthias maurice mauricio max maximilian mehdi mehmet melvin michael
    miguel mikael mike mikhail miklos milan milo milos miloslav min-jun minh miroslav mischa misha mitch
    mohamad mohamed mohammad mohammed mohan moritz morten moses moussa muhammad mungo murat murray musa
    mustafa nabil naoki nasser nate nathan nathaniel neil nelson nestor niall nicholas nick nicolai nicolas
    nigel nikhil nikita niklas niko nikola nikolai nikolas nils noah norbert norman obinna octavio ola olaf
    oleg oliver olivier omar osama oscar oskar osman osvaldo otto ousmane owen pablo pascal pat patrick
    patrik paul pavel pawel peder pedro pelle percy pete peter petya phil philip pier pierce pierre pieter
    piotr prabir prakash quentin quincy radek rafael rafe rahul raj rajesh rajiv ralf ralph ramon randall
    randy raoul rashid rasmus raul ravi ray raymond reginald reince reinhard rene reuben rhys ricardo
    riccardo richard rick rico rob robert roberto rodney rodrigo roger rohan roland rolf romain roman ron
    ronald ronan ronnie rory ross roy ruairi rudi rudolf rudy rufus rupert ruslan russell rustam ryan ryo
    sachin saeed salim salman salvatore sam samir samson samuel sanjay sasha satoshi saul scott seamus sean
    sebastian sebastien sekou selim serge sergei sergey sergio seryozha seth seymour shaun shinji shota
    sibusiso sidney siegfried sigmund silas silvio simeon simon sipho slobodan soren sota spencer stan
    stanislav stanley stefan stefano stellan sten stephen steve steven stig stuart sunil suresh svein sven
    sylvain takeshi takumi tarek tariq ted tendai teodor terence terrence terry thabo themba theo theodore
    thibault thierry thomas thorsten tiago tibor tim timo timothy tobias toby todd tom tomas tomasz tommy
    tony tor torquil torsten travis trevor tristan tuan tunde txomin tyler uwe vaclav valentin valentino
    vanya vasile vasily venkat vernon vicente victor vijay vikram viktor ville vince vincent vincente vito
    vivek vlad vladimir vojtech walt walter warren wayne werner wesley wilbur wilfred wilhelm will willem
    william willie wim winston wojciech wolfgang xavier yannick yannis yasin yasser yehuda yiannis yosef
    youssef yuri yusuf yuta yuto yves zachary zbigniew zoltan""".split()
)
FEMALE_NAMES = frozenset(
    """abby abena abigail achieng adaeze adelaide adele adeline adjoa adwoa agatha agathe agnes agnieszka aiko
    aileen aino aisling akiko akosua alice alison allison alma althea amara amelie amina aminata amy amélie
    anais anastasia anaïs angela angele angelica angelique anika anita anja anjali anke ann anne anneke
    anneli annelie annette annie annika anouk anthea antoinette antonella aoife april arlene aroha asa asha
    astrid asuka athena audrey aurore ava avis awa aya ayelet ayesha ayumi azadeh babette barbara bea beata
    beatrice belle benedicte berenice bernadette bernice beryl bess beth bettany bettina betty beverly
    bianca birgit birgitta birte blanche bonnie brenda bridget brigid brigitte britt bronagh bronwen brooke
    busi béatrice camille candace carla carlotta carly carmen carol caroline carolyn carrie cassandra cate
    catherine cathy cecile cecilie celeste celine chantal charlene charlotte charmaine cheryl chiamaka
    chiara chie chioma chloe chloé christa christel christiane christina christine ciara cindy claire
    clarice clarisse clemence clementine colette colleen connie consuelo corinne cornelia courtney cristina
    cynthia da-eun daisy daphne daria darlene dawn deborah deepa deirdre delores delphine denise desiree
    diane dina dolores dominique donna dora doreen doris dorit dorothea dorothy dorte edie edith edna edwina
    effie efua eileen eilidh eithne elaine eleanor eleni elin elise elizabeth elke ellen ellie elodie eloise
    elsa elsbeth elsie elspeth emiko emilie emily emma emmanuelle enid erica erin esme estelle ester esther
    ethel eugenie eun-ji eunice evangeline eve evelyn evie ewa faith fatima fatoumata faye fernande fiona
    flore florence floriane folake frances francesca francoise franziska françoise freda freya frida frieda
    fumiko gabriela gabriele gabrielle gail gayle genevieve geneviève georgette georgina geraldine gerda
    germaine ghislaine gillian ginger gisela giselle gloria grace greet greta gretchen grete gretel gudrun
    gunhild gwen gwendolen gwendolyn gwyneth hana hannah hanne hanneke harriet haruka hatice hatty hazel
    heather hedda hedvig hedwig heidi heike helen helene helga henrietta henrike hermione hilda hilde
    hildegard hillary hinemoa hitomi holly huguette huma hye-jin hélène ida ifeoma ilse imogen indira ines
    inga inge ingeborg ingrid inés irene irina iris irmgard isabel isabelle isobel isolde iva ivana ivonne
    ivy jacinta jackie jacqueline jadwiga jana jane janet janice janine jasmin jasmine jean jeanne jeannette
    jeannie jemima jenna jennie jennifer jenny jessica jill jo joan joana joanne johanna joni josefine
    josephine josette joy joyce juana juanita judi judith judy juliana julianne julie juliet juliette june
    jutta kaja kamala kaori karen kari karin karina katarzyna kate kathe katherine kathleen kathryn kathy
    katie katja katrin katrina kavita kayla keiko kelly kellyanne kelsey kerstin khadija kim kimberly
    kirsten kirstin kirsty kristen kristin kristina kumiko lakshmi lala lara larissa latoya laurel lauren
    laurie lea leah leanne leila leilani lena lene leonie leonore leontine lerato leticia letitia liesl lila
    lilian lilith lillian lilly lily lina linda lindsay linn linnea lisa lisbeth lise liv liz lizzie lois
    lori lorraine lotte lottie louisa louise lucia lucie lucille lucinda lucy ludmila luz lydia lynda
    lynette lynn lynne léa mabel madeleine madison mae maeve magali magda magdalena maggie maia maike maisie
    malin mandy manon mara mareike margaret margarethe margarita margery margit margot margrit mariam
    mariama marianne maribel marie marieke mariko marilyn marion marisol marit marjan marjolein marjorie
    marlene marta martha martina mary mathilde matilda maud maude maureen mavis maxine maya meera megan mei
    melanie melina melissa mereana meredith mette mia michaela michele michelle michiko midori mieke mila
    mildred millicent millie min-seo mina mindy minna mira mireille miriam mirjam mirjana miyuki moana moira
    molly mona monica monika monique morag muriel myra myriam nadia nadine nadja naima nancy naoko naomi
    natalie natasha nathalie natsuki nell nellie nerys nessa nettie ngaire ngozi niamh nicola nicole nilufar
    nina nirmala njeri nneka nokuthula nomvula noor nora noriko nosipho nour noémie odette odile olga olive
    olympe oonagh ophelie orla otilie ottilie paige paloma pam pamela paola patrice patricia patty paula
    paulette pauline peggy penelope penny perrine petra phoebe phyllida phyllis pia pilar pippa polly portia
    priscilla priti priya rachel radha ragnhild ramona raquel rebeca rebecca regina reiko reina renate renee
    renée rhiannon rhoda rhona rita roberta robin rochelle rocio roisin rokia romy ronja rosa rosalie
    rosalind rosalyn rosamund rosanna rose rosemary roswitha roxane ruby rukmini ruth sabine sabrina sachiko
    sadie saira sakura sally salome samantha sandra sanna saoirse sarah saskia savitri sayuri selma senait
    shanice shannon sharon shauna sheena sheila shirley shona sibel sibyl sidonie sienna signe sigrid sigrun
    silke simisola simone sinead siobhan sissel sofia sofie solange solveig sonia sonja soo-jin sophie
    soraya stacy steffi stella stephanie sue sunita sunniva susan susanna susanne suzanne sybil sylvia
    sylvie tabitha tamar tamara tammy tamsin tanja tansy tanya tatiana tatjana temitope tess tessa thandeka
    thandiwe thea thelma theodora theresa thora thérèse tiffany tina tonia tracey tracy trine trish trudy
    tuva ulrike una ursula uta ute valentina valerie vanessa venetia vera verena veronica veronique vesna
    vicki vicky victoria vigdis viola violette virginie vivian viviane vivienne wambui wanda wangari wanjiru
    wendelin wendy wilhelmina winifred xenia xiomara yaa yael yasmin yasmine yetunde yoko yolanda yolande
    ysolde yuko yumi yvonne zainab zanele zara zdenka zelda zoe zofia zoé zuzana""".split()
)


def is_known_name(name: str) -> bool:
    """Is it a first name of a list, and not only of a form that tells?"""
    name = name.lower().strip(".")
    return name in MALE_NAMES or name in FEMALE_NAMES


def gender_of_first_name(name: str) -> str:
    """Give "m", "f" or, where the name does not tell, ""; of "Jean-Luc" the first part tells."""
    name = name.lower().strip(".")
    if name not in MALE_NAMES and name not in FEMALE_NAMES:
        name = name.split("-")[0]
    if name in MALE_NAMES:
        return "m"
    if name in FEMALE_NAMES or (name.endswith("a") and len(name) > 2):
        return "f"
    return ""
