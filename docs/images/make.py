"""The README's pictures, photographed in JupyterLab in Chromium.

    python docs/images/make.py

opens lesson 01 at its explorer, a wrong answer in its problem set, and the δ-flow of lesson
05 in its eighth step, and writes lesson-01.png, check.png and delta-flow.png beside this file.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

import chromium  # noqa: E402
import lab_driver as driver  # noqa: E402
from lab_server import lab  # noqa: E402

WINDOW = {"width": 1280, "height": 800}
MOST = 200_000  # bytes
ASKED, WRONG = "sigmoid_derivative", "    return x * (1 - x)"
SCROLL = """([part, above]) => {
  const view = part.closest('.jp-WindowedPanel-outer');
  view.scrollTop += part.getBoundingClientRect().top - view.getBoundingClientRect().top
    - above;
}"""


def copied(file: Path, change: Callable[[Any], None]) -> Path:
    """The notebook, changed, in a folder of its own."""
    book = nbformat.read(file, as_version=4)
    change(book)
    copy = Path(tempfile.mkdtemp()) / file.name
    nbformat.write(book, copy)
    return copy


def as_it_is(book: Any) -> None:
    """No change."""


def answer_wrongly(book: Any) -> None:
    """The usual mistake, written where the answer belongs."""
    for cell in book.cells:
        if cell.cell_type == "code" and cell.source.startswith(f"def {ASKED}("):
            head = cell.source.split(":\n", 1)[0]
            cell.source = f"{head}:\n{WRONG}"


def explorer(page: Any) -> Any:
    """The first explorer of the page."""
    return driver.explorers(page)[0]


def eighth_step(page: Any) -> Any:
    """The δ-flow, taken eight steps onward by keyboard."""
    shown = explorer(page)
    handle = shown.locator(".noUi-handle").first
    for _ in range(8):
        driver.move(shown, handle.element_handle())
    handle.evaluate("handle => handle.blur()")
    return shown


def verdict(page: Any) -> Any:
    """What the check says of the wrong answer."""
    return page.locator(".jp-OutputArea-output", has_text=f"not yet · {ASKED}").first


PICTURES: dict[str, tuple[Path, Callable[[Any], None], Callable[[Any], Any], int]] = {
    "lesson-01": (
        ROOT / "notebooks/01_activation_derivatives.ipynb",
        as_it_is,
        explorer,
        122,
    ),
    "check": (
        ROOT / "exercises/01_activation_derivatives.ipynb",
        answer_wrongly,
        verdict,
        216,
    ),
    "delta-flow": (
        ROOT / "notebooks/05_delta_recursion.ipynb",
        as_it_is,
        eighth_step,
        76,
    ),
}


def photograph(new_page: Callable[[], Any], name: str) -> bytes:
    """A PNG of the window, with the part that matters so far below its upper edge."""
    source, change, find, above = PICTURES[name]
    copy = copied(source, change)
    with lab(copy.parent) as url:
        page = new_page()
        page.set_viewport_size(WINDOW)
        driver.open_notebook(page, url, copy.name)
        page.evaluate("""() => {
            const shell = window.jupyterapp.shell;
            shell.collapseLeft();
            shell.collapseRight();
        }""")
        driver.run_all(page)
        part = find(page)
        page.evaluate(SCROLL, [part.element_handle(), above])
        page.wait_for_timeout(1500)
        taken = page.screenshot()
        driver.shut_down(page)
        page.close()
    return taken


def smaller(png: bytes) -> bytes:
    """The same picture in at most 256 colours."""
    out = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(256, dither=Image.Dither.NONE)
    few.save(out, format="PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    """Write all pictures; 1 where one is too large."""
    os.environ["BPCOURSE_PROGRESS"] = ":none:"
    sizes = []
    with chromium.browser() as new_page:
        for name in PICTURES:
            png = smaller(photograph(new_page, name))
            (HERE / f"{name}.png").write_bytes(png)
            sizes.append(len(png))
            print(f"{name}.png: {len(png) / 1000:.0f} kB")
    return int(max(sizes) > MOST)


if __name__ == "__main__":
    sys.exit(main())
