"""An answer as the page shows it."""

from dataclasses import asdict
from typing import Any

from assistant.answer import Answer


def answer_view(answer: Answer) -> dict[str, Any]:
    """Return the answer as `kildevis ask --json` prints it, and beside it `draft`: what a language model has written.

    The draft's `note` is the notice without what it says of the sentences left out, since the page shows these
    themselves.
    """
    shown = answer.to_dict()
    if answer.draft is not None:
        from assistant.writer.drafting import left_out  # brings LlamaIndex, which the page need not wait for

        note = answer.notice or ""
        for line in left_out(answer.draft.sentences, answer.language):
            note = note.replace(line, "", 1)
        shown["draft"] = {**asdict(answer.draft), "note": " ".join(note.split()) or None}
    return shown
