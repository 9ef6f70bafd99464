"""A warm `ask`: its time, against the model calls in it made bare, and against reading eight passages in fp32."""

import time
from dataclasses import dataclass

import torch

from assistant import Assistant
from assistant.reader.span_model import SpanModel
from tests.bench.model_calls import recorded

QUESTIONS = [
    "Hvor mange mennesker er evakuert?",
    "Hvem er statsminister i Armenia?",
    "Kven er USAs utanriksminister?",
    "Når begynte våpenhvilen å gjelde?",
    "What does the UN secretary-general demand?",
    "Hva heter hovedstaden i Nagorno-Karabakh?",
    "Kvar skal forhandlingane vere?",
    "Hvem har tatt bildet av barna?",
    "How many people were killed?",
    "Hva sier Huitfeldt om en militær løsning?",
    "Hva kaller Aserbajdsjan krigen?",
    "Hvor høyt er Galdhøpiggen?",
    "Hva skjedde i 2020?",
    "Who won the war in the nineties?",
    "Kva skriv det russiske forsvarsdepartementet?",
    "Er opplysningene bekreftet av uavhengige kilder?",
]


@dataclass(frozen=True)
class Asked:
    """One question: seconds of `ask`, of its model calls alone, and of the eight passages."""

    ask_s: float
    bare_s: float
    calls: int
    passages_s: float


def measure(assistant: Assistant, network: SpanModel, fp32: SpanModel, rounds: int) -> list[Asked]:
    """Ask each question `rounds` times, each time followed by what it is compared to; the first round warms up.

    Args:
        assistant: which reads with `network`.
        network: the span model, whose calls are noted.
        fp32: the same in fp32, which reads the eight passages.
        rounds: that count.
    """
    encoder = assistant.library.encoder.model
    eight = _passages()
    found = []
    for round_number in range(rounds + 1):
        for question in QUESTIONS:
            with recorded(encoder, network) as calls:
                began = time.perf_counter()
                assistant.ask(question)
                ask_s = time.perf_counter() - began
            began = time.perf_counter()
            for call in calls:
                call.again()
            bare_s = time.perf_counter() - began
            began = time.perf_counter()
            with torch.inference_mode():
                fp32(*eight)
            passages_s = time.perf_counter() - began
            if round_number:
                found.append(Asked(ask_s, bare_s, len(calls), passages_s))
    return found


def _passages(count: int = 8, tokens: int = 160) -> tuple[torch.Tensor, ...]:
    """Inputs of the span model: random tokens, none of them padding."""
    shape = (count, tokens)
    ids = torch.randint(4, 250_000, shape, generator=torch.Generator().manual_seed(0))
    mask, types = torch.ones(shape, dtype=torch.long), torch.ones(shape, dtype=torch.long)
    return ids, mask, types, torch.ones(shape, dtype=torch.bool)
