"""Holds each sentence that a language model wrote against the sentences that it cites."""

from collections.abc import Sequence

from assistant.answer import Language
from assistant.facts.stated import stated_facts
from assistant.features import Candidate
from assistant.language import article_language
from assistant.verify import Verdict, Verifier
from assistant.wording import wording
from assistant.writer.rules_kept import denies_the_question, says, unmark
from assistant.writer.sentences import Written
from index.words import FUNCTION_WORDS, words

_SAY_NOTHING = FUNCTION_WORDS | frozenset("ja jo nei jau yes no".split())


class Judge:
    """Judges the sentences of one answer, each once."""

    def __init__(
        self,
        verifier: Verifier,
        given: Sequence[Candidate],
        language: Language,
        found: str | None = None,
    ) -> None:
        """Take what the sentences are held against.

        Args:
            verifier: what holds them.
            given: the sentences that the language model was given, in the order of their numbers.
            language: the question's, which the verdicts are told in.
            found: words of theirs that each sentence must say too, where it is to word what was found.
        """
        self._verifier = verifier
        self._given = given
        self._language = language
        self._found = found
        self._known: dict[Written, Verdict] = {}

    def verdicts(self, sentences: Sequence[Written]) -> list[Verdict]:
        """Return the verdicts on what an answer claims; there are none where it begins by denying the question."""
        if not sentences or denies_the_question(sentences[0].text):
            return []
        claims = [s for s in dict.fromkeys(sentences) if not denies_the_question(s.text)]
        for claim in claims:
            if claim not in self._known:
                self._known[claim] = self._verdict(claim)
        return [self._known[claim] for claim in claims]

    def _verdict(self, claim: Written) -> Verdict:
        text = unmark(claim.text, list({c.article.id: c.article.legible for c in self._given}.values()))
        if _says_nothing(text):
            return self._unchecked(text, "why_bare")
        if self._found is not None and not says(text, self._language, self._found, self._source()):
            return self._unchecked(text, "why_beside", words=self._found)
        cited = [self._given[number - 1] for number in claim.cited if 1 <= number <= len(self._given)]
        verdict = self._held(text, cited)
        # What its neighbour says bears a sentence out too, but then the number was a little off.
        if verdict.supported and cited and (lacking := self._lacking(verdict)):
            found = self._held(text, [])
            if found.supported and self._lacking(found) < lacking:
                return found
        return verdict

    def _held(self, text: str, cited: Sequence[Candidate]) -> Verdict:
        language = self._language
        return self._verifier.check(text, language=language, cited=cited, among=self._given, why_in=language)

    def _lacking(self, verdict: Verdict) -> int:
        """How many facts of a sentence its citations lack."""
        source = article_language(
            next(c.article.text for c in self._given if c.article.id == verdict.citations[0].article)
        )
        quoted = " ".join(citation.quote for citation in verdict.citations)
        return sum(not fact.stands_in(quoted, source) for fact in stated_facts(verdict.sentence, verdict.language))

    def _source(self) -> Language:
        return article_language(self._given[0].article.text)

    def _unchecked(self, text: str, why: str, **values: str) -> Verdict:
        return Verdict(text, self._language, False, 0.0, (), wording(why, self._language, **values))


def _says_nothing(text: str) -> bool:
    """Whether a sentence asks, announces or only nods, and so claims nothing that could be borne out."""
    said = [text[word.start : word.end].casefold() for word in words(text)]
    return text.endswith((":", "?")) or all(
        word in _SAY_NOTHING or (len(word) == 1 and word.isalpha()) for word in said
    )
