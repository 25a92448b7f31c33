"""The one error that is told to a person as a sentence."""

from __future__ import annotations


class Told(Exception):
    """What went wrong and what to do about it, as a sentence: commands print it and end."""


def brings(extra: str) -> str:
    """The command that installs an extra of the course beside the Python that runs now.

    In a checkout it names the checkout: no registry is asked for the course itself.
    """
    import shlex
    import sys
    from importlib.util import find_spec
    from pathlib import Path

    root = Path(__file__).parents[1]
    course = str(root) if (root / "pyproject.toml").exists() else "bpcourse"
    python = shlex.quote(sys.executable)
    tool = f"{python} -m pip install"
    if find_spec("pip") is None:
        tool = f"uv pip install --python {python}"
    return f"{tool} {shlex.quote(f'{course}[{extra}]')}"
