"""Write mode: a language model words the answer, and each sentence is held against the article before it counts."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace

from assistant.answer import Answer, History, Language
from assistant.conversation import Resolved
from assistant.quote_mode import Quoted
from assistant.reading import crosses_language
from assistant.verify import Verdict, Verifier
from assistant.writer.asking import Ask, Asked, ask_to_answer
from assistant.writer.drafting import abstention, draft_answer, quoted_instead
from assistant.writer.failure import Reason, WriterError
from assistant.writer.judging import Judge
from assistant.writer.opening import LanguageModel
from assistant.writer.rules_kept import demand_rules_kept
from assistant.writer.sentences import Written, written_sentences


class Writer:
    """Has answers written by a language model; shared by threads."""

    def __init__(self, model: LanguageModel, ask: Ask, verifier: Verifier, count_tokens: Callable[[str], int]) -> None:
        """Take the model and what it is asked, what holds its sentences, and the embedding model's count of tokens."""
        self._model = model
        self._ask = ask
        self._verifier = verifier
        self._count_tokens = count_tokens

    def meanings(self, resolved: Resolved, history: History, language: Language) -> tuple[Resolved, Reason | None]:
        """Return the question with the model's wording of what it means put first, where it leans on the turns before.

        Where the model fails, the question comes back as it is, with why.
        """
        if resolved.texts == (resolved.asked,) or self._ask is not ask_to_answer:
            return resolved, None  # it stands alone, or the model only completes texts
        from assistant.writer.condensing import condense  # brings LlamaIndex's chat engines

        try:
            meant = condense(resolved.asked, history, language, self._model)
        except WriterError as error:
            return resolved, error.reason
        texts = dict.fromkeys([meant, *resolved.texts] if meant else resolved.texts)
        return replace(resolved, texts=tuple(texts)), None

    def write(
        self, question: str, quoted: Quoted, history: History, failed: Reason | None = None
    ) -> Generator[Answer, None, None]:
        """Yield the answer as its words come; the last one is whole, and a quote answer where the model fails.

        Args:
            question: as asked.
            quoted: the same, answered by quotation.
            history: the turns before it.
            failed: why the model failed at this question already, which spares it the second try.
        """
        language = quoted.trace.answer.language
        if failed:
            yield quoted_instead(quoted, failed)
            return
        asked = self._ask(question, quoted, history, self._count_tokens)
        if asked is None:
            quotation = bool(quoted.trace.answer.citations)  # else it is our own words, or an abstention
            yield replace(quoted.trace.answer, mode="quote" if quotation else "write")
            return
        judge = Judge(self._verifier, asked.given, language, asked.found)
        foreign = _foreign(asked, language)
        text = ""
        yield draft_answer(quoted, ())  # who stops here, before a word is asked for, has asked for none
        try:
            with closing(self._model.stream(asked.messages, asked.max_tokens)) as parts:
                for part in parts:
                    text += part
                    sentences, coming = written_sentences(text, ended=False)
                    demand_rules_kept(text, sentences, language, foreign)
                    sentences = _resting(sentences, asked)
                    yield draft_answer(quoted, judge.verdicts(sentences), coming)
                    if len(sentences) >= asked.most_sentences:
                        break
            sentences, _ = written_sentences(text, ended=True)
            demand_rules_kept(text, sentences, language, foreign)
            if not sentences:
                raise WriterError("empty")
        except WriterError as error:
            yield quoted_instead(quoted, error.reason)
            return
        yield _whole(quoted, judge.verdicts(_resting(sentences, asked)[: asked.most_sentences]))


def _foreign(asked: Asked, language: Language) -> str:
    """What is to be worded, where that is in another language than the question."""
    crosses = asked.found is not None and crosses_language(language == "en", asked.given[0].article)
    return " ".join(candidate.text for candidate in asked.given) if crosses else ""


def _resting(sentences: list[Written], asked: Asked) -> list[Written]:
    """The sentences, each with the numbers of what it rests on."""
    if asked.found is None:
        return sentences
    every = tuple(range(1, len(asked.given) + 1))
    return [replace(sentence, cited=every) for sentence in sentences]


def _whole(quoted: Quoted, verdicts: Sequence[Verdict]) -> Answer:
    if any(verdict.supported for verdict in verdicts):
        return draft_answer(quoted, verdicts)
    if quoted.trace.answer.abstained:
        return abstention(quoted, verdicts)
    return quoted_instead(quoted, "refuted" if verdicts else "denied", verdicts)
