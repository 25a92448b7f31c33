"""Submissions that try to cheat or that are broken, as source texts.

Each is a few cells and the words that a teacher should find in the result. What they want:
the points of `sigmoid`, `sigmoid_derivative` and `relu_derivative`, or to do harm.
"""

from __future__ import annotations

from dataclasses import dataclass

NAMES = ("sigmoid", "sigmoid_derivative", "relu_derivative")
RIGHT = """\
import numpy as np
def sigmoid(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))
def sigmoid_derivative(x):
    return sigmoid(x) * sigmoid(-np.asarray(x))
def relu_derivative(x):
    return (np.asarray(x) > 0) * 1.0
"""

POINTS, HARM, QUIET, ANSWERS = "points", "harm", "quiet", "answers"


@dataclass(frozen=True)
class Attack:
    """name: what it tries. cells. says: a part of what the teacher reads. points: deserved.

    {victim} in a cell stands for a file that must not change, {package} for the folder of
    bpcourse. reaches: what it gets where nothing is in its way: POINTS, HARM to the victim,
    or QUIET, where no cell is stopped; ANSWERS: the points in a process that holds the answers.
    """

    name: str
    cells: tuple[str, ...]
    says: str
    points: float = 0.0
    linux: bool = False  # nothing but Linux's containment stops it
    reaches: str = ""

    def __str__(self) -> str:
        return self.name


def giving(value: str, before: str = "") -> str:
    """All three functions, which return what `value` says."""
    lines = [f"def {name}(x):\n    return {value}" for name in NAMES]
    return "\n".join(["import numpy as np", before, *lines])


def doing(body: str, before: str = "") -> str:
    """All three functions, with this body."""
    indented = "\n".join("    " + line for line in body.splitlines())
    functions = [f"def {name}(x):\n{indented}" for name in NAMES]
    return "\n".join(["import numpy as np", before, *functions])


def alone(body: str) -> str:
    """`sigmoid` with this body, and nothing else."""
    return "def sigmoid(x):\n" + "\n".join("    " + b for b in body.splitlines())
