"""Follow-up questions: what "Når skjedde det?" means after the question before it.

A question that leans on the turns before is worded anew, in one or a few ways; where there are several, the reader,
which sees the article, chooses among them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import History
from assistant.credits import PICTURE
from assistant.facts.names import country_of
from assistant.phrases import YEAR, Phrase, names, names_asked
from assistant.question import question_kind
from assistant.wording import abstentions, leads
from index.sentences import Span, split_sentences
from index.words import content_words, stem

_POSSESSIVE = r"hans|hennes|hennar|vedkommendes|his|her|hers"
_PERSON = re.compile(
    rf"\b(?:han|hun|ho|ham|honom|henne|vedkommende|he|she|him|{_POSSESSIVE})\b(?P<is>['’]s)?", re.IGNORECASE
)
_THING = re.compile(
    r"\b(?:det|den|dette|denne|der|da|dei|de|dem|deres|deira|disse|desse|dit|it|its|that|this|they|them|their|there|then"
    r"|those|these)\b",
    re.IGNORECASE,
)
_AND = r"(?:og|men|enn|and|but)"
_OPENS = re.compile(
    rf"^\W*(?:(?:ok|okei|okay|greit|greitt|skjønner|skjønar|cool|fint|takk|thanks|right)\b\W*)*(?P<and>{_AND}\s+)?"
    r"(?P<about>(?:hva|kva)\s+(?:med|om)\s+|(?:what|how)\s+about\s+)?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:hva|kva|hvem|kven|hvor|kvar|kor|når|hvorfor|kvifor|hvordan|korleis|hvilke[nt]?|what|who|whose|where|when|why"
    r"|how|which)\b",
    re.IGNORECASE,
)
_WHEN_WHERE = re.compile(
    rf"^(?:i|på|om|for|før|etter|siden|sidan|in|on|at|before|after|since|during)\s|^{YEAR}\b", re.IGNORECASE
)
_TIME_ASKED = re.compile(rf"\s*\b(?:(?:i|in|før|before|etter|after|på|on)\s+)?(?:{YEAR}(?:-\w+|s)?)\b", re.IGNORECASE)
_PLACE_ASKED = re.compile(r"\s+(?:i|på|in|on|at)\s+[A-ZÆØÅ][\w-]+")
_PLACED = re.compile(r"\b(?:i|på|fra|frå|of|in|from|at)\s+(?:the\s+)?$", re.IGNORECASE)  # "the mayor of Oslo"
_MORE = re.compile(
    r"\b(?:mer|meir|mere|flere|fleire|ellers|elles|annet|anna|andre|more|else|other|others)\b", re.IGNORECASE
)
_MADE = re.compile(r"\b(?:tatt|teke|tok|took|taken|knips\w*|fotograf\w*|photograph\w*)\b", re.IGNORECASE)
_MARKER = re.compile(r"\s*\[\d+\]")
_MAX_LEANING_WORDS = 2
_MAX_FRAGMENT_WORDS = 5
_MAX_BARE_WORDS = 2
_MAX_MORE_WORDS = 4
_MAX_PERSONS = 2


@dataclass(frozen=True)
class Resolved:
    """A question in its conversation.

    `texts` are what it may mean, the likeliest first; each stands on its own. `said` are the sentences given before,
    when the user asks for more than these, and `cited` those that the last answer quoted, when the question leans.
    `unknown` says that it leans on somebody whom the articles did not tell.
    """

    asked: str
    texts: tuple[str, ...]
    said: frozenset[str] = frozenset()
    cited: tuple[str, ...] = ()
    unknown: bool = False

    @property
    def text(self) -> str:
        """The likeliest meaning."""
        return self.texts[0]


@dataclass(frozen=True)
class _Exchange:
    """A question, with what it leans on put in, and its answer."""

    question: str
    answer: str


def resolve(question: str, history: History) -> Resolved:
    """Return the question with what it leans on put in; unchanged where it stands on its own."""
    before: list[_Exchange] = []
    for turn in history:
        if turn["role"] == "user":
            before.append(_Exchange(_resolved(turn["content"], before).text, ""))
        elif before:
            before[-1] = replace(before[-1], answer=f"{before[-1].answer} {turn['content']}".strip())
    return _resolved(question, before)


def _resolved(question: str, before: Sequence[_Exchange]) -> Resolved:
    texts = tuple(dict.fromkeys(_meanings(question, before))) if before else ()
    if not texts:
        return Resolved(question, (question,))
    answer = before[-1].answer
    said = frozenset[str]()
    if _MORE.search(question):
        plain = _MARKER.sub(" ", _without_lead(answer))
        said = frozenset(plain[s.start : s.end] for s in split_sentences(plain))
    return Resolved(question, texts, said, _quoted(answer), _leans_on_nobody(question, before))


def _leans_on_nobody(question: str, before: Sequence[_Exchange]) -> bool:
    """Whether it asks about a person whom the question before was to find, and none was found."""
    return bool(
        _pronoun(question)
        and not _persons(before)
        and question_kind(before[-1].question) == "who"
        and before[-1].answer in abstentions()
    )


def _quoted(answer: str) -> tuple[str, ...]:
    """What an answer of ours quoted: the words before each marker."""
    return tuple(part.strip() for part in _MARKER.split(_without_lead(answer))[:-1])


def _without_lead(answer: str) -> str:
    """The answer without our words before its first quotation ("The article says: ")."""
    for lead in leads():
        answer = answer.removeprefix(lead)
    return answer


def _meanings(question: str, before: Sequence[_Exchange]) -> Iterable[str]:
    """The ways to read a question that leans; none where it stands on its own."""
    last = before[-1].question
    opening = _OPENS.match(question)
    rest = question[opening.end() :].strip() if opening else question
    goes_on = bool(opening and (opening["and"] or opening["about"]))
    own = _own(rest)
    if goes_on and _is_fragment(rest):
        return [_put_in_place(rest.strip(" ?.!"), last)]
    both = f"{question.rstrip(' ?.!')}? {_spoken_of(own, before)}"
    picture, quoted = PICTURE.search(last), _quoted(before[-1].answer)
    if picture and quoted and _MADE.search(question):
        return [f"{question.rstrip(' ?.!')} {picture[0]}? {quoted[-1]}"]  # the caption tells which one
    if person := _pronoun(question):
        return [_replaced(question, person, name) for name in _persons(before)[:_MAX_PERSONS]] or [both]
    if not own or len(rest.split()) <= _MAX_BARE_WORDS:
        return [both]
    few = len(own) <= _MAX_LEANING_WORDS
    if _THING.search(question):
        return [both] if few and not names_asked(question) else [question, both]
    if _MORE.search(question) and len(own) <= _MAX_MORE_WORDS:
        return [both]
    if goes_on and (few or not names_asked(question)):
        return [both, question]
    return []


def _pronoun(question: str) -> re.Match[str] | None:
    """The pronoun that stands for a person of the turns before; one behind a name in the question stands for that."""
    person = _PERSON.search(question)
    named_before = person and any(name.end < person.start() for name in names_asked(question))
    return None if named_before else person


def _spoken_of(own: Sequence[str], before: Sequence[_Exchange]) -> str:
    """The latest question that shares a word with this one, or else the last."""
    stems = {stem(word) for word in own}
    for exchange in reversed(before):
        if stems & {stem(word) for word in _own(exchange.question)}:
            return exchange.question
    return before[-1].question


def _is_fragment(text: str) -> bool:
    return not any(p.search(text) for p in (_ASKS, _PERSON, _THING)) and 0 < len(text.split()) <= _MAX_FRAGMENT_WORDS


def _own(question: str) -> list[str]:
    return [question[w.start : w.end] for w in content_words(question)]


def _put_in_place(fragment: str, question: str) -> str:
    """The question before, asked of something else: "Hva krever Armenia?", "og Russland?"."""
    if _WHEN_WHERE.match(fragment):
        said = _TIME_ASKED if re.search(YEAR, fragment) else _PLACE_ASKED if _has_capital(fragment) else None
        kept = said.sub("", question) if said else question
        return f"{kept.rstrip(' ?.!')} {fragment}?"
    if _has_capital(fragment) and (known := _names_in(question)):
        bare = re.sub(r"^the\s+", "", fragment)  # "the" stands in the question already, or is not missed
        return f"{question[: known[0].start]}{bare}{question[known[0].end :]}"
    return f"{question.rstrip(' ?.!')} {fragment}?"


def _has_capital(text: str) -> bool:
    return any(character.isupper() for character in text)


def _replaced(question: str, pronoun: re.Match[str], name: str) -> str:
    word = pronoun[0].casefold()
    if pronoun["is"] or word in ("his", "hers") or (word == "her" and question[pronoun.end() :].strip(" ?.!")):
        name += "'s"
    elif re.fullmatch(_POSSESSIVE, word) and word != "her":
        name += "'" if name[-1] in "sxz" else "s"
    return question[: pronoun.start()] + name + question[pronoun.end() :]


def _persons(before: Sequence[_Exchange]) -> list[str]:
    """Who a pronoun may stand for, the likeliest first: who was asked about or was the answer, latest first."""
    found: list[str] = []
    for exchange in reversed(before):
        question = exchange.question
        named = [n for n in _names_in(question) if not _PLACED.search(question[: n.start])]
        asked = [name for name in (question[n.start : n.end] for n in named) if not _is_place(name)]
        quoted = " ".join(_quoted(exchange.answer))
        fresh = [quoted[n.start : n.end] for n in names(quoted, Span(0, len(quoted)))]
        fresh = [name for name in fresh if not _is_place(name) and " " in name and name not in asked]
        if question_kind(question) == "who":
            fresh, asked = [*fresh, *asked], []
        found += [*asked, *fresh]
    return list({name.split()[-1]: name for name in reversed(found)}.values())[::-1]


def _names_in(question: str) -> list[Phrase]:
    """The names in a question, whose first words are capitalised for their place alone."""
    found = []
    for sentence in split_sentences(question):
        if first := re.compile(r"\W*\w+").match(question, sentence.start):
            found += names(question, Span(first.end(), sentence.end))
    return found


def _is_place(name: str) -> bool:
    return country_of(name.split()[0]) is not None
