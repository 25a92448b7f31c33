"""Makes a run notebook the same on every machine: no ids, times, paths, widget states."""

from __future__ import annotations

import re
from typing import Any

WIDGET = "application/vnd.jupyter.widget-view+json"
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
CELL_FILE = re.compile(r"(?:/[\w.-]+)*/ipykernel_\d+/\d+\.py")


def normalise(notebook: Any) -> Any:
    """The notebook, changed in place: what differs from run to run is taken out."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {
        "name": "python",
        "file_extension": ".py",
        "mimetype": "text/x-python",
    }
    for cell in notebook.cells:
        for name in ("execution", "collapsed", "scrolled"):
            cell.metadata.pop(name, None)
        if cell.cell_type == "code":
            cell.outputs = _merge_streams([_output(o) for o in cell.outputs])
    return notebook


def _output(output: Any) -> Any:
    """Without widget views (their static picture stays), addresses and cell file names."""
    data = output.get("data", {})
    data.pop(WIDGET, None)
    for kind, value in list(data.items()):
        if kind.startswith("text/") and "base64" not in value:
            data[kind] = _plain(value)
    if "text" in output:
        output["text"] = _plain(output["text"])
    if "traceback" in output:
        output["traceback"] = [
            CELL_FILE.sub("cell", line) for line in output["traceback"]
        ]
    return output


def _plain(text: str) -> str:
    return CELL_FILE.sub("cell", ADDRESS.sub("0x…", text))


def _merge_streams(outputs: list[Any]) -> list[Any]:
    merged: list[Any] = []
    for output in outputs:
        name = output.get("name")
        if name and merged and merged[-1].get("name") == name:
            merged[-1]["text"] += output["text"]
        else:
            merged.append(output)
    return merged


def text_of(notebook: Any) -> str:
    """The file's text: sorted keys, one newline at the end."""
    import nbformat

    nbformat.validate(notebook)
    return (
        nbformat.writes(notebook, version=nbformat.NO_CONVERT, sort_keys=True).rstrip(
            "\n"
        )
        + "\n"
    )
