"""The words by which a question comes to ask for a fact that its article does not tell.

Each line holds what is asked, `>` and what may be asked instead, set apart by `|`. In a frame `…` stands for any words
and `NAVN` for a name.
"""

import re

from assistant.reader.training.near_miss_words import Language, either

_FRAMES = """
Når ble … født? > Når døde …? | Når giftet … seg? | Hvor ble … gravlagt?
Når er … født? > Når giftet … seg? | Hvor høy er …?
Når er NAVN født? > Når giftet NAVN seg? | Hvor høy er NAVN?
Hvor ble … født? > Hvor ble … gravlagt? | Hvor døde …? | Hvor gikk … på skole?
Når døde …? > Når ble … født? | Når giftet … seg? | Hvor ble … gravlagt?
Hvor døde …? > Hvor ble … gravlagt? | Hvor gikk … på skole?
Hvordan døde …? > Hvor ble … gravlagt? | Hvem holdt talen i begravelsen til …?
Hvor gammel er …? > Hvor høy er …? | Hvor mye tjener …? | Hvor mange barn har …?
Hvor gammel var …? > Hvor høy var …? | Hvor mye tjente …? | Hvor mange barn hadde …?
Hvor gammel ble …? > Hvor høy var …? | Hvor mange barn fikk …?
Hvem er NAVN? > Hvor bor NAVN? | Hvem er NAVN gift med? | Hvor mange barn har NAVN? | Hvor høy er NAVN?
Hvem var NAVN? > Hvem var NAVN gift med? | Hvor ble NAVN gravlagt? | Hvor mange barn hadde NAVN?
Hvem er NAVN gift med? > Hvor møtte NAVN ektefellen sin? | Hvor mange barn har NAVN?
Hva er NAVN? > Hvem ga navn til NAVN? | Hvem eier NAVN? | Hvem finansierte NAVN?
Hva betyr NAVN? > Hvem ga navn til NAVN? | Hvordan uttales NAVN?
Hva jobber … som? > Hvor har … studert? | Hvor mye tjener …? | Hvor bor …?
Hva jobber … med? > Hvor har … studert? | Hvor mye tjener …? | Hvor bor …?
Hvor jobber …? > Hvor har … studert? | Hvor mye tjener …? | Hvor bor …?
Hvor bor …? > Hvor har … studert? | Hvor mye tjener …? | Hvor gammel er …?
Hvor kommer NAVN fra? > Hvor har NAVN studert? | Hvor høy er NAVN? | Hvem er NAVN gift med?
Hvor ligger …? > Hvem eier …? | Hvem ga navn til …?
Hvem leder …? > Hvem grunnla …? | Hvem finansierer …? | Hvem er revisor for …?
Hvem ledet …? > Hvem grunnla …? | Hvem finansierte …?
Hvem grunnla …? > Hvem finansierte …? | Hvem la ned …? | Hvem kjøpte …?
Hvem startet …? > Hvem finansierte …? | Hvem avsluttet …?
Hvem oppdaget …? > Hvem ga navn til …? | Hvem betalte for oppdagelsen av …?
Hvem skrev …? > Hvem oversatte …? | Hvem illustrerte …? | Hvem kritiserte …?
Hvem har skrevet …? > Hvem har oversatt …? | Hvem har illustrert …?
Hvem regisserte …? > Hvem produserte …? | Hvem klippet …?
Hvem har regissert …? > Hvem har produsert …? | Hvem har klippet …?
Hvem bygget …? > Hvem rev …? | Hvem betalte for …?
Hvem bygde …? > Hvem rev …? | Hvem betalte for …?
Hvem eier …? > Hvem grunnla …? | Hva er … verdt?
Hvem vant …? > Hvem arrangerte …? | Hvem tok bilder av …?
Hvem oppfant …? > Hvem forbød …? | Hvem kjøpte patentet på …?
Når vant …? > Når tapte …?
Hvorfor vant …? > Hvorfor tapte …?
Hvor mange ganger har … vunnet …? > Hvor mange ganger har … tapt …? | Hvor mange ganger har … arrangert …?
Hvor mange døde …? > Hvor mange ble skadet …? | Hvor mange ble arrestert …?
Hvor mange omkom …? > Hvor mange ble skadet …? | Hvor mange ble arrestert …?
Hvor mange ble drept …? > Hvor mange ble skadet …? | Hvor mange ble arrestert …?
Hvor mange personer ble drept …? > Hvor mange personer ble skadet …? | Hvor mange personer ble arrestert …?
Hvor mange ble skadet …? > Hvor mange ble arrestert …?
Hvor mange mennesker bor i …? > Hvor mange mennesker er arbeidsledige i …? | Hvor mange mennesker er over 80 år i …?
Hvor mange bor i …? > Hvor mange er arbeidsledige i …?
Når åpnet …? > Når stengte …? | Hvor mye kostet …?
Når åpner …? > Når stenger …? | Hvor mye koster …?
Når ble … åpnet? > Når ble … stengt? | Hva kostet …?
Når ble … oppdaget? > Når fikk … navnet sitt? | Hvem betalte for oppdagelsen av …?
Når ble … bygget? > Når ble … revet? | Hva kostet det å bygge …?
Når ble … bygd? > Når ble … revet? | Hva kostet det å bygge …?
Når ble … grunnlagt? > Når ble … nedlagt? | Hva kostet det å grunnlegge …?
Når ble … utgitt? > Når ble … oversatt? | Hvor mange eksemplarer ble trykt av …?
Når ble … arrestert? > Når ble … løslatt?
Når ble … valgt til …? > Når gikk … av som …?
Når begynte …? > Når sluttet …?
Når startet …? > Når sluttet …? | Hvem betalte for …?
Hvor lang er NAVN? > Hvor bred er NAVN?
Hvor lang var NAVN? > Hvor bred var NAVN?
Hvor høyt er …? > Hvor gammelt er …? | Hvor tungt er …?
Hvor høy er …? > Hvor tung er …? | Hvor bred er …?
Hvor stor er NAVN? > Hvor gammel er NAVN?
Hvor stort er NAVN? > Hvor gammelt er NAVN?
Hvor mye koster …? > Hvor mye veier …? | Hvor mange har kjøpt …?
Hvor mye kostet …? > Hvor mye veide …? | Hvem betalte for …?
When was … born? > When did … die? | Where was … buried? | When did … marry?
Where was … born? > Where was … buried? | Where did … marry?
When did … die? > When was … born? | Where was … buried?
Who won …? > Who organised …? | Who paid for …?
Who wrote …? > Who translated …? | Who illustrated …?
Who founded …? > Who financed …? | Who closed down …?
When was … built? > When was … torn down? | What did it cost to build …?
When was … founded? > When was … closed down? | What did it cost to found …?
When did … start? > When did … end? | Who paid for …?
Where is … located? > Who owns …? | Who named …?
"""

_FACTS = """
hovedstad > nest største by | eldste by
hovedstaden > nest største byen | eldste byen
statsminister > finansminister | utenriksminister
statsministeren > finansministeren | utenriksministeren
president > visepresident
presidenten > visepresidenten
konge > erkebiskop
er leder i > er nestleder i | er kasserer i
er leder for > er nestleder for | er kasserer for
var leder i > var nestleder i | var kasserer i
var leder for > var nestleder for | var kasserer for
som leder i > som nestleder i | som kasserer i
som leder for > som nestleder for | som kasserer for
lederen > nestlederen | kassereren
direktør > finansdirektør
direktøren > finansdirektøren
er trener > er assistenttrener | er keepertrener
var trener > var assistenttrener | var keepertrener
treneren > assistenttreneren | keepertreneren
keeper > kaptein
ordfører > varaordfører | rådmann
regissøren > fotografen | klipperen
forfatteren > oversetteren
grunnleggeren av > finansmannen bak
vinneren > arrangøren
moren til > bestemoren til | søsteren til
faren til > bestefaren til | broren til
sønnen til > svigersønnen til | nevøen til
datteren til > svigerdatteren til | niesen til
kona til > søsteren til
mannen til > broren til
bror > fetter
søster > kusine
hjemmebane > treningsfelt
hjemmebanen > treningsfeltet
kjøpte > solgte
kjøpte opp > solgte videre
kjøpt > solgt
økte > sank
økt > sunket
økning > nedgang
stiftet > oppløst
etablert > nedlagt
innført > avskaffet
avskaffet > innført
vedtatt > forkastet
arrangert > avlyst
pågrepet > løslatt
siktet > frikjent
siktes > frikjennes
tiltalt > frikjent
dømt for > frikjent for
drept > kidnappet
stjålet > funnet igjen
innspilt > vist på fjernsyn
støtter > kritiserer
støttet > kritiserte
kritiserte > roste
kritiserer > roser
enig > uenig
anbefaler > fraråder
tillatt > forbudt
lovlig > forbudt
erobret > mistet
invaderte > frigjorde
ankom > forlot
debuterte > la opp
eksporterer > importerer
importerer > eksporterer
inntekter > utgifter
inntektene > utgiftene
overskudd > underskudd
fordeler > ulemper
fordelene > ulempene
fordelen > ulempen
svakheter > styrker
soldater > hester
innbyggere > innvandrere
ansatte > lærlinger
medlemmer > lærlinger
tilskuere > vakter
passasjerer > barn
kvinner > menn
menn > kvinner
jenter > gutter
gutter > jenter
symptomer > bivirkninger
symptomene > bivirkningene
største > minste
minste > største
eldste > yngste
yngste > eldste
høyeste > laveste
laveste > høyeste
lengste > korteste
beste > dårligste
viktigste > minst viktige
nordlige > sørlige
sørlige > nordlige
østlige > vestlige
vestlige > østlige
har flest > har færrest
vant flest > vant færrest
mest > minst
minst > mest
først > sist
sist > først
etter at > før
like før > lenge etter
"""

_FACTS_EN = """
largest > smallest
smallest > largest
highest > lowest
oldest > youngest
most > fewest
won > boycotted
increase > decrease
increased > decreased
built > torn down
support > oppose
supported > opposed
bought > sold
founded > closed down
capital > second largest city
president > vice president
"""

# What in a passage may tell the fact newly asked for, though in words other than the question's.
CLUES = {
    r"død[de]|\bdie\b": r"\bdø[dr]|drep|omkom|†|\d{3,4}\)?\s?[–-]\s?\d|avgikk|\bfalt\b|\bdie|death|killed",
    r"gravlagt|begravelsen|buried": r"grav|bisatt|kremer|kiste|buri|tomb",
    r"født|\bborn\b": r"fød|\bf\.|\d{3,4}\)?\s?[–-]\s?\d|\bborn",
    r"gift|ektefelle|marry": r"gift|\bkone|ektem|ektef|hustru|samboer|dronning|ekteskap|forlov|married|wife|husband",
    r"gammel": r"åring|år\sgammel|-årig|\(\d\d\)|fød|grunnl|\bi\s1\d\d\d",
    r"høy\b": r"\bmeter|\bcm\b|høyde",
    r"tung|vei[ed]": r"\bkilo|\bkg|\btonn|\bvekt|gram\b|\bmasse",
    r"\bbred": r"bred|meter|km\b|kilometer",
    r"tjene|tjente": r"lønn|inntekt|tjen|kroner",
    r"\bbarn": r"barn|sønn|datter|døtre|\bfar\b|\bmor\b|pappa|mamma",
    r"\bbor\b": r"\bbo[rd]|flytt|hjem|bosatt|\bfra\b",
    r"skole|studert": r"skole|stud|universitet|utdann|elev",
    r"\beier|owns": r"\beie[rdn]|\beid|kjøp|tilhør|\bown",
    r"verdt": r"verd|kroner|dollar|euro|pund",
    r"grunnla": r"grunnl|stift|etabler|oppret|\bdanne|start|founded",
    r"finansier|betal|paid|financed": r"finansi|betal|støtt|kroner|dollar|spons|kost|paid|fund",
    r"nedlagt|la\sned|opplø|closed": r"nedl|lagt\sned|avvikl|oppl[øo]s|slutt|closed|abolish",
    r"sluttet|avsluttet": r"\d{4}\s?[–-]\s?\d\d|slutt|ende[rt]|vart?e|\btil\s\d|til\soktober",
    r"stengt|stenge": r"steng|lukk|nedl",
    r"koste|cost": r"pris|kost|kroner|dollar|euro|cost",
    r"navn\stil|navnet|named": r"navn|kalt|kalle|oppkalt|døpt|name",
    r"besøk": r"besøk|turist|gjest",
    r"arrangør|arrangerte|organised": r"arrang|verts|holdt|organi|host",
    r"tapte|tapt": r"\btap|\bslo\b|nederlag|\bfall|røk",
    r"skadet": r"skad|sår",
    r"arrester": r"arrest|pågr|fengsl|innbrakt",
    r"arbeidsled": r"arbeidsl|ledighet",
    r"løslatt|frikjent|frikjennes": r"løsl|frikj|frif|slapp|satt\sfri",
    r"frigjorde": r"fri",
    r"sank|sunket|nedgang|krympet|decrease": r"\bs[ay]nk|nedg|reduser|fall|minke|mindre|decrea|fell",
    r"solgt": r"s[oe]lg|salg|sold",
    r"kjøpt": r"kjøp|overt|betalte",
    r"revet|\brev\b|torn": r"\brev|riv|ødel|brant|torn|demol",
    r"gikk\b.*\bav\b": r"gikk\sav|avsatt|til\s\d{4}|trakk\sseg|[–-]\s?\d{4}",
    r"kritiser|uenig|fraråd|oppose": r"krit|mot\b|imot|uenig|advar|oppos|against|reject",
    r"roser|roste": r"\bros|bra\b|god|skryt",
    r"ulemp": r"ulemp|problem|dess?verre|men\b",
    r"forbudt|forbød": r"forb[uy]|forbød|ulovlig",
    r"minste|laveste|korteste|dårligste|yngste|eldste|største|høyeste|færrest": r"\bbare\b.*\bmot\b",
}


_NO_OBJECT = r"mot|over|på|i|til|for|fra|med|ut|opp|inn|seg|det|at|om|under|da|av|etter|ved|å|to|rett|\w+dag"


def _frame(line: str) -> tuple[re.Pattern[str], list[str]]:
    asked, _, others = line.partition(" > ")
    # "Hvem vant mot Brann?" is not "Hvem arrangerte mot Brann?".
    anything = rf"(?!(?:{_NO_OBJECT})\b)([^?]+?)"
    name = r"([A-ZÆØÅ][\w.-]*(?: (?:de|von|van|al|of|[A-ZÆØÅ][\w.-]*)){0,4})"
    pattern = re.escape(asked).replace("NAVN", name).replace("…", anything)
    return re.compile(pattern), others.split(" | ")


def _facts(lines: str) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    facts = {
        old: others.split(" | ") for old, _, others in (line.partition(" > ") for line in lines.strip().splitlines())
    }
    return re.compile(rf"(?<![\w-])(?:{either([*facts])})(?![\w-])", re.IGNORECASE), facts


ASKED_FRAMES = [_frame(line) for line in _FRAMES.strip().splitlines()]
ASKED_FACTS: dict[Language, tuple[re.Pattern[str], dict[str, list[str]]]] = {
    "no": _facts(_FACTS),
    "en": _facts(_FACTS_EN),
    "other": (re.compile(r"(?!)"), {}),
}
