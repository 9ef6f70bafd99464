"""Questions in other words: some content words replaced by synonyms, in the same form and with the same answer.

NorQuAD's and XQuAD's questions were written with the text at hand and share its words; people ask in their own. What
the rules cannot mend, agreement or word order, is left alone, and so are names, quoted words and digits.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.reader.training.synonym_words import (
    HOMOGRAPHS,
    SECTIONS,
    TO_COMMON,
    TO_NEUTER,
    WORD_CLASSES,
    Complement,
    Kind,
    Member,
    synonym_sets,
)

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_QUOTED = re.compile(r"«[^»]*»?|“[^”]*”?|„[^“”]*[“”]?|\"[^\"]*\"?|(?<!\w)['‘’][^'’]*['’](?!\w)|\([^)]*\)?")
_INFINITIVE, _PRESENT, _PAST, _PARTICIPLE = range(4)
_INDEFINITE, _DEFINITE, _PLURAL = range(3)
_NOUN_SLOTS = 4  # the genitives follow in the same order
_MOST_AGREEING = 2  # "et stort hus"


def reword(question: str, language: str, chance: random.Random, share: float = 0.6) -> str:
    """Return the question with synonyms for some of its words; unchanged where none has any.

    Args:
        question: as a person wrote it, with capitals and quotation marks, by which names are known.
        language: nb or en; questions in others are returned unchanged.
        chance: the source of every draw.
        share: how likely each word or phrase that has a synonym is replaced.
    """
    if language not in SECTIONS:
        return question
    asked = _Question(question, language)
    at, edits = 0, list[_Edit]()
    while at < len(asked.words):
        found = asked.found_at(at)
        choices = asked.choices(found, edits)
        if choices and chance.random() < share:
            edits += chance.choice(choices)
        at += len(found[0].form.head) if choices else 1
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        question = question[: edit.start] + edit.text + question[edit.end :]
    return question


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Form:
    """A form of the lexicon: the words of `head`, then those of `tail`, between which a verb's subject may stand."""

    members: tuple[Member, ...]
    member: Member
    slot: int
    head: tuple[str, ...]
    tail: tuple[str, ...]
    kind: Kind
    complement: Complement

    @property
    def finite(self) -> bool:
        return self.kind == "verb" and self.slot in (_PRESENT, _PAST)


@dataclass(frozen=True)
class _Found:
    """Where a form stands, in words: its head from `at`, its tail in `[tail_at, end)`."""

    form: _Form
    at: int
    tail_at: int
    end: int


@cache
def _forms(language: str) -> dict[str, tuple[_Form, ...]]:
    """Return all forms that are replaced, by their first word."""
    forms: dict[str, list[_Form]] = defaultdict(list)
    for section in SECTIONS[language]:
        for members in synonym_sets(section, language):
            for member in members:
                for slot, spellings in enumerate(() if member.only_written else member.forms):
                    for spelling in spellings:
                        head, tail = tuple(spelling.split()), tuple(member.tail.split())
                        form = _Form(members, member, slot, head, tail, section.kind, section.complement)
                        forms[head[0]].append(form)
    return {word: tuple(found) for word, found in forms.items()}


@cache
def _homographs(language: str) -> frozenset[str]:
    """Return the words that are forms of two kinds, in the lexicon or by declaration."""
    kinds: dict[str, set[Kind]] = defaultdict(set)
    for word, forms in _forms(language).items():
        kinds[word] |= {f.kind for f in forms if f.kind != "fixed" and len(f.head) == 1 and not f.tail}
    return HOMOGRAPHS | {word for word, found in kinds.items() if len(found) > 1}


class _Question:
    """A question in words, and what its words tell of one another."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._spans = [match.span() for match in _WORD.finditer(text)]
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        written = [text[start:end] for start, end in self._spans]
        self._names = [i > 0 and word[0].isupper() for i, word in enumerate(written)]
        # Lower-cased; "" for what must stay as it is.
        self.words = [
            ""
            if name or any(c.isdigit() for c in word) or any(a < end and start < b for a, b in quoted)
            else word.lower()
            for word, name, (start, end) in zip(written, self._names, self._spans, strict=True)
        ]
        self._class = WORD_CLASSES[language]

    def found_at(self, at: int) -> list[_Found]:
        """Return the longest forms that stand at a word and fit there."""
        found = [f for form in _forms(self._language).get(self.words[at], ()) if (f := self._find(form, at))]
        longest = max((len(f.form.head) + len(f.form.tail) for f in found), default=0)
        return [f for f in found if len(f.form.head) + len(f.form.tail) == longest and self._fits(f)]

    def choices(self, found: Sequence[_Found], done: Sequence[_Edit]) -> list[list[_Edit]]:
        """Return the ways to replace what was found that are right in each of its readings and touch nothing done."""
        readings = [[e for other in f.form.members if (e := self._replace(f, other)) is not None] for f in found]
        return [
            edits
            for edits in (readings[0] if readings else [])
            if all(edits in others for others in readings)
            and not any(new.start < old.end and old.start < new.end for new in edits for old in done)
        ]

    def _find(self, form: _Form, at: int) -> _Found | None:
        after = at + len(form.head)
        if not self._stand(form.head, at):
            return None
        if not form.tail or (self._spaced(after - 1) and self._stand(form.tail, after)):
            return _Found(form, at, after, after + len(form.tail))
        subject = self._subject_end(after)
        if form.kind == "verb" and subject and self._spaced(subject - 1) and self._stand(form.tail, subject):
            return _Found(form, at, subject, subject + len(form.tail))
        return None

    def _stand(self, words: Sequence[str], at: int) -> bool:
        end = at + len(words)
        return self.words[at:end] == list(words) and all(self._spaced(i) for i in range(at, end - 1))

    def _spaced(self, i: int) -> bool:
        """Whether a single space stands between a word and the next."""
        return i + 1 < len(self.words) and self._text[self._spans[i][1] : self._spans[i + 1][0]] == " "

    def _word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def _is_name(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self._names[i]

    def _no_object(self, i: int) -> bool:
        """Whether no object begins at a word: the clause is over, or goes on with a preposition."""
        return not self._spaced(i - 1) or self.words[i] in self._class.no_objects

    def _subject_end(self, at: int) -> int | None:
        """Return where a plain subject that begins at a word ends: a pronoun, a name or a definite noun."""
        end = at
        while self._is_name(end) and self._spaced(end - 1):
            end += 1
        if end == at and self._spaced(at - 1) and (self.words[at] in self._class.pronouns or self._definite(at)):
            end += 1
        return end if end > at else None

    def _follows_subject(self, at: int) -> bool:
        """Whether a pronoun or a name stands before a word, and no preposition before that."""
        start = at - 1
        while self._is_name(start - 1):
            start -= 1
        before = self._is_name(start) or self._word(start) in self._class.pronouns
        return before and self._word(start - 1) not in self._class.before_nouns

    def _definite(self, i: int) -> bool:
        word = self._word(i)
        looks = len(word) > 3 and word.endswith(("en", "et", "ene", "rne", "a"))  # boken, huset, bøkene, boka
        return looks and word not in self._class.not_definite

    def _has_before(self, at: int, words: frozenset[str]) -> bool:
        """Whether one of the words stands before a word, in its clause."""
        for i in range(at - 1, -1, -1):
            if self.words[i] in words:
                return True
            if self.words[i] in self._class.opens_clause or (i < at - 1 and not self._spaced(i)):
                return False
        return False

    def _fits(self, found: _Found) -> bool:
        form, before = found.form, self._word(found.at - 1)
        noun_before = before in self._class.determiners or before in self._class.before_nouns
        if form.head[0] in _homographs(self._language) and form.kind != "fixed" and not form.tail:
            verb_before = before in self._class.asking or before in self._class.pronouns
            if not (verb_before if form.kind == "verb" else noun_before or before in self._class.copulas):
                return False
        match form.kind:
            case "verb":
                return self._verb_fits(found, before, noun_before) and self._complement_fits(found, before)
            case "noun":
                return self._noun_fits(found, before)
            case "adjective":
                name = self._is_name(found.at - 1) or (before == "den" and self._is_name(found.at - 2))
                return not name and before not in (self._class.neuter, self._class.common, frozenset())[form.slot]
            case "fixed":
                first = form.head[0] in self._class.asking_first and form.head[1:2] != ("many",)
                return found.at == 0 or not first

    def _verb_fits(self, found: _Found, before: str, noun_before: bool) -> bool:
        form, known = found.form, self._class
        subject = None if form.tail else self._subject_end(found.end)
        if self._spaced(found.end - 1) and self.words[found.end] in known.particles:
            return False
        if subject and self._word(subject) in known.particles:
            return False
        if form.slot == _INFINITIVE:
            return before in known.modals | known.pronouns or (
                (not noun_before or self._definite(found.at - 1)) and self._has_before(found.at, known.modals)
            )
        if form.slot == _PARTICIPLE:
            return self._has_before(found.at, known.auxiliaries) and before not in known.determiners
        if form.slot == _PRESENT and self._language == "en":
            return before in known.asking or self._is_name(found.at - 1)
        if form.slot == _PAST and form.member.forms[_PAST] == form.member.forms[_PARTICIPLE]:
            return not noun_before and not self._has_before(found.at, known.auxiliaries)
        return not (noun_before or (form.finite and before in known.modals))

    def _complement_fits(self, found: _Found, before: str) -> bool:
        form, after = found.form, found.end
        straight = not form.finite or before in ("hvem", "som") or self._is_name(found.at - 1)
        match form.complement:
            case "name":
                return straight and self._spaced(after - 1) and self._is_name(after)
            case "object":
                return not form.finite or (straight and not self._no_object(after))
            case "nothing":  # nor may the question ask for the object
                first = self.words[0] in self._class.asking_how | {"hvem"} and self._word(1) != "mange"
                return first and self._no_object(after)
            case "no object":
                return before in self._class.asking_how or self._no_object(after)
            case "any":
                return True

    def _noun_fits(self, found: _Found, before: str) -> bool:
        slot, known = found.form.slot % _NOUN_SLOTS, self._class
        if self._is_name(found.at - 1) and not self._text[: self._spans[found.at - 1][1]].lower().endswith(("s", "’")):
            return slot != _INDEFINITE and self._language == "nb"  # else it may be the end of the name
        if self._language == "en":
            return True
        singular = before in known.neuter | known.common or before in TO_COMMON or before in TO_NEUTER
        if slot == _INDEFINITE:
            several = before.endswith("e") and not singular and before not in known.before_nouns
            return before not in known.plural and not several
        return slot != _PLURAL or not singular

    def _replace(self, found: _Found, other: Member) -> list[_Edit] | None:
        """Return the edits that put another member's form in place, or None where it has none or it would not fit."""
        form = found.form
        if other is form.member or not other.forms[form.slot]:
            return None
        head, tail = other.forms[form.slot][0], other.tail
        tail_at = self._tail_at(found) if tail and not form.tail else found.tail_at
        if tail_at is None:
            return None
        if tail_at == found.at + len(form.head):
            edits = [self._edit(found.at, found.end, f"{head} {tail}".strip())]
        else:
            start, end = self._spans[tail_at - 1][1], self._spans[max(tail_at, found.end) - 1][1]
            edits = [
                self._edit(found.at, found.at + len(form.head), head),
                _Edit(start, end, f" {tail}" if tail else ""),
            ]
        agreeing: list[_Edit] | None = []
        if self._language == "en":
            agreeing = self._article(found.at, head)
        elif form.kind == "noun" and other.gender != form.member.gender and form.slot % _NOUN_SLOTS < _PLURAL:
            agreeing = self._agreeing(found)
        return None if agreeing is None else edits + agreeing

    def _tail_at(self, found: _Found) -> int | None:
        """Return where a verb's further words go: next to it, or behind the subject that follows; None: not known."""
        after, before = found.end, self._word(found.at - 1)
        if not found.form.finite or self._language == "en" or self._no_object(after):
            return after
        if before in {"hvem", "som"} or self._follows_subject(found.at):
            return after
        subject = self._subject_end(after)
        if before not in self._class.asking_how or subject is None:
            return None
        # What follows a noun may belong to it: "Hvordan døde foreldrene til Per?"
        noun = not self._is_name(subject - 1) and self.words[subject - 1] not in self._class.pronouns
        over = self._no_object(subject) and not noun and self._word(subject) not in ("og", "eller")
        return subject if over or subject == len(self.words) else None

    def _edit(self, at: int, end: int, text: str) -> _Edit:
        start = self._spans[at][0]
        if self._text[start].isupper():
            text = text[0].upper() + text[1:]
        return _Edit(start, self._spans[end - 1][1], text)

    def _article(self, at: int, head: str) -> list[_Edit]:
        """Return the change of "a" or "an" before a word, if any."""
        article = "an" if head[0] in "aeiou" and not head.startswith(("us", "eu", "uni", "one")) else "a"
        return [self._edit(at - 1, at, article)] if self._word(at - 1) in {"a", "an"} - {article} else []

    def _agreeing(self, found: _Found) -> list[_Edit] | None:
        """Return the changes of the words that agree with a noun of another gender; None where some are not known."""
        swaps = TO_NEUTER if found.form.member.gender == "c" else TO_COMMON
        edits, i = list[_Edit](), found.at - 1
        if found.form.slot % _NOUN_SLOTS == _DEFINITE:
            while self._word(i).endswith("e") and self.words[i] not in swaps:  # "det store huset"
                i -= 1
            if self._word(i) in swaps:
                edits, i = [self._edit(i, i + 1, swaps[self.words[i]])], i - 1
            if self._spaced(found.end - 1) and self.words[found.end] in swaps:  # "huset sitt"
                edits.append(self._edit(found.end, found.end + 1, swaps[self.words[found.end]]))
        else:
            while self._word(i) in swaps and len(edits) < _MOST_AGREEING:
                edits, i = [*edits, self._edit(i, i + 1, swaps[self.words[i]])], i - 1
            if not edits and self._word(i) not in self._class.before_nouns and not self._word(i).endswith("s"):
                return None
        elsewhere = self.words[: i + 1] + self.words[found.end :]
        return edits if self._class.gendered_elsewhere.isdisjoint(elsewhere) else None
