"""Serves the web chat: at once, while the assistant opens in the background."""

import os
import socket
import threading
from collections.abc import Callable

from assistant.settings import Settings
from index.errors import InputError
from ui.web.access import demand_password, url_host
from ui.web.opening import Opening


def serve(
    settings: Settings,
    *,
    public: bool = False,
    open_browser: bool = False,
    progress: Callable[[str, float], None] = lambda stage, share: None,
) -> None:
    """Serve the chat on `settings.host` and `settings.port` until interrupted; port 0 takes a free one.

    Prints the address on a line of its own as soon as the page can be fetched. The page shows how far the model and
    the index have come; `progress` is told the same, as `Assistant.open` tells it.

    Raises:
        InputError: the host can be reached by others and there is neither a password nor `public`; the port is taken.
        KildevisError: the assistant could not be opened; the server is stopped.
    """
    demand_password(settings, public)
    port = settings.port or _free_port(settings.host)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported, hence the import below
    # Gradio asks its own address whether it is up; a company's proxy must not get that question.
    os.environ["NO_PROXY"] = ",".join(filter(None, [os.environ.get("NO_PROXY"), "127.0.0.1,localhost", settings.host]))
    from ui.web.app import build_app

    opening = Opening(settings, progress)
    app = build_app(settings, opening, public=public)
    try:
        _, url, _ = app.launch(
            server_name=url_host(settings.host),
            server_port=port,
            auth_dependency=app.state.gate,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            inline=False,
            ssr_mode=False,
            run_history=False,
            enable_monitoring=False,
            mcp_server=False,
            pwa=False,
            max_file_size=1,  # byte: nothing is uploaded here
            _frontend=False,  # the page is ours, so there is none of Gradio's to wait for
        )
    except OSError:
        raise InputError(
            f"port {port} on {settings.host} cannot be used; set KILDEVIS_PORT to another, or to 0 for a free one"
        ) from None
    print(url, flush=True)
    opening.start()
    if open_browser:
        import webbrowser

        webbrowser.open(url)
    try:
        opening.assistant()
        threading.Event().wait()
    except KeyboardInterrupt:
        pass
    finally:
        app.get_blocks().close(verbose=False)


def _free_port(host: str) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        try:
            probe.bind((host, 0))
        except OSError as error:
            raise InputError(f"host {host!r} cannot be listened on ({error.strerror}); set KILDEVIS_HOST") from None
        return int(probe.getsockname()[1])
