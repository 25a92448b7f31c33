"""Opens the course in JupyterLab: this machine only, no look-ups to outside."""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import webbrowser
from pathlib import Path

from bpcourse.errors import Told
from bpcourse.files import reason

from . import texts
from .workspace import deliver, delivered_digests, digest

STATE = Path(".bpcourse") / "jupyterlab"
PORTS = range(8888, 8938)
OPTIONS = (
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


PASSES_ON = True  # words for JupyterLab itself


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse lab`."""
    parser.add_argument(
        "--dir", type=Path, default=Path("bpcourse-workspace"), metavar="FOLDER"
    )
    parser.add_argument(
        "--port", type=int, help="a certain port (default: the first free one)"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the address only"
    )


def run(args: argparse.Namespace) -> int:
    """The command `bpcourse lab`; further words go to JupyterLab."""
    return open_lab(args.dir, args.port, not args.no_browser, args.more)


def is_free(port: int) -> bool:
    """True where nothing listens on this port of 127.0.0.1."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def choose_port(wanted: int | None) -> int:
    """The port asked for, or the first free one; Told where there is none."""
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise Told(texts.say("no_port", port=wanted))
        if not is_free(wanted):
            raise Told(texts.say("port_in_use", port=wanted))
        return wanted
    for port in PORTS:
        if is_free(port):
            return port
    raise Told(texts.say("no_free_port", first=PORTS[0], last=PORTS[-1]))


def has_browser() -> bool:
    """True where a browser can be opened from here."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def first_notebook(workspace: Path) -> str:
    """The lesson to open: where the course starts."""
    found = sorted((workspace / "notebooks").glob("[0-9]*.ipynb"))
    return found[0].relative_to(workspace).as_posix() if found else ""


def trust(workspace: Path, root: Path | None = None) -> None:
    """Mark as trusted what lies in the workspace exactly as it was delivered, so that its
    stored outputs are shown; never a learner's or a stranger's file, whose scripts would run
    as soon as it is opened."""
    import nbformat
    from jupyter_core.paths import jupyter_data_dir
    from nbformat.sign import NotebookNotary

    place = own_folders(workspace).get("JUPYTER_DATA_DIR") or jupyter_data_dir()
    try:
        Path(place).mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        print(texts.say("pictures_later", file=fault.filename, why=reason(fault)))
        return
    notary, ours = NotebookNotary(data_dir=place), delivered_digests(root)
    for path in sorted(workspace.glob("*/*.ipynb")):
        with contextlib.suppress(OSError):
            raw = path.read_bytes()  # what is signed is what was looked at
            if digest(raw) in ours:
                notary.sign(nbformat.reads(raw.decode("utf-8"), as_version=4))


def command(workspace: Path, port: int, browser: bool, more: list[str]) -> list[str]:
    """The command line of JupyterLab."""
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    quiet = [] if browser else ["--no-browser"]
    place = [f"--ServerApp.root_dir={workspace}", f"--ServerApp.port={port}"]
    place.append(f"--LabApp.workspaces_dir={workspace / STATE}")  # which tabs are open
    start = first_notebook(workspace)
    url = [f"--LabApp.default_url=/lab/tree/{start}"] if start else []
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        *OPTIONS,
        *place,
        *url,
        *quiet,
        *root,
        *more,
    ]


def own_folders(workspace: Path) -> dict[str, str]:
    """Jupyter's folders, in the workspace where those of the home can't be written.

    So it is in many containers and on some hubs; what the environment names stays.
    """
    from jupyter_core import paths

    usual = {
        "JUPYTER_CONFIG_DIR": paths.jupyter_config_dir(),
        "JUPYTER_DATA_DIR": paths.jupyter_data_dir(),
        "JUPYTER_RUNTIME_DIR": paths.jupyter_runtime_dir(),
    }
    lost = {name for name, path in usual.items() if not _may_write(Path(path))}
    return {name: str(workspace / STATE / name.lower()) for name in sorted(lost)}


def _may_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def open_lab(folder: Path, port: int | None, browser: bool, more: list[str]) -> int:
    """Deliver the workspace and run JupyterLab on it until it ends; its exit status."""
    workspace = folder.expanduser().resolve()
    try:
        done = deliver(workspace)
        chosen = choose_port(port)
    except Told as fault:
        print(f"bpcourse lab: {fault}", file=sys.stderr)
        return 2
    for own, new in done.beside:
        print(texts.say("beside", own=own, new=new))
    print(texts.say("workspace", folder=workspace))
    if browser and not has_browser():
        print(texts.say("no_browser"))
        browser = False
    trust(workspace)
    return _run(command(workspace, chosen, browser, more), workspace)


def _run(line: list[str], workspace: Path) -> int:
    settings = [str(Path(__file__).parents[1] / "jupyter")]  # no question about news
    settings += filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])
    env = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"}
    env |= own_folders(workspace)
    env["JUPYTER_CONFIG_PATH"] = os.pathsep.join(settings)
    server = subprocess.Popen(line, cwd=workspace, env=env)
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:  # JupyterLab gets it too, and asks whether to stop
            continue
