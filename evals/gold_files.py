"""Opens a gold set of either form."""

from collections.abc import Sequence
from pathlib import Path

from evals.gold_lines import read_gold_lines
from evals.questions import GoldSet
from evals.squad import read_squad
from index.article import Article
from index.errors import InputError

GOLD = Path(__file__).parent / "gold" / "nagorno-karabakh.jsonl"


def read_gold(path: Path, articles: Sequence[Article]) -> GoldSet:
    """Read a gold set: `.jsonl` in our own form, over the articles given; `.json` in SQuAD's, which holds its own.

    Raises:
        InputError: the file cannot be read or is malformed; the message says where and what to do.
    """
    if path.suffix.lower() not in (".json", ".jsonl"):
        raise InputError(f"{path}: a gold set is a .jsonl file (evals/gold/README.md) or a .json file in SQuAD's form")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    return read_squad(path, content) if path.suffix.lower() == ".json" else read_gold_lines(path, content, articles)
