"""A Bokmål question in Nynorsk, by rule: a lexicon, the safe endings, and a few words that need their neighbours.

No translator: Bokmål does not say a noun's gender or a verb's class, so what the rules cannot know they leave as it is.
The words were chosen by how often they stand in NorQuAD's training questions.
"""

import re
from functools import cache

# Bokmål:Nynorsk, whole words. Where Nynorsk allows several, the one nearest to Bokmål's own spelling or order of words.
_LEXICON = """
    hva:kva hvem:kven hvorfor:kvifor hvordan:korleis hvorledes:korleis hvilke:kva_for hver:kvar hvert:kvart
    hverandre:kvarandre hvis:viss hvorfra:kvarifrå hverken:verken hvorvidt:om

    jeg:eg hun:ho hennes:hennar dem:dei dere:de deres:deira ham:han noe:noko man:ein annen:annan annet:anna selv:sjølv
    egen:eigen eget:eige egne:eigne ene:eine eneste:einaste

    ikke:ikkje fra:frå mye:mykje mer:meir flere:fleire bare:berre kun:berre mens:medan også:òg da:då et:eit uten:utan
    utenfor:utanfor innenfor:innanfor ovenfor:ovanfor ifølge:ifølgje følge:følgje frem:fram fremover:framover
    fremfor:framfor allerede:allereie enten:anten ellers:elles dessuten:dessutan alene:åleine hjem:heim hjemme:heime
    senere:seinare senest:seinast sent:seint sen:sein forrige:førre vedrørende:om

    ble:vart være:vere vært:vore kommer:kjem kommet:kome gjør:gjer gjøre:gjere sier:seier sies:seiast heter:heiter
    het:heitte skjedde:hende mener:meiner mene:meine mente:meinte ment:meint vet:veit tror:trur tro:tru trodde:trudde
    finnes:finst fantes:fanst fins:finst synes:synest møtes:møtest møttes:møttest kalles:kallast kalte:kalla
    kalt:kalla begynte:byrja begynner:byrjar begynne:byrje begynt:byrja fikk:fekk gikk:gjekk ga:gav fant:fann
    vant:vann oppfant:oppfann sto:stod dro:drog bidro:bidrog ba:bad holdt:heldt holde:halde holder:held avholdt:halde
    inneholder:inneheld inneholde:innehalde beholde:behalde trakk:trekte trukket:trekt skjøt:skaut brøt:braut
    fløy:flaug lot:lét drepte:drap falt:fall døde:døydde dør:døyr bodde:budde spilte:spela spilt:spela spiller:spelar
    spilles:spelast lagde:laga satte:sette ønsker:ønskjer ønske:ønskje tjente:tente tjene:tene
    tjener:tener tjent:tent hører:høyrer høre:høyre hørte:høyrde tilhører:tilhøyrer tilhørte:tilhøyrde
    tilhøre:tilhøyre kjente:kjende følger:følgjer fulgte:følgde fulgt:følgt bygger:byggjer bygge:byggje kjøre:køyre
    kjører:køyrer kjørte:køyrde kjørt:køyrt velge:velje velger:vel valgte:valde valgt:vald selge:selje solgte:selde
    solgt:seld øke:auke øker:aukar økte:auka økt:auka økende:aukande økning:auke økningen:auken finner:finn
    befinner:befinn ligger:ligg skriver:skriv beskriver:beskriv trenger:treng gjelder:gjeld krever:krev vokser:veks
    eier:eig eie:eige eide:eigde tar:tek tatt:teke tas:takast deltar:deltek deltatt:delteke mottatt:motteke
    vedtatt:vedteke planlegger:planlegg treffer:treff innebærer:inneber skiller:skil bruker:brukar sitter:sit
    sittet:sete skrevet:skrive beskrevet:beskrive vunnet:vunne funnet:funne oppfunnet:oppfunne drevet:drive
    sunget:sunge sluppet:sleppt truffet:treft lede:leie ledet:leidde født:fødd sendte:sende sørget:sørgde
    spise:ete spiser:et spiste:åt kjennetegner:kjenneteiknar regnes:reknast regner:reknar foregikk:gjekk_føre_seg
    foregår:går_føre_seg virker:verkar virket:verka medvirker:medverkar medvirket:medverka scorte:scora ønsket:ønskte
    lager:lagar forårsaker:forårsakar kunnet:kunna villet:villa skullet:skulla

    uke:veke uken:veka uka:veka uker:veker ukene:vekene gammel:gamal høy:høg høye:høge høyt:høgt høyere:høgare
    høyest:høgast høyeste:høgaste høyde:høgd høyden:høgda lav:låg lave:låge lavt:lågt lavere:lågare laveste:lågaste
    hel:heil hele:heile helt:heilt rød:raud røde:raude rødt:raudt syk:sjuk syke:sjuke åpen:open åpent:ope åpne:opne
    øst:aust østlige:austlege østlig:austleg bred:brei mulig:mogleg mulige:moglege umulig:umogleg hellig:heilag
    hellige:heilage opprinnelig:opphavleg opprinnelige:opphavlege opprinnelse:opphav opprinnelsen:opphavet
    hovedsakelig:hovudsakleg forskjellig:ulik forskjellige:ulike forskjell:skilnad forskjellen:skilnaden
    sterkeste:sterkaste dypeste:djupaste raskeste:raskaste kraftigste:kraftigaste nyere:nyare kortere:kortare
    sterkere:sterkare raskere:raskare sammenlignet:samanlikna sammenliknet:samanlikna begrenset:avgrensa avgjør:avgjer
    dybde:djupn dybden:djupna gjennombrudd:gjennombrot underskrevet:underskrive egentlig:eigentleg

    tall:tal tallet:talet tallene:tala antall:antal antallet:antalet folketall:folketal folketallet:folketalet
    dødstall:dødstal dødstallet:dødstalet sted:stad stedet:staden steder:stader stedene:stadene verden:verda
    verdens:verdas vei:veg veien:vegen veiene:vegane hånd:hand hode:hovud hodet:hovudet sønn:son sønnen:sonen
    sønner:søner sønnene:sønene datter:dotter datteren:dottera moren:mora konen:kona kvinnen:kvinna gutt:gut
    gutten:guten gutter:gutar boken:boka elven:elva makten:makta kilde:kjelde kilden:kjelda kilder:kjelder
    kjærlighet:kjærleik kjærligheten:kjærleiken frihet:fridom friheten:fridomen sannhet:sanning sikkerhet:tryggleik
    sikkerheten:tryggleiken virksomhet:verksemd virksomheten:verksemda oppmerksomhet:merksemd nyhet:nyheit
    nyheten:nyheita nyheter:nyheiter myndighet:styresmakt myndigheter:styresmakter myndighetene:styresmaktene
    mulighet:moglegheit muligheten:moglegheita muligheter:moglegheiter arbeidsledighet:arbeidsløyse
    arbeidsledigheten:arbeidsløysa selvstendighet:sjølvstende selvstendigheten:sjølvstendet hastighet:fart
    størrelse:storleik størrelsen:storleiken begynnelsen:byrjinga begynnelse:byrjing ledelse:leiing ledelsen:leiinga
    innflytelse:innverknad avgjørelse:avgjerd avgjørelsen:avgjerda påvirkning:påverknad påvirkningen:påverknaden
    virkning:verknad virkningen:verknaden mening:meining meningen:meininga sang:song sangen:songen sanger:songar
    sangene:songane melk:mjølk eieren:eigaren eiere:eigarar brødre:brør brødrene:brørne

    ganger:gonger gangen:gongen dager:dagar dagene:dagane byer:byar byene:byane kamper:kampar kampene:kampane
    priser:prisar prisene:prisane deler:delar delene:delane hunder:hundar hundene:hundane filmer:filmar
    filmene:filmane personer:personar personene:personane mennesker:menneske menneskene:menneska planeter:planetar
    planetene:planetane konger:kongar guder:gudar arter:artar artene:artane timer:timar skader:skadar penger:pengar
    pengene:pengane millioner:millionar milliarder:milliardar venner:vener effekter:effektar effektene:effektane
    passasjerer:passasjerar passasjerene:passasjerane måner:månar månene:månane jøder:jødar jødene:jødane
    innbyggertall:innbyggjartal faktorer:faktorar bakterier:bakteriar kommuner:kommunar konflikter:konfliktar
    festivaler:festivalar hjelmer:hjelmar båter:båtar båtene:båtane kolonier:koloniar hester:hestar røtter:røter
    låter:låtar låtene:låtane medaljer:medaljar gullmedaljer:gullmedaljar egenskaper:eigenskapar

    vann:vatn vannet:vatnet hoteller:hotell vitner:vitne ansatte:tilsette forbindelse:samband partier:parti
    partiene:partia områder:område områdene:områda problemer:problem problemene:problema selskaper:selskap
    selskapene:selskapa minutter:minutt minuttene:minutta symptomer:symptom symptomene:symptoma prosjekter:prosjekt
    resultater:resultat våpnene:våpna årene:åra foreldrene:foreldra flyene:flya kravene:krava lokalene:lokala
    landene:landa målene:måla ordene:orda husene:husa skipene:skipa lagene:laga forholdene:forholda
    overgrepene:overgrepa medlemmer:medlemer medlemmene:medlemene helikoptre:helikopter
"""

# A Bokmål spelling inside a word and Nynorsk's; these hold in compounds too (videospill, sommerferie).
_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^hv", "kv"),
        (r"^hoved", "hovud"),
        (r"^selv", "sjølv"),
        (r"^hjemm?", "heim"),
        (r"^frem(?!m)", "fram"),
        (r"^høst", "haust"),
        (r"^høring", "høyring"),
        (r"^mandag", "måndag"),
        (r"^tirsdag", "tysdag"),
        (r"^lørdag", "laurdag"),
        (r"^dyp", "djup"),
        (r"^åpn", "opn"),
        (r"skole", "skule"),
        (r"skuespill", "skodespel"),
        (r"spill", "spel"),
        (r"navn", "namn"),
        (r"valg(?!t)", "val"),
        (r"virk", "verk"),
        (r"måned", "månad"),
        (r"sommer", "sommar"),
        (r"sammen", "saman"),
        (r"tjenest", "tenest"),
        (r"syk(?=dom|ehus|eplei)", "sjuk"),
        (r"kirken$", "kyrkja"),
        (r"kirke(?!t)", "kyrkje"),
        (r"bevegelsen$", "rørsla"),
        (r"bevegelse(?=r|ne|$)", "rørsle"),
    )
)

# Verbs of the class that has -ar in the present and -a in the past; Bokmål's -et is a neuter noun's ending too, so no
# verb stands here whose -et form is one (laget, bygget, slaget).
_A_VERBS = """
    anklag avslutt avvikl bekreft benytt bevar bomb bytt dann drukn endr erobr erstatt feir fjern flykt flytt forandr
    forplikt forsk forvent frykt gift gransk handl havn henrett hent hersk hevd hindr hyll håp innled jobb kast kjemp
    kontakt kost kryss lekk lik lov mangl mist myrd nekt omfatt oppdag opn opprett overvintr overvåk pakk plant plyndr
    påverk ramm saml scor sikr sikt sjekk skad slutt snakk stamm start stift stopp streik styrt støtt svekk svikt takk
    test understrek utdann utforsk utvikl vakn varsl velt vent
""".split()
# Forms of theirs that are more often a noun with other endings.
_NOT_VERBS = frozenset({"bomber", "håpet", "liket", "lover", "pakker", "planter"})

# Those who do something: -er is always the noun here, or the verb's form is the same in Nynorsk (trenar, forskar).
_AGENTS = {
    stem: stem for stem in "angrip borg deltak forfatt forsk historik kritik kunstn lær musik ordfør politik".split()
}
_AGENTS |= {stem: stem for stem in "spel teknik tilsku tren utøv velg".split()}
_AGENTS |= {
    "led": "lei",
    "sjukeplei": "sjukeplei",
    "tilheng": "tilhengj",
    "innbygg": "innbyggj",
    "grunnlegg": "grunnleggj",
}
_AGENT_ENDINGS = {
    "er": "ar",
    "ers": "ars",
    "eren": "aren",
    "erens": "arens",
    "ere": "arar",
    "eres": "arars",
    "erne": "arane",
    "ernes": "aranes",
}
_AGENT = re.compile(rf"(?<![gk])({'|'.join(_AGENTS)})({'|'.join(_AGENT_ENDINGS)})$")

_ING = {"": "ing", "n": "inga", "r": "ingar", "ne": "ingane"}
_ELSE = re.compile(r"(undersøk|hend|forkort|utrydd|øv|utgiv|oppdag|opplev|overrask|utnevn)else(n|r|ne)?$")
_MASCULINE_ING = re.compile(
    r"(åring|flyktning|slektning|ledning|lending|lærling|tvilling|kylling|viking|honning|sving)en$"
)
_VERB_IN_ING = re.compile(r"(bring|spring|sving|tving|omring|forring)er$|finger$")

_ENDINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w{2})ligst(e?)$", r"legast\1"),
        (r"(?<=\w{2})igst(e?)$", r"igast\1"),
        (r"(?<=\w{2})ligere$", "legare"),
        (r"(?<=\w{2})igere$", "igare"),
        (r"(?<!^bo)(?<!^vil)(?<=\w)lig(e?|vis)$", r"leg\1"),
        (r"ligheter$", "legheiter"),
        (r"ministerne(s?)$", r"ministrane\1"),
        (r"^(?!interne|.*(?:mod|stj|fj|gj|hj|kj|lant|tav|off|kst)erne)(\w{3,})erne(s?)$", r"\1arane\2"),
        (r"sjoner$", "sjonar"),
        (r"sjonene$", "sjonane"),
        (r"(?<!pl)ant(er|ene)$", lambda m: "antar" if m[1] == "er" else "antane"),
        (r"(?<!min)(?<!reg)ist(er|ene)$", lambda m: "istar" if m[1] == "er" else "istane"),
        (r"tør(er|ene)$", lambda m: "tørar" if m[1] == "er" else "tørane"),
        (
            r"(pasient|student|president|agent|konkurrent|produsent|soldat|advokat|delegat|kandidat|diplomat|demokrat)"
            r"(er|ene)$",
            lambda m: m[1] + ("ar" if m[2] == "er" else "ane"),
        ),
        (r"dommer$", "dommar"),
        (r"dommene$", "dommane"),
    )
)

_FEMININE = re.compile(
    r"(avis|bok|bygning|bygd|gate|gruppe|hytte|jente|kone|kvinne|kyrkje|kirke|liste|mengde|rekke|rolle|sak|side|tid|uke|"
    r"ulykke|(?<![tlh])øy|avgjørelse|(undersøk|hend|forkort|øv|utgiv|oppdag)else|(?<!år)(?<!vik)(?<=\w{3})ing)$"
)
_DEGREE = frozenset(
    """
    bra bred dyp fort gammel gamle gammelt god godt hardt høy høye høyt hyppig kaldt kort lang lange langt lavt lenge
    lett liten mange mye mykje nær ofte raskt sen sent stor store stort sterk sterkt tidlig tung tungt tykk unge ung
    vanlig vanskelig varm varmt viktig vidt
    """.split()
)
_MODALS = frozenset("bør burde kan kunne må måtte skal skulle vil ville å".split())
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”|”[^”]*”|(?<!\w)['‘][^'’]*['’](?!\w)")


def nynorsk(question: str) -> str:
    """Return the Bokmål question in Nynorsk, as far as rules go; names, quoted titles and unknown words stay.

    A word with a capital that does not open the question is taken for a name.
    """
    matches = list(_WORD.finditer(question))
    texts = [m.group() for m in matches]
    quoted = [m.span() for m in _QUOTED.finditer(question)]
    parts: list[str] = []
    end = 0
    for i, match in enumerate(matches):
        parts.append(question[end : match.start()])
        kept = any(start <= match.start() < stop for start, stop in quoted) or (i > 0 and match.group()[0].isupper())
        parts.append(match.group() if kept else _translate(texts, i))
        end = match.end()
    return "".join(parts) + question[end:]


@cache
def _lexicon() -> dict[str, str]:
    pairs = (entry.split(":") for entry in _LEXICON.split())
    return {bokmal: translation.replace("_", " ") for bokmal, translation in pairs}


def _translate(texts: list[str], i: int) -> str:
    word = texts[i].lower()
    found = _in_context(word, texts, i) or _lexicon().get(word)
    if found is None:
        # The first word may be a name too, which only a rule for endings would spoil.
        found = word if i == 0 else _by_endings(word)
    if found == word:
        return texts[i]
    return found[0].upper() + found[1:] if texts[i][0].isupper() else found


def _in_context(word: str, texts: list[str], i: int) -> str | None:
    """Return the translation of a word that its neighbours decide, or None for any other."""
    before = texts[i - 1].lower() if i else ""
    after = [text.lower() for text in texts[i + 1 : i + 3]]
    following = after[0] if after else ""
    match word:
        case "hvor":
            return "kor" if following in _DEGREE else "kvar"
        case "hvilken" | "hvilket" | "en" | "et":
            article = "ein" if word in ("en", "hvilken") or following == "sted" else "eit"
            if article == "ein" and following != "av" and any(_FEMININE.search(noun) for noun in after):
                article = "ei"
            return article if word in ("en", "et") else f"kva for {article}"
        case "de":
            return "de" if texts[i + 1 : i + 2] and texts[i + 1][0].isupper() else "dei"
        case "noen":
            return "nokre" if following.endswith(("e", "er")) else "nokon"
        case "nå":
            return "nå" if before in _MODALS else "no"
        case "si":
            return "seie" if before in _MODALS else "si"
        case "siden":
            if before == "ved":
                return "sida"
            return "sida" if before in ("den", "andre", "ene", "denne") else "sidan"
        case "gang":
            return "gang" if before == "i" else "gong"
        case "døde":
            return "døde" if before in ("de", "antall", "av", "den") else None
        case "leder":
            return "leier" if before in ("hvem", "som") else None
    passive = word.endswith("es") and len(word) > 5 and not word.endswith(("enes", "ernes"))
    if passive and word not in _lexicon() and not _MODALS.isdisjoint(text.lower() for text in texts[:i]):
        return _by_endings(word[:-2]) + "ast"
    return None


def _by_endings(word: str) -> str:
    for spelling, replacement in _SPELLINGS:
        word = spelling.sub(replacement, word)
    if word not in _NOT_VERBS and word.endswith(("er", "et")) and word[:-2] in _A_VERBS:
        return word[:-2] + ("ar" if word.endswith("er") else "a")
    if found := _AGENT.search(word):
        return word[: found.start()] + _AGENTS[found[1]] + _AGENT_ENDINGS[found[2]]
    if found := _ELSE.search(word):
        return word[: found.start()] + found[1] + _ING[found[2] or ""]
    if len(word) > 7 and not _MASCULINE_ING.search(word) and not _VERB_IN_ING.search(word):
        word = re.sub(r"ingen$", "inga", word)
        word = re.sub(r"inger$", "ingar", word)
        word = re.sub(r"ingene$", "ingane", word)
    for ending, change in _ENDINGS:
        if ending.search(word):
            return ending.sub(change, word)
    return word
