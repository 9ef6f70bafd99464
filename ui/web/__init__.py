"""The web chat: Gradio's server, queue and streaming under a page of our own.

Gradio's Server mode is used rather than its Chatbot because Chatbot renders Markdown and HTML, and here the words on
the screen are someone else's: the page in `static/` puts every one of them in place as text.
"""

from ui.web.server import serve

__all__ = ["serve"]
