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

from . import texts

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
        return "\n".join(
            f"{what:<18} {text or texts.say('ok')}" for what, text in self.findings
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{escape(what)}</td>"
            f"<td style='text-align:left'>{_marked(text)}</td></tr>"
            for what, text in self.findings
        )
        return f"<table>{rows}</table>"


def _marked(text: str) -> str:
    return f"✗ {escape(text)}" if text else f"✓ {texts.say('ok')}"


def examine() -> Report:
    """Look at everything that can be looked at without a front end."""
    looks: dict[str, Callable[[], str]] = {
        "python": _python,
        "packages": _packages,
        "plots": _plots,
        "record": _record,
        "folder": _folder,
    }
    return Report([(texts.say(id), _safely(look)) for id, look in looks.items()])


def doctor() -> Report:
    """Examine the installation and the kernel, and show a slider to try.

    Only a hand on the slider can test the widgets: they work when the kernel answers.
    """
    report = examine()
    kernel = "" if _in_kernel() else texts.say("no_kernel")
    report.findings.append((texts.say("kernel"), kernel))
    fault = _safely(_widget)
    if fault:
        report.findings.append((texts.say("widgets"), fault))
    return report


def _safely(look: Callable[[], str]) -> str:
    try:
        return look()
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"


def _python() -> str:
    if sys.version_info < OLDEST:
        return texts.say("too_old", version=".".join(map(str, OLDEST)))
    return ""


def _packages() -> str:
    from importlib.util import find_spec

    needed = ("numpy", "matplotlib", "ipywidgets", "jupyterlab", "ipykernel")
    missing = [name for name in needed if find_spec(name) is None]
    names, packages = ", ".join(missing), " ".join(missing)
    return texts.say("missing", names=names, packages=packages) if missing else ""


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
        return texts.say("cant_save")


def _in_kernel() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return hasattr(get_ipython(), "kernel")


def trial() -> widgets.VBox:
    """A slider, and a line that the kernel rewrites when the slider has moved."""
    import ipywidgets as widgets

    slider = widgets.IntSlider(value=3, max=10, description=texts.say("move_me"))
    answer = widgets.HTML(texts.say("unmoved"))

    def hear(change: dict[str, int]) -> None:
        answer.value = texts.say("heard", number=change["new"])

    slider.observe(hear, names="value")
    return widgets.VBox([slider, answer])


def _widget() -> str:
    from IPython.display import display

    bundle = dict(trial()._repr_mimebundle_() or {})
    bundle["text/plain"] = texts.say("a_slider")
    display(bundle, raw=True)
    return ""
