"""Stepped explorers without a kernel and without a library of widgets.

A run leaves the state of its widgets in the notebook. Where pictures lie ready in a `Stack`
that a slider chooses from by `jslink`, all that the browser needs is here: `live_html` turns
the state into plain HTML, whose controls `assets/live.js` wires as the links say. Controls that
only a kernel could answer are left out, rather than shown dead.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from bpcourse.errors import Told
from bpcourse.publish.notebooks.normalise import WIDGET, normalise

STATE = "application/vnd.jupyter.widget-state+json"
STILL = "bpcourse-still"  # the class of the picture that stands for a widget
PARTIAL = "data-partial"  # on an explorer of which some controls are left out
CONTROLS = ("Dropdown", "Slider", "ToggleButton")  # in names of models
BOXES = {"VBoxModel": "column", "HBoxModel": "row", "GridBoxModel": "row"}
Models = dict[str, dict[str, Any]]


def run_alive(notebook: Any, path: Path) -> Any:
    """The notebook after a run, with its stepped explorers alive. Raises Told if a cell fails."""
    from bpcourse.publish.notebooks.execute import execute_notebook

    try:
        return enliven(execute_notebook(notebook, path))
    except Told as fault:
        raise Told(f"{fault}\n  --no-execute shows it as it is stored.") from None


def enliven(notebook: Any) -> Any:
    """The notebook, changed in place: its stepped explorers as HTML, the rest normalised.

    An output that is alive says so in its metadata, `{"bpcourse": "live"}`.
    """
    stored = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = _enlivened(cell.outputs, stored)
    return normalise(notebook)


def _enlivened(outputs: list[Any], stored: Models) -> list[Any]:
    """The outputs; what is alive takes the place of the still picture before it."""
    kept: list[Any] = []
    for output in outputs:
        if html := live_html(output, stored):
            if kept and STILL in kept[-1].get("data", {}).get("text/html", ""):
                kept.pop()
            output["data"] = {"text/html": html}
            output["metadata"] = {"bpcourse": "live"}
        kept.append(output)
    return kept


def live_html(output: Any, models: Models) -> str:
    """The explorer that an output shows, as HTML that works alone; "" where it can't."""
    view = output.get("data", {}).get(WIDGET, {}).get("model_id", "")
    wires = _wires(models)
    linked = {name for wire in wires for name in wire}
    html = _drawn(view, models, linked) if view in models else ""
    if 'class="stack"' not in html:
        return ""
    inside = [w for w in wires if all(f'"{name}"' in html for name in w)]
    partial = f" {PARTIAL}" if _controls(view, models) > _drawn_controls(html) else ""
    return _renamed(
        f'<div class="live"{partial} data-wires="{escape(json.dumps(inside))}">{html}</div>'
    )


def _controls(name: str, models: Models) -> int:
    """How many menus, sliders and switches a view has, pictures left aside."""
    model = models[name]
    if any(kind in model["model_name"] for kind in CONTROLS):
        return 1
    if model["model_name"] == "StackModel":
        return 0
    children = model["state"].get("children", [])
    return sum(_controls(_id(child), models) for child in children)


def _drawn_controls(html: str) -> int:
    return len(re.findall("<(?:input|select)", html))


def _renamed(html: str) -> str:
    """Models by their number: the ids of a run are drawn at random."""
    for i, name in enumerate(re.findall(r'data-model="(\w+)"', html)):
        for quote in ('"', "&quot;"):
            html = html.replace(f"{quote}{name}{quote}", f"{quote}part{i}{quote}")
    return html


def _wires(models: Models) -> list[list[str]]:
    """[source, target] of every link that the browser follows without a kernel."""
    links = [m for m in models.values() if m["model_name"].endswith("LinkModel")]
    return [[_id(m["state"]["source"][0]), _id(m["state"]["target"][0])] for m in links]


def _id(reference: str) -> str:
    return reference.removeprefix("IPY_MODEL_")


def _drawn(name: str, models: Models, linked: set[str]) -> str:
    model = models[name]
    kind, state = model["model_name"], model["state"]
    if kind in BOXES:
        inside = "".join(_children(state, models, linked))
        return f'<div class="{BOXES[kind]}">{inside}</div>' if inside else ""
    if name not in linked:
        return ""
    draw = {"StackModel": _stack, "DropdownModel": _choice, "PlayModel": _play}
    if kind in draw:
        return draw[kind](name, state, models, linked)
    return _slider(name, state) if kind == "IntSliderModel" else ""


def _children(state: Any, models: Models, linked: set[str]) -> list[str]:
    return [_drawn(_id(child), models, linked) for child in state["children"]]


def _stack(name: str, state: Any, models: Models, linked: set[str]) -> str:
    shown = state.get("selected_index") or 0
    frames = [
        f'<div class="frame"{"" if i == shown else " hidden"}>'
        f"{_frame(_id(child), models, linked)}</div>"
        for i, child in enumerate(state["children"])
    ]
    return (
        f'<div class="stack" data-model="{name}" data-value="{shown}">'
        + "".join(frames)
        + "</div>"
    )


def _frame(name: str, models: Models, linked: set[str]) -> str:
    """What a stack shows; HTML elsewhere belongs to controls that are drawn anew here."""
    if models[name]["model_name"] == "HTMLModel":
        return str(models[name]["state"]["value"])
    return _drawn(name, models, linked)


def _slider(name: str, state: Any) -> str:
    low, high, value = state.get("min", 0), state.get("max", 100), state.get("value", 0)
    return (
        f"<label><span>{escape(state.get('description') or 'step')}</span> "
        f'<input type="range" data-model="{name}" min="{low}" max="{high}" '
        f'value="{value}"><output>{value}</output></label>'
    )


def _choice(name: str, state: Any, *_: Any) -> str:
    chosen = state.get("index") or 0
    options = "".join(
        f'<option value="{i}"{" selected" if i == chosen else ""}>{escape(label)}'
        "</option>"
        for i, label in enumerate(state.get("_options_labels", []))
    )
    label = escape(state.get("description", ""))
    return (
        f"<label><span>{label}</span> "
        f'<select data-model="{name}">{options}</select></label>'
    )


def _play(name: str, state: Any, *_: Any) -> str:
    return (
        f'<button type="button" class="play" data-model="{name}" '
        f'data-value="{state.get("value", 0)}" data-last="{state.get("max", 0)}" '
        f'data-interval="{state.get("interval", 900)}" aria-label="play">▶</button>'
    )
