"""Given names by which the same person is called: common short forms of English, Spanish and a few neighbours.

Everyday knowledge, not a census: a name that is missing here is found by its spelling alone.
"""

GROUPS = """
abigail abby gail
abraham abe bram
albert al bert bertie alberto beto
alexander alex alec sandy sasha xander alejandro
alexandra alex sandra sandy sasha lexi alejandra
alfred alf alfie fred
alison ali allie
amanda mandy
andrew andy drew andres
angela angie
ann anne anna annie nan nancy ana anita
anthony tony antonio tono
antonia toni tonia
arthur art artie arturo
barbara barb babs barbie
benjamin ben benny benji
bernard bernie
beatrice beatriz bea trixie
bradley brad
caroline carolyn carrie carol lina carolina
catherine katherine kathryn kate katie kathy cathy kat kitty catalina
charles charlie chuck chas carlos
charlotte lottie charlie
christina christine chris chrissy tina cristina
christopher chris kit topher cristobal
clifford cliff
daniel dan danny
david dave davey
deborah debra deb debbie
dennis denny
donald don donnie
dorothy dot dottie dolly dora
douglas doug
edward ed eddie ted teddy ned eduardo
edwin ed eddie
eleanor ellie nell nora leonor
elizabeth elisabeth liz lizzie beth betty eliza elsie lisa libby bess isabel
emily em emmy
eugene gene
evelyn eve evie
florence flo flossie
frances fran frankie fanny francisca paca
francis frank frankie francisco paco pancho
franklin frank
frederick fred freddie federico
gabriel gabe
gabriela gabby
george georgie jorge
gerald gerry jerry gerardo
gilbert gil
gregory greg gregorio
guadalupe lupe
harold harry hal
helen nell nellie elena
henry harry hank hal enrique
herbert herb bert
ignacio nacho
isabella isabel bella izzy
jacob jake
jacqueline jackie
james jim jimmy jamie santiago diego
janet jan
jeffrey geoffrey jeff geoff
jennifer jen jenny
jerome jerry
jessica jess jessie
jesus chuy
joan joanie
joanna joanne jo juana
john johnny jack jon juan
jonathan jon jonny nathan
joseph joe joey jose pepe
josephine jo josie josefina pepa
joshua josh
judith judy jude
julia julie julieta
kenneth ken kenny
kimberly kim
laura laurie lora
lawrence laurence larry lorenzo
leonard len lenny leo leonardo
leroy lee
lillian lily lil
louis lewis lou louie luis
louise lou luisa
lucy lucille lucia
luz lucha
magdalena magda lena maddie madeleine
manuel manny manolo
margaret maggie meg peggy marge margie rita greta daisy margarita
maria mary marie mia maruja
marjorie marge margie
martha marty marta
martin marty
matthew matt mateo
michael mike mick mickey miguel
michelle shelly micaela
mildred millie
nathaniel nathan nate nat
nicholas nick nicky nicolas
nicole nicky
norman norm
oliver ollie
pamela pam
patricia pat patty trish tricia
patrick pat paddy patricio
paul pablo paulie
penelope penny
peter pete pedro
philip phillip phil felipe
rachel rae raquel
ralph rafael rafa
randall randy
raymond ray ramon
rebecca becky becca
richard rich rick ricky dick dickie ricardo
robert rob robbie bob bobby bert roberto
roger rodge rogelio
ronald ron ronnie
rosemary rose rosie
rose rosa rosie
russell russ
samantha sam sammy
samuel sam sammy
sarah sara sally sadie
sharon shari
sophia sophie sofia
stanley stan
stephanie steph stefanie
stephen steven steve esteban
susan susanna suzanne sue susie suzy
sylvia silvia
teresa theresa terry tess tessa
terence terry
theodore ted teddy theo teodoro
thomas tom tommy tomas
timothy tim timmy
valerie val
veronica ronnie vero
victor vic
victoria vicky tori
vincent vince vinny vicente
virginia ginny ginger
walter walt wally
wilhelmina mina billie
william will willie bill billy liam guillermo memo
zachary zach zack
"""


def _read(groups: str) -> dict[str, frozenset[str]]:
    called: dict[str, set[str]] = {}
    for names in (set(line.split()) for line in groups.split("\n") if line):
        for name in names:
            called.setdefault(name, set()).update(names - {name})
    return {name: frozenset(others) for name, others in called.items()}


CALLED = _read(GROUPS)


def same_person_names(name: str) -> frozenset[str]:
    """What else somebody with this given name (lower case, without accents) may be called; symmetric."""
    return CALLED.get(name, frozenset())
