"""Packs the support network's weights: `python -m assistant.support.publish FOLDER/average.pt`.

In the file that travels they are kept as their difference to the span reader's, from which training began.
"""

import sys
from collections.abc import Sequence

from assistant.reader import publish
from assistant.support.bundled_support import WEIGHTS_FILE, reader_weights, support_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file, and print its hash, which `bundled_support.py` wants.

    Returns 0 when done, 2 when the input is at fault, 1 when we are.
    """
    return publish.publish("assistant.support.publish", WEIGHTS_FILE, reader_weights, support_of, arguments)


if __name__ == "__main__":
    sys.exit(main())
