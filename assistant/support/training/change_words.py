"""Words by which a sentence is made false, in the languages that the training texts are in."""

from collections.abc import Mapping
from functools import cache

LANGUAGES = ("nb", "nn", "en", "de", "es", "ro")

# Finite verbs that "not" follows, or in Spanish and Romanian goes before.
_NORWEGIAN_FINITE = (
    "er var har hadde vil ville kan kunne skal skulle må måtte ble blir får fikk kom går gikk ga gir tok tar ligger "
    "står mener sier sa vant fant finnes spilte viser viste bør burde begynte heter bor"
)
FINITE: Mapping[str, frozenset[str]] = {
    "nb": frozenset(_NORWEGIAN_FINITE.split()),
    "nn": frozenset(f"{_NORWEGIAN_FINITE} vart blir vert kjem gjekk gav fekk ligg står meiner seier".split()),
    "en": frozenset("is was are were has have had will would can could did should must may does do might".split()),
    "de": frozenset(
        "ist war sind waren hat haben hatte hatten wird wurde wurden kann können konnte konnten muss soll".split()
    ),
    "es": frozenset(
        "es fue era son eran fueron ha han había habían puede pueden podía tiene tenía está estaba será".split()
    ),
    "ro": frozenset("este era sunt erau a au fost avea are poate putea va vor".split()),
}
NOT: Mapping[str, str] = {"nb": "ikke", "nn": "ikkje", "en": "not", "de": "nicht", "es": "no", "ro": "nu"}
NEVER: Mapping[str, str] = {"nb": "aldri", "nn": "aldri", "en": "never", "de": "nie"}
NOT_BEFORE = frozenset({"es", "ro"})

AND: Mapping[str, str] = {"nb": "og", "nn": "og", "en": "and", "de": "und", "es": "y", "ro": "și"}
# How a reason, true or not, is tied to a sentence.
REASONS: Mapping[str, tuple[str, ...]] = {
    "nb": ("fordi", "fordi", "siden", "etter at", "slik at", "og", "mens", "ettersom"),
    "nn": ("fordi", "fordi", "sidan", "etter at", "slik at", "og", "medan"),
    "en": ("because", "because", "since", "after", "as", "so that", "and", "while", "in order that"),
    "de": ("weil", "nachdem", "da", "und"),
    "es": ("porque", "ya que", "después de que", "y"),
    "ro": ("pentru că", "după ce", "și"),
}

# Ties that claim no reason: with them a sentence of the same text may well be true.
LOOSE_TIES = frozenset("og mens medan and while und y și".split())

_NB_OPPOSITES = """
    vant/tapte vinne/tape steg/falt økte/sank øker/synker økt/redusert økning/nedgang mer/mindre flere/færre før/etter
    første/siste over/under nord/sør nordlige/sørlige øst/vest østlige/vestlige startet/sluttet begynte/sluttet
    begynnelsen/slutten største/minste høyeste/laveste større/mindre høyere/lavere eldre/yngre eldste/yngste gammel/ny
    gamle/nye tillot/forbød tillatt/forbudt støtter/motsetter støttet/motarbeidet bekrefter/avviser bekreftet/avvist
    tidlig/sent tidligere/senere opp/ned kjøpte/solgte god/dårlig gode/dårlige bedre/verre best/verst godtok/avviste
    alltid/aldri med/uten mange/få alle/ingen født/død åpnet/stengte sterk/svak sterkere/svakere innenfor/utenfor
    offentlig/privat menn/kvinner mann/kvinne sønn/datter far/mor bror/søster mest/minst lang/kort lange/korte
    lengre/kortere rik/fattig venstre/høyre angrep/forsvarte enig/uenig enige/uenige positiv/negativ levende/død
    vanlig/sjelden fornøyd/misfornøyd glad/lei roser/kritiserer ja/nei lett/vanskelig trygg/farlig lyktes/mislyktes
"""
_NN_OPPOSITES = """
    vann/tapte meir/mindre fleire/færre steig/fall auka/minka auke/nedgang tidlegare/seinare høgare/lågare byrja/slutta
"""
_EN_OPPOSITES = """
    won/lost win/lose rose/fell increased/decreased increase/decrease increasing/decreasing more/fewer more/less
    before/after first/last over/under above/below northern/southern north/south eastern/western east/west started/ended
    begins/ends began/ended largest/smallest highest/lowest larger/smaller higher/lower older/younger oldest/youngest
    old/new allowed/banned supported/opposed supports/opposes support/opposition confirmed/denied early/late
    earlier/later up/down bought/sold good/bad better/worse best/worst rejected/accepted succeeded/failed always/never
    with/without many/few all/none born/died accepted/refused joined/left arrived/departed opened/closed gained/lost
    strong/weak stronger/weaker inside/outside public/private men/women man/woman son/daughter father/mother
    brother/sister husband/wife most/least long/short longer/shorter rich/poor left/right during/before maximum/minimum
    attacked/defended increased/reduced friend/enemy safe/dangerous easy/difficult agree/disagree positive/negative
    alive/dead common/rare satisfied/dissatisfied happy/unhappy welcomes/criticises praised/criticised
"""
_DE_OPPOSITES = """
    gewann/verlor stieg/fiel mehr/weniger vor/nach erste/letzte über/unter nördlichen/südlichen größte/kleinste
    höchste/niedrigste größer/kleiner höher/niedriger älter/jünger alte/neue gut/schlecht besser/schlechter mit/ohne
    viele/wenige alle/keine geboren/gestorben stark/schwach begann/endete Anfang/Ende
"""
_ES_OPPOSITES = """
    ganó/perdió aumentó/disminuyó más/menos antes/después primera/última primer/último mayor/menor alto/bajo norte/sur
    este/oeste con/sin muchos/pocos todos/ningunos comenzó/terminó fuerte/débil bueno/malo
"""
_OPPOSITES: Mapping[str, str] = {
    "nb": _NB_OPPOSITES,
    "nn": f"{_NB_OPPOSITES} {_NN_OPPOSITES}",
    "en": _EN_OPPOSITES,
    "de": _DE_OPPOSITES,
    "es": _ES_OPPOSITES,
    "ro": "",
}

_NORWEGIAN_NUMBERS = (
    "null én to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue"
)
NUMBERS: Mapping[str, tuple[str, ...]] = {
    "nb": tuple(_NORWEGIAN_NUMBERS.split()),
    "nn": tuple(_NORWEGIAN_NUMBERS.split()),
    "en": tuple(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    ),
}
THOUSAND: Mapping[str, str] = {"nb": "tusen", "nn": "tusen", "en": "thousand"}
PERCENT: Mapping[str, str] = {"nb": "prosent", "nn": "prosent", "en": "percent"}


@cache
def opposites(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the language's words that have an opposite, each with all it has."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in _OPPOSITES[language].split():
        one, other = pair.split("/")
        found[one] = (*found.get(one, ()), other)
        found[other] = (*found.get(other, ()), one)
    return found
