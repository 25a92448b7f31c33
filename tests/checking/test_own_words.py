"""Verdicts that speak of the learner's own text: each fault gets its own true sentence."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

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


SAID = [  # exercise, code, id of the name, what the verdict says
    (
        "softmax",
        """
        def softmax(z):
            raise NotImplementedError
            e = np.exp(z - z.max(-1, keepdims=True))
            return e / e.sum(-1, keepdims=True)
        """,
        "general:unfinished",
        "Delete the line `raise NotImplementedError`",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x):
            o = 1 / (1 + np.exp(-x))
        """,
        "general:no_return",
        "without a `return`",
    ),
    (
        "all_deltas",
        """
        def all_deltas(activations, weights, T):
            found = [activations[-1] - T]
            return found.reverse()
        """,
        "general:method_returns_none",
        "`.reverse()`",
    ),
    (
        "backward",
        """
        def forward(X, weights, biases):
            raise NotImplementedError

        def backward(X, weights, biases, T):
            activations = forward(X, weights, biases)
            return activations
        """,
        "general:calls_unwritten",
        "Write `forward` first",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x):
            yield 1 / (1 + np.exp(-x))
        """,
        "general:yields",
        "`yield` instead of `return`",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x, b):
            return 1 / (1 + np.exp(-x - b))
        """,
        "general:arity",
        "The check calls sigmoid(x)",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x):
            if x > 0:
                return 1 / (1 + np.exp(-x))
            return np.exp(x) / (1 + np.exp(x))
        """,
        "general:truth_value",
        "np.where chooses entry by entry",
    ),
    (
        "tanh_from_sigmoid",
        """
        def tanh_from_sigmoid(x):
            return 2 / (1 + math.exp(-2 * x)) - 1
        """,
        "general:math_function",
        "`math`, which takes one number",
    ),
    (
        "forward",
        """
        def forward(X, weights, biases):
            W1, W2 = weights
            b1, b2 = biases
            A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
            return [X, A1, 1 / (1 + np.exp(-(A1 @ W2 + b2)))]
        """,
        "general:unpacking",
        "A loop takes any number of them",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x):
            result = 1 / (1 + np.exp(-x))
            return reslut
        """,
        "general:misspelt",
        "Is `result` meant?",
    ),
    (
        "softmax",
        """
        def softmax(z):
            e = np.exp(z - z.max(axis=1, keepdims=True))
            return e / e.sum(axis=1, keepdims=True)
        """,
        "general:axis_of_batch",
        "axis=-1 is the last axis",
    ),
    (
        "train_step",
        """
        def train_step(X, T, weights, biases, eta):
            A = [X]
            for W, b in zip(weights, biases):
                A.append(1 / (1 + np.exp(-(A[-1] @ W + b))))
            w, b = list(weights), biases.copy()
            delta = (A[-1] - T) * A[-1] * (1 - A[-1])
            for l in reversed(range(len(w))):
                dW, db = A[l].T @ delta / len(X), delta.mean(axis=0)
                delta = (delta @ w[l].T) * A[l] * (1 - A[l])
                w[l] -= eta * dW
                b[l] -= eta * db
            return w, b
        """,
        "general:changes_argument",
        "A copy of a list holds the same arrays",
    ),
    (
        "step_downhill",
        """
        def step_downhill(w, gradient, eta):
            return w - 0.1 * gradient
        """,
        None,
        "",
    ),
    (
        "train_neuron",
        """
        def train_neuron(X, t, eta, steps):
            w, b = np.zeros(X.shape[1]), 0.0
            for _ in range(steps):
                o = 1 / (1 + np.exp(-(X @ w + b)))
                delta = (o - t) * o * (1 - o)
                w = w + eta * X.T @ delta / len(X)
                b = b - eta * delta.mean()
            return w, b
        """,
        "general:operation",
        "`+` in `w + eta * X.T @ delta / len(X)`",
    ),
    (
        "hidden_delta",
        """
        def hidden_delta(delta_next, W_next, A):
            heard = np.zeros(A.shape)
            for n in range(len(A)):
                for j in range(A.shape[1]):
                    for k in range(W_next.shape[1]):
                        heard[n, j] = delta_next[n, k] * W_next[j, k]
            return heard * A * (1 - A)
        """,
        "general:overwrites",
        "which replaces what is there already",
    ),
    (
        "he_init",
        """
        def he_init(n_in, n_out, rng):
            return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
        """,
        "general:own_random",
        "`rng.random`, not `np.random`",
    ),
    (
        "leaky_relu_derivative",
        """
        def leaky_relu_derivative(x, p=0.01):
            slope = np.ones_like(x)
            slope[x < 0] = p
            return slope
        """,
        None,
        "whole numbers",
    ),
    (
        "backtracking_step",
        """
        def backtracking_step(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
            g, step = gradient(x), 1.0
            while not f(x - step * g) <= f(x) - c * step * (g @ g):
                step *= shrink
            return step
        """,
        "general:unused_argument",
        "the argument `eta`",
    ),
]


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
