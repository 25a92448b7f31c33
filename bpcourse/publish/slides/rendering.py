"""Cells as pieces of HTML, for slides: Markdown by its blocks, code in colour, outputs."""

from __future__ import annotations

import base64
import math
import re
import struct
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

LIGHT, DARK = "vs", "github-dark"  # colours of code: readable on white, and in the dark
NAMED = re.compile(
    r"\s*\(([^()]*?)[;,]?\s*(?:D\d-\d\d(?:,\s|\sto\s)?)+\)"
)  # rows of the ledger
FILE_LINK = re.compile(r'<a href="(?![a-z]+:)[^"]*">(.*?)</a>', re.S)
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=\S)")
ROWS = re.compile(r"\\\\")
SIZES = {24: 31, 22: 29, 20: 26, 18: 23}  # pixels of code, and of its line
ADVANCE = 0.603  # of a letter of code, in sizes
CODE_WIDTH = 1154  # pixels
WIDE, LEAST, MOST = (
    1000,
    300,
    440,
)  # pixels: a picture's width, and the height it asks for


@dataclass
class Block:
    """A piece of a slide. kind: what it is; height: pixels that it takes, as far as known."""

    kind: str  # "text", "math", "list", "table", "code", "output", "picture", "live"
    html: str
    height: int
    fragment: bool = False


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, as they follow each other; headings are left out."""
    return [
        Block(*_kind(piece), _height(piece))
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


def lead(html: str, most: int) -> str:
    """The first sentences of a paragraph, as many as fit into `most` letters; "" for none."""
    inner = unmarked(re.sub(r"^<p>|</p>$", "", html.strip()))
    shown, rest = "", SENTENCE.split(inner)
    while rest:
        longer = f"{shown} {rest.pop(0)}".strip()
        if len(letters(longer)) > most:
            break
        if _closed(longer) or not rest:
            shown = longer
        else:
            rest[:1] = [f"{longer.removeprefix(shown).strip()} {rest[0]}"]
    return f"<p>{shown}</p>" if shown else ""


def letters(html: str) -> str:
    """What a reader sees of it, nearly: no tags, commands of mathematics as one letter."""
    text = re.sub(r"<[^>]+>", "", html)
    return " ".join(re.sub(r"\\[A-Za-z]+|[{}$^_]", "", text).split())


def code_block(source: str, size: int = 24) -> Block:
    """Code in colour, in letters of that size, or smaller where a line asks for it."""
    html, height = _sized(_coloured(source.strip("\n")), source.strip("\n"), size)
    return Block("code", html, height + 34)


def output_blocks(outputs: list[Any], size: int = 24) -> list[Block]:
    """What a cell printed and showed; errors by their last line."""
    return [block for output in outputs for block in _output(output, size)]


def fitting(text: str, size: int) -> int:
    """The largest size up to the given one in which no line is broken, if there is one."""
    columns = max(map(len, text.splitlines() or [""]))
    wide = (s for s in SIZES if s <= size and columns * s * ADVANCE <= CODE_WIDTH)
    return next(wide, size)


def picture_height(html: str) -> int:
    """Pixels that a picture should have at least: enough to be read from the last row."""
    found = re.search(r"data:image/(png|svg\+xml);base64,([A-Za-z0-9+/=]+)", html)
    width, height = _size(*found.groups()) if found else (0, 0)
    return max(LEAST, min(MOST, round(WIDE * height / width))) if width else LEAST


def _size(kind: str, coded: str) -> tuple[float, float]:
    data = base64.b64decode(coded)
    if kind == "png":
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    box = re.search(rb'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"', data)
    return (float(box[1]), float(box[2])) if box else (0, 0)


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


def _height(piece: Any) -> int:
    text = piece.get_text()
    if piece.name == "table":
        return 48 * len(piece.find_all("tr")) + 20
    if piece.name in ("ul", "ol"):
        return sum(_lines(li.get_text()) * 40 + 8 for li in piece.find_all("li")) + 16
    if text.strip().startswith("$$"):
        tall = text.count(r"\frac") > 0 or r"\sum" in text
        return 48 + (1 + len(ROWS.findall(text))) * (56 if tall else 41)
    if piece.name == "pre":
        return 29 * (text.count("\n") + 1) + 34
    return _lines(text) * 40 + 18


def _lines(text: str) -> int:
    return max(1, math.ceil(len(letters(escape(text))) / 80))


def _closed(html: str) -> bool:
    """Whether mathematics and tags that begin in a piece of HTML end in it too."""
    opened = len(re.findall(r"<[a-z]", html))
    return html.count("$") % 2 == 0 and opened == len(re.findall(r"</", html))


def _output(output: Any, size: int) -> list[Block]:
    if output["output_type"] == "stream":
        return [_text(output["text"], size)]
    if output["output_type"] == "error":
        return [_text(f"{output['ename']}: {output['evalue']}", size)]
    data = output["data"]
    if "text/html" in data:
        return _shown(data["text/html"])
    if "image/png" in data:
        words = escape(" ".join(data.get("text/plain", "picture").split()))
        source = f"data:image/png;base64,{data['image/png'].strip()}"
        picture = f'<img alt="{words}" src="{source}">'
        return [Block("picture", picture, picture_height(picture))]
    return [_text(data.get("text/plain", ""), size)]


def _shown(html: str) -> list[Block]:
    """An HTML output: its picture alone where it has one."""
    if found := re.search(r"<img\b[^>]*>", html):
        picture = re.sub(r'\s(?:style|width|height)="[^"]*"', "", found.group())
        return [Block("picture", picture, picture_height(picture))]
    rows = len(re.findall(r"<(?:tr|p|li|div)\b", html))
    return [Block("output", f'<div class="result">{html}</div>', 48 * rows + 20)]


def _text(text: str, size: int) -> Block:
    from nbconvert.filters import strip_ansi

    plain = strip_ansi(text.strip("\n"))
    printed = f'<pre class="printed">{escape(plain)}</pre>'
    html, height = _sized(printed, plain, size)
    return Block("output", html, height + 20)


def _sized(html: str, text: str, size: int) -> tuple[str, int]:
    """Code or print in a box that says its size, and the pixels of its lines."""
    chosen = fitting(text, size)
    columns = int(CODE_WIDTH / (chosen * ADVANCE))
    rows = sum(1 + max(0, len(line) - 1) // columns for line in text.splitlines())
    return f'<div class="size{chosen}">{html}</div>', SIZES[chosen] * max(1, rows)


@cache
def _coloured(source: str) -> str:
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    form = HtmlFormatter(style=LIGHT, cssclass="code", wrapcode=True)
    return str(highlight(source, PythonLexer(), form))
