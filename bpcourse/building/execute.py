"""Runs a composed notebook, away from the checkout and from the author's own record."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

from .compose import AuthorError

CELL_SECONDS = 120


def execute_notebook(notebook: Any, source: Path) -> None:
    """Run every cell in place; AuthorError with the cell and its error when one fails.

    Cells tagged `raises-exception` may fail. A kernel that hangs is started anew once.
    """
    from nbclient.exceptions import (
        CellExecutionError,
        CellTimeoutError,
        DeadKernelError,
    )

    for last in (False, True):
        try:
            _run(notebook)
            return
        except CellExecutionError as fault:
            raise AuthorError(_failing_cell(source, fault)) from None
        except (CellTimeoutError, DeadKernelError, RuntimeError, TimeoutError) as fault:
            if last:
                raise AuthorError(
                    f"{source.name}: {str(fault).strip()[:500]}"
                ) from None


def _run(notebook: Any) -> None:
    from nbclient import NotebookClient

    with tempfile.TemporaryDirectory(prefix="bpcourse-build-") as folder:
        env = {
            **os.environ,
            "BPCOURSE_PROGRESS": str(Path(folder) / "progress.sqlite"),
            "OPENBLAS_NUM_THREADS": "1",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
        env.pop("MPLBACKEND", None)
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
        )
        client.execute(env=env)


def _failing_cell(source: Path, fault: Any) -> str:
    text = re.sub(r"\x1b\[[0-9;]*m", "", str(fault)).strip().splitlines()
    shown = "\n    ".join([*text[:12], "…", text[-1]])
    return f"{source.name}: a cell fails; mend it or tag it `raises-exception`\n    {shown}"
