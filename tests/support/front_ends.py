"""An environment with the other front ends, made by uv beside the course's own.

It holds the course, its test tools, Notebook 7, the classic notebook and papermill, in the
folder `.frontends`; it is made once, and made again when the course's needs change.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys

import pytest
from places import ROOT

FOLDER = ROOT / ".frontends"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = FOLDER / "complete"
TOOLS = ("notebook>=7", "nbclassic>=1.1", "papermill>=2.6")
SECONDS = 900


@functools.cache
def python() -> str:
    """The environment's Python; the test is skipped with a sentence where it can't be made."""
    wanted = "\n".join([*TOOLS, (ROOT / "pyproject.toml").read_text("utf-8")])
    if STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return str(PYTHON)
    if shutil.which("uv") is None:
        pytest.skip("uv isn't here to make the environment of the front ends")
    _uv("venv", "--clear", str(FOLDER), "--python", sys.executable)
    limits = ["-c", str(ROOT / "constraints.txt")]
    what = ["-e", f"{ROOT}[test]", *TOOLS]
    _uv("pip", "install", "--python", str(PYTHON), *limits, *what)
    STAMP.write_text(wanted, encoding="utf-8")
    return str(PYTHON)


def _uv(*words: str) -> None:
    done = subprocess.run(
        ["uv", *words, "--quiet"], capture_output=True, text=True, timeout=SECONDS
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["uv says nothing"])[-1]
        pytest.skip(f"the environment of the front ends can't be made: {why.strip()}")


def run(*words: str, **more: str) -> str:
    """What `python -m …` prints in this environment; it must succeed."""
    done = subprocess.run(
        [python(), "-m", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout
