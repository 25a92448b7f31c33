"""Uses a notebook in JupyterLab as a learner would.

    with lab(folder) as url, browser() as new_page:
        page = new_page()
        open_notebook(page, url, "01_activation_derivatives.ipynb")
        run_all(page)

Server and browser are those of `lab_server` and `chromium`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from machine import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
