"""The course in the reader's browser: JupyterLite with the course in it, `bpcourse site --live`.

Everything lies in the site's folder `live/`: JupyterLab, Pyodide where a folder with it is given
(else it is fetched by the reader's browser from where JupyterLite looks for it), the lessons and
problem sets, and wheels of the course and of what it needs, made from what is installed here. What
a learner writes is kept by their browser, and so is what was loaded: without a network it
opens and runs again.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bpcourse import __version__
from bpcourse.errors import Told, brings
from bpcourse.files import write_whole

FOLDERS = ("notebooks", "exercises")
NEEDED = ("jupyterlite_core", "jupyterlite_pyodide_kernel")
CARRIED = {  # pure Python, with what each needs
    "ipywidgets": ("comm", "jupyterlab_widgets", "traitlets"),
    "jupyterlab_widgets": (),
    "comm": (),
    "platformdirs": (),
    "fsrs": ("typing_extensions",),
    "typing_extensions": (),
}
IN_PYODIDE = ("numpy", "matplotlib", "sqlite3")
EXTENSIONS = (
    "@jupyterlite/pyodide-kernel-extension",
    "@jupyter-widgets/jupyterlab-manager",
)
LEFT_OUT = ("__pycache__", "delivered", "grading", "publish", "jupyter")
FIRST = """\
# Brings the course into this page; the first time takes some seconds.
import sys

sys.path[:] = [p for p in sys.path if p]  # the notebooks' folder is slow to look into
%pip install -q bpcourse
from bpcourse.learner.browser import keep_record

await keep_record()"""
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "bpcourse",
        "disabledExtensions": ["@jupyterlab/apputils-extension:announcements"],
        "exposeAppInBrowser": True,
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                "disablePyPIFallback": True
            }
        },
    },
}
ASSETS = Path(__file__).parents[1] / "assets"
LATER = ("static/pyodide/", "service-worker.js", "doc/", "jupyterlite.schema")
ADDRESS = "live/lab/index.html?path={folder}/{name}.ipynb"


@dataclass(frozen=True)
class Live:
    """A folder `live/` of the site.

    pyodide: a folder with pyodide.js, its lock file and the packages NumPy and matplotlib;
    the site then asks no other host.
    """

    pyodide: Path | None = None

    def check(self) -> None:
        """Raises Told where a tool or a file is missing."""
        missing = next((name for name in NEEDED if find_spec(name) is None), None)
        if missing:
            raise Told(f"{missing} isn't installed: {brings('live')}")
        if self.pyodide and not (self.pyodide / "pyodide.js").exists():
            raise Told(f"{self.pyodide} holds no pyodide.js; name a folder of Pyodide")

    def build(self, out: Path, root: Path) -> None:
        """Make the folder `out` from the notebooks of `root`. Raises Told."""
        with TemporaryDirectory(prefix="bpcourse-live-") as scratch:
            lite = Path(scratch)
            _write_notebooks(root, lite / "contents")
            wheels = list(_wheels(lite / "wheels"))
            settings = json.dumps(_settings(self.pyodide))
            write_whole(lite / "jupyter-lite.json", settings)
            write_whole(lite / "jupyter_lite_config.json", json.dumps(_tool_settings()))
            if self.pyodide:
                shutil.copytree(self.pyodide, lite / "static" / "pyodide")
            _run(lite, out, wheels)
            _keep_offline(out)


def _settings(pyodide: Path | None) -> dict[str, Any]:
    found = json.loads(json.dumps(SETTINGS))
    if pyodide:
        plugins = found["jupyter-config-data"]["litePluginSettings"]
        kernel = plugins["@jupyterlite/pyodide-kernel-extension:kernel"]
        kernel["pyodideUrl"] = "./static/pyodide/pyodide.js"
    return found


def _tool_settings() -> dict[str, Any]:
    """Of the extensions that are installed here, only those that the course needs."""
    labextensions = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    wanted = [str(labextensions / name) for name in EXTENSIONS]
    return {
        "LiteBuildConfig": {
            "ignore_sys_prefix": ["federated_extensions"],
            "federated_extensions": wanted,
        }
    }


def _run(lite: Path, out: Path, wheels: list[Path]) -> None:
    shutil.rmtree(out, ignore_errors=True)
    line = [sys.executable, "-m", "jupyterlite_core.app", "build"]
    line += ["--lite-dir", str(lite), "--output-dir", str(out.resolve())]
    line += ["--contents", str(lite / "contents"), "--apps", "lab", "--no-sourcemaps"]
    line += [f"--piplite-wheels={wheel}" for wheel in wheels]
    done = subprocess.run(line, capture_output=True, text=True, cwd=lite)
    if done.returncode:
        last = "\n".join(f"    {line}" for line in done.stderr.splitlines()[-6:])
        raise Told(f"JupyterLite can't be built:\n{last}")


def _keep_offline(out: Path) -> None:
    """The site's worker keeps what was loaded; Pyodide is kept when a kernel asks for it."""
    ours = (ASSETS / "offline.js").read_text("utf-8")
    worker = out / "service-worker.js"
    write_whole(worker, ours + worker.read_text("utf-8"))
    named = (
        p.relative_to(out).as_posix() for p in sorted(out.rglob("*")) if p.is_file()
    )
    kept = [name for name in named if not name.startswith(LATER)]
    write_whole(out / "offline.json", json.dumps(kept))


# What lies in it


def _write_notebooks(root: Path, contents: Path) -> None:
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*.ipynb")):
            notebook = json.loads(path.read_text(encoding="utf-8"))
            for cell in notebook["cells"]:
                if cell["metadata"].get("bpcourse", {}).get("role") == "install":
                    cell["source"] = FIRST.splitlines(keepends=True)
            write_whole(contents / folder / path.name, json.dumps(notebook))


def _wheels(folder: Path) -> Iterator[Path]:
    """Wheels of the course and of the pure packages that Pyodide hasn't got."""
    needs = [*IN_PYODIDE, *CARRIED]
    yield write_wheel(folder, "bpcourse", __version__, _course_files(), needs)
    for name in CARRIED:
        found = distribution(name)
        files = [f for f in found.files or () if f.parts[0] not in ("..", "/")]
        kept = [f for f in files if not _is_record(f.parts[0])]
        data = ((f.as_posix(), Path(str(f.locate())).read_bytes()) for f in kept)
        yield write_wheel(folder, name, found.version, data, CARRIED[name])


def _is_record(top: str) -> bool:
    return top.endswith(".dist-info") or top == "__pycache__"


def _course_files() -> Iterator[tuple[str, bytes]]:
    package = Path(__file__).parents[2]
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if path.is_file() and not set(inside.parts) & set(LEFT_OUT):
            yield f"bpcourse/{inside.as_posix()}", path.read_bytes()


def write_wheel(
    folder: Path,
    name: str,
    version: str,
    files: Iterable[tuple[str, bytes]],
    needs: Iterable[str],
) -> Path:
    """Pack files as a wheel of pure Python; gives its path."""
    info = f"{name}-{version}.dist-info"
    head = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    head += [f"Requires-Dist: {need}" for need in needs]
    kind = "Wheel-Version: 1.0\nGenerator: bpcourse\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for at, data in [
            *files,
            (f"{info}/METADATA", ("\n".join(head) + "\n").encode()),
            (f"{info}/WHEEL", kind.encode()),
        ]:
            made.writestr(zipfile.ZipInfo(at, (2020, 1, 1, 0, 0, 0)), data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
            rows.append(f"{at},sha256={digest.decode().rstrip('=')},{len(data)}")
        made.writestr(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,"]) + "\n")
    return path
