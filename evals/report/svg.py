"""From a matplotlib figure to an inline SVG that follows the page: its colours, its fonts, its dark mode.

A figure is drawn in colours that nobody would choose, which stand for the page's own. Styles become attributes, since
the page's content security policy lets no style attribute in.
"""

import io
import re
from xml.etree import ElementTree

import matplotlib
from markupsafe import Markup
from matplotlib.figure import Figure

# The colours to draw in, each named as the page's own that takes its place.
COLOURS = {
    name: f"#0000{number:02x}"
    for number, name in enumerate(
        ("ink", "quiet", "line", "sheet", "accent", "accent-pale", "alarm", "dense", "lexical", "fused", "reranked"), 1
    )
}
_VARIABLES = {colour: f"var(--{name})" for name, colour in COLOURS.items()}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def inline_svg(figure: Figure, name: str, label: str) -> Markup:
    """Return the figure as an SVG element.

    Args:
        figure: drawn in `COLOURS`.
        name: of its own on the page, so that ids in it clash with none elsewhere.
        label: what it shows, for those who do not see it.
    """
    out = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(out, format="svg", transparent=True, metadata=_NO_METADATA)
    root = ElementTree.fromstring(out.getvalue())
    for parent in list(root.iter()):
        for child in list(parent):
            if _local(child.tag) in ("metadata", "style"):
                parent.remove(child)
    used = set(re.findall(r'(?:url\(|href=")#([^")]+)', out.getvalue()))
    for element in root.iter():
        element.tag = _local(element.tag)
        element.attrib = _attributes(element.attrib, used, name)
    root.attrib = {
        "viewBox": root.attrib["viewBox"],
        "role": "img",
        "aria-label": label,
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    return Markup(ElementTree.tostring(root, "unicode"))


def _attributes(before: dict[str, str], used: set[str], name: str) -> dict[str, str]:
    result: dict[str, str] = {}
    for key, value in before.items():
        if key == "style":
            result |= {k.strip(): v.strip() for k, _, v in (one.partition(":") for one in value.split(";")) if v}
        elif _local(key) == "href":
            result["href"] = value.replace("#", f"#{name}-")
        elif key != "id":
            result[key] = value.replace("url(#", f"url(#{name}-")
        elif value in used:
            result["id"] = f"{name}-{value}"
    result.pop("font-family", None)
    return {key: _VARIABLES.get(value, value) for key, value in result.items()}


def _local(name: str) -> str:
    """Return a name without its XML namespace, which HTML knows without being told."""
    return name.rpartition("}")[2]
