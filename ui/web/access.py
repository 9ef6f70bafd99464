"""Who may use the web chat: this machine only, unless there is a password or the user says that it is public."""

import base64
import binascii
import ipaddress
import secrets
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import Settings
from index.errors import InputError

LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"]


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server that listens on `host`."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def url_host(host: str) -> str:
    """Return `host` as it stands in an address: a version 6 number in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def demand_password(settings: Settings, public: bool) -> None:
    """Refuse to serve where others could read along without anyone having decided so.

    Raises:
        InputError: half a password is set, or none at all and the host is not this machine's own and `public` is false.
    """
    if (settings.user is None) != (settings.password is None):
        raise InputError("KILDEVIS_USER and KILDEVIS_PASSWORD belong together; set both or neither")
    if settings.user is None and not public and not is_loopback(settings.host):
        raise InputError(
            f"others can reach {settings.host!r}: set KILDEVIS_USER and KILDEVIS_PASSWORD, "
            "or say --public to let anyone in"
        )


class Gate:
    """Lets a request in if it bears the user name and password of the settings (HTTP Basic), where these are set."""

    def __init__(self, settings: Settings) -> None:
        password = settings.password.get_secret_value() if settings.password else ""
        self._credentials = None if settings.user is None else f"{settings.user}:{password}".encode()

    def __call__(self, request: Request) -> str | None:
        """Return who asks, or None when the credentials are missing or wrong; Gradio's own routes ask this too."""
        if self._credentials is None:
            return "anyone"
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        try:
            given = base64.b64decode(value, validate=True) if scheme.lower() == "basic" else b""
        except binascii.Error:
            return None
        return given.partition(b":")[0].decode() if secrets.compare_digest(given, self._credentials) else None

    def check(self, request: Request) -> None:
        """Stop a request that may not come in; the browser then asks for the password."""
        if self(request) is None:
            raise HTTPException(401, headers={"WWW-Authenticate": 'Basic realm="Kildevis", charset="UTF-8"'})


class SameOriginOnly:
    """Refuses requests that another website makes through the user's browser.

    Gradio answers those of any origin once it listens on a name other than localhost. Following a link to the page
    remains possible.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_foreign(Headers(scope=scope)):
            await PlainTextResponse("only this page may ask", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_foreign(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")  # set by the browser, out of a page's reach; absent on plain http
    if site is not None:
        return site in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate"
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
