"""`make bench`: how fast Kildevis is on this machine, beside the bare parts that it is made of.

Every figure is the median of runs that take turns with the ones that they are compared to. Run it on a quiet machine.
"""

import os
import resource
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median, quantiles

from tests.bench import machine, starting

STARTS = 5
INDEXINGS = 3
ASK_ROUNDS = 5
WRITE_ROUNDS = 3


def main() -> None:
    """Measure and print, each figure as soon as it is known."""
    print(machine.describe(), flush=True)
    with tempfile.TemporaryDirectory(prefix="kildevis-bench-") as name:
        folder = Path(name)
        os.environ["KILDEVIS_DATA"] = str(folder / "data")
        cold_starts(folder)
        index_and_ask(folder)
        write(folder)


def cold_starts(folder: Path) -> None:
    """From nothing to an answer and to a page; the index is there, the files are in the system's cache."""
    statements = starting.needed_imports()  # and makes the index
    ask, imports, page, page_imports = [], [], [], []
    for _ in range(STARTS):
        ask.append(starting.ask())
        imports.append(starting.bare_imports(statements))
        page.append(starting.page(folder / "chat.log"))
        page_imports.append(starting.bare_imports([*statements, starting.IMPORTS["gradio"]]))
    print(f"\ncold start (median of {STARTS}, in turns)")
    bare_s, bare_page_s = middle(run.seconds for run in imports), middle(run.seconds for run in page_imports)
    ask_s = middle(run.seconds for run in ask)
    page_s, ready_s = middle(run.page_s for run in page), middle(run.ready_s for run in page)
    print(f"  kildevis ask, to its end      {ask_s:6.2f} s   {ask_s / bare_s:5.2f} x its bare imports ({bare_s:.2f} s)")
    print(f"  kildevis chat, page served    {page_s:6.2f} s   {page_s / bare_page_s:5.2f} x its bare imports")
    print(f"  kildevis chat, model ready    {ready_s:6.2f} s   {ready_s / bare_page_s:5.2f} x ({bare_page_s:.2f} s)")
    print(f"  bare imports of ask: {'; '.join(statements)}; of the page: these and gradio")
    print("peak memory")
    print(f"  kildevis ask   {middle(run.peak_mb for run in ask):6.0f} MB", end="")
    print(f"   bare imports   {middle(run.peak_mb for run in imports):6.0f} MB")
    print(f"  kildevis chat  {middle(run.peak_mb for run in page):6.0f} MB", end="")
    print(f"   bare imports   {middle(run.peak_mb for run in page_imports):6.0f} MB", flush=True)


def index_and_ask(folder: Path) -> None:
    """Throughput and warm answers, within this process."""
    import torch

    from assistant import Assistant, load_settings
    from assistant.reader.bundled_reader import bundled_reader
    from assistant.reader.opening import open_reader
    from assistant.reader.span_reader import SpanReader
    from index.article import read_article
    from tests.bench import asking, indexing

    settings = load_settings()
    assistant = Assistant.open(settings)
    encoder = assistant.library.encoder
    articles = indexing.corpus(read_article(next(settings.seeds.glob("*.txt"))))
    indexing.measure(articles[:2], encoder, folder / "warm-up")
    found = [indexing.measure(articles, encoder, folder / f"library-{n}") for n in range(INDEXINGS)]
    indexed, bare = middle(f.indexed for f in found), middle(f.bare for f in found)
    ratio = middle(f.indexed / f.bare for f in found)
    print(f"\nindexing {found[0].passages} passages of {len(articles)} articles (median of {INDEXINGS}, in turns)")
    print(f"  {indexed:.1f} passages/s; bare model {bare:.1f}; {ratio:.2f} of it {goal(ratio >= 0.9, '>= 0.9')}")

    reader = open_reader(settings)
    assert isinstance(reader, SpanReader), "unset KILDEVIS_READER: the goals are the bundled reader's"
    for question in asking.QUESTIONS:
        assistant.ask(question)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fp32 = bundled_reader(settings.cache / "models", torch.float32)
    asked = asking.measure(assistant, reader.model, fp32.model, ASK_ROUNDS)
    ask_p50, ask_p95 = percentiles([a.ask_s for a in asked])
    bare_p50, bare_p95 = percentiles([a.bare_s for a in asked])
    ratio = ask_p50 / bare_p50 if bare_p50 else float("inf")
    print(f"\nwarm ask, {len(asking.QUESTIONS)} questions x {ASK_ROUNDS}, each in turn with its model calls alone")
    print(f"  ask            p50 {1000 * ask_p50:6.1f} ms   p95 {1000 * ask_p95:6.1f} ms")
    print(f"  its model calls p50 {1000 * bare_p50:5.1f} ms   p95 {1000 * bare_p95:6.1f} ms", end="")
    print(f"   ({middle(a.calls for a in asked):.0f} calls a question)")
    print(f"  p50 is {ratio:.2f} x its model calls {goal(ratio <= 1.3, '<= 1.3')}")
    passages_p50 = middle(a.passages_s for a in asked)
    ratio = ask_p50 / passages_p50
    print(f"  eight passages of 160 tokens in fp32, in the same turns: {1000 * passages_p50:.1f} ms", end="")
    print(f"; p50 is {ratio:.2f} of it {goal(ratio <= 0.6, '<= 0.6')}")
    print(f"\npeak memory of the run that indexed and answered: {peak:.0f} MB")


def write(folder: Path) -> None:
    """Write mode against its model's endpoint asked bare."""
    from tests.bench import writing
    from tests.chat_model import NAME, NoChatModelError, chat_model, serving_chat_model

    try:
        model = chat_model(folder)
    except NoChatModelError as error:
        print(f"\nwrite mode was not measured: {error}")
        return
    with serving_chat_model(model) as url:
        found = writing.measure(folder / "writing", url, NAME, WRITE_ROUNDS)
    print(f"\nwrite mode, {len(writing.QUESTIONS)} questions x {WRITE_ROUNDS}, each in turn with {NAME} asked bare")
    for name, written, bare in (
        ("first word", [w.first_s for w in found], [w.bare_first_s for w in found]),
        ("last word ", [w.last_s for w in found], [w.bare_last_s for w in found]),
    ):
        ratio = middle(w / b for w, b in zip(written, bare, strict=True))
        reached = f" {goal(ratio <= 1.1, '<= 1.1')}" if name.startswith("last") else ""
        print(f"  {name}  p50 {middle(written):6.2f} s   bare {middle(bare):6.2f} s   {ratio:.2f} x{reached}")
    print(f"  of the last: finding {middle(w.finding_s for w in found):.2f} s", end="")
    print(f", checking after the model's last word {middle(w.checking_s for w in found):.2f} s", flush=True)


def middle(values: Iterable[float]) -> float:
    """Return the median."""
    return median(list(values))


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    """Return the 50th and the 95th percentile."""
    cuts = quantiles(values, n=100, method="inclusive")
    return cuts[49], cuts[94]


def goal(reached: bool, wanted: str) -> str:
    """Say whether a goal is reached."""
    return f"(goal {wanted}: {'reached' if reached else 'missed'})"


if __name__ == "__main__":
    main()
