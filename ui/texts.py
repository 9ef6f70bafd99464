"""Every word of the interface, in Bokmål, Nynorsk and English.

The words of answers come from the assistant; these are the ones around them. `{name}` marks what is filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer import Language


@dataclass(frozen=True)
class Texts:
    """The interface in one language; one field a text, so that no language can lack one."""

    language_name: str
    tagline: str
    skip: str
    language: str
    conversation: str
    article: str
    choose_article: str
    no_article: str
    article_failed: str
    welcome_title: str
    welcome_quote: str
    welcome_write: str
    examples: str
    question: str
    placeholder: str
    ask: str
    stop: str
    hint: str
    you_asked: str
    searching: str
    waiting: str
    stopped: str
    failed: str
    lost: str
    copy: str
    copied: str
    retry: str
    up: str
    down: str
    thanks: str
    withdrawn: str
    not_saved: str
    download: str
    clear: str
    cite: str
    back: str
    related: str
    sources: str
    borne_out: str
    not_borne_out: str
    confidence: str
    confidence_highest: str
    confidence_lowest: str
    mode: str
    mode_quote: str
    mode_quote_explained: str
    mode_write: str
    mode_write_explained: str
    awaiting_model: str
    unchecked: str
    struck: str
    struck_folded: str
    written_by: str
    tabs: str
    tab_ask: str
    tab_check: str
    check: str
    check_title: str
    check_lede: str
    check_text: str
    check_placeholder: str
    check_waiting: str
    check_progress: str
    check_pending: str
    check_stopped: str
    check_nothing: str
    check_tally: str
    check_left: str
    check_has: str
    check_lacks: str
    check_not: str
    check_nearest: str
    check_sure: str
    check_sure_highest: str
    check_sure_lowest: str
    stage_start: str
    stage_model: str
    stage_load: str
    stage_index: str
    no_script: str
    export_title: str
    export_place: str


BOKMAAL = Texts(
    language_name="Bokmål",
    tagline="Svar med kilde i artikkelen",
    skip="Hopp til skrivefeltet",
    language="Språk",
    conversation="Samtalen",
    article="Artikkelen",
    choose_article="Velg artikkel",
    no_article="Her er ingen artikler ennå. Legg inn en med «kildevis index» og last siden på nytt.",
    article_failed="Artikkelen kunne ikke hentes. Last siden på nytt.",
    welcome_title="Spør artikkelen",
    welcome_quote="Du får svar med artikkelens egne ord, og hvert svar viser til setningen det bygger på. "
    "Står det ikke i artikkelen, får du vite det.",
    welcome_write="En språkmodell skriver svaret ut fra artikkelen, og hver setning viser til det den bygger på. "
    "Står det ikke i artikkelen, får du vite det.",
    examples="Prøv for eksempel",
    question="Spørsmål til artikkelen",
    placeholder="Hva lurer du på?",
    ask="Spør",
    stop="Stopp",
    hint="Enter sender, Shift + Enter gir ny linje",
    you_asked="Du spurte: ",
    searching="Leter i artikkelen …",
    waiting="Svaret kommer så snart artikkelen er lest.",
    stopped="Du stoppet svaret.",
    failed="Noe gikk galt hos oss. Prøv igjen.",
    lost="Kildevis svarer ikke. Se etter en melding i vinduet der programmet ble startet.",
    copy="Kopier svaret",
    copied="Svaret er kopiert.",
    retry="Spør på nytt",
    up="Godt svar",
    down="Dårlig svar",
    thanks="Takk, vurderingen er lagret.",
    withdrawn="Vurderingen er trukket tilbake.",
    not_saved="Vurderingen ble ikke lagret. Prøv igjen.",
    download="Last ned samtalen",
    clear="Ny samtale",
    cite="Kilde {number}: vis setningen i artikkelen",
    back="Tilbake til svaret",
    related="Les også",
    borne_out="Artikkelen gir dekning for setningen.",
    not_borne_out="Artikkelen gir ikke dekning for setningen.",
    sources="Kilder",
    confidence="Slike svar stemmer om lag {times} av 10 ganger",
    confidence_highest="Slike svar stemmer mer enn 9 av 10 ganger",
    confidence_lowest="Slike svar stemmer sjelden; les selv i artikkelen",
    mode="Slik blir svarene laget",
    mode_quote="Sitat",
    mode_quote_explained="Artikkelens egne setninger, ordrett.",
    mode_write="Skriv",
    mode_write_explained="En språkmodell skriver, og hver setning kontrolleres.",
    awaiting_model="Venter på språkmodellen …",
    unchecked="Grå tekst er ikke kontrollert mot artikkelen ennå.",
    struck="Strøket: ",
    struck_folded="Språkmodellen skrev noe som ble strøket",
    written_by="Skrevet av en språkmodell",
    tabs="Hva vil du gjøre?",
    tab_ask="Spør",
    tab_check="Kontroller tekst",
    check="Kontroller",
    check_title="Kontroller en tekst",
    check_lede="Lim inn en setning eller en hel omskriving. Hver setning holdes opp mot artikkelen: Har den dekning, "
    "ser du hvor. Mangler den dekning, ser du hva som ikke stemmer. Kontrollen tar feil iblant, så les selv før "
    "du publiserer.",
    check_text="Tekst som skal kontrolleres",
    check_placeholder="Lim inn teksten her",
    check_waiting="Kontrollen begynner så snart artikkelen er lest.",
    check_progress="Kontrollerer setning {at} av {of} …",
    check_pending="Ikke kontrollert ennå",
    check_stopped="Du stoppet kontrollen.",
    check_nothing="Her var det ingen setning å kontrollere.",
    check_tally="{has} av {of} setninger har dekning i artikkelen.",
    check_left="Bare de {most} første setningene kontrolleres. {left} står igjen; lim inn resten for seg.",
    check_has="Har dekning",
    check_lacks="Mangler dekning",
    check_not="Ikke kontrollert",
    check_nearest="Vis nærmeste sted i artikkelen",
    check_sure="Slike setninger har dekning om lag {times} av 10 ganger",
    check_sure_highest="Slike setninger har dekning mer enn 9 av 10 ganger",
    check_sure_lowest="Slike setninger har sjelden dekning",
    stage_start="Starter",
    stage_model="Pakker ut språkmodellen",
    stage_load="Laster språkmodellen",
    stage_index="Leser artikkelen",
    no_script="Kildevis trenger JavaScript for å svare. Slå det på i nettleseren og last siden på nytt.",
    export_title="Samtale med Kildevis",
    export_place="tegn {start}–{end}",
)

NYNORSK = Texts(
    language_name="Nynorsk",
    tagline="Svar med kjelde i artikkelen",
    skip="Hopp til skrivefeltet",
    language="Språk",
    conversation="Samtalen",
    article="Artikkelen",
    choose_article="Vel artikkel",
    no_article="Her er ingen artiklar enno. Legg inn ein med «kildevis index» og last sida på nytt.",
    article_failed="Artikkelen kunne ikkje hentast. Last sida på nytt.",
    welcome_title="Spør artikkelen",
    welcome_quote="Du får svar med artikkelen sine eigne ord, og kvart svar viser til setninga det byggjer på. "
    "Står det ikkje i artikkelen, får du vite det.",
    welcome_write="Ein språkmodell skriv svaret ut frå artikkelen, og kvar setning viser til det ho byggjer på. "
    "Står det ikkje i artikkelen, får du vite det.",
    examples="Prøv til dømes",
    question="Spørsmål til artikkelen",
    placeholder="Kva lurer du på?",
    ask="Spør",
    stop="Stopp",
    hint="Enter sender, Shift + Enter gjev ny linje",
    you_asked="Du spurde: ",
    searching="Leitar i artikkelen …",
    waiting="Svaret kjem så snart artikkelen er lesen.",
    stopped="Du stoppa svaret.",
    failed="Noko gjekk gale hos oss. Prøv igjen.",
    lost="Kildevis svarar ikkje. Sjå etter ei melding i vindauget der programmet vart starta.",
    copy="Kopier svaret",
    copied="Svaret er kopiert.",
    retry="Spør på nytt",
    up="Godt svar",
    down="Dårleg svar",
    thanks="Takk, vurderinga er lagra.",
    withdrawn="Vurderinga er trekt tilbake.",
    not_saved="Vurderinga vart ikkje lagra. Prøv igjen.",
    download="Last ned samtalen",
    clear="Ny samtale",
    cite="Kjelde {number}: vis setninga i artikkelen",
    back="Tilbake til svaret",
    related="Les òg",
    borne_out="Artikkelen gir dekning for setninga.",
    not_borne_out="Artikkelen gir ikkje dekning for setninga.",
    sources="Kjelder",
    confidence="Slike svar stemmer om lag {times} av 10 gonger",
    confidence_highest="Slike svar stemmer meir enn 9 av 10 gonger",
    confidence_lowest="Slike svar stemmer sjeldan; les sjølv i artikkelen",
    mode="Slik blir svara laga",
    mode_quote="Sitat",
    mode_quote_explained="Setningar frå artikkelen, ordrett.",
    mode_write="Skriv",
    mode_write_explained="Ein språkmodell skriv, og kvar setning blir kontrollert.",
    awaiting_model="Ventar på språkmodellen …",
    unchecked="Grå tekst er ikkje kontrollert mot artikkelen enno.",
    struck="Stroken: ",
    struck_folded="Språkmodellen skreiv noko som vart stroke",
    written_by="Skrive av ein språkmodell",
    tabs="Kva vil du gjere?",
    tab_ask="Spør",
    tab_check="Kontroller tekst",
    check="Kontroller",
    check_title="Kontroller ein tekst",
    check_lede="Lim inn ei setning eller ei heil omskriving. Kvar setning blir halden opp mot artikkelen: Har ho "
    "dekning, ser du kvar. Manglar ho dekning, ser du kva som ikkje stemmer. Kontrollen tek feil iblant, så les "
    "sjølv før du publiserer.",
    check_text="Tekst som skal kontrollerast",
    check_placeholder="Lim inn teksten her",
    check_waiting="Kontrollen tek til så snart artikkelen er lesen.",
    check_progress="Kontrollerer setning {at} av {of} …",
    check_pending="Ikkje kontrollert enno",
    check_stopped="Du stoppa kontrollen.",
    check_nothing="Her var det inga setning å kontrollere.",
    check_tally="{has} av {of} setningar har dekning i artikkelen.",
    check_left="Berre dei {most} første setningane blir kontrollerte. {left} står att; lim inn resten for seg.",
    check_has="Har dekning",
    check_lacks="Manglar dekning",
    check_not="Ikkje kontrollert",
    check_nearest="Vis næraste stad i artikkelen",
    check_sure="Slike setningar har dekning om lag {times} av 10 gonger",
    check_sure_highest="Slike setningar har dekning meir enn 9 av 10 gonger",
    check_sure_lowest="Slike setningar har sjeldan dekning",
    stage_start="Startar",
    stage_model="Pakkar ut språkmodellen",
    stage_load="Lastar språkmodellen",
    stage_index="Les artikkelen",
    no_script="Kildevis treng JavaScript for å svare. Slå det på i nettlesaren og last sida på nytt.",
    export_title="Samtale med Kildevis",
    export_place="teikn {start}–{end}",
)

ENGLISH = Texts(
    language_name="English",
    tagline="Answers with their source in the article",
    skip="Skip to the text box",
    language="Language",
    conversation="The conversation",
    article="The article",
    choose_article="Choose an article",
    no_article="There are no articles yet. Add one with “kildevis index” and reload the page.",
    article_failed="The article could not be fetched. Reload the page.",
    welcome_title="Ask the article",
    welcome_quote="Answers are made of the article’s own words, and each points to the sentence it rests on. "
    "If the article does not say, you are told so.",
    welcome_write="A language model writes the answer from the article, and each sentence points to what it rests on. "
    "If the article does not say, you are told so.",
    examples="Try, for instance",
    question="Question to the article",
    placeholder="Ask about the article",
    ask="Ask",
    stop="Stop",
    hint="Enter sends, Shift + Enter starts a new line",
    you_asked="You asked: ",
    searching="Looking in the article …",
    waiting="The answer comes as soon as the article has been read.",
    stopped="You stopped the answer.",
    failed="Something went wrong on our side. Try again.",
    lost="Kildevis does not respond. Look for a message in the window where it was started.",
    copy="Copy the answer",
    copied="The answer is copied.",
    retry="Ask again",
    up="Good answer",
    down="Poor answer",
    thanks="Thank you, your rating is saved.",
    withdrawn="Your rating is withdrawn.",
    not_saved="Your rating was not saved. Try again.",
    download="Download conversation",
    clear="New conversation",
    cite="Source {number}: show the sentence in the article",
    back="Back to the answer",
    related="Related reading",
    borne_out="The article bears the sentence out.",
    not_borne_out="The article does not bear the sentence out.",
    sources="Sources",
    confidence="Answers like this are right about {times} times in 10",
    confidence_highest="Answers like this are right more than 9 times in 10",
    confidence_lowest="Answers like this are seldom right; read the article yourself",
    mode="How answers are made",
    mode_quote="Quote",
    mode_quote_explained="The article’s own sentences, word for word.",
    mode_write="Write",
    mode_write_explained="A language model writes, and each sentence is checked.",
    awaiting_model="Waiting for the language model …",
    unchecked="Grey text has not been checked against the article yet.",
    struck="Struck: ",
    struck_folded="The language model wrote something that was struck",
    written_by="Written by a language model",
    tabs="What would you like to do?",
    tab_ask="Ask",
    tab_check="Check a text",
    check="Check",
    check_title="Check a text",
    check_lede="Paste a sentence or a whole rewrite. Each sentence is held against the article: if it is borne out, "
    "you see where; if not, you see what is wrong. The check is mistaken at times, so read for yourself before you "
    "publish.",
    check_text="Text to check",
    check_placeholder="Paste the text here",
    check_waiting="The check begins as soon as the article has been read.",
    check_progress="Checking sentence {at} of {of} …",
    check_pending="Not checked yet",
    check_stopped="You stopped the check.",
    check_nothing="There was no sentence to check.",
    check_tally="{has} of {of} sentences are borne out by the article.",
    check_left="Only the first {most} sentences are checked. {left} remain; paste the rest by itself.",
    check_has="Borne out",
    check_lacks="Not borne out",
    check_not="Not checked",
    check_nearest="Show the nearest place in the article",
    check_sure="Sentences like this are borne out about {times} times in 10",
    check_sure_highest="Sentences like this are borne out more than 9 times in 10",
    check_sure_lowest="Sentences like this are seldom borne out",
    stage_start="Starting",
    stage_model="Unpacking the language model",
    stage_load="Loading the language model",
    stage_index="Reading the article",
    no_script="Kildevis needs JavaScript to answer. Turn it on in the browser and reload the page.",
    export_title="Conversation with Kildevis",
    export_place="characters {start}–{end}",
)

TEXTS: Mapping[Language, Texts] = {"nb": BOKMAAL, "nn": NYNORSK, "en": ENGLISH}
