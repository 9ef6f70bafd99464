"""`python -m ui.web` serves the chat with the settings of the environment, for development."""

import sys

from assistant.settings import load_settings
from index.errors import InputError, KildevisError
from ui.web.server import serve

try:
    serve(load_settings())
except KildevisError as error:
    print(error, file=sys.stderr)
    sys.exit(2 if isinstance(error, InputError) else 1)
