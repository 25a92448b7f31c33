"""Twelve backward passes by other people, to be audited; four of them are right.

All are for one network: two sigmoid layers, half squared error, means over the batch. Each
is a body of numbered lines that returns `dW1, db1, dW2, db2`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

HEAD = "def backward(X, W1, b1, W2, b2, T):"
TAIL = "return dW1, db1, dW2, db2"
PARTS = ("dW1", "db1", "dW2", "db2")


@dataclass(frozen=True)
class Pass:
    """A body, the lines that may be called wrong (none: it is right), and what leads there.

    clue: where to measure, for who hasn't found it.
    """

    body: str
    wrong: tuple[int, ...]
    clue: str

    @property
    def lines(self) -> list[str]:
        """The lines of the body, from line 1."""
        return self.body.strip("\n").splitlines()


FORWARD = """
A1 = sigmoid(X @ W1 + b1)
A2 = sigmoid(A1 @ W2 + b2)"""

PASSES = (
    Pass(
        FORWARD
        + """
delta2 = (A2 - T) * A2 * (1 - A2)
delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
dW2 = A1.T @ delta2 / len(X)
dW1 = X.T @ delta1 / len(X)
db2 = delta2.mean(axis=0)
db1 = delta1.sum(axis=0)""",
        (8,),
        "measure with one sample, then with three",
    ),
    Pass(
        FORWARD
        + """
delta2 = (A2 - T) * A2 * (1 - A2) / len(X)
delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
dW2 = A1.T @ delta2
dW1 = X.T @ delta1
db2 = delta2.sum(axis=0)
db1 = delta1.sum(axis=0)""",
        (),
        "measure all four parts, with several samples",
    ),
    Pass(
        FORWARD
        + """
delta2 = (A2 - T) * A2 * (1 - A2)
dW2 = A1.T @ delta2 / len(X)
db2 = delta2.mean(axis=0)
delta1 = (delta2 @ W2) * A1 * (1 - A1)
dW1 = X.T @ delta1 / len(X)
db1 = delta1.mean(axis=0)""",
        (6,),
        "give the two layers unequal widths",
    ),
    Pass(
        FORWARD
        + """
e = (T - A2) * A2 * (1 - A2)
dW2 = -A1.T @ e / len(X)
db2 = -e.mean(axis=0)
h = (e @ W2.T) * (A1 - A1**2)
dW1 = -X.T @ h / len(X)
db1 = -h.mean(axis=0)""",
        (),
        "measure it: a sign may be turned twice",
    ),
    Pass(
        FORWARD
        + """
delta2 = (A2 - T) * A2 * (1 - A2)
slope1 = sigmoid(A1) * (1 - sigmoid(A1))
delta1 = (delta2 @ W2.T) * slope1
dW2, db2 = A1.T @ delta2 / len(X), delta2.mean(axis=0)
dW1, db1 = X.T @ delta1 / len(X), delta1.mean(axis=0)""",
        (4,),
        "the last layer is right, the first isn't: which lines lie between?",
    ),
    Pass(
        FORWARD
        + """
delta2 = (A2 - T) * A2 * (1 - A2)
dW2, db2 = A1.T @ delta2 / len(X), delta2.mean(axis=0)
W2 = W2 - 0.5 * dW2
delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
dW1, db1 = X.T @ delta1 / len(X), delta1.mean(axis=0)""",
        (5, 6),
        "the last layer is right, the first isn't: which lines lie between?",
    ),
    Pass(
        """
A1 = sigmoid(np.einsum("ni,ij->nj", X, W1) + b1)
A2 = sigmoid(np.einsum("nj,jk->nk", A1, W2) + b2)
delta2 = (A2 - T) * A2 * (1 - A2)
delta1 = np.einsum("nk,jk->nj", delta2, W2) * A1 * (1 - A1)
dW2, db2 = np.einsum("nj,nk->jk", A1, delta2) / len(X), delta2.mean(axis=0)
dW1, db1 = np.einsum("ni,nj->ij", X, delta1) / len(X), delta1.mean(axis=0)""",
        (),
        "measure all four parts, with unequal widths",
    ),
    Pass(
        FORWARD
        + """
delta2 = (A2 - T) * A2 * (1 - A2)
back = delta2.sum(axis=1, keepdims=True) * W2.sum(axis=1)
delta1 = back * A1 * (1 - A1)
dW2, db2 = A1.T @ delta2 / len(X), delta2.mean(axis=0)
dW1, db1 = X.T @ delta1 / len(X), delta1.mean(axis=0)""",
        (4,),
        "measure with one output, then with three",
    ),
    Pass(
        FORWARD
        + """
delta2 = (A2 - T) * A2 * (1 - A2)
delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
dW2 = A1.T @ delta2 / len(X)
db2 = (A1.mean(axis=1, keepdims=True) * delta2).mean(axis=0)
dW1 = X.T @ delta1 / len(X)
db1 = delta1.mean(axis=0)""",
        (6,),
        "measure db1 and db2",
    ),
    Pass(
        FORWARD
        + """
delta2 = (A2 - T) * A2 * (1 - A2)
delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
dW2 = A2.T @ delta2 / len(X)
db2 = delta2.mean(axis=0)
dW1 = X.T @ delta1 / len(X)
db1 = delta1.mean(axis=0)""",
        (5,),
        "compare the shapes of dW2 and W2 for unequal widths",
    ),
    Pass(
        """
dW1, db1, dW2, db2 = (np.zeros_like(p) for p in (W1, b1, W2, b2))
for x, t in zip(X, T):
    a1 = sigmoid(x @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)
    d2 = (a2 - t) * a2 * (1 - a2) / len(X)
    d1 = (W2 @ d2) * a1 * (1 - a1)
    dW1, db1 = dW1 + np.outer(x, d1), db1 + d1
    dW2, db2 = dW2 + np.outer(a1, d2), db2 + d2""",
        (),
        "measure it: for one sample as a row, W2 @ d2 and d2 @ W2.T are the same",
    ),
    Pass(
        FORWARD
        + """
delta2 = (A2 - T) * A2 * (1 - A2)
delta1 = (delta2 * A2 * (1 - A2)) @ W2.T
dW2, db2 = A1.T @ delta2 / len(X), delta2.mean(axis=0)
dW1, db1 = X.T @ delta1 / len(X), delta1.mean(axis=0)""",
        (4,),
        "the last layer is right, the first isn't: whose slope is used on the way?",
    ),
)


def sigmoid(z: Any) -> Any:
    """1 / (1 + exp(-z))."""
    return 1 / (1 + np.exp(-z))


def numbered(number: int) -> str:
    """One pass as text, its lines numbered."""
    lines = [f"{n}      {line}" for n, line in enumerate(_pass(number).lines, 1)]
    return "\n".join([f"# pass {number}", HEAD, *lines, f"       {TAIL}"])


def function(number: int) -> Callable[..., Any]:
    """One pass as a function that can be called: backward(X, W1, b1, W2, b2, T)."""
    body = "\n".join(f"    {line}" for line in [*_pass(number).lines, TAIL])
    space: dict[str, Any] = {"np": np, "sigmoid": sigmoid}
    exec(f"{HEAD}\n{body}", space)
    return space["backward"]


def _pass(number: int) -> Pass:
    if not 1 <= number <= len(PASSES):
        raise ValueError(f"there is no pass {number}; expected 1 to {len(PASSES)}")
    return PASSES[number - 1]


def statement() -> str:
    """All twelve as Markdown."""
    return "\n\n".join(
        f"```python\n{numbered(n)}\n```" for n in range(1, len(PASSES) + 1)
    )
