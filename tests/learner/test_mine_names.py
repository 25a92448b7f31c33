"""Helpers, imports and exercises of one name stay apart in a learner's module."""

import numpy as np
import pytest
from learner_cells import FORWARD, RIGHT, passed

from bpcourse import mine
from bpcourse.learner.pieces import take_apart


def test_two_helpers_of_one_name_stay_apart(folder):
    passed("hidden_delta", RIGHT.format(note="first", helper="slope"))
    passed("forward", FORWARD.format(helper="slope"))
    module = take_apart((folder / "lesson_05.py").read_text())
    assert list(module.blocks) == [
        "slope_of_forward",
        "forward",
        "slope",
        "hidden_delta",
    ]
    one = np.full((1, 1), 0.5)
    assert mine.hidden_delta(one, one, one)[0, 0] == 0.0625
    assert mine.forward(one, [one], [one[0]])[1][0, 0] == pytest.approx(0.679, abs=1e-3)


ALL_DELTAS = """
def all_deltas(activations, weights, T):
    A = activations[-1]
    found = [(A - T) * A * (1 - A)]
    for A, W in zip(activations[-2:0:-1], weights[:0:-1]):
        found.insert(0, hidden_delta(found[0], W, A))
    return found
"""


def test_a_helper_that_is_an_exercise_is_no_answer_to_it_before_it_has_passed(folder):
    cells = (RIGHT.format(note="not checked", helper="slope"), ALL_DELTAS)
    passed("all_deltas", *cells)
    assert (
        "hidden_delta_of_all_deltas(found[0], W, A)"
        in (folder / "lesson_05.py").read_text()
    )
    assert mine.whose("05")["all_deltas"] and not mine.whose("05")["hidden_delta"]


def test_pieces_of_one_text_are_shared(folder):
    cells = (RIGHT.format(note="once", helper="slope"), ALL_DELTAS)
    passed("hidden_delta", *cells)
    passed("all_deltas", *cells)
    assert (folder / "lesson_05.py").read_text().count("# once") == 1


def test_an_import_and_a_helper_of_one_name_stay_apart(folder):
    passed("forward", FORWARD.format(helper="squash"))
    cell = "from numpy import multiply as squash\n\ndef hidden_delta(delta, W, A):\n"
    cell += "    return squash(delta @ W.T, A * (1 - A))\n"
    passed("hidden_delta", cell)
    text = (folder / "lesson_05.py").read_text()
    assert "multiply as squash_of_hidden_delta" in text
    one = np.full((1, 1), 0.5)
    assert mine.hidden_delta(one, one, one)[0, 0] == 0.0625
    assert mine.forward(one, [one], [one[0]])[1][0, 0] == pytest.approx(0.679, abs=1e-3)


def test_annotations_that_are_texts_stay_so_beside_other_pieces(folder):
    cell = (
        "from __future__ import annotations\nimport numpy as np\n{}\ndef sigmoid(x):\n"
        "    def up(v: Undefined) -> float:\n"
        "        with np.errstate(over='ignore'):\n            return np.exp(-v)\n"
        "    return 1 / (1 + up(x))"
    )
    assert "mine.sigmoid is yours now" in passed("sigmoid", cell.format(""))
    other = "import ast\ndef relu_derivative(z):\n    ast\n    return (z > 0) * 1.0"
    assert "mine.relu_derivative is yours now" in passed("relu_derivative", other)
    passed("sigmoid", cell.format("A: list = [1]").replace("1 /", "A[0] /"))
    assert mine.sigmoid(np.zeros(1)) == 0.5 and mine.relu_derivative(np.ones(1)) == 1
    lines = (folder / "lesson_01.py").read_text(encoding="utf-8").splitlines()
    assert [n for n in lines if n.startswith(("from", "import"))] == [
        "from __future__ import annotations",
        "import ast",
        "import numpy as np",
    ]
