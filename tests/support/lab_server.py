"""JupyterLab on this machine.

    with lab(folder) as url, browser() as new_page:
        open_notebook(new_page(), url, "01_activation_derivatives.ipynb")

The server keeps its settings, trust and sessions in a folder of its own, and is ended with
the block that opened it.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from machine import PATIENCE, free_port, is_root
from places import ROOT

PATHS = {"lab": "lab/tree", "notebook": "notebooks", "nbclassic": "nbclassic/notebooks"}
MODULES = {"lab": "jupyterlab", "notebook": "notebook", "nbclassic": "nbclassic"}
SETTINGS = {
    "apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "notebook-extension/tracker": {"windowingMode": "none"},  # all cells in the page
    "docmanager-extension/plugin": {"autosave": False},
}


@contextlib.contextmanager
def lab(
    folder: Path,
    home: Path | None = None,
    app: str = "lab",
    python: str = sys.executable,
) -> Iterator[str]:
    """JupyterLab on a folder; gives its address with the token to enter.

    home: where settings and trust lie, so that another server can go on with them.
    app: "lab", "notebook" for Notebook 7, or "nbclassic" for the classic one.
    python: of the environment that has it.
    """
    short = Path(tempfile.mkdtemp(prefix="lab-"))  # names of sockets have 107 letters
    home = home or short
    token, port = secrets.token_hex(), free_port()
    write_settings(home, SETTINGS)
    log = home / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            _command(folder, port, app, python),
            env=_environment(home, short / "run", token),
            stdout=out,
            stderr=out,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/api", server, log, 2 * PATIENCE)
            yield f"http://127.0.0.1:{port}/{PATHS[app]}/{{path}}?reset&token={token}"
        finally:
            _end(server)
            shutil.rmtree(short, ignore_errors=True)


def write_settings(home: Path, settings: dict[str, Any]) -> None:
    """What the front end of this home is set to, from the next page that is loaded."""
    for name, values in settings.items():
        scope = "" if name.startswith("@") else "@jupyterlab/"
        file = home / "settings" / f"{scope}{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))


def _command(folder: Path, port: int, app: str, python: str) -> list[str]:
    exposed = "--JupyterNotebookApp.expose_app_in_browser=True"
    return [
        *(python, "-m", MODULES[app], "--no-browser"),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        *(["--KernelManager.transport=ipc"] if os.name == "posix" else []),
        *([exposed] if app == "notebook" else []),
        *(["--allow-root"] if is_root() else []),
    ]


def _environment(home: Path, run: Path, token: str) -> dict[str, str]:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(run),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }


def _wait_for(address: str, server: Any, log: Path, timeout: float) -> None:
    until = time.monotonic() + timeout
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=2).close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


def _end(server: subprocess.Popen) -> None:
    server.terminate()  # it ends its kernels first
    try:
        server.wait(300)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(60)
