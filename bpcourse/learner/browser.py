"""The record where Python runs in a browser (Pyodide): a folder that the browser keeps."""

from __future__ import annotations

import os
from typing import Any

FOLDER = "/kept"


async def keep_record() -> None:
    """Let the browser keep the record: read what it has, and store it after every cell.

    JupyterLite's own folder can't be appended to, so the record has one of its own.
    """
    from IPython import get_ipython
    from pyodide.ffi import to_js
    from pyodide_js import FS

    if not os.path.isdir(FOLDER):
        os.makedirs(FOLDER)
        FS.mount(FS.filesystems.IDBFS, to_js({}), FOLDER)
        await _synced(True)
        get_ipython().events.register("post_run_cell", _store)
    os.environ["BPCOURSE_PROGRESS"] = f"{FOLDER}/progress.jsonl"


def _store(result: Any) -> None:
    _synced(False)


def _synced(load: bool) -> Any:
    import asyncio

    from pyodide.ffi import create_once_callable
    from pyodide_js import FS

    done = asyncio.get_running_loop().create_future()
    FS.syncfs(load, create_once_callable(lambda fault=None: done.set_result(fault)))
    return done
