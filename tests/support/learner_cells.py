"""What a learner writes into cells: right answers, with helpers, and what a notebook then holds."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from bpcourse import check


def sigmoid(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


RIGHT = """
def hidden_delta(delta, W, A):
    # {note}
    return {helper}(delta @ W.T, A)


def {helper}(back, A):
    return back * A * (1 - A)
"""


FORWARD = """
import numpy as np

def {helper}(z):
    return 1 / (1 + np.exp(-z))

def forward(X, weights, biases):
    found = [X]
    for W, b in zip(weights, biases):
        found.append({helper}(found[-1] @ W + b))
    return found
"""


def ran(*cells):
    """What a notebook holds that ran these cells."""
    space = {"__name__": "__main__", "In": list(cells)}
    for cell in cells:
        exec(cell, space)
    return space


def passed(name, *cells):
    verdict = check(ran(*cells)[name], name)
    assert verdict.passed
    return verdict.row("kept")


def in_a_kernel(code: str) -> str:
    """What a process with this record says on its error output; it must end well."""
    head = "from bpcourse import check\nfrom bpcourse.learner import record\n"
    run = subprocess.run(
        [sys.executable, "-c", head + code], capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr
    return run.stderr
