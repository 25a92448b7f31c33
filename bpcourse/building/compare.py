"""What differs between a stored notebook and a fresh one, as lines for a person."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")


def differences(path: Path, fresh: str, outputs: bool) -> list[str]:
    """Lines that name file and cell; empty where both agree. Pictures aren't compared."""
    name = f"{path.parent.name}/{path.name}"
    if not path.exists():
        return [f"{name}: not built yet; run `bpcourse build`"]
    old, new = (json.loads(t) for t in (path.read_text(encoding="utf-8"), fresh))
    if len(old["cells"]) != len(new["cells"]):
        counts = f"{len(old['cells'])} cells stored, {len(new['cells'])} built"
        return [f"{name}: {counts}; run `bpcourse build`"]
    lines = [
        f"{name}, cell {i}: {what} differ"
        for i, (a, b) in enumerate(zip(old["cells"], new["cells"]))
        for what in _parts(a, b, outputs)
    ]
    if old["metadata"] != new["metadata"]:
        lines.append(f"{name}: metadata differ")
    return lines


def _parts(a: dict[str, Any], b: dict[str, Any], outputs: bool) -> list[str]:
    keys = ["cell_type", "id", "source", "metadata"]
    found = [k for k in keys if a.get(k) != b.get(k)]
    ignored = "nbval-ignore-output" in a["metadata"].get("tags", [])
    if outputs and not ignored and _bare(a.get("outputs")) != _bare(b.get("outputs")):
        found.append("outputs")
    return found


def _bare(outputs: Any) -> str:
    kept = [
        {k: v for k, v in o.items() if k != "execution_count"} for o in outputs or []
    ]
    for output in kept:
        output.get("data", {}).pop("image/png", None)
    return PICTURE.sub("PNG", json.dumps(kept, sort_keys=True))
