"""What each command does: read the arguments, call the assistant or the library, print the result.

Everything heavy is imported within the command that needs it, after what the user gave has been checked.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import InputError

if TYPE_CHECKING:
    from assistant import Assistant, Settings
    from index.article import Article
    from ui.cli_batch import Row

Command = Callable[[argparse.Namespace], None]


def chat(given: argparse.Namespace) -> None:
    """`kildevis chat`: serve the web chat until interrupted."""
    settings = settings_with(host=given.host, port=given.port, reader=given.reader)
    from ui.terminal import progress_bar
    from ui.web import serve

    with progress_bar() as progress:
        serve(settings, public=given.public, open_browser=given.open, progress=progress)


def ask(given: argparse.Namespace) -> None:
    """`kildevis ask`: answer one question, or each of a batch as soon as it is ready."""
    rows = _rows(given)
    settings = settings_with(mode=given.mode, reader=given.reader)
    if not rows:
        return
    assistant = _open(settings)
    for row in rows:
        answer = assistant.ask(row.question, row.history)
        if given.batch is not None:
            _print_json({"id": row.id, **answer.to_dict()})
        elif given.json:
            _print_json(answer.to_dict())
        else:
            from ui.terminal import show_answer

            show_answer(answer)


def check(given: argparse.Namespace) -> None:
    """`kildevis check`: is a sentence, or each of a batch, borne out by the article?"""
    rows = _rows(given, "sentence", 'kildevis check "Armenia har ikke styrker i Nagorno-Karabakh."')
    settings = settings_with()
    if not rows:
        return
    assistant = _open(settings)
    for row in rows:
        verdict = assistant.check(row.question, article=given.article)
        if given.batch is not None:
            _print_json({"id": row.id, **verdict.to_dict()})
        elif given.json:
            _print_json(verdict.to_dict())
        else:
            from ui.terminal import show_verdict

            show_verdict(verdict)


def search(given: argparse.Namespace) -> None:
    """`kildevis search`: the passages nearest to one question, or to each of a batch."""
    rows = _rows(given)
    if not 1 <= given.k <= 1000:
        raise InputError(f"-k {given.k}: give a number of passages from 1 to 1000")
    if not rows:
        return
    assistant = _open(settings_with())
    for row in rows:
        hits = assistant.search(row.question, k=given.k)
        result = {"question": row.question, "passages": [hit.to_dict() for hit in hits]}
        if given.batch is not None:
            _print_json({"id": row.id, **result})
        elif given.json:
            _print_json(result)
        else:
            from ui.terminal import show_hits

            show_hits(hits)


def index(given: argparse.Namespace) -> None:
    """`kildevis index`: add articles, all of them or, when one cannot be read, none."""
    if not given.paths and not given.rebuild:
        raise InputError("name the files or folders to index, or --rebuild")
    found = _read_articles([Path(path) for path in given.paths])
    settings = settings_with()
    from ui.terminal import progress_bar

    with progress_bar() as progress:
        progress("load", 0.0)
        from assistant import open_library

        library = open_library(settings)
        if given.rebuild:
            library.rebuild(progress)
        changes = library.add(found, progress) if found else None
    if given.rebuild:
        print(f"rebuilt {len(library.articles())} articles")
    if changes:
        for word in ("added", "replaced", "unchanged"):
            for article_id in getattr(changes, word):
                print(word, article_id)


def articles(given: argparse.Namespace) -> None:
    """`kildevis articles`: list the library."""
    from dataclasses import asdict

    settings = settings_with()
    from assistant import open_library

    listed = open_library(settings).articles()
    if given.json:
        _print_json({"articles": [asdict(article) for article in listed]})
        return
    from ui.terminal import show_articles

    show_articles(listed)


def remove(given: argparse.Namespace) -> None:
    """`kildevis remove`: take one article out of the library."""
    settings = settings_with()
    from assistant import open_library

    open_library(settings).remove(given.id)
    print("removed", given.id)


def show(given: argparse.Namespace) -> None:
    """`kildevis show`: print an article; byte for byte as stored when piped, harmless on a terminal."""
    settings = settings_with()
    from assistant import open_library

    text = open_library(settings).article(given.id).text
    if sys.stdout.isatty():
        from ui.terminal import harmless

        print(harmless(text))
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))


def settings(given: argparse.Namespace) -> None:
    """`kildevis settings`: list each setting with its value and what it does, or try the language model."""
    current = settings_with()
    if given.check:
        from assistant.writer.reaching import reach

        print(one_line(reach(current)))
        return
    values = current.model_dump(mode="json")
    if given.json:
        _print_json(values)
        return
    from ui.terminal import show_settings

    described = {name: field.description or "" for name, field in type(current).model_fields.items()}
    show_settings([(name, values[name], described[name]) for name in values])


def one_line(message: str) -> str:
    """Return a message as one line that cannot steer the terminal, whatever names it quotes."""
    return " ".join("".join(c if c.isprintable() else " " for c in message).split())


def settings_with(**given: object) -> "Settings":
    """The settings, with what was typed in place of what they say."""
    from assistant.settings import load_settings

    return load_settings(**{name: value for name, value in given.items() if value is not None})


def _open(settings: "Settings") -> "Assistant":
    from ui.terminal import progress_bar

    with progress_bar() as progress:
        progress("load", 0.0)
        from assistant import Assistant

        return Assistant.open(settings, progress)


def _rows(
    given: argparse.Namespace,
    asked: str = "question",
    example: str = 'kildevis ask "Hvem er statsminister i Armenia?"',
) -> list["Row"]:
    """The questions to answer, or sentences to check: those of the batch file, or the one typed, quoted or not."""
    from ui.cli_batch import Row, check_text, read_batch

    if given.batch is not None:
        if given.question:
            raise InputError(f"give either a {asked} or --batch, not both")
        return read_batch(given.batch, asked)
    if not given.question:
        raise InputError(f"give a {asked}, as in: {example}")
    question = " ".join(given.question)
    check_text(question, f"the {asked}")
    return [Row(id="", question=question)]


def _read_articles(paths: list[Path]) -> list["Article"]:
    from index.article import find_files, read_article

    by_id: dict[str, tuple[Path, Article]] = {}
    for path in find_files(paths):
        article = read_article(path)
        other, _ = by_id.setdefault(article.id, (path, article))
        if other.resolve() != path.resolve():
            raise InputError(f"{other} and {path} would both have the id {article.id!r}; rename one of them")
    return [article for _, article in by_id.values()]


def _print_json(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False), flush=True)
