"""Stepped explorers without a kernel: what becomes of the state of their widgets."""

from __future__ import annotations

import json
import re

import nbformat
from small_deck import CODE, TEXT, deck_of

from bpcourse.publish import live


def model(kind, **state):
    return {"model_name": f"{kind}Model", "state": state}


def link(source, target):
    ends = {
        "source": [f"IPY_MODEL_{source}", "v"],
        "target": [f"IPY_MODEL_{target}", "v"],
    }
    return model("Link", **ends)


STATE = {
    "box": model("VBox", children=["IPY_MODEL_s", "IPY_MODEL_dead", "IPY_MODEL_k"]),
    "s": model("IntSlider", min=0, max=1, value=1, description="step <1>"),
    "dead": model("Dropdown", index=0, _options_labels=["a"], description="kernel"),
    "k": model("Stack", selected_index=1, children=["IPY_MODEL_f", "IPY_MODEL_g"]),
    "f": model("HTML", value="<svg>first</svg>"),
    "g": model("HTML", value="<svg>second</svg>"),
    "l": link("s", "k"),
}
VIEW = {"data": {live.WIDGET: {"model_id": "box"}}}


def test_a_stack_that_a_slider_steps_lives_without_a_kernel():
    html = live.live_html(VIEW, STATE)
    assert json.loads(
        re.search('data-wires="(.*?)"', html)[1].replace("&quot;", '"')
    ) == [["part0", "part1"]]
    assert 'min="0" max="1" value="1"' in html
    assert "step &lt;1&gt;" in html
    assert re.findall(r'class="frame"( hidden)?><svg>(\w+)', html) == [
        (" hidden", "first"),
        ("", "second"),
    ]


def test_a_control_that_only_a_kernel_answers_is_left_out_and_the_slide_says_so():
    html = live.live_html(VIEW, STATE)
    assert "kernel" not in html
    assert live.PARTIAL in html
    output = nbformat.v4.new_output("display_data", {"text/html": html})
    output.metadata["bpcourse"] = "live"
    found = deck_of(TEXT("# T\n\n## S\n\nA."), CODE("explorer.x()", outputs=[output]))
    assert "JupyterLab" in found[1].html
    alive = {k: v for k, v in STATE.items() if k != "dead"}
    alive["box"] = model("VBox", children=["IPY_MODEL_s", "IPY_MODEL_k"])
    assert live.PARTIAL not in live.live_html(VIEW, alive)
    assert live.live_html(VIEW, {k: v for k, v in STATE.items() if k != "l"}) == ""
    assert live.live_html({"data": {}}, STATE) == ""
