"""Questions of what an article does not tell of a name that it mentions: "Hvor gammel er …?", "Who leads …?".

A person's age, a country's capital, what an institution costs: people ask it of whoever is in the news, and the passage
with the name looks as if it answered. Each question comes with the clues by which a passage may tell it after all.
Judged by eye over NorQuAD's training part, beside the passages: 20 of 20 unanswerable, 12 as a person would ask.
"""

import re
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Literal

from assistant.reader.training.near_misses import shape

Kind = Literal["person", "place", "thing"]

# A question, where … is the name, then > and what may tell it: a pattern, to be found anywhere in the passage.
_NB: dict[Kind, str] = {
    "person": r"""
        Hvor gammel er …? > åring|år gammel|\bfød|\(\d\d\)|\d{4}\s?[–-]
        Når er … født? > \bfød|\d{4}\s?[–-]
        Hvor er … født? > \bfød|oppvokst|vokste|kommer fra|\bfra\b
        Hvor vokste … opp? > \bfød|oppvokst|vokste|barndom|kommer fra
        Hvilken utdanning har …? > utdann|stud|eksamen|grad\b|universitet|skole|lege|advokat|ingeniør
        Hvor har … studert? > utdann|stud|eksamen|grad\b|universitet|skole
        Hvilket parti tilhører …? > parti|\b(?:Ap|Frp|Sp|SV|KrF|MDG|Høyre|Venstre|Rødt)\b|demokrat|republik|politik
        Hvem er … gift med? > gift|kone|ektem|ektef|hustru|samboer|mann\b|forlov|kjæreste
        Hvor mange barn har …? > barn|sønn|datter|døtre|\bfar\b|\bmor\b
        Hva heter broren til …? > bror|søsken|brødre
        Hvor bor …? > \bbo[rd]|bosatt|flytt|hjem
        Hvor høy er …? > meter|\bcm\b|høyde|høy\b
        Hvor mye tjener …? > tjen|lønn|inntekt|kroner|dollar
        Hva er … sin inntekt? > tjen|lønn|inntekt|kroner|dollar
        Hvor lenge har … hatt stillingen? > \bsiden\b|\bår\b|tiltråd|begynte|ansatt|valgt|utnevnt
        Når ble … utnevnt? > utnevn|tiltråd|ansatt|valgt|innsatt|ble\b.*\b(?:minister|leder|sjef|president)
        Hvem var forgjengeren til …? > forgjeng|etterf|overtok|avløs|tok over
        Hvem skal etterfølge …? > etterf|overta|avløse|ta over
        Hvilke språk snakker …? > språk|norsk|engelsk|fransk|russisk|tysk|svensk
        Hvem har skrevet biografien om …? > biografi|\bbok
        Hva heter advokaten til …? > advokat|forsvarer
        Hvilken religion har …? > relig|krist|muslim|islam|jød|kirke|katol|budd
        Hva slags bil kjører …? > \bbil|kjør
        Hvilket sykehus ligger … på? > sykehus|klinikk
        Hvor skal … på ferie? > ferie|reise
        Hvem tok bildet av …? > foto|bilde
    """,
    "place": r"""
        Hva heter hovedstaden i …? > hovedst|hovudst
        Hvem er president i …? > president
        Hvem er statsminister i …? > statsminister|regjering
        Hva heter utenriksministeren i …? > utenriks
        Hva heter forsvarsministeren i …? > forsvar
        Hvem er ordfører i …? > ordfører|borgermester
        Hvem er dronning i …? > dronning|kong|monark
        Hvor mange mennesker bor i …? > innbygg|befolk|folketal|mennesker|\bbor\b
        Hva er folketallet i …? > innbygg|befolk|folketal|mennesker|\bbor\b
        Hvor stort er arealet av …? > areal|kvadrat|km²|stor
        Hvor langt er det fra … til Oslo? > \bkm\b|kilometer|\bmil\b|avstand|Oslo
        Hvor mange timer tar det å fly til …? > \btime|\bfly
        Hvilket språk snakker de i …? > språk|snakk|tale
        Hva heter valutaen i …? > valuta|mynt|krone|euro|dollar|pund|rubel
        Hvor varmt er det i …? > grader|temperatur|varm|kald|klima
        Hvilke land grenser … til? > grens|nabo
        Hvilken religion er størst i …? > relig|krist|muslim|islam|jød|kirke
        Når ble … grunnlagt? > grunnl|stift|oppret|etabler|dannet|bygd|bygget|anlagt|\b1\d\d\d\b
        Hvor mange skoler er det i …? > skole
        Hvor mange sykehus er det i …? > sykehus|klinikk
        Hva heter avisa i …? > avis
        Hvor høyt ligger …? > \bmeter|\bmoh|høyde
        Hva heter elva gjennom …? > \belv
        Når fikk … jernbane? > jernbane|tog\b|stasjon
        Hvor mange turister besøker …? > turis|besøk
        Hva er arbeidsledigheten i …? > arbeidsl|ledig
    """,
    "thing": r"""
        Hvem leder …? > led|sjef|direkt|general|formann|president
        Hvem eier …? > \bei[ed]|\beier|kjøp|tilhør
        Hvem grunnla …? > grunnl|stift|start|oppret|etabler|dannet
        Når ble … grunnlagt? > grunnl|stift|oppret|etabler|dannet|\b1\d\d\d\b|\b20\d\d\b
        Hvor har … hovedkontor? > hovedkontor|kontor|\bbase|holder til|ligger
        Hvor mange ansatte har …? > ansatt|medarbeid|årsverk|arbeid
        Hvor mange medlemmer har …? > medlem
        Hva står forkortelsen … for? > \(|forkort|står for
        Hvor mye koster …? > kost|pris|kroner|dollar|euro
        Hvem finansierer …? > finans|betal|kroner|støtt|spons
        Hva er nettadressen til …? > nett|www|http
        Hva er telefonnummeret til …? > telefon|nummer
        Hvordan ser logoen til … ut? > logo|merke|symbol
        Hvem ga navn til …? > navn|kalt|oppkalt
        Hvor mange har klaget på …? > klag
    """,
}
_EN: dict[Kind, str] = {
    "person": r"""
        How old is …? > year|\baged?\b|\bborn|\(\d\d\)|\d{4}\s?[–-]
        When was … born? > \bborn|birth|\d{4}\s?[–-]
        Where was … born? > \bborn|birth|native|from\b|raised|grew
        Which party does … belong to? > party|democrat|republic|labour|conserv|liberal|politic
        Who is … married to? > marri|wife|husband|spouse|widow|wed
        How many children does … have? > child|son\b|daughter|father|mother
        What did … study? > stud|educat|degree|universi|school|college
        Where does … live? > liv|resid|home|house|moved
        How tall is …? > tall|feet|meter|height|\bcm\b
        How much does … earn? > earn|salar|income|paid|money|\$|dollar
        Who wrote the biography of …? > biograph|book|wrote
        When was … appointed? > appoint|elect|became|took office|\b1\d\d\d\b|\b20\d\d\b
        Who came before … in that position? > predecess|succe|replac|before
        What is the name of …'s lawyer? > lawyer|attorney|counsel
        Who took the picture of …? > photo|pictur|image
        Which languages does … speak? > languag|speak|english|french|german|latin
        What religion does … follow? > relig|christ|muslim|islam|jew|church|cathol|budd
        What car does … drive? > \bcar\b|driv
    """,
    "place": r"""
        What is the capital of …? > capital
        Who is the president of …? > president
        Who is the prime minister of …? > minister|government
        What is the name of the foreign minister of …? > foreign|minister
        Who is the mayor of …? > mayor
        How many people live in …? > population|inhabit|people|resid|million
        How large is the area of …? > area|square|km|mile|acre|large
        How far is it from … to Oslo? > \bkm\b|kilomet|mile|distance
        What language do they speak in …? > languag|speak|spoken
        What is the currency of …? > currenc|dollar|euro|pound|mark\b|coin|money
        How warm is it in …? > degree|temperat|warm|hot|cold|climat|°
        Which countries does … border? > border|neighbo
        When was … founded? > found|establish|settle|incorporat|\b1\d\d\d\b
        How many schools are there in …? > school|college|universi
        How many hospitals are there in …? > hospital|clinic
        What is the name of the newspaper in …? > newspaper|press|daily
        How many tourists visit … a year? > touris|visit
        What is the unemployment rate in …? > employ|jobless
    """,
    "thing": r"""
        Who leads …? > lead|head|chair|presid|direct|chief|general|command
        Who owns …? > own|bought|belong|purchas|acqui
        Who founded …? > found|establish|creat|start
        Where are the headquarters of …? > headquart|based|office|locat
        How many employees does … have? > employ|staff|work
        How many members does … have? > member
        How much does … cost? > cost|price|\$|dollar|euro|money|fund
        Who pays for …? > paid|pay|fund|financ|sponsor|tax
        What is the address of …'s website? > web|www|http|online|internet
        What does the logo of … look like? > logo|symbol|emblem
        Who gave … its name? > name|called|known as
    """,
}
_LISTS = {"nb": _NB, "en": _EN}
_KINDS: dict[str, Kind] = {"person": "person", "place": "place", "thing": "thing", "acronym": "thing"}


def ask_untold(names: Sequence[str], language: str, chance: Random, context: str) -> str | None:
    """Return a question of one of the names that nothing in the passage tells; None where there is none to ask.

    Args:
        names: those that the passage mentions.
        language: "nb" or "en"; there are no questions in others.
        chance: decides.
        context: the passage.
    """
    if language not in _LISTS or not names:
        return None
    name = chance.choice(names)
    kind = _KINDS.get(shape(name, context))
    if kind is None:
        return None
    asked, told = chance.choice(_questions(language)[kind])
    return None if told.search(context) else asked.replace("…", name)


@cache
def _questions(language: str) -> dict[Kind, list[tuple[str, re.Pattern[str]]]]:
    return {
        kind: [(asked, re.compile(told, re.IGNORECASE)) for asked, told in map(_parted, lines.strip().splitlines())]
        for kind, lines in _LISTS[language].items()
    }


def _parted(line: str) -> tuple[str, str]:
    asked, _, told = line.strip().partition(" > ")
    return asked, told
