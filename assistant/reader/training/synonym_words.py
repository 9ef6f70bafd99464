"""Words that may stand for one another in a question without changing its answer, in Bokmål and English.

A line is a set of members, set apart by ` = `, all in the same form. A member after `>` is only written instead of
the others, never replaced: it is wider, or means something else too. Words after the first follow it unchanged
("mist.et livet"). An ending says how the first word is inflected, `/` sets apart forms that are written out, `-` is a
form left out, and `besto,bestod` are two spellings of which the first is written:

    nb verb       infinitive/present/preterite/participle, or kast.et drep.te lev.de bo.dde begyn.2te (begynne)
    nb noun       indefinite/definite/plural/definite plural and c (common gender) or n (neuter), or bil.m leder.mr
                  avtale.me elv.f kvinne.fe hus.n missil.nt møte.ne; .f and .fe have a second definite form in -a
    nb adjective  common/neuter/plural, or stor.a norsk.i
    en verb       base/third person/past/participle/-ing, or kill.ed move.d carr.ied reach.es
    en noun       singular/plural, or leader.s cit.ies church.es
    fixed         the words as they are

Written for this project by hand from what news and encyclopedias are asked about; each section in the order of
the alphabet.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["verb", "noun", "adjective", "fixed"]
# What follows a verb that is replaced: anything; a preposition or the end; the same, or its subject; an object; a name.
Complement = Literal["any", "nothing", "no object", "object", "name"]

_NB_VERBS = """
angripe/angriper/-/- = >gå/går/gikk/gått til angrep på
ank.et = >klag.et på
anklag.et for = >beskyld.te for
ansette/ansetter/ansatte/ansatt = >engasjer.te
arrester.te = pågripe/pågriper/pågrep/pågrepet
avholde/avholder/avholdt/avholdt = arranger.te = >holde/holder/holdt/holdt
avlys.te = >droppe/dropper/droppet/droppet
avskaff.et = >fjern.et = >opphev.et
avslå/avslår/avslo/avslått = >avvis.te = >takk.et nei til = >si/sier/sa/- nei til
avslør.te = >røp.et
avvæpne/avvæpner/avvæpnet/avvæpnet = >ta/tar/tok/tatt våpnene fra
bedra/bedrar/bedro/bedratt = svindl.et = >lur.te
befinne/befinner/befant/befunnet seg = >ligge/ligger/lå/ligget
begyn.2te med = start.et med = >gå/går/gikk/gått i gang med
begå/begår/begikk/begått selvmord = ta/tar/tok/tatt sitt eget liv = >ta/tar/tok/tatt livet av seg
beholde/beholder/beholdt/beholdt = >sitte/sitter/satt/sittet igjen med
bekjempe/bekjemper/bekjempet/- = kjempe/kjemper/kjempet/- mot = slåss/slåss/sloss/- mot
bekymr.et seg for = >være/er/var/vært urolig for
benekt.et = nekt.et for = >avvis.te
benytte/benytter/benyttet/benyttet seg av = >bruk.te
beseir.et = >slå/slår/slo/slått
beskrive/beskriver/beskrev/beskrevet = skildr.et
beskyte/beskyter/beskjøt/beskutt = >skyte/skyter/skjøt/skutt mot
beslutte/beslutter/besluttet/besluttet = >bestem.2te = >avgjøre/avgjør/avgjorde/avgjort
bestå/består/besto,bestod/bestått av = >være/er/var/vært satt sammen av
besøk.te = >være/er/var/vært på besøk i
bli/blir/ble/blitt født = >komme/kommer/kom/kommet til verden
bli/blir/ble/blitt oppkalt etter = >få/får/fikk/fått navn etter
bo.dde i = holde/holder/holdt/holdt til i = >være/er/var/vært bosatt i
bo.dde på = >holde/holder/holdt/holdt til på
bomb.et = >bombarder.te
bosette/bosetter/bosatte/bosatt seg = slå/slår/slo/slått seg ned
bruk.te = benytt.et = anvend.te
bygge/bygger/bygget,bygde/bygget,bygd = oppfør.te = >sette/setter/satte/satt opp
delta/deltar/deltok/deltatt i = >være/er/var/vært med i = >ta/tar/tok/tatt del i
delta/deltar/deltok/deltatt på = >være/er/var/vært med på
design.et = >utform.et
drep.te = >ta/tar/tok/- livet av
drøft.et = diskuter.te
dømme/dømmer/dømte/dømt for = >kjenne/kjenner/kjente/kjent skyldig i
eie/eier/eide/eid = >være/er/var/- eier av
eksister.te = finnes/finnes/fantes/funnes
eksploder.te = >gå/går/gikk/gått i luften
endr.et = forandr.et
-/er/-/- født = >-/kom/-/- til verden
etterforsk.et = >gransk.et
etterfølge/etterfølger/etterfulgte/etterfulgt = >komme/kommer/kom/- etter
etterlyse/etterlyser/etterlyste/etterlyst = >lete/leter/lette/lett etter
feir.et = marker.te
fengsl.et = >sette/setter/satte/satt i fengsel
finansier.te = betal.te for = >bekost.et
finne/finner/fant/funnet sted = foregå/foregår/foregikk/foregått
fjern.et = >ta/tar/tok/tatt bort
flykt.et fra = røm.2te fra
flytt.et til = >bosette/bosetter/bosatte/bosatt seg i
fordøm.2te = >ta/tar/tok/- sterk avstand fra
forekomme/forekommer/forekom/forekommet = >finnes/finnes/fantes/funnes
foreslå/foreslår/foreslo/foreslått = >gå/går/gikk/- inn for
forhandl.et med = før.te forhandlinger med
forhandl.et om = før.te forhandlinger om = >drøft.et
forklar.te = >gjøre/gjør/gjorde/gjort rede for
forlise/forliser/forliste/forlist = >gå/går/gikk/gått ned = >synke/synker/sank/sunket
forsk.et på = >studer.te
forsøk.te = prøv.de
fortsette/fortsetter/fortsatte/fortsatt = >holde/holder/holdt/holdt fram
forårsak.et = føre/fører/førte/ført til = >medfør.te
fremfør.te = framfør.te
frigjøre/frigjør/frigjorde/frigjort = >befri/befrir/befridde/befridd
frykt.et = være/er/var/vært redd for = >engst.et seg for
gi/gir/ga/gitt fra seg = avstå/avstår/avsto,avstod/avstått = >gi/gir/ga/gitt bort
gift.et seg = inngå/inngår/inngikk/inngått ekteskap
gjennomfør.te = >utfør.te
godta/godtar/godtok/godtatt = aksepter.te = >gå/går/gikk/- med på
gransk.et = >undersøk.te
gravlegge/gravlegger/gravla/gravlagt = begrave/begraver/begravde/begravet
grense/grenser/grenset/grenset til = >ha/har/hadde/hatt grense til
grunnlegge/grunnlegger/grunnla/grunnlagt = stift.et = >start.et
gå/går/gikk/gått av = >trekke/trekker/trakk/trukket seg
gå/går/gikk/gått av med seieren = >seir.et = >vinne/vinner/vant/vunnet
handl.et om = dreie/dreier/dreide/dreid seg om
havn.et på = ende/ender/endte/endt på
helbrede/helbreder/helbredet/helbredet = kurer.te = >gjøre/gjør/gjorde/gjort frisk
hende/hender/hendte/hendt = >skje/skjer/skjedde/skjedd
henrett.et = >avliv.et
hevd.et = påstå/påstår/påsto,påstod/påstått
hindr.et = forhindr.et = >stans.et
hjelpe/hjelper/hjalp/hjulpet = bistå/bistår/bisto,bistod/bistått = assister.te
innebære/innebærer/innebar/innebåret = >bety/betyr/betydde/betydd
inneholde/inneholder/inneholdt/inneholdt = >romme/rommer/rommet/rommet
innfør.te = >ta/tar/tok/tatt i bruk
invader.te = >gå/går/gikk/- inn i = >rykke/rykker/rykket/- inn i
inviter.te = >be/ber/ba/bedt
jobb.et = arbeid.et
kapituler.te = overgi/overgir/overga/overgitt seg = gi/gir/ga/gitt opp kampen
kidnapp.et = bortfør.te
kjøp.te = >skaffe/skaffer/skaffet/- seg
klag.et på = >være/er/var/vært misfornøyd med
kollider.te = kræsj.et = støte/støter/støtte/støtt sammen
kollider.te med = kræsj.et med
komme/kommer/kom/kommet til makten = >overta/overtar/overtok/overtatt makten
-/kommer/-/- fra = >-/stammer/-/- fra
komponer.te = >lag.et musikken til
konstruer.te = >utform.et
kritiser.te = >gå/går/gikk/- ut mot
kunngjøre/kunngjør/kunngjorde/kunngjort = >annonser.te = >gjøre/gjør/gjorde/gjort kjent
kår.et til = >utrop.te til
lanser.te = >presenter.te
led.et = >styre/styrer/styrte/styrt = >stå/står/sto/- i spissen for
led.et til = >føre/fører/førte/ført til
likvider.te = >drep.te
lov.et å = >gi/gir/ga/gitt løfte om å
meld.te = >rapporter.te
melde/melder/meldte/meldt seg inn i = >bli/blir/ble/blitt medlem av
men.te = >hevd.et
motiver.te = >inspirer.te
motsette/motsetter/motsatte/motsatt seg = >være/er/var/vært imot
motta/mottar/mottok/mottatt = >få/får/fikk/fått
muliggjøre/muliggjør/muliggjorde/muliggjort = >gjøre/gjør/gjorde/gjort mulig
myrd.et = >drep.te = >ta/tar/tok/- livet av
møt.te = >treffe/treffer/traff/truffet
nekt.et å = >vegr.et seg for å
offentliggjøre/offentliggjør/offentliggjorde/offentliggjort = >kunngjøre/kunngjør/kunngjorde/kunngjort = >publiser.te
okkuper.te = >ta/tar/tok/- kontroll over
omdanne/omdanner/omdannet/omdannet = >gjøre/gjør/gjorde/gjort om
omfatt.et = inkluder.te = >dekk.et
oppdag.et = >finne/finner/fant/funnet
oppfinne/oppfinner/oppfant/oppfunnet = >finne/finner/fant/funnet opp
oppløs.te = >legge/legger/la/lagt ned
opprette/oppretter/opprettet/opprettet = etabler.te
oppstå/oppstår/oppsto,oppstod/oppstått = >bli/blir/ble/blitt til
overta/overtar/overtok/overtatt = ta/tar/tok/tatt over
planlegge/planlegger/planla/planlagt å = ha/har/hadde/hatt planer om å = >ta/tar/tok/- sikte på å
plyndr.et = >ran.et
presenter.te = >legge/legger/la/lagt fram
produser.te = fremstil.2te = >lag.et
protester.te mot = demonstrer.te mot = >vise/viser/viste/vist motstand mot
prøv.de å = forsøk.te å
påpek.te = poengter.te = >peke/peker/pekte/pekt på
ram.2et = >hjemsøk.te
redd.et = berg.et
reduser.te = minsk.et = senk.et = >skjære/skjærer/skar/skåret ned på
regisser.te = >stå/står/sto/- bak
regne/regner/regnet/regnet som = betrakt.et som = >anse/anser/anså/ansett som
reis.te fra = dra/drar/dro/dratt fra = >forlate/forlater/forlot/forlatt
reis.te til = dra/drar/dro/dratt til = >ta/tar/tok/tatt turen til
reparer.te = >sette/setter/satte/satt i stand
rive/river/rev/revet = >jevne/jevner/jevnet/jevnet med jorden
samarbeid.et med = >jobb.et sammen med
selge/selger/solgte/solgt = >avhend.et
si/sier/sa/sagt opp jobben = >slut.2et i jobben
sikt.et for = >anklag.et for
sitte/sitter/satt/sittet i fengsel = >være/er/var/vært fengslet
skille/skiller/skilte/skilt seg = >gå/går/gikk/gått fra hverandre
skje/skjer/skjedde/skjedd = >inntreffe/inntreffer/inntraff/inntruffet = >finne/finner/fant/funnet sted
skrive/skriver/skrev/skrevet under på = >signer.te
skyldes/skyldes/skyldtes/- = >komme/kommer/kom/- av
slut.2et seg til = >bli/blir/ble/blitt med i
slut.2et å = >holde/holder/holdt/holdt opp med å
snakk.et med = prat.et med
snakk.et om = prat.et om
spander.te = >betal.te for
sparke/sparker/sparket/sparket = avskjedig.et = >si/sier/sa/sagt opp
spil.2te for = >representer.te
spil.2te mot = >møte/møter/møtte/møtt
stamme/stammer/stammet/stammet fra = >komme/kommer/kom/kommet fra
steng.te = >lukk.et
stjele/stjeler/stjal/stjålet = >rapp.et
styrt.et = >falle/faller/falt/falt ned
stå/står/sto,stod/stått bak = >være/er/var/vært ansvarlig for
støtt.et = >stille/stiller/stilte/- seg bak = >bakke/bakker/bakket/bakket opp
symboliser.te = >stå/står/sto,stod/stått for = >være/er/var/- et symbol på
synes/synes/syntes/- = >mene/mener/mente/-
synke/synker/sank/sunket = minke/minker/minket/minket = >avta/avtar/avtok/avtatt = >gå/går/gikk/gått ned
såre/sårer/såret/såret = >skad.et
ta/tar/tok/tatt gull = vinne/vinner/vant/vunnet gull
ta/tar/tok/tatt slutt = opphør.te
tape/taper/tapte/- for = >bli/blir/ble/- slått av
tildel.te = >gi/gir/ga/gitt
tilhør.te = >høre/hører/hørte/hørt til
tilstå/tilstår/tilsto,tilstod/tilstått = innrøm.2te = vedgå/vedgår/vedgikk/vedgått
tjene/tjener/tjente/tjent penger på = >ha/har/hadde/hatt inntekt av
transporter.te = frakt.et
tre/trer/trådte/trådt i kraft = begyn.2te å gjelde = >bli/blir/ble/blitt gjeldende
trekke/trekker/trakk/trukket seg som = gå/går/gikk/gått av som = >fratre/fratrer/fratrådte/fratrådt som
tro/tror/trodde/- = >mene/mener/mente/-
tro/tror/trodde/trodd på = >ha/har/hadde/hatt tro på
underskrive/underskriver/underskrev/underskrevet = signer.te = undertegn.et
understrek.et = fremheve/fremhever/fremhevet/fremhevet = >legge/legger/la/lagt vekt på
undersøk.te = >gransk.et = >se/ser/så/sett nærmere på
undervis.te i = >lær.te bort
utdanne/utdanner/utdannet/utdannet seg til = >ta/tar/tok/tatt utdannelse som
utgi/utgir/utga/utgitt = gi/gir/ga/gitt ut
utnevn.te = >utpek.te
varsl.et = >gi/gir/ga/- beskjed om
vedta/vedtar/vedtok/vedtatt = >bestem.2te = >godkjen.2te
vende/vender/vendte/vendt tilbake = komme/kommer/kom/kommet tilbake = returner.te
vinne/vinner/vant/- finalen = >gå/går/gikk/- av med seieren i finalen
vinne/vinner/vant/- kampen = >gå/går/gikk/- av med seieren i kampen
vinne/vinner/vant/- konkurransen = >gå/går/gikk/- av med seieren i konkurransen
vinne/vinner/vant/- over = >slå/slår/slo/- = >beseir.et
vinne/vinner/vant/- rennet = >gå/går/gikk/- av med seieren i rennet
vinne/vinner/vant/- slaget = >gå/går/gikk/- av med seieren i slaget
vinne/vinner/vant/- sprinten = >gå/går/gikk/- av med seieren på sprinten
vinne/vinner/vant/- turneringen = >gå/går/gikk/- av med seieren i turneringen
vinne/vinner/vant/- valget = >gå/går/gikk/- av med seieren i valget
vokse/vokser/vokste/vokst opp = >tilbringe/tilbringer/tilbrakte/tilbrakt barndommen
være/er/var/vært bosatt = >bo.dde
være/er/var/vært gift med = >leve/lever/levde/levd i ekteskap med
være/er/var/vært oppkalt etter = >ha/har/hadde/hatt fått navn etter
ønsk.et å = >ha/har/hadde/hatt lyst til å
"""

_NB_VERBS_BEFORE_NOTHING = """
vinne/vinner/vant/vunnet = >gå/går/gikk/gått av med seieren = >trekke/trekker/trakk/trukket det lengste strået
øke/øker/økte/økt = >stige/stiger/steg/steget = >vokse/vokser/vokste/vokst
"""
_NB_VERBS_WITHOUT_OBJECT = """
avgå/avgår/avgikk/avgått ved døden = >dø/dør/døde/dødd
bli/blir/ble/blitt drept = >mist.et livet = >omkomme/omkommer/omkom/omkommet
bli/blir/ble/blitt drept av = >bli/blir/ble/blitt tatt av dage av
bli/blir/ble/blitt skadet = >komme/kommer/kom/kommet til skade
bo.dde = >være/er/var/vært bosatt
debuter.te = >gjøre/gjør/gjorde/gjort sin debut
dø/dør/døde/dødd = >gå/går/gikk/gått bort = >mist.et livet
flykt.et = røm.2te = >stikke/stikker/stakk/stukket av
forsvinne/forsvinner/forsvant/forsvunnet = >bli/blir/ble/blitt borte
mist.et livet = >dø/dør/døde/dødd
omkomme/omkommer/omkom/omkommet = >mist.et livet = >dø/dør/døde/dødd
overleve/overlever/overlevde/overlevd = >komme/kommer/kom/kommet fra det i live
seir.et = >vinne/vinner/vant/vunnet = >gå/går/gikk/gått av med seieren
start.et = begyn.2te = >ta/tar/tok/tatt til = >komme/kommer/kom/kommet i gang
"""
_NB_VERBS_WITH_OBJECT = """
-/-/skrev/skrevet = >-/-/forfattet/forfattet
"""
_NB_VERBS_BEFORE_A_NAME = """
slå/slår/slo/- = >beseir.et = >vinne/vinner/vant/- over
vinne/vinner/vant/- = >gå/går/gikk/- av med seieren i
"""
_NB_NOUNS = """
administrerende direktør/administrerende direktøren/-/- c = >daglig leder/daglige lederen/-/- c
advokat.m = >jurist.m
aktor.m = >statsadvokat.m
album/albumet/album/albumene n = >plate.fe
andel.m = >prosentandel.m
ansatt/-/ansatte/- c = >medarbeider/-/medarbeidere/- c
arbeidsledighet.m = arbeidsløshet.m
arbeidsplass.m = >jobb.m
avis.f = >dagblad.n
avtale.me = >overenskomst.m
baby.m = >spedbarn/spedbarnet/spedbarn/spedbarna n
band.n = >musikkgruppe.fe
bedrift.m = foretak.n = >virksomhet.m
begravelse.me = bisettelse.me
begrep.nt = uttrykk.n
-/begynnelsen/-/- c = -/starten/-/- c
bestanddel.m = >del.m
besøk.n = >visitt.m
betegnelse.me = >navn.n
bil.m = >kjøretøy.nt
bilulykke.fe = trafikkulykke.fe
bok/boken,boka/bøker/bøkene c = >verk.n
bryllup.n = >vielse.me
bygning.m = byggverk.n = >bygg.n
båt.m = >farkost.m
cup.m = >turnering.f
deltaker.mr = deltager.mr
demonstrasjon.m = >protest.m
drap.n = mord.n
drapsmann/drapsmannen/drapsmenn/drapsmennene c = morder.mr
dødsfall.n = >bortgang.m
egenskap.m = >særtrekk.n
eier.mr = innehaver.mr
ekspedisjon.m = >ferd/ferden/ferder/ferdene c
eksplosjon.m = >smell.n
ektemann/ektemannen/ektemenn/ektemennene c = >ektefelle.me
elv.f = >vassdrag.n
epidemi.m = >utbrudd.n
epoke.me = >periode.me
etterforskning.f = >gransking.m
etterfølger.mr = arvtaker.mr
fagforening.f = >fagforbund.n
fange.me = >innsatte/-/innsatte/- c
far/-/fedre/fedrene c = >pappa/-/pappaer/pappaene c
festning.f = >borg.m
flyplass.m = lufthavn.f
flystyrt.m = flyulykke.fe
folkeavstemning.f = >referendum/referendumet/referendumer/referendumene n
fordel.m = >fortrinn.n
-/-/-/foreldrene c = >-/-/-/moren og faren c
forfatter.mr = >skribent.m
forlis.n = skipsforlis.n = >skipsulykke.fe
formål.n = hensikt.m
forskjell.m = >ulikhet.m
forslag.n = >framlegg.n
forsvarer.mr = forsvarsadvokat.m
fotballspiller.mr = >fotballproff.m
fredsforhandling.f = fredssamtale.me
frykt/frykten/-/- c = >redsel/redselen/-/- c
fødselsdag.m = bursdag.m
-/-/-/følgene c = -/-/-/konsekvensene c
gjerningsmann/gjerningsmannen/gjerningsmenn/gjerningsmennene c = gjerningsperson.m
granskning.f = gransking.m
grunnlegger.mr = >stifter.mr
halvdel.m = >halvpart.m
hendelse.me = >episode.me
hjelp/hjelpen/-/- c = bistand/bistanden/-/- c
holdning.f = >innstilling.f
hus.n = >bolig.m
idrett.m = sport.m
inflasjon.m = >prisstigning.f
innbyggertall.n = folketall.n
innflytelse.me = påvirkning.f
innsjø.m = >vann.n
inntekt.f = >fortjeneste.me
jente.fe = >pike.me
jobb/jobben/-/- c = >stilling/stillingen/-/- c
jordskjelv.n = >skjelv.n
journalist.m = >reporter.mr
kallenavn.n = tilnavn.n
kamp.m = oppgjør.n
keeper.m = målmann/målmannen/målmenn/målmennene c = målvakt.f
kjennetegn.n = særtrekk.n
klubb.m = >lag.n
komponist.m = >tonekunstner.mr
kone.fe = hustru.m = >ektefelle.me
konflikt.m = strid.m
konge.me = >monark.m
konsert.m = >opptreden.m
kontinent.nt = verdensdel.m
kostnad.m = utgift.f
kvinne.fe = dame.fe
lagkamerat.m = >medspiller.mr
leder.mr = >sjef.m
lege.me = doktor.m
legemiddel/legemiddelet/legemidler/legemidlene n = medisin.m = >medikament.nt
leilighet.m = >bolig.m
lidelse.me = >sykdom/sykdommen/sykdommer/sykdommene c
likhet.m = >fellestrekk.n
lovbrudd.n = forbrytelse.me
låt.m = >sang.m
lærer.mr = >pedagog.m
lønnsøkning.f = >lønnsvekst.m
mannskap.n = >besetning.f
mesterskap.nt = >turnering.f
metode.me = >fremgangsmåte.me
minister/ministeren/ministere/ministrene c = statsråd.m
monark.m = regent.m
mor/moren,mora/mødre/mødrene c = >mamma/mammaen/mammaer/mammaene c
-/-/myndigheter/myndighetene c = >-/-/styresmakter/styresmaktene c
møte.ne = >sammenkomst.m
nasjonalforsamling.f = parlament.n
naturkatastrofe.me = >katastrofe.me
nederlag.n = >tap.n
oppdagelse.me = >funn.n
opplysning.f = informasjon/informasjonen/-/- c
opprinnelse.me = >opphav.n
opprør.n = >oppstand.m
organisasjon.m = >forening.f
overskudd.n = >profitt.m
oversvømmelse.me = flom/flommen/flommer/flommene c
passasjer.m = >reisende/-/reisende/- c
-/politiet/-/- n = >-/ordensmakten/-/- c
politimann/politimannen/politimenn/politimennene c = politibetjent.m
premie.me = >gevinst.m
-/-/problemer/problemene n = >-/-/vanskeligheter/vanskelighetene c
pågripelse.me = arrestasjon.m
påstand.m = >utsagn.n
rakett.m = >missil.nt
rapport.m = >utredning.f
redningsaksjon.m = >redningsarbeid.n
reform.m = >nyordning.f
region.m = >område.ne
regissør.m = filmskaper.mr
reise.fe = >ferd/ferden/ferder/ferdene c
rettssak.f = >rettergang.m
rival.m = konkurrent.m
roman.m = >bok/boken/bøker/bøkene c
samarbeid.n = >samvirke.ne
samboer.mr = kjæreste.me = >partner.mr
sanger.mr = vokalist.m
seier.m = >triumf.m
selskap.nt = firma.nt
siktelse.me = >anklage.me
sjef.m = >leder.mr
skip.n = fartøy.nt = >skute.fe
skuddveksling.f = >skyting.m
skuespiller.mr = >aktør.m
slektning.m = >familiemedlem/familiemedlemmet/familiemedlemmer/familiemedlemmene n
slott.n = palass.n
språk.n = >tungemål.n
stadion/stadionet/stadioner/stadionene n = >arena.m
statsborger.mr = >borger.mr
statskupp.n = >kupp.n
statsminister/statsministeren/statsministere/statsministrene c = >regjeringssjef.m
storm.m = >uvær.n
streik.m = >arbeidsnedleggelse.me
studie.me = undersøkelse.me
sykehus.n = hospital.nt
symptom.nt = >sykdomstegn.n
talsmann/talsmannen/talsmenn/talsmennene c = talsperson.m
terrorangrep.n = terroraksjon.m
tidsskrift.nt = >magasin.nt
tilhenger.mr = >støttespiller.mr
tiltale.me = >anklage.me
traktat.m = >avtale.me
trener.mr = >coach.m
tropp.m = >styrke.me
turnering.f = >konkurranse.me
type.me = >sort.m
ulykke.fe = >uhell.n
universitet.nt = >lærested.nt
utdannelse.me = utdanning.f
utmerkelse.me = >hedersbevisning.f
uttalelse.me = >utsagn.n
valgkamp.m = >valgkampanje.me
vedtak.n = beslutning.f = avgjørelse.me
verktøy.n = >redskap.nt
virkning.f = effekt.m
våpenhvile.me = våpenstillstand.m
yrke.ne = profesjon.m = >jobb.m
årsak.f = >grunn.m
"""
_NB_ADJECTIVES = """
-/-/avdøde = >-/-/døde
avgjørende/avgjørende/avgjørende = >utslagsgivende/utslagsgivende/utslagsgivende
berømt/berømt/berømte = >velkjent/velkjent/velkjente
enorm.a = >kolossal.a
farlig.i = >risikabel/risikabelt/risikable
fattig.i = >ubemidlet/ubemidlet/ubemidlede
forskjellig.i = ulik.a
lovlig.i = >tillatt/tillatt/tillatte
mektig.i = >innflytelsesrik.a
nåværende/nåværende/nåværende = >sittende/sittende/sittende
nødvendig.i = påkrevd/påkrevd/påkrevde
omfattende/omfattende/omfattende = >vidtrekkende/vidtrekkende/vidtrekkende
-/-/omkomne = >-/-/døde
omstridt/omstridt/omstridte = kontroversiell/kontroversielt/kontroversielle
-/-/opprinnelige = >-/-/første
passende/passende/passende = >egnet/egnet/egnede
rask.a = hurtig.i
rik.a = >velstående/velstående/velstående
-/-/savnede = >-/-/forsvunne
-/-/siktede = >-/-/anklagede
sjelden/sjeldent/sjeldne = >uvanlig.i
sterk.a = >kraftig.i
syk.a = sjuk.a
-/-/tiltalte = >-/-/anklagede
uavhengig.i = >selvstendig.i
ulovlig.i = >forbudt/forbudt/forbudte
vanlig.i = >alminnelig.i
vanskelig.i = >krevende/krevende/krevende
viktig.i = >betydningsfull/betydningsfullt/betydningsfulle = >sentral.a
viktigste/viktigste/viktigste = >mest sentrale/mest sentrale/mest sentrale
"""
_NB_FIXED = """
angående = vedrørende
basert på = >bygd på
ca = >omtrent
de siste årene = i senere år
den tidligere = >den forhenværende
dessverre = beklageligvis
etterpå = >deretter
faren til = >pappaen til
for tiden = for øyeblikket = akkurat nå
forrige uke = sist uke
fram = frem
fram til = frem til = inntil
fremdeles = fortsatt
først og fremst = >hovedsakelig
hovedsakelig = >for det meste = i hovedsak
hva betyr = >hva er betydningen av
hva er grunnen til at = hva er årsaken til at = hva kommer det av at
hva het = hva var navnet på
hva heter = hva er navnet på
hva kalles = >hva heter
hva skyldes = hva er årsaken til = hva er grunnen til
hva slags type = >hva slags
hva var grunnen til at = hva var årsaken til at = hva kom det av at
hver dag = >daglig
hver uke = >ukentlig
hvert år = >årlig
hvilke land = >hvilke nasjoner
hvilke typer = >hva slags
hvilken plass = >hvilken plassering
hvilken type = >hva slags
hvilket land = >hvilken nasjon
hvilket parti = >hvilket politisk parti
hvor finner man = >hvor finnes
hvor gammel er = >hvilken alder har
hvor gammel var = >hvilken alder hadde
hvor høy er = >hva er høyden på
hvor lang er = >hva er lengden på
hvor langt er det = >hvor lang avstand er det
hvor lenge = >hvor lang tid
hvor ligger = >hvor finner man
hvor mange = >hvor stort antall
hvor mange barn = >hvor mange unger
hvor mange folk = >hvor mange mennesker
hvor mange ganger = >hvor ofte
hvor mange kroner = >hvor mye penger
hvor mange land = >hvor mange nasjoner
hvor mye koster = hva koster
hvor mye kostet = hva kostet
hvor stor befolkning har = >hvor mange innbyggere har
hvor stor er = >hva er størrelsen på
hvordan forkortes = >hva er forkortelsen for
hvorfor = av hvilken grunn
i dag = >nå
i fjor = forrige år = >i året som gikk
i fjor høst = forrige høst
i fjor sommer = forrige sommer
i fjor vinter = forrige vinter
i fjor vår = forrige vår
i løpet av = >under
i midten av = midt på
i nærheten av = like ved = ikke langt fra
i slutten av = mot slutten av = på slutten av
i tillegg = dessuten
i tillegg til = ved siden av = >foruten
i verden = >på kloden
kanskje = muligens
lages = >produseres = >fremstilles
mest kjent = >mest berømt
mest kjente = >mest berømte
mest populære = >best likte
midt i = >i midten av
neste dag = påfølgende dag
neste år = >kommende år
nesten = >bortimot
nylig = for kort tid siden
når fikk = >på hvilket tidspunkt fikk
når hadde = >på hvilket tidspunkt hadde
når kom = >på hvilket tidspunkt kom
når skal = >på hvilket tidspunkt skal
når var = >på hvilket tidspunkt var
omkring = >rundt
omtrent = cirka = rundt regnet
over hele verden = verden over
plutselig = brått
på grunn av = som følge av
på hvilken måte = >hvordan
på samme tid = samtidig
rundt om i = >omkring i
samme år = >det samme året
sammen med = i lag med
sannsynligvis = trolig = antakelig
som heter = med navnet
tidligere i år = før i år
til sammen = totalt = i alt
til slutt = til sist
til tross for = på tross av
umiddelbart = med en gang = straks
vanligvis = som regel = til vanlig
verdens = >klodens
"""
_EN_VERBS = """
accuse.d of = >charge.d with
acquire.d = >obtain.ed
allow.ed = permit/permits/permitted/permitted/permitting
announce.d = >reveal.ed
appoint.ed = >name.d
arrest.ed = >take/takes/took/taken/taking into custody
arrive.d in = >reach.es
ask.ed for = request.ed
assassinate.d = >murder.ed
attempt.ed to = try/tries/tried/tried/trying to
award.ed = >give/gives/gave/given/giving
ban/bans/banned/banned/banning = prohibit.ed = outlaw.ed
beat/beats/beat/beaten/beating = defeat.ed
begin/begins/began/begun/beginning = start.ed = commence.d
believe.d = >think/thinks/thought/thought/thinking
buy/buys/bought/bought/buying = purchase.d
capture.d = >seize.d
change.d = >alter.ed
choose/chooses/chose/chosen/choosing = select.ed = pick.ed
claim.ed = assert.ed = maintain.ed
conduct.ed = >carr.ied out
conquer.ed = >take/takes/took/taken/taking control of
-/-/-/considered/- = >-/-/-/deemed/-
consist/consists/consisted/-/consisting of = >comprise.d
decrease/decreases/decreased/-/decreasing = >decline/declines/declined/-/declining
demand.ed = >insist.ed on
demolish.es = >tear/tears/tore/torn/tearing down
deny/denies/denied/denied/denying = >reject.ed
depart.ed = >leave/leaves/left/left/leaving
describe.d = portray.ed = depict.ed
destroy.ed = >wreck.ed
discover.ed = >find/finds/found/found/finding
eat/eats/ate/eaten/eating = >consume.d
enable.d = >allow.ed
end.ed = finish.es = conclude.d
enlarge.d = expand.ed
execute.d = >put/puts/put/put/putting to death
explain.ed = >clarif.ied
fear.ed = dread.ed
form.ed = >create.d
found/founds/founded/founded/founding = establish.es = >set/sets/set/set/setting up
fund.ed = finance.d
give/gives/gave/given/giving up = >surrender.ed
grant.ed = >give/gives/gave/given/giving
help.ed = assist.ed = aid.ed
increase/increases/increased/-/increasing = >grow/grows/grew/-/growing
injure.d = wound.ed
invent.ed = >come/comes/came/-/coming up with
kill.ed = >slay/slays/slew/slain/slaying
lead/leads/led/led/leading to = >cause.d
-/-/-/located/- = -/-/-/situated/-
marry/marries/married/married/marrying = wed/weds/wed/wed/wedding
move.d to = relocate.d to
murder.ed = >kill.ed
obtain.ed = >get/gets/got/got/getting
occur/occurs/occurred/occurred/occurring = take/takes/took/taken/taking place = >happen.ed
oppose.d = >stand/stands/stood/stood/standing against
overthrow/overthrows/overthrew/overthrown/overthrowing = >topple.d
own.ed = possess.es
pass/passes/passed/passed/passing away = >die/dies/died/died/dying
plan/plans/planned/planned/planning to = intend.ed to
prevent.ed = >stop/stops/stopped/stopped/stopping
produce.d = >make/makes/made/made/making
protect.ed = >guard.ed
provide.d = supply/supplies/supplied/supplied/supplying
receive.d = >get/gets/got/got/getting
reduce.d = lessen.ed = >cut/cuts/cut/cut/cutting
reject.ed = >turn/turns/turned/turned/turning down
remain.ed = stay.ed
replace.d = >take/takes/took/taken/taking the place of
require.d = >call/calls/called/called/calling for
rescue.d = >save.d
resign.ed = >step/steps/stepped/stepped/stepping down
seek/seeks/sought/sought/seeking = >look.ed for
succeed/succeeds/succeeded/-/succeeding = >follow.ed
suggest.ed = propose.d
surrender.ed = >give/gives/gave/-/giving up
symbolize.d = stand/stands/stood/stood/standing for
travel.ed to = journey.ed to = >go/goes/went/gone/going to
use.d = >utilize.d
want.ed to = wish.es to
"""
_EN_VERBS_WITHOUT_OBJECT = """
die/dies/died/died/dying = >pass/passes/passed/passed/passing away
"""
_EN_NOUNS = """
advantage.s = >benefit.s
agreement.s = accord.s
amount.s = quantit.ies
ancestor.s = forefather.s
answer.s = >repl.ies
attack.s = assault.s
author.s = writer.s
beginning.s = start.s
belief.s = >conviction.s
border.s = frontier.s
-/buildings = -/structures
car.s = automobile.s
ceasefire.s = truce.s
child/children = kid.s
coach.es = >trainer.s
coast.s = shore.s
compan.ies = firm.s
consequence.s = >result.s
cost.s = >expense.s
crime.s = >offense.s
criminal.s = >offender.s
decline.s = >decrease.s
discover.ies = >finding.s
doctor.s = physician.s
employee.s = >staff member/staff members
enem.ies = foe.s
father.s = dad.s
film.s = movie.s
forest.s = >woodland.s
goal.s = aim.s = objective.s
house.s = >home.s
husband.s = >spouse.s
idea.s = notion.s
illness.es = sickness.es
immigrant.s = >newcomer.s
inhabitant.s = resident.s
job.s = >position.s
killer.s = murderer.s
kind.s = type.s = sort.s
lawyer.s = attorney.s
location.s = >site.s
method.s = >technique.s
mother.s = mom.s
murder.s = homicide.s
musician.s = >performer.s
nation.s = countr.ies
nickname.s = >moniker.s
opponent.s = adversar.ies
organization.s = >association.s
outcome.s = >result.s
parliament.s = >legislature.s
percentage.s = >proportion.s
person/people = >individual.s
plane.s = airplane.s
player.s = >athlete.s
politician.s = >lawmaker.s
prison.s = jail.s
purpose.s = >aim.s
region.s = >area.s
representative.s = >delegate.s
rise.s = >increase.s
river.s = >waterway.s
road.s = >roadway.s
role.s = >part.s
ruler.s = >sovereign.s
salar.ies = >wage.s
scholar.s = >academic.s
scientist.s = researcher.s
ship.s = vessel.s
singer.s = vocalist.s
song.s = tune.s
stadium.s = >arena.s
stud.ies = >piece of research/pieces of research
student.s = pupil.s
teacher.s = >instructor.s
team.s = >squad.s
treat.ies = >accord.s
treatment.s = >therap.ies
victor.ies = >triumph.s
war.s = >armed conflict/armed conflicts
wealth/- = >riches/-
weapon.s = >arm/arms
wife/wives = >spouse.s
worker.s = laborer.s
"""
_EN_FIXED = """
a lot of = a great deal of
along with = together with
approximately = roughly
because of = due to = on account of
besides = >apart from = >other than
compared to = in comparison with
currently = at present = these days
dangerous = hazardous
difficult = >hard
during = >in the course of
entire = whole
famous = well-known = renowned
faster = quicker
fastest = quickest
finally = >in the end
former = >onetime
frequently = often
how are = >in what way are
how can = >in what way can
how did = >in what way did
how do = >in what way do
how does = >in what way does
how long did = >for how long did
how many = what number of
how old = >what age
huge = enormous
important = >significant
in addition to = >besides
in order to = so as to
in terms of = >with regard to
initial = >first
initially = at first = originally
known for = famous for
main = primary = principal
mostly = for the most part
named after = >called after
necessary = >required
original = >initial
particular = >specific
primarily = mainly = chiefly
prior to = >before
quickly = rapidly
sufficient = >enough
the majority of = >most of
typically = usually = generally
wealthy = rich = affluent
what kind of = what sort of = what type of
what year = which year
where are = >in what place are
where did = >in what place did
where is = >in what location is
where was = >in what location was
why = for what reason
"""


@dataclass(frozen=True)
class Section:
    """Sets of one kind: `lines`, one a set, and what must follow their verbs."""

    kind: Kind
    lines: str
    complement: Complement = "any"


@dataclass(frozen=True)
class Member:
    """A member of a set: the spellings of each form, none where it is left out, and the words that follow all."""

    forms: tuple[tuple[str, ...], ...]
    tail: str = ""
    gender: str = ""
    only_written: bool = False


SECTIONS = {
    "nb": (
        Section("fixed", _NB_FIXED),
        Section("verb", _NB_VERBS_BEFORE_A_NAME, "name"),
        Section("verb", _NB_VERBS_BEFORE_NOTHING, "nothing"),
        Section("verb", _NB_VERBS_WITHOUT_OBJECT, "no object"),
        Section("verb", _NB_VERBS_WITH_OBJECT, "object"),
        Section("verb", _NB_VERBS),
        Section("noun", _NB_NOUNS),
        Section("adjective", _NB_ADJECTIVES),
    ),
    "en": (
        Section("fixed", _EN_FIXED),
        Section("verb", _EN_VERBS_WITHOUT_OBJECT),
        Section("verb", _EN_VERBS),
        Section("noun", _EN_NOUNS),
    ),
}
# Words that are another part of speech too, replaced only where the word before them tells which they are.
HOMOGRAPHS = frozenset("leder ledere trener keeper reise reiser fange fanger sanger arbeidet".split())

_ENDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "nb verb": {
        "et": ("e", "er", "et", "et"),
        "te": ("e", "er", "te", "t"),
        "de": ("e", "er", "de", "d"),
        "dde": ("", "r", "dde", "dd"),
        "2te": ("2e", "2er", "te", "t"),
        "2et": ("2e", "2er", "2et", "2et"),
    },
    "nb noun": {
        "m": ("", "en", "er", "ene"),
        "mr": ("", "en", "e", "ne"),
        "me": ("e", "en", "er", "ene"),
        "f": ("", "en,a", "er", "ene"),
        "fe": ("e", "en,a", "er", "ene"),
        "n": ("", "et", "", "ene"),
        "nt": ("", "et", "er", "ene"),
        "ne": ("e", "et", "er", "ene"),
    },
    "nb adjective": {"a": ("", "t", "e"), "i": ("", "", "e")},
    "en verb": {
        "ed": ("", "s", "ed", "ed", "ing"),
        "d": ("e", "es", "ed", "ed", "ing"),
        "ied": ("y", "ies", "ied", "ied", "ying"),
        "es": ("", "es", "ed", "ed", "ing"),
    },
    "en noun": {"s": ("", "s"), "es": ("", "es"), "ies": ("y", "ies")},
}
FORMS = {"nb verb": 4, "nb noun": 4, "nb adjective": 3, "en verb": 5, "en noun": 2, "nb fixed": 1, "en fixed": 1}
_NO_PASSIVE = frozenset("møte treffe skje hende".split())  # with -s they mean something else


def synonym_sets(section: Section, language: str) -> list[tuple[Member, ...]]:
    """Return the sets of a section; a Bokmål verb's -s passive and a noun's genitives follow the forms of its line."""
    lines = [line for line in section.lines.splitlines() if line]
    passive = section.kind == "verb" and section.complement in ("any", "object")
    return [tuple(_member(part, f"{language} {section.kind}", passive) for part in line.split(" = ")) for line in lines]


def _member(part: str, kind: str, passive: bool) -> Member:
    written, only_written = part.removeprefix(">"), part.startswith(">")
    if kind.endswith("fixed"):
        return Member(((written,),), only_written=only_written)
    gender = tail = ""
    if "/" in written:
        if kind == "nb noun":
            written, gender = written[:-2], written[-1]
            cells = written.split("/")
        else:
            cells = written.split("/")
            cells[-1], _, tail = cells[-1].partition(" ")
        forms = [tuple(cell.split(",")) if cell != "-" else () for cell in cells]
    else:
        word, _, tail = written.partition(" ")
        stem, _, code = word.partition(".")
        endings = _ENDINGS[kind][code]
        if endings[0] == "e":
            stem = stem.removesuffix("e")
        gender = ("n" if code.startswith("n") else "c") if kind == "nb noun" else ""
        forms = [
            tuple(stem + (stem[-1] + e[1:] if e.startswith("2") else e) for e in ending.split(","))
            for ending in endings
        ]
    if len(forms) != FORMS[kind]:
        raise ValueError(f"{part!r} has {len(forms)} forms, not {FORMS[kind]}")
    if kind == "nb verb":
        infinitive = forms[0][0] if forms[0] else ""
        s_form = (
            passive and forms[3] and tail in ("", "som") and infinitive.endswith("e") and infinitive not in _NO_PASSIVE
        )
        forms.append((infinitive + "s",) if s_form else ())
    if kind == "nb noun":
        forms += [tuple(form + "s" for form in spellings if form[-1] not in "sxz") for spellings in forms]
    return Member(tuple(forms), tail, gender, only_written)


# Words that agree with a noun, common and neuter.
_AGREEING = (
    "en/et hvilken/hvilket den/det denne/dette annen/annet hver/hvert sin/sitt min/mitt vår/vårt ingen/intet"
    " ny/nytt stor/stort ung/ungt gammel/gammelt egen/eget lang/langt høy/høyt norsk/norsk viktig/viktig"
)
TO_NEUTER = {common: neuter for common, _, neuter in (pair.partition("/") for pair in _AGREEING.split())}
TO_COMMON = {neuter: common for common, neuter in TO_NEUTER.items()}
TO_NEUTER["ei"] = "et"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class WordClasses:
    """What the rules know about words that are not in the sets."""

    determiners: frozenset[str]
    before_nouns: frozenset[str]  # prepositions that no finite verb follows
    no_objects: frozenset[str]  # words that begin no object: prepositions and conjunctions
    pronouns: frozenset[str]
    copulas: frozenset[str]
    asking: frozenset[str]  # what a finite verb, or a subject, may follow
    asking_how: frozenset[str]  # behind which the subject follows the verb
    asking_first: frozenset[str]  # replaced at the beginning of a question only
    particles: frozenset[str]  # with which a verb has another meaning
    modals: frozenset[str]
    auxiliaries: frozenset[str]
    opens_clause: frozenset[str]
    plural: frozenset[str] = frozenset()
    neuter: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    gendered_elsewhere: frozenset[str] = frozenset()  # they may agree with a noun that they do not stand by
    not_definite: frozenset[str] = frozenset()  # they only look like definite nouns


_NB_PREPOSITIONS = (
    "i på av til fra med om for ved under over mot etter før mellom blant hos gjennom uten rundt ifølge innen langs per"
)
_EN_PREPOSITIONS = "of in on at by for from with into about between during under over after before"
WORD_CLASSES = {
    "nb": WordClasses(
        determiners=_words(
            """
            en ei et den det de denne dette disse hvilken hvilket hvilke noen noe ingen alle flere mange få antall
            fleste andre to tre fire fem seks sju syv åtte ni ti hver hvert sin sitt sine min mitt mine vår vårt våre
            første siste neste ny nye stor store norske begge annen annet ulike slags
            """
        ),
        before_nouns=_words(_NB_PREPOSITIONS),
        no_objects=_words(_NB_PREPOSITIONS + " som da når hvis fordi at og eller siden mens enn"),
        pronouns=_words("han hun de det den man vi jeg du dere noen folk"),
        copulas=_words("er var ble blir bli blitt være vært"),
        asking=_words("hvem hva når hvor hvorfor hvordan"),
        asking_how=_words("når hvor hvorfor hvordan"),
        asking_first=_words("hva hvorfor hvordan når"),
        particles=_words("opp ut ned inn seg fram frem bort løs unna fast tilbake"),
        modals=_words("å kan kunne skal skulle vil ville må måtte bør burde får fikk"),
        auxiliaries=_words("har hadde ha er var ble blir bli blitt være vært få får fikk"),
        opens_clause=_words("som da hvis fordi at mens"),
        plural=_words(
            "mange to tre fire fem seks sju syv åtte ni ti hvilke flere noen alle antall de disse fleste sine"
        ),
        neuter=_words("et hvilket det dette noe hvert sitt annet intet"),
        common=_words("en ei hvilken den denne hver sin annen"),
        gendered_elsewhere=_words(
            """
            den det stor stort ny nytt gammel gammelt lang langt høy høyt bred bredt dyp dypt tung tungt dyr dyrt
            alvorlig liten lite ung ungt
            """
        ),
        not_definite=_words("eller annet mellom siden hverandre egen liten"),
    ),
    "en": WordClasses(
        determiners=_words("the a an this his her its their our some any no every more most two many"),
        before_nouns=_words(_EN_PREPOSITIONS),
        no_objects=_words(_EN_PREPOSITIONS + " to and or when while"),
        pronouns=_words("he she it they we you i"),
        copulas=_words("is was are were be been"),
        asking=_words("who what which that it he she"),
        asking_how=_words("when where why how"),
        asking_first=_words("why where how"),
        particles=_words("up out down off away back"),
        modals=_words("do does did to will would can could may might must should shall not"),
        auxiliaries=_words("was were is are be been being has have had having get got"),
        opens_clause=_words("that which who when while because"),
    ),
}
