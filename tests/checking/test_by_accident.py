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
    "result_count": "    return 1 / (1 + np.exp(-x)), x",
    "unequal_rows": "    return np.array([[1.0], [2.0, 3.0]])",
    "list_for_array": "    return [1.0, 2.0].shape",
    "index_kind": "    return np.zeros(3)[3 / 2]",
    "whole_number": "    return np.concatenate(np.zeros(3), np.zeros(3))",
    "calls_a_value": "    return 1 / (1 + np.exp(-x))(x)",
    "not_called": "    return np.zeros(3).mean / 2",
    "list_arithmetic": "    return [1] + 2",
    "tuple_arithmetic": "    return (1, 2) / 3",
    "text_arithmetic": "    return '1' + 2",
    "unhashable": "    return {np.zeros(3)}",
    "no_matrix": "    return np.linalg.inv(np.zeros(3))",
    "joins_a_number": "    return np.concatenate(([1.0], 2.0))",
    "indices": "    return np.zeros(3)[0, 1]",
    "shape_in_brackets": "    return np.zeros(2, 3)",
    "bitwise": "    return 1 / (1 + np.exp(-1.5) ^ np.exp(x))",
    "object_array": "    return np.exp(np.array([1.0, None]))",
    "read_only": "    y = np.broadcast_to(x, (2, 3))\n    y += 1\n    return y",
    "reshaped_wrongly": "    return np.zeros(6).reshape(4)",
    "subscripts": "    return np.einsum('ij', np.zeros(3))",
    "no_such_key": "    return {}['x']",
    "no_package": "    import no_such_package\n    return x",
    "is_a_function": "    return 1 / (1 + (-x).exp())",
    "misspelt_attribute": "    return np.zeros(3).sumn()",
    "no_such_attribute": "    return np.zeros(3).sigmoid()",
    "own_option": "    return sum([x], axis=0)",
    "other_option": "    return np.mean(x, weights=1)",
    "misspelt_option": "    return np.zeros((2, 3)).max(axis=0, keepdim=True)",
    "not_whole": "    return np.zeros(6 / 2)",
    "loop_over_number": "    return [1.0 for i in len([x])]",
    "list_grows": "    y = []\n    y[0] = x\n    return y",
    "tuple_is_fixed": "    y = (1.0, 2.0)\n    y[0] = x\n    return y",
    "where_of_one": "    return np.where(x > 0, x)",
    "array_for_list": "    y = np.zeros(0)\n    y.append(x)\n    return y",
    "not_imported": "    return math.ceil(1.5)",
    "tuple_of_one": "    return (1 / (1 + np.exp(-x)),)",
    "yields": "    return (1 / (1 + np.exp(-v)) for v in [x])",
    "other_arguments": "    return np.dot(x)",
    "no_such_axis": "    return np.zeros(3).sum(axis=2)",
    "unpacks_one": "    a, b = 1.0\n    return a",
}


SAID = {  # what the name says, where it depends on the exception's words
    "    y = []\n    y.appendd(x)\n    return y": "Is `.append` meant?",
    "    return {'W': x}.W": "`.W`, which a dict doesn't have",
    "    return np.zeros(3).ln()": "`.ln`, which an array doesn't have",
    "    return np.ln(x)": "Is `numpy.log` meant?",
    "    return (1.5).exp()": "Is `np.exp(…)` meant?",
    "    return [x].shape": "a list where an array is meant",
    "    return sum([x], axis=0)": "Is NumPy's `np.sum` meant?",
    "    return np.zeros(3).sum(axis=-2)": "axis -2 of an array that doesn't have it",
    "    return np.zeros((2, 3)).sum(0, 1, 2, 3, 4, 5, 6)": "other arguments than `np.sum` takes",
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


@pytest.mark.parametrize("body", SAID)
def test_the_exceptions_own_words_are_used(body: str):
    verdict = judge_function(written(body), exercise("sigmoid"))
    assert verdict.outcome == "error" and SAID[body] in str(verdict), str(verdict)


def test_what_is_no_number_among_the_results_is_told():
    asked = exercise("layer_gradients")

    def answer(*args):
        dW, db, dX = asked.reference(*args)
        return dW, None, dX

    verdict = judge_function(answer, asked)
    assert verdict.mistake == "general:a_kind" and "a tuple with None in it" in str(
        verdict
    )


@pytest.mark.parametrize(
    ("name", "value", "id", "text"),
    [
        ("dropout", 1.5, "other_kind", "a float, where a tuple (dropped, mask) is"),
        ("dropout", "1.5", "other_kind", "a str, where a tuple (dropped, mask) is"),
        ("dropout", len, "a_function", "a function instead of its value"),
        ("dropout", (np.zeros(3), {}), "a_kind", "with a dict in it, where numbers"),
        ("dropout", np.full((2, 3), None), "a_kind", "an array of object in it"),
        ("minibatches", {}, "other_kind", "a dict, where a list or a generator of"),
        ("minibatches", 0, "other_kind", "an int, where a list or a generator of"),
        ("minibatches", [(np.array(["1"]), 1)], "a_kind", "an array of str32 in it"),
    ],
)
def test_what_is_no_result_is_told_where_results_are_run_through(
    name: str, value: object, id: str, text: str
):
    verdict = judge_function(lambda *_: value, exercise(name))
    assert verdict.outcome == "failed" and verdict.mistake == f"general:{id}"
    assert text in str(verdict)


def test_three_results_in_reverse_order_have_one_explanation():
    asked = exercise("layer_gradients")
    verdict = judge_function(lambda *a: asked.reference(*a)[::-1], asked)
    assert verdict.mistake == "general:reversed"
