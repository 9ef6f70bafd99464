"""A warm `ask`: its time, against the model calls in it made bare."""

import time
from dataclasses import dataclass

from assistant import Assistant
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
    """One question: seconds of `ask`, and of its model calls alone."""

    ask_s: float
    bare_s: float
    calls: int


def measure(assistant: Assistant, rounds: int) -> list[Asked]:
    """Ask each question `rounds` times, each time followed by its model calls alone; the first round warms up."""
    model = assistant.library.encoder.model
    found = []
    for round_number in range(rounds + 1):
        for question in QUESTIONS:
            with recorded(model) as calls:
                began = time.perf_counter()
                assistant.ask(question)
                ask_s = time.perf_counter() - began
            began = time.perf_counter()
            for call in calls:
                call.again()
            bare_s = time.perf_counter() - began
            if round_number:
                found.append(Asked(ask_s, bare_s, len(calls)))
    return found
