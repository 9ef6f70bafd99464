"""Every word of an answer that is ours, in Bokmål, Nynorsk and English."""

from assistant.answer import Language

_TEXTS: dict[str, dict[Language, str]] = {
    "empty": {
        "nb": "Skriv et spørsmål om artikkelen, så leter jeg etter svaret i den.",
        "nn": "Skriv eit spørsmål om artikkelen, så leitar eg etter svaret i han.",
        "en": "Write a question about the article, and I will look for the answer in it.",
    },
    "too_long": {
        "nb": "Spørsmålet er på {chars} tegn. Kort det ned til {most} eller færre.",
        "nn": "Spørsmålet er på {chars} teikn. Kort det ned til {most} eller færre.",
        "en": "The question is {chars} characters long. Shorten it to {most} or fewer.",
    },
    "no_articles": {
        "nb": "Ingen artikler er lagt inn ennå. Legg inn en med «kildevis index FIL».",
        "nn": "Ingen artiklar er lagde inn enno. Legg inn ein med «kildevis index FIL».",
        "en": "No article has been added yet. Add one with “kildevis index FILE”.",
    },
    "abstain": {
        "nb": "Det svarer ikke artikkelen på. Dette er stedene som ligger nærmest spørsmålet.",
        "nn": "Det svarar ikkje artikkelen på. Dette er stadene som ligg nærast spørsmålet.",
        "en": "The article does not answer that. These are the passages closest to the question.",
    },
    "abstain_many": {
        "nb": "Det svarer ingen av artiklene på. Dette er stedene som ligger nærmest spørsmålet.",
        "nn": "Det svarar ingen av artiklane på. Dette er stadene som ligg nærast spørsmålet.",
        "en": "None of the articles answers that. These are the passages closest to the question.",
    },
    "abstain_bare": {
        "nb": "Det svarer ikke artikkelen på.",
        "nn": "Det svarar ikkje artikkelen på.",
        "en": "The article does not answer that.",
    },
    "lead_quote": {"nb": "", "nn": "", "en": "The article says: "},
    "lead_summary": {
        "nb": "Kort fortalt, i artikkelens egne ord: ",
        "nn": "Kort fortalt, med orda i artikkelen: ",
        "en": "In short, in the article’s own words: ",
    },
    "norwegian": {
        "nb": "",
        "nn": "",
        "en": "The article is in Norwegian; its sentences are quoted as they stand.",
    },
    "english": {
        "nb": "Artikkelen er på engelsk; setningene er gjengitt slik de står.",
        "nn": "Artikkelen er på engelsk; setningane er attgjevne slik dei står.",
        "en": "",
    },
    "conflict": {
        "nb": "Artikkelen er ikke enig med seg selv: som «{role}» oppgir den både {names}.",
        "nn": "Artikkelen er ikkje samd med seg sjølv: som «{role}» nemner han både {names}.",
        "en": "The article contradicts itself: as “{role}” it names both {names}.",
    },
    "and": {"nb": " og ", "nn": " og ", "en": " and "},
    "which_article": {
        "nb": "Det ligger {count} artikler her. Nevn hvilken du mener, for eksempel «Oppsummer saken om …».",
        "nn": "Det ligg {count} artiklar her. Nemn kva for ein du meiner, til dømes «Oppsummer saka om …».",
        "en": "There are {count} articles here. Say which one you mean, for example “Summarise the article on …”.",
    },
    "greeting": {
        "nb": "Hei! Spør om det som står i artikkelen. Jeg svarer med artikkelens egne ord og viser hvor de står.",
        "nn": "Hei! Spør om det som står i artikkelen. Eg svarar med orda i artikkelen og viser kvar dei står.",
        "en": "Hello! Ask me about what the article says. I answer in its own words and show where they stand.",
    },
    "thanks": {
        "nb": "Bare hyggelig! Spør gjerne om noe mer fra artikkelen.",
        "nn": "Berre hyggeleg! Spør gjerne om noko meir frå artikkelen.",
        "en": "You are welcome! Feel free to ask more about the article.",
    },
    "farewell": {
        "nb": "Ha det bra! Artikkelen ligger her når du vil spørre igjen.",
        "nn": "Ha det bra! Artikkelen ligg her når du vil spørje att.",
        "en": "Goodbye! The article is here whenever you want to ask again.",
    },
    "help": {
        "nb": "Jeg svarer på spørsmål om artikkelen: hvem, hva, hvor, når, hvor mange og hvorfor, eller med en "
        "oppsummering. Hvert svar er sitater fra artikkelen, med henvisning til stedet. "
        "Står ikke svaret der, sier jeg det.",
        "nn": "Eg svarar på spørsmål om artikkelen: kven, kva, kvar, når, kor mange og kvifor, eller med eit "
        "samandrag. Kvart svar er sitat frå artikkelen, med tilvising til staden. "
        "Står ikkje svaret der, seier eg det.",
        "en": "I answer questions about the article: who, what, where, when, how many and why, or with a "
        "summary. Every answer is made of quotations from the article, each cited. "
        "If the answer is not there, I say so.",
    },
    "greeting_write": {
        "nb": "Hei! Spør om det som står i artikkelen. En språkmodell skriver svaret ut fra den, og hver setning viser "
        "til stedet den bygger på.",
        "nn": "Hei! Spør om det som står i artikkelen. Ein språkmodell skriv svaret ut frå han, og kvar setning viser "
        "til staden ho byggjer på.",
        "en": "Hello! Ask me about what the article says. A language model writes the answer from it, and each "
        "sentence points to the place that it rests on.",
    },
    "help_write": {
        "nb": "Jeg svarer på spørsmål om artikkelen: hvem, hva, hvor, når, hvor mange og hvorfor, eller med en "
        "oppsummering. En språkmodell skriver svaret, og setninger som artikkelen ikke gir dekning for, blir strøket. "
        "Står ikke svaret der, sier jeg det.",
        "nn": "Eg svarar på spørsmål om artikkelen: kven, kva, kvar, når, kor mange og kvifor, eller med eit "
        "samandrag. Ein språkmodell skriv svaret, og setningar som artikkelen ikkje gir dekning for, blir strokne. "
        "Står ikkje svaret der, seier eg det.",
        "en": "I answer questions about the article: who, what, where, when, how many and why, or with a "
        "summary. A language model writes the answer, and sentences that the article does not bear out are struck. "
        "If the answer is not there, I say so.",
    },
    "writer_unreachable": {
        "nb": "Fikk ikke kontakt med språkmodellen.",
        "nn": "Fekk ikkje kontakt med språkmodellen.",
        "en": "The language model could not be reached.",
    },
    "writer_timeout": {
        "nb": "Språkmodellen brukte for lang tid.",
        "nn": "Språkmodellen brukte for lang tid.",
        "en": "The language model took too long.",
    },
    "writer_refused_key": {
        "nb": "Språkmodellen godtok ikke nøkkelen.",
        "nn": "Språkmodellen godtok ikkje nøkkelen.",
        "en": "The language model did not accept the key.",
    },
    "writer_busy": {
        "nb": "Språkmodellen har for mye å gjøre akkurat nå.",
        "nn": "Språkmodellen har for mykje å gjere akkurat no.",
        "en": "The language model is too busy right now.",
    },
    "writer_server_error": {
        "nb": "Det oppsto en feil hos språkmodellen.",
        "nn": "Det oppstod ein feil hos språkmodellen.",
        "en": "Something went wrong at the language model.",
    },
    "writer_broken": {
        "nb": "Svaret fra språkmodellen kom ikke helt fram.",
        "nn": "Svaret frå språkmodellen kom ikkje heilt fram.",
        "en": "The language model’s answer did not come through whole.",
    },
    "writer_empty": {
        "nb": "Språkmodellen ga et tomt svar.",
        "nn": "Språkmodellen gav eit tomt svar.",
        "en": "The language model gave an empty answer.",
    },
    "writer_endless": {
        "nb": "Språkmodellen ble aldri ferdig med svaret.",
        "nn": "Språkmodellen vart aldri ferdig med svaret.",
        "en": "The language model’s answer would not end.",
    },
    "writer_wrong_language": {
        "nb": "Språkmodellen svarte på et annet språk enn spørsmålet.",
        "nn": "Språkmodellen svara på eit anna språk enn spørsmålet.",
        "en": "The language model answered in another language than yours.",
    },
    "writer_flood": {
        "nb": "Språkmodellen viste til altfor mange setninger.",
        "nn": "Språkmodellen viste til altfor mange setningar.",
        "en": "The language model cited far too many sentences.",
    },
    "writer_denied": {
        "nb": "Språkmodellen fant ikke noe svar, men artikkelen ser ut til å ha et.",
        "nn": "Språkmodellen fann ikkje noko svar, men artikkelen ser ut til å ha eit.",
        "en": "The language model found no answer, but the article seems to have one.",
    },
    "writer_refuted": {
        "nb": "Artikkelen gir ikke dekning for det språkmodellen skrev.",
        "nn": "Artikkelen gir ikkje dekning for det språkmodellen skreiv.",
        "en": "The article does not bear out what the language model wrote.",
    },
    "writer_alone": {
        "nb": "Usikkert: Kildevis fant selv ikke noe svar i artikkelen.",
        "nn": "Usikkert: Kildevis fann sjølv ikkje noko svar i artikkelen.",
        "en": "Uncertain: Kildevis itself found no answer in the article.",
    },
    "instead": {
        "nb": "Her er artikkelens egne ord i stedet.",
        "nn": "Her er artikkelen sine eigne ord i staden.",
        "en": "Here are the article’s own words instead.",
    },
    "left_out": {
        "nb": "Utelatt: {sentence} {why}",
        "nn": "Utelate: {sentence} {why}",
        "en": "Left out: {sentence} {why}",
    },
    "nothing_to_check": {
        "nb": "Skriv en setning, så ser jeg om artikkelen gir dekning for den.",
        "nn": "Skriv ei setning, så ser eg om artikkelen gir dekning for ho.",
        "en": "Write a sentence, and I will see whether the article bears it out.",
    },
    "sentence_too_long": {
        "nb": "Setningen er på {chars} tegn. Kort den ned til {most} eller færre, eller del den opp.",
        "nn": "Setninga er på {chars} teikn. Kort ho ned til {most} eller færre, eller del ho opp.",
        "en": "The sentence is {chars} characters long. Shorten it to {most} or fewer, or split it.",
    },
    "sentence_to_split": {
        "nb": "Setningen er for lang til å kontrolleres i ett. Del den opp.",
        "nn": "Setninga er for lang til å kontrollerast i eitt. Del ho opp.",
        "en": "The sentence is too long to be checked in one go. Split it.",
    },
    "why_missing": {
        "nb": "Fant ikke «{words}» i kilden.",
        "nn": "Fann ikkje «{words}» i kjelda.",
        "en": "“{words}” is not in the source.",
    },
    "why_differs": {
        "nb": "Kilden ser ut til å si «{instead}» der setningen sier «{words}».",
        "nn": "Kjelda ser ut til å seie «{instead}» der setninga seier «{words}».",
        "en": "The source seems to say “{instead}” where the sentence says “{words}”.",
    },
    "why_misquoted": {
        "nb": "«{words}» står ikke ordrett i kilden.",
        "nn": "«{words}» står ikkje ordrett i kjelda.",
        "en": "“{words}” does not stand in the source word for word.",
    },
    "why_denies": {
        "nb": "Setningen nekter for noe som kilden ikke nekter for.",
        "nn": "Setninga nektar for noko som kjelda ikkje nektar for.",
        "en": "The sentence denies what the source does not deny.",
    },
    "why_denied": {
        "nb": "Kilden nekter for noe som setningen påstår.",
        "nn": "Kjelda nektar for noko som setninga påstår.",
        "en": "The source denies what the sentence claims.",
    },
    "why_words": {
        "nb": "Fant ikke dekning for «{words}» i kilden.",
        "nn": "Fann ikkje dekning for «{words}» i kjelda.",
        "en": "Found nothing in the source that bears out “{words}”.",
    },
    "why_beside": {
        "nb": "Setningen sier ikke det som ble funnet: «{words}».",
        "nn": "Setninga seier ikkje det som vart funne: «{words}».",
        "en": "The sentence does not say what was found: “{words}”.",
    },
    "why_bare": {
        "nb": "Setningen sier for lite til å kunne kontrolleres.",
        "nn": "Setninga seier for lite til å kunne kontrollerast.",
        "en": "The sentence says too little to be checked.",
    },
    "why_long": {
        "nb": "Setningen er for lang til å kunne kontrolleres.",
        "nn": "Setninga er for lang til å kunne kontrollerast.",
        "en": "The sentence is too long to be checked.",
    },
    "why_nothing": {
        "nb": "Fant ikke dekning for setningen.",
        "nn": "Fann ikkje dekning for setninga.",
        "en": "Found nothing that bears the sentence out.",
    },
}


_INNER_MARKS = str.maketrans("«»“”", "‘’‘’")


def in_quotation_marks(text: str, language: Language) -> str:
    """Return the text as a quotation in the language, with inner marks for what it quotes itself."""
    inner = text.translate(_INNER_MARKS)
    return f"“{inner}”" if language == "en" else f"«{inner}»"


def wording(key: str, language: Language, **values: object) -> str:
    """Return our text for `key`, with its values filled in."""
    return _TEXTS[key][language].format(**values)


def abstentions() -> tuple[str, ...]:
    """Return all that an answer says when the articles do not answer, in every language."""
    return tuple(text for key in ("abstain", "abstain_many", "abstain_bare") for text in _TEXTS[key].values())


def leads() -> tuple[str, ...]:
    """Return our words that may stand before an answer's first quotation, in every language."""
    return tuple(lead for key in ("lead_quote", "lead_summary") for lead in _TEXTS[key].values() if lead)
