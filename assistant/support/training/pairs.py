"""What the support network is taught with: a claim, a text, and what of the claim the text does not bear out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from assistant.answer import Language
from assistant.support.training.texts import Text
from index.errors import InputError
from index.sentences import Span

_FAR = 6  # sentences between those that bear a claim, from which what lies between is left out
_GAPS = 0.3  # share of texts from which some sentences are left out


@dataclass(frozen=True)
class Pair:
    """A claim and a text; `wrong` are the stretches of the claim that it does not bear out.

    `wrong` is None where the claim is not borne out and nobody can say what of it is. `made` says how it came about.
    """

    claim: str
    text: str
    supported: bool
    wrong: tuple[Span, ...] | None
    made: str


@dataclass(frozen=True)
class WrittenClaim:
    """A claim that was written by hand, about an article; `bearing` are the spans that bear it out, or nearly."""

    id: str
    split: str
    article: str
    language: Language
    sentence: str
    supported: bool
    kind: str
    wrong: tuple[Span, ...]
    bearing: tuple[Span, ...]

    def pair(self, text: Text, max_chars: int, chance: Random) -> Pair | None:
        """Return the claim with the sentences that bear it and others around, within `max_chars` where that can be."""
        rows = [
            row
            for row, span in enumerate(text.spans)
            if any(span.start < b.end and b.start < span.end for b in self.bearing)
        ]
        if not rows:
            return None
        if rows[-1] - rows[0] > _FAR:
            near = [row for row in range(len(text.spans)) if any(abs(row - other) <= 1 for other in rows)]
            grounds = " ".join(" ".join(text.text[s.start : s.end].split()) for s in (text.spans[r] for r in near))
        else:
            grounds = text.around(rows[0], rows[-1], max_chars, chance, gaps=chance.random() < _GAPS)
        return Pair(self.sentence, grounds, self.supported, self.wrong or (() if self.supported else None), self.kind)


def written_claims(path: Path) -> list[WrittenClaim]:
    """Read claims from JSON Lines, in the form that `evals/claims/README.md` tells.

    Raises:
        InputError: the file is missing or a line is not in that form.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name the claims with --claims") from None
    found = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            found.append(
                WrittenClaim(
                    str(row["id"]),
                    row["split"],
                    row["article"],
                    row["language"],
                    row["sentence"],
                    bool(row["supported"]),
                    row["kind"],
                    tuple(Span(*span) for span in row.get("wrong", ())),
                    tuple(Span(*span) for span in row.get("bearing", ())),
                )
            )
        except (ValueError, LookupError, TypeError) as error:
            raise InputError(f"{path}, line {number}: no claim ({error}); see evals/claims/README.md") from None
    return found


def norquad_texts(paths: Sequence[Path]) -> Mapping[str, Text]:
    """Return NorQuAD's articles by the id of the first question that is asked of each.

    Raises:
        InputError: a file is missing or not in SQuAD's form.
    """
    found = {}
    for path in paths:
        try:
            for entry in json.loads(path.read_text("utf-8"))["data"]:
                for paragraph in entry["paragraphs"]:
                    if paragraph["qas"]:
                        found[paragraph["qas"][0]["id"]] = Text(paragraph["context"], "nb")
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}); --data names its folder") from None
        except (ValueError, LookupError, TypeError) as error:
            raise InputError(f"{path}: not in SQuAD's form ({error}); fetch the file again") from None
    return found
