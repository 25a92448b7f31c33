"""Cells as pieces of HTML, for slides: Markdown by its blocks, code in colour, outputs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

LIGHT, DARK = "vs", "github-dark"  # colours of code: readable on white, and in the dark
NAMED = re.compile(
    r"\s*\(([^()]*?)[;,]?\s*(?:D\d-\d\d(?:,\s|\sto\s)?)+\)"
)  # rows of the ledger
FILE_LINK = re.compile(r'<a href="(?![a-z]+:)[^"]*">(.*?)</a>', re.S)


@dataclass
class Block:
    """A piece of a column. kind: what it is, the class that the browser knows it by."""

    kind: str  # "text", "math", "list", "table", "code", "output", "picture", "explorer", "notes"
    html: str
    fragment: bool = False


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, as they follow each other; headings are left out."""
    return [
        Block(*_kind(piece))
        for piece in _pieces(text)
        if piece.name not in ("h1", "h2", "h3", "h4")
    ]


def html_of(text: str) -> str:
    """Markdown as HTML; mathematics stays between its dollars, links to files are words."""
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    html = re.sub(
        r'<a class="anchor-link".*?</a>', "", markdown2html_mistune(text).strip()
    )
    return FILE_LINK.sub(r"\1", html)


def inline(text: str) -> str:
    """One line of Markdown, without its paragraph."""
    return re.sub(r"^<p>|</p>$", "", html_of(text))


def unmarked(text: str) -> str:
    """Without the names of the ledger's rows.

    >>> unmarked("a rule (BP3; D0-30, D4-16) and another (D3-22)")
    'a rule (BP3) and another'
    >>> unmarked("two sums ([D2-14](../docs/documents.md#d2-14)) in it")
    'two sums in it'
    """
    text = re.sub(r"\[(D\d-\d\d)\]\([^)]*\)", r"\1", text)
    return NAMED.sub(lambda found: f" ({found[1]})" if found[1] else "", text)


def letters(html: str) -> str:
    """What a reader sees of it, nearly: no tags, commands of mathematics as one letter."""
    text = re.sub(r"<[^>]+>", "", html)
    return " ".join(re.sub(r"\\[A-Za-z]+|[{}$^_]", "", text).split())


def code_block(source: str) -> Block:
    """Code in colour."""
    source = source.strip("\n")
    return Block("code", _wide(_coloured(source), source))


def output_blocks(outputs: list[Any]) -> list[Block]:
    """What a cell printed and showed; errors by their last line."""
    return [block for output in outputs for block in _output(output)]


def colour_rules() -> str:
    """The style sheet of the code's colours, in light and dark."""
    from pygments.formatters import HtmlFormatter

    return "\n".join(
        str(HtmlFormatter(style=style).get_style_defs(scope))
        for style, scope in ((LIGHT, ".code"), (DARK, ".dark .code"))
    )


def _pieces(text: str) -> list[Any]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html_of(text), "html.parser")
    return [piece for piece in soup.children if getattr(piece, "name", None)]


def _kind(piece: Any) -> tuple[str, str]:
    html = str(piece)
    if piece.name == "p" and piece.get_text().strip().startswith("$$"):
        return "math", f'<div class="formula">{piece.decode_contents()}</div>'
    if piece.find("img"):
        return "picture", html
    known = {"p": "text", "ul": "list", "ol": "list", "table": "table"}
    known |= {"details": "hidden", "div": "box", "pre": "pre", "blockquote": "box"}
    return known.get(piece.name, "text"), html


def _output(output: Any) -> list[Block]:
    if output["output_type"] == "stream":
        return [_text(output["text"])]
    if output["output_type"] == "error":
        return [_text(f"{output['ename']}: {output['evalue']}")]
    data = output["data"]
    if "text/html" in data:
        return _shown(data["text/html"])
    if "image/png" in data:
        words = escape(" ".join(data.get("text/plain", "picture").split()))
        source = f"data:image/png;base64,{data['image/png'].strip()}"
        return _picture(f'<img alt="{words}" src="{source}">')
    return [_text(data.get("text/plain", ""))]


def _shown(html: str) -> list[Block]:
    """An HTML output: its picture alone where it has one."""
    if found := re.search(r"<img\b[^>]*>", html):
        return _picture(re.sub(r'\s(?:style|height)="[^"]*"', "", found.group()))
    return [Block("output", f'<div class="result">{html}</div>')]


def _picture(image: str) -> list[Block]:
    """A picture, and its words for the speaker."""
    blocks = [Block("picture", image)]
    if found := re.search(r'\balt="([^"]+)"', image):
        blocks.append(Block("notes", f"<p><em>Picture:</em> {found[1]}</p>"))
    return blocks


def _text(text: str) -> Block:
    from nbconvert.filters import strip_ansi

    plain = strip_ansi(text.strip("\n"))
    return Block("output", _wide(f'<pre class="printed">{escape(plain)}</pre>', plain))


def _wide(html: str, text: str) -> str:
    """Code or print in a box that says how many letters its longest line has."""
    columns = max(map(len, text.splitlines() or [""]))
    return f'<div class="wide" style="--columns:{max(1, columns)}">{html}</div>'


@cache
def _coloured(source: str) -> str:
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    form = HtmlFormatter(style=LIGHT, cssclass="code", wrapcode=True)
    return str(highlight(source, PythonLexer(), form))
