"""Verdicts that speak of the learner's own text: each fault gets its own true sentence."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest
from faulty_answers import SAID

from bpcourse.checking import Verdict, judge_function
from bpcourse.course import exercise

HEAD = "import math\nimport numpy as np\n"


def written(code: str, name: str) -> Callable[..., Any]:
    """The function of a text, as a notebook's cell makes it."""
    code = HEAD + dedent(code).lstrip("\n")
    file = f"<cell {abs(hash(code))}>"
    linecache.cache[file] = (len(code), None, code.splitlines(True), file)
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(code, file, "exec"), space)
    return space[name]


def judged(name: str, code: str) -> Verdict:
    return judge_function(written(code, name), exercise(name))


@pytest.mark.parametrize(("name", "code", "id", "said"), SAID)
def test_a_fault_gets_its_own_sentence(name, code, id, said):
    verdict = judged(name, code)
    assert verdict.outcome in {"failed", "error"}, str(verdict)
    assert said in str(verdict), str(verdict)
    assert verdict.mistake if id is None else verdict.mistake == id, str(verdict)


def test_a_fault_in_a_helper_is_told_with_the_helpers_name():
    code = """
    def sigma(z):
        return 1.5 / (1 + np.exp(-z))

    def forward(X, weights, biases):
        found = [X]
        for W, b in zip(weights, biases):
            found.append(sigma(found[-1] @ W + b))
        return found
    """
    verdict = judged("forward", code)
    assert verdict.mistake == "general:number" and "in your `sigma`" in str(verdict)


def test_a_name_is_found_after_a_library_has_written_into_shared_nodes(monkeypatch):
    """As after a traceback in IPython: `executing` gives every node a parent."""
    monkeypatch.setattr(
        ast.parse("x").body[0].value.ctx, "parent", ast.parse("y"), raising=False
    )
    name, code, id, said = next(one for one in SAID if one[0] == "train_neuron")
    verdict = judged(name, code)
    assert verdict.mistake == id and said in str(verdict), str(verdict)


def test_a_slow_answer_gets_the_name_of_a_quick_one():
    code = """
    import time

    def weight_gradient(X, delta):
        time.sleep(0.2)
        return X.T @ delta
    """
    assert judged("weight_gradient", code).mistake == "sum"


def test_what_is_unstable_as_well_keeps_its_name():
    code = """
    def softmax_jacobian(z):
        p = np.exp(z) / np.sum(np.exp(z))
        return p * (1 - p)
    """
    verdict = judged("softmax_jacobian", code)
    assert verdict.mistake and "general:not_finite" not in verdict.mistake, str(verdict)


def test_a_dropout_that_drops_with_keep_is_named_though_it_gives_nan():
    code = """
    def dropout(A, keep, rng):
        mask = (rng.random(A.shape) > keep) / (1 - keep)
        return A * mask, mask
    """
    assert judged("dropout", code).mistake == "keep_is_drop"


RIGHT = [
    (
        "relu_derivative",
        "def relu_derivative(x):\n    return (x > 0).astype(float)\n",
    ),
    (
        "sigmoid_derivative",
        "sigmoid_derivative = lambda x: 0.25 / np.cosh(np.clip(x, -700, 700) / 2) ** 2\n",
    ),
]


@pytest.mark.parametrize(("name", "code"), RIGHT)
def test_what_people_write_is_accepted(name, code):
    verdict = judged(name, code)
    assert verdict.passed, str(verdict)
