"""The rules for notebooks, each broken on purpose."""

from __future__ import annotations

import copy

import nbformat
import notebook_rules as rules
import pytest
from tiny_course import (
    EXERCISES,
    read,
)

pytestmark = pytest.mark.usefixtures("tiny")


def markdown(text):
    return lambda n: n["cells"].append(nbformat.v4.new_markdown_cell(text))


def output(cell, **more):
    def change(n):
        n["cells"][cell]["outputs"].append(nbformat.v4.new_output(**more))

    return change


def printed(text, name="stdout"):
    return output(CODE, output_type="stream", name=name, text=text)


def shown(kind, value):
    return output(CODE, output_type="display_data", data={kind: value})


def tagged(tag):
    return lambda n: n["cells"][CODE]["metadata"].update(tags=[tag])


def every(change):
    return lambda n: [change(c) for c in n["cells"] if c["cell_type"] == "code"]


CODE = 1  # the first code cell of the tiny lesson
IMAGE = "<img src='data:image/png;base64,AAAA'>"
WIDGET = "application/vnd.jupyter.widget-view+json"
ERROR = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
IGNORED = {"tags": ["nbval-ignore-output"]}
PLANTED = [
    (rules.heading_faults, markdown("# Another"), "second title"),
    (rules.heading_faults, markdown("#### Deep"), "level 4 below one of level 2"),
    (rules.alt_faults, markdown('<img src="x.png">'), "no alt"),
    (rules.alt_faults, markdown('<img alt=" " src="x.png">'), "no alt"),
    (rules.alt_faults, markdown("![](x.png)"), "![]"),
    (rules.alt_faults, shown("text/html", IMAGE), "no alt"),
    (rules.prose_faults, markdown("{{ exercise x }}"), "directive"),
    (rules.prose_faults, markdown(":::{note}\nx\n:::"), "MyST"),
    (rules.prose_faults, tagged("D0-3"), "unknown tag"),
    (
        rules.run_faults,
        lambda n: n["cells"][CODE].update(execution_count=None),
        "one run",
    ),
    (rules.run_faults, lambda n: n["cells"].insert(0, n["cells"].pop(-3)), "one run"),
    (rules.run_faults, every(lambda c: c["outputs"].clear()), "no output is stored"),
    (rules.run_faults, every(lambda c: c["metadata"].update(IGNORED)), "ignored"),
    (rules.output_faults, output(CODE, **ERROR), "raises-exception"),
    (rules.output_faults, tagged("raises-exception"), "doesn't fail"),
    (rules.output_faults, printed("W", "stderr"), "stderr"),
    (rules.output_faults, printed("in /home/me/x"), "/home/me"),
    (rules.output_faults, printed(r"C:\Users"), "C:"),
    (rules.output_faults, shown(WIDGET, {}), "widget"),
    (lambda n: rules.anatomy_faults(n, "90"), markdown("## Recap"), "sections"),
]


@pytest.mark.parametrize(("rule", "change", "said"), PLANTED)
def test_every_rule_catches_what_breaks_it(built_course, rule, change, said):
    notebook = copy.deepcopy(read(built_course, "notebooks"))
    before = set(rule(notebook))
    change(notebook)
    assert any(said in fault for fault in set(rule(notebook)) - before)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[here](x.md)", 2),
        ("Read [this page](https://example.org/).", 1),
        ("[the guide](none.md#part) and [another](x/y.ipynb)", 2),
        (
            "[the guide](guide.md#part), [a part](#part), [a site](https://example.org)",
            0,
        ),
        ("`[here](x.md)`, ![a picture](x.png)", 0),
        ("```\n[here](x.md)\n```", 0),
    ],
)
def test_links_that_say_nothing_or_lead_nowhere_are_found(tmp_path, text, faults):
    (tmp_path / "guide.md").touch()
    assert len(list(rules.link_faults(text, tmp_path))) == faults


@pytest.mark.parametrize(
    "text",
    ["twice_as_much = x + x", "Try  `twice_as_much = x + x`.", "### END SOLUTION"],
)
def test_a_planted_leak_is_found(built_course, text):
    unsolved, solved = read(built_course, "exercises"), read(built_course, "solutions")
    unsolved.cells.append(nbformat.v4.new_markdown_cell(text))
    assert list(rules.leaks(unsolved, solved, EXERCISES))


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("print(1)", True),
        ("for i in x:\n    print(i)", True),
        ("a = 1\na + 1", True),
        ("figures.curve()", True),
        ('checkpoint("01-x", ...)', True),
        ("def f():\n    print(1)", False),
        ("import numpy as np", False),
        ("x.append(1)", False),
        ("a + 1;", False),
        ('"""words"""', False),
    ],
)
def test_it_is_known_which_cells_must_show_something(source, wanted):
    assert rules.shows(source) is wanted
