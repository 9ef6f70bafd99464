"""The errors this program raises on purpose; each message is one line that says what to do."""


class KildevisError(Exception):
    """Something on our side is broken: the command line exits with 1."""


class InputError(KildevisError):
    """The user's input, file or setting is at fault: the command line exits with 2."""


_MAX_REASON_CHARS = 200


def reason_of(error: BaseException) -> str:
    """Return what a library's error says, in one short line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:_MAX_REASON_CHARS]
