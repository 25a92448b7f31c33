"""`doctor()`: looks for what could be wrong with the installation, and says what to do."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

OLDEST = (3, 11)


@dataclass
class Report:
    """(what was looked at, what is wrong and what to do; "" where it is well)."""

    findings: list[tuple[str, str]]

    @property
    def healthy(self) -> bool:
        return not any(text for _, text in self.findings)

    def __str__(self) -> str:
        return "\n".join(f"{what:<18} {text or 'ok'}" for what, text in self.findings)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{escape(what)}</td>"
            f"<td style='text-align:left'>{'✓ ok' if not text else '✗ ' + escape(text)}</td></tr>"
            for what, text in self.findings
        )
        return f"<table>{rows}</table>"


def examine() -> Report:
    """Look at everything that can be looked at without a front end."""
    looks: dict[str, Callable[[], str]] = {
        "Python": _python,
        "packages": _packages,
        "plots": _plots,
        "your progress": _record,
        "this folder": _folder,
    }
    return Report([(what, _safely(look)) for what, look in looks.items()])


def doctor() -> Report:
    """Examine the installation and the kernel, and show a slider to try.

    Move the slider: when the number beside it follows, widgets work. Where you see words in
    the place of a slider, restart the kernel and reload the page; where that doesn't help,
    start the course with `bpcourse lab`.
    """
    report = examine()
    kernel = (
        ""
        if _in_kernel()
        else "this isn't a notebook's kernel; open the lesson in JupyterLab"
    )
    report.findings.append(("kernel", kernel))
    report.findings.append(("widgets", _safely(_widget)))
    return report


def _safely(look: Callable[[], str]) -> str:
    try:
        return look()
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"


def _python() -> str:
    if sys.version_info < OLDEST:
        return f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; start the course with another"
    return ""


def _packages() -> str:
    from importlib.util import find_spec

    needed = ("numpy", "matplotlib", "ipywidgets", "jupyterlab", "ipykernel")
    missing = [name for name in needed if find_spec(name) is None]
    return (
        f"missing: {', '.join(missing)}; pip install {' '.join(missing)}"
        if missing
        else ""
    )


def _plots() -> str:
    import io

    from matplotlib.figure import Figure

    Figure(figsize=(1, 1)).savefig(io.BytesIO())
    return ""


def _record() -> str:
    from bpcourse import record

    file = record.path()
    if file is None:
        return ""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(file.parent, os.W_OK):
        return "its folder can't be written; set BPCOURSE_PROGRESS to a file that can"
    return ""


def _folder() -> str:
    try:
        with tempfile.TemporaryFile(dir=Path.cwd()):
            return ""
    except OSError:
        return "you can't save here; open the course with `bpcourse lab --dir FOLDER`"


def _in_kernel() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return hasattr(get_ipython(), "kernel")


def _widget() -> str:
    import ipywidgets as widgets
    from IPython.display import display

    slider = widgets.IntSlider(value=3, max=10, description="move me")
    display(slider)
    return ""
