"""Mathematics of the web site by KaTeX, from the page's own files: an extension of Sphinx."""

from __future__ import annotations

from html import escape
from typing import Any

SCRIPTS = ("katex/katex.min.js", "katex/auto-render.min.js", "site.js", "live.js")
STYLES = ("katex/katex.min.css", "site.css")


def setup(app: Any) -> dict[str, Any]:
    """Called by Sphinx: the renderer, its scripts and styles on every page."""
    app.add_html_math_renderer("katex", (_inline, None), (_block, None))
    for name in SCRIPTS:
        app.add_js_file(name, loading_method="defer")
    for name in STYLES:
        app.add_css_file(name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(writer: Any, node: Any) -> None:
    from docutils.nodes import SkipNode

    writer.body.append(f'<span class="math">\\({escape(node.astext())}\\)</span>')
    raise SkipNode


def _block(writer: Any, node: Any) -> None:
    from docutils.nodes import SkipNode

    writer.body.append(f'<div class="math">\\[{escape(node.astext())}\\]</div>\n')
    raise SkipNode
