"""Write mode: a language model words the answer, and each sentence is held against the article before it counts."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace

from assistant.answer import Answer, History
from assistant.quote_mode import Quoted
from assistant.verify import Verdict, Verifier
from assistant.writer.drafting import abstention, draft_answer, quoted_instead
from assistant.writer.endpoint import Endpoint
from assistant.writer.failure import WriterError
from assistant.writer.judging import Judge
from assistant.writer.material import material
from assistant.writer.prompt import messages, within
from assistant.writer.rules_kept import demand_rules_kept
from assistant.writer.sentences import written_sentences

# Of the sentences given, by the embedding model's count. With the rules, the turns before and an answer this fits 2,048
# tokens, the smallest context that local servers start with, also where a tokenizer makes more of Norwegian.
_GIVEN_TOKENS = 800
_NUMBER_TOKENS = 4  # of "[12] " and the line's end
_ANSWER_TOKENS = 1500  # three sentences take a tenth; a model that thinks aloud first takes the rest
_MOST_SENTENCES = 8  # three are asked for; a model that goes on has said what it had to say


class Writer:
    """Has answers written by a language model; shared by threads."""

    def __init__(self, endpoint: Endpoint, verifier: Verifier, count_tokens: Callable[[str], int]) -> None:
        self._endpoint = endpoint
        self._verifier = verifier
        self._count_tokens = count_tokens

    def write(self, question: str, quoted: Quoted, history: History) -> Generator[Answer, None, None]:
        """Yield the answer as its words come; the last one is whole, and a quote answer where the model fails.

        Args:
            question: as asked.
            quoted: the same, answered by quotation.
            history: the turns before it.
        """
        language = quoted.trace.answer.language
        ranked = material(quoted.quotations, quoted.nearest)
        given = within(ranked, _GIVEN_TOKENS, lambda text: self._count_tokens(text) + _NUMBER_TOKENS)
        if not given:
            yield replace(quoted.trace.answer, mode="write")  # our own words, or an abstention with nothing read
            return
        judge = Judge(self._verifier, self._count_tokens, given, language)
        asked = messages(question, language, [candidate.text for candidate in given], history)
        text = ""
        try:
            with closing(self._endpoint.stream(asked, _ANSWER_TOKENS)) as parts:
                for part in parts:
                    text += part
                    sentences, coming = written_sentences(text, ended=False)
                    demand_rules_kept(text, sentences, language)
                    yield draft_answer(quoted, judge.verdicts(sentences), coming)
                    if len(sentences) >= _MOST_SENTENCES:
                        break
            sentences, _ = written_sentences(text, ended=True)
            demand_rules_kept(text, sentences, language)
            if not sentences:
                raise WriterError("empty")
        except WriterError as error:
            yield quoted_instead(quoted, error.reason)
            return
        yield _whole(quoted, judge.verdicts(sentences[:_MOST_SENTENCES]))


def _whole(quoted: Quoted, verdicts: Sequence[Verdict]) -> Answer:
    if any(verdict.supported for verdict in verdicts):
        return draft_answer(quoted, verdicts)
    if quoted.trace.answer.abstained:
        return abstention(quoted, verdicts)
    return quoted_instead(quoted, "refuted" if verdicts else "denied", verdicts)
