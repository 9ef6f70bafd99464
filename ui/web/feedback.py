"""Thumbs up and down, kept in a file on this machine."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from assistant.answer import Answer

_one_at_a_time = threading.Lock()


class Feedback(BaseModel):
    """What a user thinks of an answer; "none" withdraws an earlier verdict on it."""

    question: str
    answer: Answer
    verdict: Literal["up", "down", "none"]


def append(path: Path, feedback: Feedback) -> None:
    """Add one line to the JSONL file: time (UTC), question, answer as `kildevis ask --json` prints it, verdict."""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "question": feedback.question,
        "answer": feedback.answer.to_dict(),
        "verdict": feedback.verdict,
    }
    with _one_at_a_time:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
