"""JupyterLab on this machine, and a Chromium that uses it as a learner would.

    with lab(folder) as url, browser() as new_page:
        page = new_page()
        open_notebook(page, url, "01_activation_derivatives.ipynb")
        run_all(page)

The server keeps its settings, trust and sessions in a folder of its own; the browser can
reach nothing but this machine. Both are ended with the block that opened them.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from places import ROOT

try:
    from playwright.sync_api import Page, sync_playwright
except ImportError:  # the tests are skipped with a sentence
    sync_playwright = None  # type: ignore[assignment]

PATHS = {"lab": "lab/tree", "notebook": "notebooks", "nbclassic": "nbclassic/notebooks"}
MODULES = {"lab": "jupyterlab", "notebook": "notebook", "nbclassic": "nbclassic"}
NAMES = ("chromium", "chromium-browser", "google-chrome")
WINDOW = {"width": 1280, "height": 720}  # a projector
PATIENCE = 180.0  # seconds until something is given up; machines may be busy
FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
SETTINGS = {
    "apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "notebook-extension/tracker": {"windowingMode": "none"},  # all cells in the page
    "docmanager-extension/plugin": {"autosave": False},
}


def chromium() -> str | None:
    """The installed Chromium: $CHROMIUM, or the first of its names on the path."""
    found = [shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *NAMES)]
    return next((path for path in found if path), None)


def missing() -> str:
    """What is missing for tests in a browser, in a sentence; empty if nothing is."""
    if sync_playwright is None:
        return "playwright is not installed; pip install 'bpcourse[test]' brings it"
    if not chromium():
        return "no Chromium on this machine; install the package `chromium`"
    return ""


@contextlib.contextmanager
def lab(
    folder: Path,
    home: Path | None = None,
    app: str = "lab",
    python: str = sys.executable,
) -> Iterator[str]:
    """JupyterLab on a folder; gives its address with the token to enter.

    home: where settings and trust lie, so that another server can go on with them.
    app: "lab", "notebook" for Notebook 7,
    or "nbclassic" for the classic one. python: of the environment that has it.
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
        *(["--allow-root"] if _is_root() else []),
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


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def free_port() -> int:
    """A free port below those that a system hands out unasked, so that it stays free."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


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


@contextlib.contextmanager
def contexts() -> Iterator[Callable[..., Any]]:
    """Chromium: a function that opens a context of it, which has patience."""
    flags = [*FLAGS, *(["--no-sandbox"] if _is_root() else [])]
    with sync_playwright() as driver:
        program = driver.chromium.launch(
            executable_path=chromium(), args=flags, timeout=1000 * PATIENCE
        )

        def new_context(**given: Any) -> Any:
            context = program.new_context(**{"viewport": WINDOW, **given})
            context.set_default_timeout(1000 * PATIENCE)
            return context

        try:
            yield new_context
        finally:
            program.close()


@contextlib.contextmanager
def browser() -> Iterator[Callable[[], Page]]:
    """A function that opens a page; the pages share their cache.

    `page.errors` and `page.offsite` collect what must not happen.
    """
    with contexts() as new_context:
        context = new_context()

        def new_page() -> Page:
            page = context.new_page()
            _listen(page)
            return page

        yield new_page


def _listen(page: Any) -> None:
    page.errors, page.offsite = [], []

    def requested(request: Any) -> None:
        local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
        if not request.url.startswith(local):
            page.offsite.append(request.url)

    def said(message: Any) -> None:
        # JupyterLite's kernel is no part of JupyterLab, which tries to load it where the extra
        # `live` is installed.
        if message.type == "error" and "@jupyterlite/server" not in message.text:
            page.errors.append(f"console: {message.text[:300]}")

    page.on("request", requested)
    page.on("console", said)
    page.on("pageerror", lambda error: page.errors.append(str(error)[:300]))


READY = """() => {
  const session = window.jupyterapp?.shell.currentWidget?.context?.sessionContext;
  const kernel = session?.session?.kernel;
  return session?.isReady && kernel?.connectionStatus === 'connected'
    && kernel.status === 'idle';
}"""

# Errors that no cell shows: those of a widget's callback.
HEAR = """() => {
  window.callbackErrors = [];
  const session = window.jupyterapp.shell.currentWidget.context.sessionContext;
  session.iopubMessage.connect((_, message) => {
    const noise = message.header.msg_type === 'error' ||
      message.content.name === 'stderr';
    if (noise && message.parent_header.msg_type === 'comm_msg')
      window.callbackErrors.push(message.content.evalue ?? message.content.text);
  });
}"""

RUN = """limit => Promise.race([
  window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => 'done'),
  new Promise(resolve => setTimeout(() => resolve('too slow'), limit)),
])"""

CELL_ERRORS = """() => {
  const expected = cell => (cell.model.getMetadata('tags') ?? [])
    .includes('raises-exception');
  const code = window.jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === 'code' && !expected(cell));
  return code.flatMap(cell => cell.model.outputs.toJSON()
    .filter(output => output.output_type === 'error' || output.name === 'stderr')
    .map(output => cell.model.sharedModel.source.slice(0, 80) + ' → ' +
      (output.ename ? output.ename + ': ' + output.evalue : output.text)));
}"""


def open_notebook(page: Page, url: str, path: str) -> None:
    """Open a notebook of the folder, and wait for its kernel."""
    page.goto(url.format(path=path), wait_until="domcontentloaded")
    _wait_for_notebook(page)


def open_another(page: Page, path: str) -> None:
    """Open a notebook in the JupyterLab that the page shows already, and wait for its kernel."""
    page.evaluate(
        """path => window.jupyterapp.commands.execute('docmanager:open', {path})
          .then(() => null)""",
        path,
    )
    _wait_for_notebook(page)


def _wait_for_notebook(page: Page) -> None:
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")
    page.wait_for_function(READY, timeout=2000 * PATIENCE)
    page.evaluate(HEAR)


def trusted(page: Page) -> bool:
    """Whether a cell of the open notebook may run what it stores."""
    return page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
          .some(cell => cell.model.type === 'code' && cell.model.trusted)"""
    )


def run_all(page: Page, seconds: float = 4 * PATIENCE) -> list[str]:
    """Run every cell; the errors that cells show, but for those that mean to."""
    ended = page.evaluate(RUN, seconds * 1000)
    page.wait_for_function(READY, timeout=2000 * PATIENCE)
    return page.evaluate(CELL_ERRORS) + (["run all: too slow"] * (ended != "done"))


def callback_errors(page: Page) -> list[str]:
    """What widgets' callbacks raised since the notebook was opened.

    While a notebook opens, the front end asks a kernel that has no widgets yet for their
    states, over a comm that the kernel refuses; now and then a message to it comes late,
    and the kernel notes "No such comm". No code of a lesson has run then.
    """
    said = page.evaluate("() => window.callbackErrors")
    return [text for text in said if not text.startswith("No such comm: ")]


SAVED = """async () => {
  await window.jupyterapp.commands.execute('docmanager:save');
  await new Promise(resolve => setTimeout(resolve, 100));
  return window.jupyterapp.shell.currentWidget.context.model.dirty;
}"""


def save(page: Page) -> None:
    """Save the open notebook; again where something came late, and it isn't what is saved."""
    until = time.monotonic() + PATIENCE
    while page.evaluate(SAVED):
        assert time.monotonic() < until, "the notebook never stays as it was saved"


def change_theme(page: Page, name: str) -> None:
    """`JupyterLab Light` or `JupyterLab Dark`."""
    command = "apputils:change-theme"
    execute = "([c, a]) => window.jupyterapp.commands.execute(c, a).then(() => null)"
    page.evaluate(execute, [command, {"theme": name}])
    page.wait_for_function("n => document.body.dataset.jpThemeName === n", arg=name)


CONTROLS = ", ".join(
    (
        ".noUi-target:not([disabled]) .noUi-handle",
        "select:not([disabled])",
        "input:not([disabled])",
        "button.widget-toggle-button:not([disabled])",
    )
)
SEEN = """explorer => {
  const visible = css => [...explorer.querySelectorAll(css)]
    .find(part => part.checkVisibility());
  const picture = visible('svg[role=img], img');
  const words = visible('.bpcourse-words')?.textContent ?? '';
  return [picture?.src ?? picture?.innerHTML ?? '', words];
}"""
ONWARD = """control => {
  if (control.tagName === 'SELECT')
    return control.selectedIndex + 1 < control.length ? 'ArrowDown' : 'ArrowUp';
  if (control.tagName === 'BUTTON') return ' ';
  const [now, most] = ['aria-valuenow', 'aria-valuemax']
    .map(name => Number(control.getAttribute(name)));
  return now < most ? 'ArrowRight' : 'ArrowLeft';
}"""

# Looks at an explorer in every frame that the browser paints.
WATCH = """explorer => {
  const watch = explorer.watch = {painted: 0, blank: 0, boxes: new Set()};
  const look = () => {
    const box = explorer.getBoundingClientRect();
    const picture = [...explorer.querySelectorAll('svg[role=img], img')]
      .find(part => part.checkVisibility());
    const place = picture?.getBoundingClientRect();
    watch.painted += 1;
    watch.blank += !picture;
    if (picture) watch.boxes.add(
      [box.width, box.height, place.top - box.top, place.width, place.height].join(' '));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
WATCHED = """explorer => {
  const {painted, blank, boxes} = explorer.watch;
  return {painted, blank, boxes: [...boxes]};
}"""


def explorers(page: Page, expected: int = 1, seconds: float = PATIENCE) -> list[Any]:
    """The explorers that the page shows; waits until as many as expected are drawn.

    The front end draws a widget only some time after its cell has run.
    """
    until = time.monotonic() + seconds
    found = page.locator(".bpcourse-explorer:has(.bpcourse-live)")
    while time.monotonic() < until:
        if found.count() >= expected and all(all(seen(one)) for one in found.all()):
            break
        time.sleep(0.1)
    return found.all()


def controls(explorer: Any) -> list[Any]:
    """The open controls of an explorer, in the order of the page."""
    return explorer.locator(CONTROLS).element_handles()


def watch(explorer: Any) -> Callable[[], dict[str, Any]]:
    """Look at every painted frame from now on; call the result for what was seen.

    painted: how many; blank: without a picture; boxes: all sizes and places it had.
    """
    explorer.evaluate(WATCH)
    return lambda: explorer.evaluate(WATCHED)


def seen(explorer: Any) -> tuple[str, str]:
    """(picture, words) that an explorer shows now; the picture without its alt text."""
    picture, words = explorer.evaluate(SEEN)
    return picture, words


def move(explorer: Any, control: Any, seconds: float = PATIENCE) -> tuple[str, str]:
    """Move a control by one key, onward or back from its end; what is shown then.

    Waits until both picture and words differ from before, at most so many seconds.
    """
    before = after = seen(explorer)
    control.press(control.evaluate(ONWARD))
    until = time.monotonic() + seconds
    while time.monotonic() < until and not _all_differ(before, after):
        time.sleep(0.03)
        after = seen(explorer)
    return after


def nameless(page: Page) -> list[str]:
    """Roles of what in explorers has no name in Chromium's accessibility tree."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    wanted = ("slider", "combobox", "checkbox", "button", "img", "image")
    query = {"nodeId": root, "selector": ".bpcourse-explorer"}
    found = session.send("DOM.querySelectorAll", query)["nodeIds"]
    trees = [session.send("Accessibility.queryAXTree", {"nodeId": n}) for n in found]
    told = [node for t in trees for node in t["nodes"] if not node["ignored"]]
    pairs = [(n["role"]["value"], n.get("name", {}).get("value")) for n in told]
    assert {role for role, _ in pairs} & set(wanted), "no controls in the tree"
    return [role for role, name in pairs if role in wanted and not name]


def _all_differ(before: tuple[str, str], after: tuple[str, str]) -> bool:
    return all(then != now for then, now in zip(before, after, strict=True))


def keep_busy(page: Page, seconds: float) -> None:
    """Let the kernel compute for a while; what moves now moves in the browser alone."""
    code = f"import time; time.sleep({seconds})"
    page.evaluate(
        """code => {
          const session = window.jupyterapp.shell.currentWidget.context.sessionContext;
          session.session.kernel.requestExecute({code});
        }""",
        code,
    )
    busy = "() => window.jupyterapp.shell.currentWidget.context.sessionContext"
    page.wait_for_function(f"{busy}.session.kernel.status === 'busy'")


def shut_down(page: Page) -> None:
    """End the notebook's kernel."""
    page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.context.sessionContext.shutdown()"
    )


def close_notebook(page: Page) -> None:
    """End the notebook's kernel and close it, unsaved."""
    shut_down(page)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")
