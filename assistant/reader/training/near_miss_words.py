"""Names, numbers and times that may stand for one another, and how each is found in a question."""

import re
from typing import Literal

Language = Literal["no", "en", "other"]

YEAR = re.compile(r"\b(?:1\d{3}|20[0-2]\d)\b")
PLACES = frozenset(
    """
    Afghanistan Albania Algerie Argentina Australia Belgia Bolivia Brasil Bulgaria Canada Chile Colombia Cuba Danmark
    Egypt England Estland Etiopia Europa Finland Frankrike Georgia Hellas Honduras India Indonesia Irak Iran Irland
    Island Israel Italia Jamaica Japan Kambodsja Kenya Kina Kroatia Kypros Latvia Libanon Libya Litauen Luxembourg
    Makedonia Malaysia Mali Marokko Mexico Mosambik Myanmar Namibia Nauru Nederland Nepal Nigeria Nord-Korea
    Nord-Irland Norge Pakistan Palestina Panama Peru Polen Portugal Preussen Romania Russland Samoa Saudi-Arabia Senegal
    Serbia Singapore Skottland Slovakia Slovenia Somalia Sovjetunionen Spania Storbritannia Sudan Sveits Sverige Syria
    Sør-Afrika Sør-Korea Taiwan Tanzania Thailand Tsjekkia Tunisia Tyrkia Tyskland Uganda Ukraina Ungarn USA Uruguay
    Venezuela Vietnam Wales Zimbabwe Østerrike Asia Afrika Amerika Nord-Amerika Sør-Amerika Skandinavia Norden
    Finnmark Troms Nordland Trøndelag Sør-Trøndelag Nord-Trøndelag Hordaland Rogaland Vestland Agder Telemark Buskerud
    Akershus Østfold Vestfold Hedmark Oppland Innlandet Viken Svalbard Grønland Færøyene Shetland Nord-Norge
    Vestlandet Østlandet Sørlandet Oslo Bergen Trondheim Stavanger Tromsø Bodø Kristiansand Drammen Fredrikstad
    Ålesund Molde Hamar Lillehammer Narvik Harstad Hammerfest Kirkenes Longyearbyen Haugesund Tønsberg Skien Arendal
    Gjøvik Moss Sarpsborg Halden Kongsberg Røros Mosjøen Stockholm Göteborg Malmö København Aarhus Helsingfors
    Reykjavik Berlin Hamburg München Köln Frankfurt Wien Zürich Genève Paris Lyon Marseille London Manchester
    Liverpool Birmingham Edinburgh Glasgow Dublin Madrid Barcelona Lisboa Roma Milano Napoli Venezia Athen Istanbul
    Moskva Kiev Warszawa Praha Budapest Beograd Brussel Amsterdam Haag Jerusalem Kairo Bagdad Teheran Kabul Delhi
    Mumbai Beijing Shanghai Tokyo Seoul Sydney Washington Chicago Boston Houston Texas California Florida Alaska
    Germany France Spain Italy Russia Norway Sweden Denmark Poland Britain Scotland Ireland Greece Turkey Africa Europe
    """.split()
)

# Rows of words of which one may stand for another.
ROWS = [
    row.split()
    for row in (
        "januar februar mars april mai juni juli august september oktober november desember",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "tre fire fem seks sju åtte ni ti elleve tolv tjue tretti førti femti",
        "January February March April May June July August September October November December",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "three four five six seven eight nine ten twelve twenty thirty fifty",
    )
]
IN_ORDER = "første andre tredje fjerde femte".split()
# "andre" before other words means "other".
_ORDERED = "omgang|runde|sesong|etappe|plass|gang|kamp|periode|verdenskrig|utgave|bok|film|kapittel|sett|mål|største"
OTHER_TIMES = {
    "forrige": "neste",
    "neste": "forrige",
    "i fjor": "i forfjor",
    "i år": "i forfjor",
    "i går": "i forgårs",
    "i morgen": "i overmorgen",
    "siste gang": "første gang",
    "last": "first",
}


def either(words: list[str]) -> str:
    """Return a pattern of any of the words, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


TIME_WORDS: dict[Language, re.Pattern[str]] = {
    "no": re.compile(
        rf"\b(?:(?:{'|'.join(IN_ORDER)})(?=\s(?:{_ORDERED}))|(?:{either(sum(ROWS[:3], [*OTHER_TIMES]))})\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(rf"\b(?:(?:{either(ROWS[3] + ROWS[4])})\b|(?:{either([*ROWS[5], 'last'])})\b(?! name))"),
    "other": re.compile(r"(?!)"),
}
