"""Slides of a lesson in one file that needs no network: `bpcourse slides 03`.

The lesson's notebook is run, so that its stepped explorers come alive (`live.py`), and laid
out as columns (`deck.py`), which the browser breaks into slides (`assets/layout.js`). reveal.js,
KaTeX with its fonts, the pictures and the style lie within the file; `assets/LICENSES.md` names
their licences. The key S opens the speaker's notes, and Esc the list of all slides.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from bpcourse.course import Question
from bpcourse.errors import Told
from bpcourse.files import course_root, write_whole
from bpcourse.publish.live import run_alive
from bpcourse.publish.plan import plan

from .deck import slides
from .rendering import Block, colour_rules, html_of, letters

ASSETS = Path(__file__).parents[1] / "assets"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge", "chrome")
NO_BROWSER = (
    "the handout needs an installed Chromium, Chrome or Edge, and none is on the path; "
    "name it in the variable CHROMIUM, or open the slides, add ?handout to their address, "
    "and print them from the browser"
)
PDF_SECONDS = 180
EMPTY = 5000  # bytes of a PDF without a slide


def run(args: argparse.Namespace) -> int:
    """The command `bpcourse slides`. Raises Told where it can't be done."""
    for notebook in [find_notebook(n, args.root) for n in args.lessons]:
        page = build(notebook, args.out, args.execute)
        print(f"{page}: {page.stat().st_size / 1e6:.1f} MB; open it in any browser")
        if args.pdf:
            print(f"{handout(page)}: the handout")
    return 0


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse slides`."""
    parser.epilog = "In the slides, the key ? lists the keys."
    add = parser.add_argument
    add("lessons", nargs="+", metavar="NN", help="the numbers of lessons (03)")
    add("--out", type=Path, default=Path("slides"), metavar="DIR", help="where to")
    add("--root", type=Path, metavar="DIR", help="the folder that holds notebooks/")
    add("--pdf", action="store_true", help="a handout too, by an installed browser")
    add(
        "--no-execute",
        dest="execute",
        action="store_false",
        help="don't run the notebook; explorers stay pictures",
    )


def find_notebook(number: str, root: Path | None = None) -> Path:
    """The lesson's notebook: in the folder, in this one, or as shipped; Told for none."""
    roots = [root] if root else [Path.cwd(), course_root()]
    for folder in roots:
        for path in sorted(folder.glob(f"notebooks/{number.zfill(2)}_*.ipynb")):
            return path
    raise Told(f"there is no lesson {number.zfill(2)} in {roots[-1]}/notebooks")


def build(notebook: Path, out: Path, execute: bool = True) -> Path:
    """Write a notebook's slides into the folder `out`; gives the file."""
    import nbformat

    try:
        read = nbformat.read(notebook, as_version=4)
    except (ValueError, nbformat.ValidationError):
        raise Told(f"{notebook} is no notebook") from None
    page = out / f"{notebook.stem}.html"
    run = run_alive(read, notebook) if execute else read
    text = page_of(run, guide=_guide(notebook))
    write_whole(page, text)
    return page


def _guide(notebook: Path) -> str:
    """The teacher's guide, where it lies beside the lessons."""
    guide = notebook.parents[1] / "docs" / "teaching" / f"{notebook.stem}.md"
    return guide.read_text(encoding="utf-8") if guide.exists() else ""


def page_of(notebook: Any, more: Sequence[Question] = (), guide: str = "") -> str:
    """The page of a lesson's slides, complete in itself.

    more: polls at the end. guide: the teacher's, whose minutes the speaker reads.
    """
    deck = slides(notebook, more)
    minutes = plan(guide, deck)
    first = {c.name: c for c in reversed(deck) if c.name in minutes}
    for name, column in first.items():
        column.blocks.append(Block("notes", html_of(minutes[name])))
    title = letters(deck[0].heading) or "Slides"
    parts = {
        "TITLE": escape(title),
        "STYLE": _style(),
        "SLIDES": "\n".join(column.html for column in deck),
        "SCRIPTS": "\n".join(map(_script, SCRIPTS)),
    }
    page = (ASSETS / "slides.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{ (\w+) \}\}", lambda found: parts[found[1]], page)


SCRIPTS = (
    "katex/katex.min.js",
    "katex/auto-render.min.js",
    "reveal/reveal.js",
    "reveal/notes.js",
    "live.js",
    "layout.js",
    "contents.js",
    "keys.js",
    "slides.js",
)


def handout(page: Path) -> Path:
    """The slides as a PDF beside them, printed by an installed browser."""
    pdf, browser = page.with_suffix(".pdf"), find_browser()
    with tempfile.TemporaryDirectory(prefix="bpcourse-print-") as profile:
        command = [
            *(browser, "--headless", "--disable-gpu", "--no-first-run"),
            *(["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
            f"--user-data-dir={profile}",
            *("--no-pdf-header-footer", "--virtual-time-budget=5000"),
            "--run-all-compositor-stages-before-draw",
            *(
                f"--print-to-pdf={pdf.resolve()}",
                f"{page.resolve().as_uri()}?handout",
            ),
        ]
        pdf.unlink(missing_ok=True)
        try:
            subprocess.run(command, capture_output=True, timeout=PDF_SECONDS)
        except subprocess.TimeoutExpired:
            raise Told(f"{browser} didn't print within {PDF_SECONDS} s") from None
    if not pdf.exists() or pdf.stat().st_size < EMPTY:
        raise Told(f"{browser} printed nothing; {NO_BROWSER}")
    return pdf


def find_browser() -> str:
    """The installed browser: $CHROMIUM, or the first of its names; Told for none."""
    found = [shutil.which(n) for n in (os.environ.get("CHROMIUM", ""), *BROWSERS) if n]
    path = next(filter(None, found), None)
    if path is None:
        raise Told(NO_BROWSER)
    return path


@cache
def _style() -> str:
    names = (
        "reveal/reset.css",
        "reveal/reveal.css",
        "katex/katex.min.css",
        "slides.css",
    )
    rules = [(ASSETS / name).read_text(encoding="utf-8") for name in names]
    return _with_fonts("\n".join([*rules, colour_rules()]))


def _with_fonts(rules: str) -> str:
    """The rules with their woff2 fonts inside, and without the other formats."""
    rules = re.sub(r',url\([^)]*\) format\("(?:woff|truetype)"\)', "", rules)
    return re.sub(r"url\((fonts/[\w-]+\.woff2)\)", _font, rules)


def _font(found: re.Match[str]) -> str:
    data = base64.b64encode((ASSETS / "katex" / found[1]).read_bytes()).decode("ascii")
    return f"url(data:font/woff2;base64,{data})"


def _script(name: str) -> str:
    """A script within the page: nothing in it may end it, or ask for its map."""
    text = (ASSETS / name).read_text(encoding="utf-8")
    text = re.sub(r"\n?//# sourceMappingURL=.*", "", text).replace(
        "</script", "<\\/script"
    )
    return f"<script>{text}</script>"
