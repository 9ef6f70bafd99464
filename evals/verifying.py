"""How well the check tells true sentences from subtly false ones: `kildevis eval --verify`.

The suite, `claims/claims.jsonl`, holds sentences about the seed article and about articles of NorQuAD, which are not
part of this project and are read from its own file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answer import Language
from assistant.library import open_library
from assistant.settings import SEEDS, Settings, load_settings
from assistant.verify import Verdict
from evals.figures import Figure
from evals.libraries import opened
from evals.questions import Batch
from evals.statistics import Floats, calibration_error, interval, percentile, ratio, resamples
from index.article import Article, find_files, read_article
from index.encoder import Progress
from index.errors import InputError

CLAIMS = Path(__file__).with_name("claims") / "claims.jsonl"


class Claim(BaseModel):
    """A sentence about an article, and whether that bears it out; `evidence` are the article's sentences, if given."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = Field(min_length=1)
    split: Literal["dev", "test"]
    language: Language
    article: str
    sentence: str = Field(min_length=1)
    supported: bool
    kind: str
    evidence: list[str] = []


@dataclass(frozen=True)
class Checked:
    """A claim with the verdict on it, and the milliseconds that took."""

    claim: Claim
    verdict: Verdict
    ms: float

    @property
    def right(self) -> bool:
        return self.verdict.supported == self.claim.supported

    @property
    def cited(self) -> float:
        """Share of the claim's evidence that the citations hold."""
        quotes = [citation.quote for citation in self.verdict.citations]
        held = [any(evidence in quote or quote in evidence for quote in quotes) for evidence in self.claim.evidence]
        return float(np.mean(held)) if held else float("nan")


def verify(
    norquad: Path | None = None,
    *,
    claims: Path = CLAIMS,
    settings: Settings | None = None,
    progress: Progress = lambda stage, done: None,
) -> tuple[dict[str, Figure], list[Checked]]:
    """Check every sentence of the suite against its article; return the figures, and each sentence with its verdict.

    Args:
        norquad: a file in SQuAD's form with the articles that are not the seed's; sentences about these are left out
            when it is not given.
        claims: the suite.
        settings: as `load_settings` reads them when not given. The user's library is not touched.
        progress: told a stage ("model", "load", "index" or "ask") and the share done, 0..1.

    Raises:
        InputError: a file cannot be read, or holds something else.
    """
    settings = settings or load_settings()
    suite = read_claims(claims)
    articles = _articles(norquad)
    known = [claim for claim in suite if claim.article in articles]
    used = {claim.article for claim in known}
    if norquad and (missing := next((claim for claim in suite if claim.article not in articles), None)):
        raise InputError(f"{norquad}: has no article for {missing.id}; give NorQuAD's validation.json")
    encoder = open_library(settings).encoder
    encoder.load(progress)
    checked = []
    with opened(Batch(tuple(articles[name] for name in sorted(used)), ()), settings, encoder, progress) as assistant:
        assistant.check(known[0].sentence, article=known[0].article)  # the first pays for loading the network
        for number, claim in enumerate(known, 1):
            start = perf_counter()
            verdict = assistant.check(claim.sentence, article=claim.article)
            checked.append(Checked(claim, verdict, 1000 * (perf_counter() - start)))
            progress("ask", number / len(known))
    return figures(checked), checked


def read_claims(path: Path) -> list[Claim]:
    """Read a suite: JSON Lines, in the form that `claims/README.md` tells.

    Raises:
        InputError: it cannot be read, or a line is not in that form; the message names the line.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); check the path") from None
    found: dict[str, Claim] = {}
    for number, line in enumerate(lines, 1):
        try:
            claim = Claim.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(map(str, first["loc"])) or "line"
            raise InputError(f"{path}, line {number}: {name}: {first['msg']}; see claims/README.md") from None
        if claim.id in found:
            raise InputError(f"{path}, line {number}: the id {claim.id!r} is taken; give it another")
        found[claim.id] = claim
    if not found:
        raise InputError(f"{path}: holds no claim; see claims/README.md")
    return list(found.values())


def figures(checked: Sequence[Checked]) -> dict[str, Figure]:
    """Return the shares of false sentences caught and of true ones passed, of all and by slice, with intervals."""
    found: dict[str, Figure] = {}
    counts = resamples(len(checked))
    slices: dict[str, list[int]] = {}
    for number, one in enumerate(checked):
        origin = "seed" if one.claim.evidence else "norquad"
        for name in ("", one.claim.split, one.claim.language, origin, one.claim.kind):
            slices.setdefault(name, []).append(number)
    for name, numbers in slices.items():
        mine = np.zeros(len(checked))
        mine[numbers] = 1
        for figure, supported in (("verify.caught", False), ("verify.passed", True)):
            asked = mine * np.array([float(one.claim.supported is supported) for one in checked])
            if asked.any():
                right = asked * np.array([float(one.right) for one in checked])
                _add(found, f"{figure}/{name}" if name else figure, right, asked, counts)
    evidence = np.array([float(bool(one.claim.evidence) and one.claim.supported and one.right) for one in checked])
    if evidence.any():
        cited = np.array([one.cited if given else 0.0 for one, given in zip(checked, evidence, strict=True)])
        _add(found, "verify.cited", cited, evidence, counts)
    confidence = np.array([one.verdict.confidence for one in checked])
    true = np.array([float(one.claim.supported) for one in checked])
    for name, statistic in (
        ("verify.ece", calibration_error(confidence, true)),
        ("verify.total_ms.p50", percentile(np.array([one.ms for one in checked]), 0.5)),
    ):
        low, high = interval(statistic(counts))
        found[name] = Figure(name, float(statistic(np.ones((1, len(checked))))[0]), low, high, len(checked))
    return found


def _add(found: dict[str, Figure], name: str, numerators: Floats, denominators: Floats, counts: Floats) -> None:
    statistic = ratio(numerators, denominators)
    low, high = interval(statistic(counts))
    found[name] = Figure(
        name, float(statistic(np.ones((1, len(numerators))))[0]), low, high, int((denominators > 0).sum())
    )


def _articles(norquad: Path | None) -> Mapping[str, Article]:
    found = {article.id: article for article in map(read_article, find_files([SEEDS]))}
    if norquad is None:
        return found
    try:
        entries = json.loads(norquad.read_text("utf-8"))["data"]
        for paragraph in (paragraph for entry in entries for paragraph in entry["paragraphs"] if paragraph["qas"]):
            name = paragraph["qas"][0]["id"]
            found[name] = Article(name, paragraph["context"])
    except OSError as error:
        raise InputError(f"{norquad}: cannot be read ({error.strerror}); check the path") from None
    except (ValueError, LookupError, TypeError) as error:
        raise InputError(f"{norquad}: not in SQuAD's form ({error}); give NorQuAD's validation.json") from None
    return found
