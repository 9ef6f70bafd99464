"""Other forms of a training question: in Nynorsk, in telegram style, misspelt, all lower case, without its mark.

NorQuAD and XQuAD ask in whole, well-spelt sentences; people do not. A reader trained on both kinds answers both.
"""

import random
import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from assistant.reader.training.nynorsk import nynorsk
from index.words import FUNCTION_WORDS

__all__ = ["RATES", "Form", "lower_case", "misspelt", "nynorsk", "telegram", "vary"]

Form = Literal["as written", "lower case", "telegram", "misspelt", "nynorsk", "no question mark"]

# The share of each form, chosen, not measured. For a language other than Bokmål, Nynorsk's is spread over the others.
RATES: dict[Form, float] = {
    "as written": 0.35,
    "nynorsk": 0.20,
    "telegram": 0.15,
    "misspelt": 0.10,
    "lower case": 0.10,
    "no question mark": 0.10,
}

_TWO_SLIPS = 0.3
_KEEPS_CASE = 0.2  # of telegrams: those whose names keep their capitals
_KEEPS_QUESTION_WORD = 0.5
_NOUN_FIRST = 0.5

# Function words whose loss would change what is asked; and the words that are function words in the other one only.
_TELLING = {
    "nb": frozenset("to by be antall ikke før etter mellom andre annen annet hverandre".split()),
    "en": frozenset("man men mine not before after between other hans sin tal no".split()),
}
_FUNCTION_WORDS = {
    "nb": FUNCTION_WORDS - _TELLING["nb"],
    "en": FUNCTION_WORDS - _TELLING["en"],
    "de": frozenset(
        """
        als am an auf aus bei beim das dass dem den der des die durch ein eine einem einen einer eines er es für gab
        gibt haben hat hatte hatten hieß heißt im in ist kann können man mit sein seine seinen seiner sich sie sind
        und um von vom war waren was welche welchem welchen welcher welches wer wem wen werden wie wird worden wurde
        wurden zu zum zur
        """.split()
    ),
    "es": frozenset(
        """
        a al como con cuál cuáles de del el en era eran es esta está están este fue fueron ha había hay la las le
        les lo los para por puede pueden que qué quién quiénes se ser son su sus tenía tiene tienen un una unas uno
        unos y
        """.split()
    ),
    "ro": frozenset(
        """
        a al ale ar are au avut ca care ce cea cel cele cu cui cine cum de din dintr dintre este era erau fi fost i
        în într la lor lui o pe pentru poate pot prin s să sale sau se și sunt un unei unui vor
        """.split()
    ),
}

# What a telegram without its question word has instead: a noun where the word tells the kind of answer ("antall" for
# "hvor mange"), the word itself where there is no such noun, nothing where the rest tells it ("hvilken by").
_STAND_INS = {
    "nb": """
        hvor mange=antall, hvor gammel=alder, hvor gamle=alder, hvor lenge=varighet, hvor ofte=hvor ofte, hvor
        mye=hvor mye, hvor lang=lengde, hvor langt=avstand, hvor stor andel=andel, hvor lang tid=varighet, hvor
        stor=størrelse, hvor stort=størrelse, hvor høy=høyde, hva heter=navn, hva het=navn, hva kalles=navn, hva
        betyr=betydning, hvorfor=årsak, hvordan=hvordan, hvor=sted, når=tidspunkt, hva slags=type, hvem=, hva=,
        hvilken=, hvilket=, hvilke=
    """,
    "en": """
        how many=number, how old=age, how long=duration, how much=how much, how often=how often, how=how,
        why=reason, where=place, when=date, what is the name of=name, who=, whom=, whose=whose, what=, which=
    """,
    "de": """
        wie viele=anzahl, wie viel=wie viel, wie alt=alter, wie lange=dauer, wie heißt=name, wie hieß=name, wie=wie,
        warum=grund, wo=ort, wann=datum, wofür=wofür, wer=, wen=, wem=wem, was=, welche=, welcher=, welches=,
        welchem=, welchen=
    """,
    "es": """
        cuántos=número, cuántas=número, cuánto tiempo=duración, cuánto=cuánto, por qué=motivo, dónde=lugar,
        cuándo=fecha, cómo se llama=nombre, cómo se llamaba=nombre, cómo=cómo, para qué=para qué, quién=, quiénes=,
        qué=, cuál=, cuáles=
    """,
    "ro": """
        câte=număr, câți=număr, cât timp=durată, cât=cât, de ce=motiv, unde=loc, când=dată, cum se numește=nume, cum
        se numea=nume, cum=cum, cui=cui, cine=, ce=, care=
    """,
}
_PUNCTUATION = "¿?¡!.,;:\"«»“”„‘’'()[]"
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_DOUBLE_CONSONANT = re.compile(r"([bdfgklmnprstv])\1")
_KEYBOARD = ("qwertyuiopå", "asdfghjkløæ", "zxcvbnm")
_FOREIGN_KEYBOARD = (
    str.maketrans({"å": "a", "ø": "o", "æ": "ae", "Å": "A", "Ø": "O", "Æ": "Ae"}),
    str.maketrans({"å": "aa", "ø": "oe", "æ": "ae", "Å": "Aa", "Ø": "Oe", "Æ": "Ae"}),
)


def vary(question: str, language: str, chance: random.Random) -> str:
    """Return the question in one form drawn by `RATES`; the same for the same question, language and state of `chance`.

    Args:
        question: as its dataset has it.
        language: nb, en, de, es or ro; Nynorsk is drawn for nb only.
        chance: the source of every draw.
    """
    rates = {form: rate for form, rate in RATES.items() if form != "nynorsk" or language == "nb"}
    match chance.choices(list(rates), list(rates.values()))[0]:
        case "as written":
            return question
        case "lower case":
            return lower_case(question)
        case "telegram":
            return telegram(question, language, chance)
        case "misspelt":
            return misspelt(question, chance)
        case "nynorsk":
            return nynorsk(question)
        case "no question mark":
            return question.strip("¿? ") or question


def lower_case(question: str) -> str:
    """Return the question in lower case."""
    return question.lower()


def telegram(question: str, language: str, chance: random.Random) -> str:
    """Return the words that tell what is asked, in their order; the question itself where they are fewer than two.

    The question word stays in half of them. In the others a noun may stand for it, first or last ("antall døde",
    "president aserbajdsjan navn"). A capital after the first word is a name's, and that word stays ("Doctor Who").
    """
    tokens = [word for token in question.split() if (word := token.strip(_PUNCTUATION))]
    place, length, instead = _question_word(tokens, language)
    drops = _FUNCTION_WORDS[language]
    asks = " ".join(tokens[place : place + length]).lower()
    keeps = instead == asks or chance.random() < _KEEPS_QUESTION_WORD
    told = [
        token
        for i, token in enumerate(tokens)
        if (keeps if place <= i < place + length else token.lower() not in drops or (i > 0 and token[0].isupper()))
    ]
    if instead and not keeps:
        told.insert(0 if chance.random() < _NOUN_FIRST else len(told), instead)
    if len(told) < 2:
        return question
    joined = " ".join(told)
    return joined if chance.random() < _KEEPS_CASE else joined.lower()


def misspelt(question: str, chance: random.Random) -> str:
    """Return the question with a slip in one word of five letters or more, or in two such; digits are never touched."""
    words = list(_LONG_WORD.finditer(question))
    slips = min(len(words), 2 if chance.random() < _TWO_SLIPS else 1)
    for match in sorted(chance.sample(words, slips), key=lambda match: -match.start()):
        question = question[: match.start()] + _slip(match.group(), chance) + question[match.end() :]
    return question


@cache
def _stand_ins(language: str) -> dict[tuple[str, ...], str]:
    pairs = (entry.strip().split("=") for entry in _STAND_INS[language].split(","))
    return {tuple(phrase.split()): instead for phrase, instead in pairs}


def _question_word(tokens: list[str], language: str) -> tuple[int, int, str]:
    """Return where the first question word stands, how many tokens it has (0: none), and what may stand for it."""
    lowered = [token.lower() for token in tokens]
    for place in range(len(tokens)):
        for length in (5, 4, 3, 2, 1):
            instead = _stand_ins(language).get(tuple(lowered[place : place + length]))
            if instead is not None:
                return place, length, instead
    return 0, 0, ""


def _slip(word: str, chance: random.Random) -> str:
    """Return the word with one slip, not in its first letter, which is seldom missed."""
    slips = list(_SLIPS)
    chance.shuffle(slips)
    for slip in slips:
        slipped = slip(word, chance.randrange(1, len(word) - 1), chance)
        if slipped != word:
            return slipped
    return word


def _drop(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _double(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + word[at] + word[at:]


def _swap(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _neighbour(word: str, at: int, chance: random.Random) -> str:
    for row in _KEYBOARD:
        if (place := row.find(word[at])) >= 0:
            beside = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
            return word[:at] + chance.choice(beside) + word[at + 1 :]
    return word


def _single(word: str, at: int, chance: random.Random) -> str:
    return _DOUBLE_CONSONANT.sub(r"\1", word, count=1)


def _without_norwegian_letters(word: str, at: int, chance: random.Random) -> str:
    return word.translate(chance.choice(_FOREIGN_KEYBOARD))


_SLIPS: tuple[Callable[[str, int, random.Random], str], ...] = (
    _drop,
    _double,
    _swap,
    _neighbour,
    _single,
    _without_norwegian_letters,
)
