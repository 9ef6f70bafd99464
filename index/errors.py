"""The errors this program raises on purpose; each message is one line that says what to do."""


class KildevisError(Exception):
    """Something on our side is broken: the command line exits with 1."""


class InputError(KildevisError):
    """The user's input, file or setting is at fault: the command line exits with 2."""
