"""What the model and the words say of each candidate sentence: the reader's raw material.

A passage is read once, in one forward pass, and kept: in a chat about one article only the question is new.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from assistant.language import article_language
from assistant.question import QuestionKind, question_kind
from index.article import Article, Sentence
from index.encoder import Encoder, TokenVectors, Vector
from index.generation import Generation
from index.orders.telling import addressed
from index.passages import embedded_text, span_of
from index.words import FUNCTION_WORDS, words

_KEPT_PASSAGES = 512  # some 60 MB of vectors at 130 tokens a passage


@dataclass(frozen=True)
class QuestionWord:
    """A content word of the question: its stem, the word as written, whether it is a name or number, and its rows of
    the token vectors."""

    stem: str
    surface: str
    is_name: bool
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """A question as read: `text` is what is searched for, `asked` the user's own words, which differ where `text` was
    enriched from the conversation, `kind` what is asked for, `crosses` whether the words of the question and of the
    articles are of different languages, so that they can meet in meaning only."""

    text: str
    asked: str
    kind: QuestionKind
    crosses: bool
    vectors: TokenVectors
    words: tuple[QuestionWord, ...]


@dataclass(frozen=True)
class PassageReading:
    """A passage as read, all vectors of unit length.

    `whole` of shape (d,) is the passage's vector; of its `sentences`, orders to an assistant left out, `alone` and
    `within`, both of shape (sentences, d), hold the vectors of each on its own and pooled within the passage. `tokens`
    of shape (t, d) are the sentences' tokens, those of one starting at its row in `first`.
    """

    passage: TextNode
    article: Article
    whole: Vector
    sentences: tuple[Sentence, ...]
    alone: Vector
    within: Vector
    tokens: Vector
    first: NDArray[np.int64]


def read_question(vectors: TokenVectors, text: str, crosses: bool, asked: str | None = None) -> Question:
    """Make a question of its vectors; `asked` is the bare one where `text` has been enriched from the conversation."""
    asked = asked or text
    shouted = text.isupper()
    found = []
    for number, word in enumerate(words(text)):
        surface = text[word.start : word.end]
        if surface.casefold() in FUNCTION_WORDS:
            continue
        rows = np.flatnonzero((vectors.ends > word.start) & (vectors.ends <= word.end))
        is_name = not shouted and (surface[0].isdigit() or (number > 0 and surface[0].isupper()))
        found.append(QuestionWord(word.stem, surface, is_name, tuple(int(row) for row in rows)))
    return Question(text, asked, question_kind(asked), crosses, vectors, tuple(found))


def crosses_language(question_is_english: bool, article: Article) -> bool:
    """Whether a question's words can be found in the article only by meaning."""
    return question_is_english != (article_language(article.text) == "en")


class PassageReader:
    """Reads passages with the embedding model, and keeps what it read last."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._kept: OrderedDict[tuple[str, str], PassageReading] = OrderedDict()
        self._lock = Lock()

    def read(self, generation: Generation, passages: Sequence[TextNode]) -> list[PassageReading]:
        """Return the readings of a library's passages, in the order given, as `read_of` does."""
        articles = {a: generation.article(a) for a in {str(p.metadata["article"]) for p in passages}}
        return self.read_of([(p, articles[p.metadata["article"]]) for p in passages])

    def read_of(self, passages: Sequence[tuple[TextNode, Article]]) -> list[PassageReading]:
        """Return the readings of passages that come with their articles, in the order given.

        A passage in which every sentence is an order to an assistant is left out.
        """
        # A changed article has another text under the same id, and so another key.
        keys = [(article.sha256, node.node_id) for node, article in passages]
        with self._lock:
            known = {key: self._kept[key] for key in keys if key in self._kept}
        new = {key: passage for key, passage in zip(keys, passages, strict=True) if key not in known}
        if new:
            known |= dict(zip(new, read_passages(self._encoder, list(new.values())), strict=True))
        with self._lock:
            for key in keys:
                self._kept[key] = known[key]
                self._kept.move_to_end(key)
            while len(self._kept) > _KEPT_PASSAGES:
                self._kept.popitem(last=False)
        return [known[key] for key in keys if known[key].sentences]


def read_passages(encoder: Encoder, passages: Sequence[tuple[TextNode, Article]]) -> list[PassageReading]:
    """Read passages of articles: the passages and their sentences, each in its own forward pass.

    Pooling a sentence's tokens within its passage (late chunking, Günther et al. 2024) sees what it leans on; the
    sentence on its own sees nothing else. They err differently, so both are kept.
    """
    inside = [
        [s for s in article.sentences if span.start <= s.start and s.end <= span.end]
        for node, article in passages
        for span in (span_of(node),)
    ]
    texts = list(
        dict.fromkeys(
            article.text[s.start : s.end] for (_, article), found in zip(passages, inside, strict=True) for s in found
        )
    )
    alone = dict(zip(texts, encoder.encode_passages(texts), strict=True))
    wholes = encoder.read_passages([embedded_text(node) for node, _ in passages])
    return [
        _reading(node, article, _without_orders(article, found, alone, encoder.identity), vectors, alone)
        for (node, article), found, vectors in zip(passages, inside, wholes, strict=True)
    ]


def _without_orders(
    article: Article, sentences: list[Sentence], alone: dict[str, Vector], model: str
) -> list[Sentence]:
    """The sentences that inform a reader, and none that tells an assistant what to answer.

    Most of these are told when the article is indexed, where only sentences with cues are looked at; here all are.
    """
    if not sentences:
        return []
    texts = [article.text[s.start : s.end] for s in sentences]
    told = addressed(texts, np.stack([alone[text] for text in texts]), [s.block for s in sentences], model)
    return [sentence for sentence, is_order in zip(sentences, told, strict=True) if not is_order]


def _reading(
    node: TextNode, article: Article, sentences: list[Sentence], vectors: TokenVectors, alone: dict[str, Vector]
) -> PassageReading:
    offset = span_of(node).start - (len(embedded_text(node)) - len(node.text))
    tokens = []
    for sentence in sentences:
        rows = (vectors.ends > sentence.start - offset) & (vectors.ends <= sentence.end - offset)
        # A sentence beyond what the model takes in has no tokens of its own; the passage's vector stands in.
        tokens.append(vectors.tokens[rows] if rows.any() else vectors.whole[None, :])
    if not tokens:
        none = np.zeros((0, len(vectors.whole)), dtype=np.float32)
        return PassageReading(node, article, vectors.whole, (), none, none, none, np.zeros(0, dtype=np.int64))
    means = np.stack([t.mean(0) for t in tokens])
    return PassageReading(
        passage=node,
        article=article,
        whole=vectors.whole,
        sentences=tuple(sentences),
        alone=np.stack([alone[article.text[s.start : s.end]] for s in sentences]),
        within=means / np.linalg.norm(means, axis=1, keepdims=True),
        tokens=np.concatenate(tokens),
        first=np.cumsum([0, *(len(t) for t in tokens[:-1])]),
    )
