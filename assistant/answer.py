"""What flows out of the assistant: an answer and the citations that it stands on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

Language = Literal["nb", "nn", "en"]
Mode = Literal["quote", "write"]


class Turn(TypedDict):
    """One message of the conversation so far, oldest first."""

    role: Literal["user", "assistant"]
    content: str


History = Sequence[Turn]


@dataclass(frozen=True)
class Citation:
    """A stretch of an article that bears the answer: `quote == article.text[start:end]`.

    All offsets count characters of the article's stored text; the highlight, where there is one, lies within the quote.
    `score` is the reader's probability, 0..1, that this is where the answer stands.
    """

    number: int
    article: str
    title: str
    start: int
    end: int
    quote: str
    highlight_start: int | None
    highlight_end: int | None
    score: float


@dataclass(frozen=True)
class Elapsed:
    """Milliseconds spent in each stage; `total` holds them and what lies between."""

    retrieve: float
    read: float
    write: float
    total: float


@dataclass(frozen=True)
class DraftSentence:
    """A sentence that a language model wrote.

    Where the article bears it out, `text` ends in its markers and stands in the answer. Where it does not, `why` says
    what is wrong, in the question's language, and `doubted` holds the stretches, (start, end) of `text`, meant by that.
    """

    text: str
    why: str | None = None
    doubted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Draft:
    """What a language model has written, in its order; `coming` are the words of the sentence not yet complete."""

    sentences: tuple[DraftSentence, ...] = ()
    coming: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer to one question; see DESIGN's contract, which these fields carry out one by one.

    `answer` is plain text with citation markers `[1]` in it. `confidence` is calibrated: of the answers given 0.8, four
    in five are right. `related` holds passages worth reading when the assistant abstains; they are never citations.
    `draft`, beside the contract, is for who shows an answer being written; None where no language model had a say.
    """

    question: str
    language: Language
    mode: Mode
    abstained: bool
    answer: str
    highlight: str | None
    confidence: float
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...]
    notice: str | None
    elapsed_ms: Elapsed
    draft: Draft | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as the JSON object that `kildevis ask --json` prints."""
        shown = asdict(self)
        del shown["draft"]
        return shown
