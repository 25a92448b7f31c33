"""The frame of an HTML page that needs nothing but itself: light, dark, readable, printable."""

from __future__ import annotations

import re
from html import escape

from bpcourse.grading.texts import say

OURS = '<meta name="referrer" content="no-referrer">'  # stands in every page
QUOTED = re.compile(r"`([^`\n]+)`")
STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fff; --card: #f5f5f2;
  --line: #d0d0c8; --soft: #595959; --link: #005a9c; --right: #006b4f; --wrong: #b34700; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161618;
  --card: #232327; --line: #47474d; --soft: #b4b4b4; --link: #7cc0f5; --right: #4fd0a5;
  --wrong: #ff9c5e; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 62rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
h1 { line-height: 1.2; margin: 1rem 0 .25rem; }
h2 { margin: 2.5rem 0 .5rem; border-bottom: 2px solid var(--line); padding-bottom: .2rem; }
h3 { margin: 0; font-size: 1.05rem; }
a { color: var(--link); }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .92em; }
.soft { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .75rem 0; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0;
  border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tfoot th, tfoot td { border-bottom: 0; }
.card { background: var(--card); border-left: 5px solid var(--soft); border-radius: 4px;
  padding: .6rem 1rem; margin: .8rem 0; break-inside: avoid; }
.card p { margin: .4rem 0 0; }
.card.passed { border-color: var(--right); }
.card.failed, .card.error { border-color: var(--wrong); }
.head { display: flex; gap: 0 1rem; justify-content: space-between; flex-wrap: wrap; }
.passed .mark { color: var(--right); }
.failed .mark, .error .mark { color: var(--wrong); }
dl { display: grid; grid-template-columns: minmax(5rem, max-content) 1fr; gap: .15rem 1rem;
  margin: .5rem 0 0; }
dt { color: var(--soft); }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.head > span { white-space: nowrap; }
figure { margin: 1rem 0; overflow-x: auto; }
img { max-width: 100%; height: auto; border-radius: 4px; }
summary { cursor: pointer; }
@media (max-width: 40rem) { figure img { max-width: none !important; width: 40rem; }
  .head > span { white-space: normal; } }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; }
  th, td { padding-right: .5rem; } }
@media print { body { max-width: none; } details { display: block; } }
"""


def page(title: str, body: str) -> str:
    """A whole page; `body` is HTML, `title` a plain text."""
    return (
        f'<!DOCTYPE html>\n<html lang="{say("language")}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{OURS}\n"
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def prose(text: str) -> str:
    """A text as HTML: what stands between backticks is code."""
    return QUOTED.sub(r"<code>\1</code>", escape(text))


def table(caption: str, head: list[str], rows: list[list[str]], numbers: int) -> str:
    """A table of HTML cells; the first column heads its row, the last `numbers` are numbers."""
    first = len(head) - numbers

    def kind(column: int) -> str:
        return ' class="n"' if column >= first else ""

    heads = "".join(f'<th scope="col"{kind(i)}>{h}</th>' for i, h in enumerate(head))
    lines = [
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(f"<td{kind(i)}>{c}</td>" for i, c in enumerate(row[1:], start=1))
        + "</tr>"
        for row in rows
    ]
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr>"
        f"</thead><tbody>{''.join(lines)}</tbody></table></div>"
    )
