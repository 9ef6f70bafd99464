"""What people see in a terminal: answers, passages, tables, progress bars.

Text of an article is someone else's: it is shown as text, never read as markup or as a terminal's control codes. When
the output is piped, the same words come without colours, boxes or line breaks of ours.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from ui.texts import TEXTS

if TYPE_CHECKING:
    from assistant import Hit
    from assistant.answer import Answer, Citation
    from assistant.verify import Verdict
    from index.manifest import ArticleInfo

_STAGES = {
    "model": "Unpacking the embedding model",
    "load": "Loading the embedding model",
    "index": "Indexing the articles",
    "ask": "Asking the questions",
    "judge": "Having the answers judged",
}
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # marks that turn the order of the text after them


def harmless(text: str) -> str:
    """Replace each character that could steer the terminal, or turn the order of the text, by one visible character.

    As many characters come out as go in, so offsets still hold; line breaks and tabs stay.
    """
    return "".join("\ufffd" if _steers(character) else character for character in text)


def show_answer(answer: "Answer") -> None:
    """Print an answer with its citations, or with related reading when the article does not answer."""
    console = open_console()
    text = Text(harmless(answer.answer))
    at = answer.answer.find(answer.highlight) if answer.highlight else -1
    if answer.highlight and at >= 0:
        text.stylize("bold", at, at + len(answer.highlight))
    if console.is_terminal:
        console.print(Panel(text, border_style="yellow" if answer.abstained else "green", padding=(0, 1)))
    else:
        _print(console, text)
    if answer.notice:
        _print(console, Text(harmless(answer.notice), style="yellow"))
    if answer.abstained and answer.related:
        _print(console, Text(TEXTS[answer.language].related, style="dim"))
    for citation in answer.related if answer.abstained else answer.citations:
        _print_citation(console, citation)


def show_verdict(verdict: "Verdict") -> None:
    """Print a sentence with the words in doubt marked, the verdict on it, and what it was held against."""
    console = open_console()
    texts = TEXTS[verdict.language]
    sentence = Text(harmless(verdict.sentence))
    for span in verdict.doubted:
        sentence.stylize("strike red", span.start, span.end)
    said = texts.borne_out if verdict.supported else texts.not_borne_out
    if console.is_terminal:
        console.print(Panel(sentence, border_style="green" if verdict.supported else "yellow", padding=(0, 1)))
    else:
        _print(console, sentence)
    _print(
        console,
        Text(" ".join(filter(None, [said, harmless(verdict.why or "")])), style="yellow" if verdict.why else ""),
    )
    for citation in verdict.citations:
        _print_citation(console, citation)


def show_hits(hits: "Sequence[Hit]") -> None:
    """Print passages, best first, with the place that each stands in."""
    console = open_console()
    for number, hit in enumerate(hits, start=1):
        place = f"{number}. {hit.article} {hit.start}-{hit.end} ({hit.score:.3f})"
        _print(console, Text(harmless(place), style="cyan"))
        _print(console, Text(harmless(hit.text)), indent=4)


def show_articles(articles: "Sequence[ArticleInfo]") -> None:
    """Print the articles of the library."""
    if not articles:
        open_console(stderr=True).print("The library is empty; `kildevis index PATH` adds an article.")
        return
    _print_table(
        ["id", "title", "characters", "passages"],
        [[article.id, article.title, str(article.chars), str(article.passages)] for article in articles],
    )


def show_settings(settings: Sequence[tuple[str, Any, str]]) -> None:
    """Print the settings: name, value and what each does."""
    rows = [[name, "" if value is None else str(value), described] for name, value, described in settings]
    _print_table(["setting", "value", "what it does"], rows)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """Show on stderr how far each stage has come, and leave nothing behind; silent when stderr is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda stage, done: None
        return
    columns = TextColumn("{task.description}"), BarColumn()
    # Standard output stays what it is: rich would send what is printed meanwhile to the bar's console.
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    tasks: dict[str, TaskID] = {}

    def tell(stage: str, done: float) -> None:
        for earlier, task in tasks.items():
            bar.update(task, visible=earlier == stage)
        if stage not in tasks:
            tasks[stage] = bar.add_task(_STAGES.get(stage, stage), total=None)
        # Without a total the bar swings to and fro: something goes on, and nobody knows how far it is.
        bar.update(tasks[stage], completed=done, total=1.0 if done else None)
        if done < 1:
            bar.start()
        else:
            bar.stop()  # a server goes on for days after its last stage

    try:
        yield tell
    finally:
        bar.stop()


def _steers(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) in ("Cc", "Cs") or character in _TURNS


def open_console(stderr: bool = False) -> Console:
    """Return a console that reads no markup in what it is given."""
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def _print_citation(console: Console, citation: "Citation") -> None:
    before = f"[{citation.number}] «"
    quote = Text(harmless(f"{before}{citation.quote}»"))
    if citation.highlight_start is not None and citation.highlight_end is not None:
        shift = len(before) - citation.start
        quote.stylize("bold", citation.highlight_start + shift, citation.highlight_end + shift)
    _print(console, quote, indent=2)
    place = f"{citation.title} ({citation.article} {citation.start}-{citation.end})"
    _print(console, Text(harmless(place), style="dim"), indent=6)


def _print(console: Console, text: Text, indent: int = 0) -> None:
    """Print as a block on a terminal; when piped, each line as it is, which rich would wrap and untab."""
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)))
    else:
        print("\n".join(" " * indent + line for line in text.plain.split("\n")))


def _print_table(headings: list[str], rows: list[list[str]]) -> None:
    console = open_console()
    if not console.is_terminal:
        for row in rows:
            print("\t".join(" ".join(harmless(cell).split()) for cell in row))
        return
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading)
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    console.print(table)
