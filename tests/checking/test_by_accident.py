"""What learners do by accident to the notebook's Python: each gets a sentence of its own."""

from __future__ import annotations

import builtins
import linecache
from dataclasses import replace

import numpy as np
import pytest

from bpcourse.checking import judge_function
from bpcourse.course import exercise

BY_ACCIDENT = {
    "asks_input": "    return float(input('x? '))",
    "leaves_python": "    quit()",
    "settings_raise": "    np.seterr(all='raise')\n    return 1 / (1 + np.exp(-x))",
    "async": "    return 1 / (1 + np.exp(-x))",
    "a_kind": '    return {"y": x}',
    "other_kind": "    return np.ma.masked_less(x, 0)",
    "too_large": "    return np.zeros((10**6, 10**6))",
    "recursion": "    return sigmoid(x)",
}


def written(body: str, head: str = "def sigmoid(x):"):
    """The function as a notebook's cell makes it: its text is at hand."""
    text = f"{head}\n{body}\n"
    linecache.cache["<cell>"] = (len(text), None, text.splitlines(True), "<cell>")
    space = {"np": np, "quit": exit_as_in_a_notebook}
    exec(compile(text, "<cell>", "exec"), space)
    return space["sigmoid"]


def exit_as_in_a_notebook():
    raise SystemExit


@pytest.mark.parametrize("id", BY_ACCIDENT)
def test_an_accident_has_a_name_of_its_own(id: str):
    head = "async def sigmoid(x):" if id == "async" else "def sigmoid(x):"
    keyboard, settings = builtins.input, np.geterr()
    verdict = judge_function(written(BY_ACCIDENT[id], head), exercise("sigmoid"))
    assert verdict.mistake == f"general:{id}", str(verdict)
    assert (builtins.input, np.geterr()) == (keyboard, settings)


def test_a_masked_array_is_called_so_by_an_exercises_own_judge_too():
    text = "    return np.ma.masked_less(x, 0) * 0 + 1"
    function = written(text.replace("x,", "np.asarray(x),"))
    verdict = judge_function(function, exercise("relu_derivative"))
    assert "a masked array" in str(verdict) and "Odd" not in str(verdict)


@pytest.mark.parametrize(
    ("body", "id"),
    [
        ("    time.sleep(9)", "too_slow"),
        ("    while True: pass", "endless"),
        ("    while True: print(str(x) * 999)", "prints_without_end"),
    ],
)
def test_what_takes_too_long_is_said_as_it_is(body: str, id: str):

    short = replace(exercise("sigmoid"), seconds=0.2)
    verdict = judge_function(written(f"    import time\n{body}"), short)
    assert verdict.mistake == f"general:{id}", str(verdict)
