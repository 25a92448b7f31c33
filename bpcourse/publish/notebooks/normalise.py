"""Makes a run notebook the same on every machine: no paths, times, ids, widget states."""

from __future__ import annotations

import re
import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import Any

WIDGET = "application/vnd.jupyter.widget-view+json"
PICTURE = r"base64,[A-Za-z0-9+/=]+"
RUN_FOLDER = "bpcourse-build-"
PATH = r"(?:[A-Za-z]:)?(?:[/\\][\w.~-]+)*[/\\]"
PLAIN = (
    (PATH + r"ipykernel_\d+[/\\]\d+\.py", "cell"),
    (PATH + RUN_FOLDER + r"\w+", "workspace"),
    (r"\b0x[0-9a-fA-F]{6,}", "0x..."),
)


def normalise(notebook: Any) -> Any:
    """The notebook, changed in place: what differs from run to run is taken out."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {
        "name": "python",
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "nbconvert_exporter": "python",  # `nbconvert --to script` keeps the prose by it
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            kept = [_output(o) for o in cell.outputs]
            cell.outputs = _merge_streams([o for o in kept if o.get("data", True)])
    return notebook


def plain(text: str) -> str:
    """A text without this machine's folders and addresses; pictures are left alone.

    >>> plain("<object at 0x7f3a5c2b1d90>")
    '<object at 0x...>'
    """
    pattern, words = _patterns()
    return pattern.sub(lambda m: words.get(m.lastgroup, m.group()), text)


def text_of(notebook: Any) -> str:
    """The file's text: sorted keys, one newline at the end."""
    import nbformat

    nbformat.validate(notebook)
    written = nbformat.writes(notebook, version=nbformat.NO_CONVERT, sort_keys=True)
    return written.rstrip("\n") + "\n"


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str | None, str]]:
    """One pattern of all that is replaced, and what stands for each of its groups."""
    folders = [(rf"{re.escape(f)}[/\\]", words) for f, words in _folders()]
    parts = [*PLAIN, *folders]
    named = [f"(?P<p{i}>{p})" for i, (p, _) in enumerate(parts)]
    pattern = re.compile("|".join([PICTURE, *named]))
    return pattern, {f"p{i}": words for i, (_, words) in enumerate(parts)}


def _folders() -> list[tuple[str, str]]:
    """(folder of this machine, what is written for it), the longest first."""
    import bpcourse

    paths = sysconfig.get_paths()
    known = {
        str(Path(bpcourse.__file__).parents[1]): "",
        paths["purelib"]: "",
        paths["platlib"]: "",
        paths["stdlib"]: "python/",
        sys.prefix: "python/",
        str(Path.home()): "~/",
    }
    home = str(Path.home())
    for folder, words in list(known.items()):
        known[str(Path(folder).resolve())] = words
        if folder.startswith(home) and folder != home:
            known["~" + folder.removeprefix(home)] = words
    return sorted(known.items(), key=lambda item: -len(item[0]))


def _output(output: Any) -> Any:
    """Without widget views (their static picture stays) and without traces of a machine."""
    data = output.get("data", {})
    data.pop(WIDGET, None)
    for kind, value in data.items():
        if isinstance(value, str) and not kind.startswith("image/"):
            data[kind] = plain(value)
    for key in ("text", "evalue"):
        if key in output:
            output[key] = plain(output[key])
    if "traceback" in output:
        output["traceback"] = [plain(line) for line in output["traceback"]]
    return output


def _merge_streams(outputs: list[Any]) -> list[Any]:
    merged: list[Any] = []
    for output in outputs:
        name = output.get("name")
        if name and merged and merged[-1].get("name") == name:
            merged[-1]["text"] += output["text"]
        else:
            merged.append(output)
    return merged
