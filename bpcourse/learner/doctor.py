"""`doctor()`: looks for what could be wrong with the installation, and says what to do."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ipywidgets as widgets

OLDEST = (3, 11)


def add(parser: argparse.ArgumentParser) -> None:
    """`bpcourse doctor` takes no arguments."""


def run(_: argparse.Namespace) -> int:
    """The command `bpcourse doctor`: 0, or 1 where something is wrong."""
    report = examine()
    print(report)
    return 0 if report.healthy else 1


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

    Only a hand on the slider can test the widgets: they work when the kernel answers.
    """
    report = examine()
    kernel = (
        ""
        if _in_kernel()
        else "this isn't a notebook's kernel; open the lesson in JupyterLab"
    )
    report.findings.append(("kernel", kernel))
    fault = _safely(_widget)
    if fault:
        report.findings.append(("widgets", fault))
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
    from . import record

    return record.fault()


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


UNMOVED = (
    "widgets: move the slider. No slider here, or no answer? Restart the kernel and reload "
    "the page; if that doesn't help, start the course with <code>bpcourse lab</code>."
)


def trial() -> widgets.VBox:
    """A slider, and a line that the kernel rewrites when the slider has moved."""
    import ipywidgets as widgets

    slider = widgets.IntSlider(value=3, max=10, description="move me")
    answer = widgets.HTML(UNMOVED)

    def hear(change: dict[str, int]) -> None:
        answer.value = f"widgets: ✓ ok, the kernel has heard {change['new']}"

    slider.observe(hear, names="value")
    return widgets.VBox([slider, answer])


def _widget() -> str:
    from IPython.display import display

    bundle = dict(trial()._repr_mimebundle_() or {})
    bundle["text/plain"] = "Here stands a slider, in a notebook that runs."
    display(bundle, raw=True)
    return ""
