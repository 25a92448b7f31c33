"""Two essays of the web site: pages that stand alone, and recompute every number of theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).parent
LESSON = "13_detective_stories"  # what both lead into
LINKS = """
Two essays, six minutes each:

- <a href="essays/famous-number.html">The most famous number in backpropagation is a bug</a>
- <a href="essays/print-out.html">A print-out that testifies against its program</a>
"""


def has_lesson(root: Path) -> bool:
    """Whether the lesson is there that the essays lead into."""
    return (root / "notebooks" / f"{LESSON}.ipynb").exists()


def copy_essays(folder: Path) -> None:
    """Put both pages with their scripts and style into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in ("html", "js", "css"):
        for path in HERE.glob(f"*.{kind}"):
            shutil.copy(path, folder)
