"""The course as a static web site: `bpcourse site`, built and read without a network.

Sphinx with MyST-NB makes the pages from the notebooks' stored outputs, in the PyData theme
(light and dark, search, keyboard). Mathematics is drawn by KaTeX from the site's own files.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from bpcourse.errors import Told, brings
from bpcourse.files import course_root

from .essays import copy_essays, has_lesson
from .live import Live
from .pages import write_pages

ASSETS = Path(__file__).parents[1] / "assets"
SHIPPED = ("katex", "live.js", "site.js", "site.css")
MARK = ".buildinfo"  # Sphinx leaves it in what it built
NEEDED = ("sphinx", "myst_nb", "pydata_sphinx_theme")
SETTINGS: dict[str, Any] = {
    "project": "bpcourse",
    "copyright": "texts and figures: CC BY 4.0, code: MIT",
    "language": "en",
    "extensions": ["myst_nb", "bpcourse.publish.site.katex"],
    "exclude_patterns": ["assets"],
    "nb_execution_mode": "off",
    "nb_merge_streams": True,
    "myst_enable_extensions": ["dollarmath", "amsmath"],
    "myst_heading_anchors": 3,
    "html_theme": "pydata_sphinx_theme",
    "html_title": "bpcourse",
    "html_math_renderer": "katex",
    "html_static_path": ["assets"],
    "html_context": {"default_mode": "auto"},
    "html_favicon": str(ASSETS / "icon.svg"),
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_theme_options": {
        "navbar_align": "left",
        "header_links_before_dropdown": 6,
        "show_toc_level": 2,
        "navigation_with_keys": False,
        "secondary_sidebar_items": ["page-toc"],
        "footer_start": ["copyright"],
        "footer_end": [],
        "pygments_light_style": "a11y-high-contrast-light",
        "pygments_dark_style": "a11y-high-contrast-dark",
    },
}


def run(args: argparse.Namespace) -> int:
    """The command `bpcourse site`: 0, or 1 where Sphinx warns. Raises Told."""
    said = build(args.out, args.root, args.execute, _live(args))
    for line in said:
        print(f"bpcourse site: {line}", file=sys.stderr)
    print(f"{args.out / 'index.html'}: {len(list(args.out.rglob('*.html')))} pages")
    return int(bool(said))


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse site`."""
    add = parser.add_argument
    add("--out", type=Path, default=Path("site"), metavar="DIR", help="where to")
    add("--root", type=Path, metavar="DIR", help="the folder that holds notebooks/")
    add(
        "--no-execute",
        dest="execute",
        action="store_false",
        help="don't run the lessons; explorers stay pictures",
    )
    add(
        "--live",
        action="store_true",
        help="with JupyterLite: every notebook runs in the reader's browser",
    )
    add(
        "--pyodide",
        type=Path,
        metavar="DIR",
        help="a Pyodide with NumPy and matplotlib to put into the site (implies --live)",
    )


def _live(args: argparse.Namespace) -> Live | None:
    return Live(args.pyodide) if args.live or args.pyodide else None


def build(
    out: Path, root: Path | None = None, run: bool = True, live: Live | None = None
) -> list[str]:
    """Build the site into the folder `out`, which it replaces; gives Sphinx's warnings.

    The lessons are run first, so that stepped explorers can be stepped by a reader. With
    `live`, every notebook can also be opened and run in the reader's browser.
    Raises Told where the tools, the notebooks or a place to write are missing.
    """
    _check(out, live)
    with tempfile.TemporaryDirectory(prefix="bpcourse-site-") as scratch:
        pages, made = Path(scratch) / "pages", Path(scratch) / "site"
        for name in SHIPPED:
            _copy(ASSETS / name, pages / "assets" / name)
        source = root or _root()
        write_pages(source, pages, run, live is not None)
        said = _sphinx(pages, made)
        if has_lesson(source):
            copy_essays(made / "essays")
        if live:
            live.build(made / "live", source)
        _tidy(made)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made, out)
    return said


def _check(out: Path, live: Live | None) -> None:
    """Raises Told before anything is built that can't be finished."""
    if live:
        live.check()
    if missing := _missing():
        raise Told(f"{missing} isn't installed: {brings('site')}")
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise Told(f"{out} holds something else; name another folder with --out")


def _tidy(made: Path) -> None:
    """Take out what Sphinx leaves and no reader opens."""
    for folder in (".doctrees", "_sources"):
        shutil.rmtree(made / folder, ignore_errors=True)
    for template in (made / "_static").glob("*.html"):
        template.unlink()  # the theme's, no page of the site


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    (shutil.copytree if source.is_dir() else shutil.copy)(source, target)


def _root() -> Path:
    here = Path.cwd()
    return here if any(here.glob("notebooks/*.ipynb")) else course_root()


def _missing() -> str:
    from importlib.util import find_spec

    return next((name for name in NEEDED if find_spec(name) is None), "")


def _sphinx(pages: Path, made: Path) -> list[str]:
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    said = io.StringIO()
    with patch_docutils(), docutils_namespace(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the tools deprecate among themselves
        app = Sphinx(
            pages,
            None,
            made,
            made / ".doctrees",
            "html",
            confoverrides=SETTINGS,
            status=None,
            warning=said,
            freshenv=True,
        )
        app.build(force_all=True)
    plain = re.sub(r"\x1b\[[\d;]*m", "", said.getvalue()).replace(f"{pages}/", "")
    return [line for line in plain.splitlines() if line.strip()]
