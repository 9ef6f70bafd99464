"""The command line: what can be typed, and what becomes of errors.

Only the standard library is imported here, so that `kildevis --help` answers at once; each command imports what it
needs.
"""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from index.errors import InputError, KildevisError
from ui import cli_commands as commands
from ui import cli_eval

_INTERRUPTED = 128 + 2  # as a shell reports a program that SIGINT ended
_BROKEN_PIPE = 128 + 13  # and one that SIGPIPE ended


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message}; see `{self.prog} --help`")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 2 the user's input is at fault, 1 we are.

    Whatever goes wrong becomes one line on stderr; with KILDEVIS_DEBUG set, the traceback comes instead.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # JSON is UTF-8 whatever the locale says, and so is the text of an article.
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        try:
            given = _parser().parse_args(arguments)
            given.run(given)
        finally:
            sys.stdout.flush()
    except SystemExit:  # --help and --version
        raise
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader is gone; without this, the interpreter complains when it flushes at its end.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except BaseException as error:  # a panic in Chroma's Rust core is no Exception
        if os.environ.get("KILDEVIS_DEBUG"):
            raise
        return _report(error)
    return 0


def _report(error: BaseException) -> int:
    """Say in one line what went wrong, and return the exit code."""
    message, code = str(error), 1
    if isinstance(error, InputError):
        code = 2
    elif not isinstance(error, KildevisError):
        said = f"{type(error).__name__}: {message}" if message else type(error).__name__
        message = f"unexpected {said[:300]}; for the traceback, set KILDEVIS_DEBUG=1 and run it again"
    with contextlib.suppress(OSError):
        print("kildevis:", commands.one_line(message), file=sys.stderr, flush=True)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="kildevis",
        description="Answers questions about news articles, every answer quoted from the article and cited.",
        epilog="Settings come from KILDEVIS_... variables or kildevis.toml; `kildevis settings` lists them.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, help="print the version and exit")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: commands.Command, help: str) -> argparse.ArgumentParser:
        described = help[0].upper() + help[1:] + "."
        subparser = subparsers.add_parser(name, help=help, description=described, allow_abbrev=False)
        subparser.set_defaults(run=run)
        return subparser

    chat = command("chat", commands.chat, "open the web chat; indexes the seed article first when nothing is indexed")
    chat.add_argument("--host", help="address to listen on (setting: host)")
    chat.add_argument("--port", help="port to listen on, 0 for a free one (setting: port)")
    chat.add_argument("--public", action="store_true", help="let other machines in without a user name and password")
    chat.add_argument("--open", action="store_true", help="open the page in the browser")
    _reader(chat)

    ask = command("ask", commands.ask, "answer a question, or every question of a file")
    _questions(ask)
    ask.add_argument("--mode", choices=["quote", "write"], help="how the answer is made (setting: mode)")
    _reader(ask)

    check = command("check", commands.check, "tell whether a sentence is borne out by the article")
    _questions(check, "sentence")
    check.add_argument(
        "--article", metavar="ID", help="hold it against this article alone (default: the whole library)"
    )

    search = command("search", commands.search, "list the passages nearest to a question, best first")
    _questions(search)
    search.add_argument("-k", type=int, default=10, metavar="N", help="how many passages (default: 10)")

    index = command("index", commands.index, "add articles to the library, or replace those that changed")
    index.add_argument("paths", nargs="*", metavar="PATH", help="a .txt or .md file in UTF-8, or a folder of them")
    index.add_argument("--rebuild", action="store_true", help="index all articles again, with the model now set")

    articles = command("articles", commands.articles, "list the articles of the library")
    articles.add_argument("--json", action="store_true", help="print one JSON object")

    remove = command("remove", commands.remove, "remove an article from the library")
    remove.add_argument("id", metavar="ID", help="the article's id, as `kildevis articles` lists it")

    show = command("show", commands.show, "print an article as stored")
    show.add_argument("id", metavar="ID", help="the article's id, as `kildevis articles` lists it")

    evaluate = command("eval", cli_eval.evaluate, "measure the answers to questions whose answers are known")
    cli_eval.add_arguments(evaluate)
    _reader(evaluate)

    settings = command("settings", commands.settings, "list the settings, their values and what they do")
    shown = settings.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="print one JSON object")
    shown.add_argument(
        "--check", action="store_true", help="reach the language model, and say in one line what is there"
    )
    return parser


def _questions(parser: argparse.ArgumentParser, asked: str = "question") -> None:
    parser.add_argument("question", nargs="*", metavar=asked.upper(), help=f"the {asked}")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    history = '[, "history"]' if asked == "question" else ""
    parser.add_argument(
        "--batch",
        metavar="FILE",
        help=f'a file with {{"id", "{asked}"{history}}} a line, - for stdin; prints one JSON object a line',
    )


def _reader(parser: argparse.ArgumentParser) -> None:
    named = "what finds the words: a folder or hub name of an extractive question answering model (setting: reader)"
    parser.add_argument("--reader", metavar="NAME", help=named)


class _Version(argparse.Action):
    """Prints the version, which is only then looked up."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_given: object) -> NoReturn:
        from importlib.metadata import version

        print("kildevis", version("kildevis"))
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
