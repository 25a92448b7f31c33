"""Runs a composed notebook, away from the checkout and from the author's own record."""

from __future__ import annotations

import copy
import os
import tempfile
from itertools import zip_longest
from pathlib import Path
from typing import Any

import bpcourse
from bpcourse.errors import Told

from .compose import line_of, place_of
from .normalise import RUN_FOLDER

CELL_SECONDS = 120


def execute_notebook(notebook: Any, source: Path) -> Any:
    """A copy of the notebook with its outputs; Told where a cell fails.

    Cells tagged `raises-exception` may fail. A kernel that hangs is started anew once.
    """
    from nbclient.exceptions import CellExecutionError

    for last in (False, True):
        fresh = copy.deepcopy(notebook)
        try:
            _run(fresh)
            return fresh
        except CellExecutionError as fault:
            raise Told(_failing_cell(fresh, source, fault)) from None
        except (RuntimeError, TimeoutError, KeyError) as fault:
            if last:
                said = str(fault).strip()[:500]
                raise Told(f"{place_of(source)}: not run: {said}") from None


def reuse_outputs(notebook: Any, stored: Path) -> Any:
    """The notebook with the stored outputs, where its code is still the stored code."""
    import nbformat

    try:
        old = nbformat.reads(stored.read_text(encoding="utf-8"), as_version=4)
    except (OSError, ValueError):
        return notebook
    pairs = list(zip_longest(_code_cells(notebook), _code_cells(old)))
    if all(a and b and a.source == b.source for a, b in pairs):
        for cell, before in pairs:
            cell.outputs = before.outputs
            cell.execution_count = before.execution_count
    return notebook


def _code_cells(notebook: Any) -> list[Any]:
    return [c for c in notebook.cells if c.cell_type == "code"]


def _run(notebook: Any) -> None:
    from nbclient import NotebookClient

    with tempfile.TemporaryDirectory(prefix=RUN_FOLDER) as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": folder}},
        )
        client.execute(env=_environment(Path(folder)))


def _environment(folder: Path) -> dict[str, str]:
    """This package, a fresh record, no settings of the author's own, one thread."""
    root = str(Path(bpcourse.__file__).parents[1])
    path = [root, os.environ.get("PYTHONPATH", "")]
    kept = {k: v for k, v in os.environ.items() if k != "MPLBACKEND"}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
        "BPCOURSE_PROGRESS": str(folder / "progress.sqlite"),
        "BPCOURSE_MINE": ":none:",
        "IPYTHONDIR": str(folder / "ipython"),
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def _failing_cell(notebook: Any, source: Path, fault: Any) -> str:
    cell = next(c for c in reversed(_code_cells(notebook)) if _ran(c))
    first = next((s for s in cell.source.splitlines() if s.strip()), "")
    line = line_of(source.read_text(encoding="utf-8"), first)
    shown = "\n    ".join(cell.source.splitlines()[:12])
    return (
        f"{place_of(source)}, line {line}: a cell fails with {fault.ename}: {fault.evalue}\n"
        f"    {shown}\n  Mend it, or tag it `raises-exception` if it is meant to fail."
    )


def _ran(cell: Any) -> bool:
    return cell.execution_count is not None or bool(cell.outputs)
