"""Questions with and without an answer, each with the passages that would be read for it: what confidence is fitted on.

All are of articles that the span reader was not trained on. The ones without an answer are made as those that it is
trained on, or are asked of a library without their article.
"""

import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from llama_index.core.schema import TextNode

from assistant.conversation import resolve
from assistant.language import question_language
from assistant.reader.training.data import Source, fit_and_tuning, norquad
from assistant.reader.training.names import names_of
from assistant.reader.training.near_misses import borrow, swap_asked, swap_name, swap_number
from assistant.reader.training.question_forms import vary
from assistant.reader.training.removals import remove_phrase, still_holds
from assistant.reader.training.statements import question_of
from assistant.reader.training.synonyms import reword
from assistant.reader.training.untold import ask_untold
from assistant.reader.training.written import written_about
from assistant.reader.windows import how_many_fit, places
from assistant.reading import crosses_language
from assistant.retrieval import passage_of, retrieve
from index.article import Article, Sentence
from index.encoder import Encoder
from index.errors import InputError
from index.generation import Generation
from index.library import Library
from index.passages import split_passages
from index.sentences import Span

_DEPTH = 30
_BY_RULES = ("summary", "credit", "conflict")  # kinds of questions that no sentence is chosen for by its score
_MAIN_NAMES = 8  # of an article, those it mentions most
_STATEMENTS = 4  # of an article, that are asked as yes-or-no questions
Passage = tuple[TextNode, Article]


@dataclass(frozen=True)
class Case:
    """A question and the passages read for it; `gold` are the spans that answer, by article, if any."""

    made: str
    question: str
    crosses: bool
    passages: tuple[Passage, ...]
    gold: tuple[tuple[str, Span], ...] = ()

    def answered_by(self, article: Article, sentence: Sentence) -> bool:
        """Whether a sentence bears the answer."""
        return any(
            article.id == of and sentence.start < span.end and span.start < sentence.end for of, span in self.gold
        )


def cases_of_norquad(data: Path, questions: Path, encoder: Encoder, passages: int) -> Iterator[tuple[str, Case]]:
    """Yield the cases of NorQuAD's tuning articles, in a library of all articles of its training split.

    Args:
        data: the folder that holds `norquad/train.json`.
        questions: the file of those written by hand.
        encoder: the embedding model that retrieves.
        passages: how many are read for a question.

    Raises:
        InputError: the file is missing or broken.
    """
    train = norquad(data / "norquad/train.json")
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder), encoder)
        library.add([source.article for source in train])
        tuning = fit_and_tuning(train)[1]
        yield from norquad_cases(tuning, library, passages)
        yield from written_cases(written_about(tuning, questions))
        library.close()


def norquad_cases(
    sources: Sequence[Source], library: Library, passages: int, seed: int = 0
) -> Iterator[tuple[str, Case]]:
    """Yield the cases of NorQuAD's articles, each with the id of the article that its question is of.

    Args:
        sources: the articles that the span reader has not seen.
        library: one of many articles, these among them under the same ids.
        passages: how many are read for a question.
        seed: of what is drawn at random.
    """
    chance = random.Random(seed)
    generation = library.generation()
    assert generation is not None
    further = max(1, len(sources) // 8)  # as neighbours are often about the same
    for here, source in enumerate(sources):
        article = source.article
        whole = _all_of(article)
        like = _all_of(sources[(here + further) % len(sources)].article)
        strangers = [other for other in sources if other is not source and other.asked]
        for asked in source.asked:
            question = asked.questions["nb"]
            gold = tuple((article.id, span) for span in asked.spans)
            texts = [article.text[s.start : s.end] for s in asked.spans]
            yield article.id, Case("answerable", question, False, whole, gold)
            varied = vary(reword(question, "nb", chance), "nb", chance)
            yield article.id, Case("varied", varied, False, whole, gold)
            found = _retrieved(generation, library, question)
            yield article.id, Case("open", question, False, _read_of(found, passages), gold)
            others = [p for p in found if p[1].id != article.id and not _holds(p, texts)]
            yield article.id, Case("elsewhere", question, False, _read_of(others, passages))
            if not any(_holds(passage, texts) for passage in like):
                yield article.id, Case("another article", question, False, like)
            if (less := _without_sentence(article, asked.spans)) and not any(still_holds(less.text, t) for t in texts):
                yield article.id, Case("sentence removed", question, False, _all_of(less))
            cut = remove_phrase(article.text, asked.spans[0])
            if cut and not any(still_holds(cut.text, t) for t in texts):
                yield article.id, Case("words removed", question, False, _all_of(Article(article.id, cut.text)))
            stranger = chance.choice(chance.choice(strangers).asked).questions["nb"] if strangers else None
            for made, swapped in _near_misses(question, texts, article, stranger, "nb", chance):
                yield article.id, Case(made, swapped, False, whole)
        for case in _statements(article, whole, chance):
            yield article.id, case


def written_cases(sources: Sequence[Source]) -> Iterator[tuple[str, Case]]:
    """Yield the questions written by hand about NorQuAD's articles, each with the id of its article."""
    for source in sources:
        article, whole = source.article, _all_of(source.article)
        for asked in source.asked:
            ((language, question),) = asked.questions.items()
            gold = tuple((article.id, span) for span in asked.spans)
            made = "written" if gold else "written unanswered"
            yield article.id, Case(made, question, crosses_language(language == "en", article), whole, gold)


def _near_misses(
    question: str,
    texts: Sequence[str],
    article: Article,
    stranger: str | None,
    language: str | None,
    chance: random.Random,
) -> Iterator[tuple[str, str]]:
    """Yield questions like one that the article answers in `texts`, and like another article's, that it does not.

    `language` is the question's where the article's is the same.
    """
    answered, known = set(" ".join(texts).split()), names_of(article)
    names = [n for n in known if not set(n.split()) & answered]
    made = {
        "name swapped": swap_name(question, names, chance, article.text),
        "number swapped": swap_number(question, chance, article.text),
        "asked swapped": swap_asked(question, chance, article.text),
        "borrowed": borrow(stranger, known[:_MAIN_NAMES], chance, article.text) if stranger else None,
        "untold": ask_untold(known[:_MAIN_NAMES], language, chance, article.text) if language else None,
    }
    yield from ((name, swapped) for name, swapped in made.items() if swapped)


def _statements(article: Article, whole: tuple[Passage, ...], chance: random.Random) -> Iterator[Case]:
    """Yield yes-or-no questions, each as the article answers it and of another name."""
    sentences = [s for s in article.sentences if s.block.kind == "paragraph"]
    turned = [found for s in sentences if (found := question_of(article.text, s, "nb"))]
    for question, answer in chance.sample(turned, min(_STATEMENTS, len(turned))):
        yield Case("statement", reword(question, "nb", chance), False, whole, ((article.id, answer),))
        swapped = swap_name(question, names_of(article), chance, article.text)
        if swapped and swapped.split()[0] == question.split()[0]:
            yield Case("statement swapped", swapped, False, whole)


def xquad_cases(sources: Sequence[Source], language: str, seed: int = 0) -> Iterator[tuple[str, Case]]:
    """Yield questions in one language asked of XQuAD's articles in that of the sources, with and without an answer.

    A case comes with the number of the article that its question is of, the same in every language.
    """
    chance = random.Random(seed)
    crosses = language != sources[0].language
    for here, source in enumerate(sources):
        group, article = f"xquad-{here}", source.article
        whole, like = _all_of(article), sources[(here + 1) % len(sources)]
        for asked in source.asked:
            question = asked.questions[language]
            gold = tuple((article.id, s) for s in asked.spans)
            yield group, Case("answerable", question, crosses, whole, gold)
            varied = vary(reword(question, language, chance), language, chance)
            yield group, Case("varied", varied, crosses, whole, gold)
            texts = [article.text[s.start : s.end] for s in asked.spans]
            if not any(_holds(passage, texts) for passage in _all_of(like.article)):
                yield group, Case("another article", question, crosses, _all_of(like.article))
            stranger = chance.choice(like.asked).questions[language]
            read = None if crosses else language
            for made, swapped in _near_misses(question, texts, article, stranger, read, chance):
                yield group, Case(made, swapped, crosses, whole)


def gold_cases(path: Path, article: Article) -> Iterator[tuple[str, Case]]:
    """Yield the `dev` questions of a gold set in our own form about one article, but those that rules answer.

    They come with the article's id, as for `norquad_cases`.

    Raises:
        InputError: the file is missing or not in that form.
    """
    whole = _all_of(article)
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        asked = [line for line in lines if line["split"] == "dev" and line["article"] == article.id]
        for line in asked:
            if line["kind"] in _BY_RULES:
                continue
            question = resolve(line["question"], line.get("history", ())).text
            crosses = crosses_language(question_language(line["question"], "nb") == "en", article)
            gold = tuple((article.id, span) for text in line["evidence"] for span in _places(text, article.text))
            yield article.id, Case("own" if gold else "own near miss", question, crosses, whole, gold)
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); --gold names a gold set in our own form"
        ) from None
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a gold set in our own form ({error}); see evals/gold/README.md") from None


def _places(text: str, within: str) -> Iterator[Span]:
    for match in re.finditer(re.escape(text), within):
        yield Span(*match.span())


def _all_of(article: Article) -> tuple[Passage, ...]:
    return tuple((node, article) for node in split_passages(article))


def _holds(passage: Passage, texts: Sequence[str]) -> bool:
    """Whether the words of an answer stand in a passage, which then may answer too."""
    inside = passage[0].text.casefold()
    return any(text.casefold() in inside for text in texts)


def _retrieved(generation: Generation, library: Library, question: str) -> list[Passage]:
    vector = library.encoder.read_question(question).whole
    nodes = [passage_of(hit) for hit in retrieve(generation, question, vector, _DEPTH).hits]
    return [(node, generation.article(node.metadata["article"])) for node in nodes]


def _read_of(found: Sequence[Passage], passages: int) -> tuple[Passage, ...]:
    """What the assistant reads of what is retrieved, best first."""
    return tuple(found[: how_many_fit(places(found), passages)])


def _without_sentence(article: Article, spans: Sequence[Span]) -> Article | None:
    cut = [s for s in article.sentences if any(s.start < a.end and a.start < s.end for a in spans)]
    text = article.text
    for sentence in reversed(cut):
        text = text[: sentence.start].rstrip(" ") + " " + text[sentence.end :].lstrip(" ")
    less = Article(article.id, text)
    return less if len(less.sentences) > 1 else None
