"""What differs between a stored notebook and a fresh one, as lines for a person."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

Cell = dict[str, Any]
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")


def differences(path: Path, fresh: str, outputs: bool) -> list[str]:
    """Lines that name file and cell; empty where both agree. Pictures aren't compared."""
    name = f"{path.parent.name}/{path.name}"
    if not path.exists():
        return [f"{name}: not built yet; run `bpcourse build`"]
    try:
        old = json.loads(path.read_text(encoding="utf-8"))
        stored = {cell["id"]: cell for cell in old["cells"]}
    except (ValueError, KeyError, TypeError):
        return [f"{name}: not a notebook of ours; run `bpcourse build`"]
    new = json.loads(fresh)
    built = {cell["id"]: cell for cell in new["cells"]}
    lines = _cells(stored, built, outputs)
    if any(old.get(k) != new[k] for k in ("metadata", "nbformat", "nbformat_minor")):
        lines.append("the notebook's metadata differ")
    return [f"{name}: {line}" for line in lines]


def unrun(path: Path, fresh: str) -> str | None:
    """How a cell is named that has no output yet, one that isn't stored first; None if all ran."""
    code = [c for c in json.loads(fresh)["cells"] if c["cell_type"] == "code"]
    without = [c for c in code if c["execution_count"] is None]
    try:
        old = json.loads(path.read_text(encoding="utf-8"))
        stored = {cell["id"]: cell["source"] for cell in old["cells"]}
    except (OSError, ValueError, KeyError, TypeError):
        stored = {}
    new = [c for c in without if stored.get(c["id"]) != c["source"]]
    return next(map(_first, [*new, *without]), None)


def _cells(stored: dict[str, Cell], built: dict[str, Cell], outputs: bool) -> list[str]:
    gone = [c for i, c in stored.items() if i not in built]
    new = [c for i, c in built.items() if i not in stored]
    lines = [f"stored, but not in the source: {_first(c)}" for c in gone]
    lines += [f"in the source, but not stored: {_first(c)}" for c in new]
    common = [i for i in built if i in stored]
    if common != [i for i in stored if i in built]:
        lines.append("the cells stand in another order")
    for i in common:
        parts = _parts(stored[i], built[i], outputs)
        lines += [f"{part} differ: {_first(built[i])}" for part in parts]
    return lines


def _first(cell: Cell) -> str:
    """How a cell is named: its id and where it begins."""
    text = "".join(cell["source"]).strip().partition("\n")[0]
    return f"cell {cell['id']}, “{text[:60]}”"


def _parts(a: Cell, b: Cell, outputs: bool) -> list[str]:
    found = [k for k in ("cell_type", "source", "metadata") if a.get(k) != b.get(k)]
    ignored = "nbval-ignore-output" in b["metadata"].get("tags", [])
    if outputs and not ignored and _bare(a) != _bare(b):
        found.append("outputs")
    return found


def _bare(cell: Cell) -> str:
    """The outputs as text, but for what differs between versions of the tools."""
    kept = copy.deepcopy(cell.get("outputs", []))
    for output in kept:
        output.get("data", {}).pop("image/png", None)
        output.pop("traceback", None)
    return PICTURE.sub("PNG", json.dumps([kept, cell.get("execution_count")]))
